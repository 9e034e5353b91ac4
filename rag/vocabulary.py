"""The words of the letters, and which of them a word of a question can stand for.

A question's word is looked for as it is, as a synonym (thesaurus), as part of a compound
('wederopbouwactiviteiten'), and, where none of these helps and it is no word of the language at
all, as a misspelling. Wordings of several words ('op het matje roepen', 'give up') count as a whole.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.name_table import capitals
from rag.tables import ordinary
from rag.types import Language
from rag.words import is_content, light, stem, tokens

_DATA = Path(__file__).parent / "data"

SYNONYM = 0.7
COMPOUND = 0.6
MODIFIER = 0.3
# Another form of the same verb: 'speelt' of 'spelen'.
INFLECTED = 0.9
# The word that says most of a wording of several: 'humanitaire' for 'noodhulp'.
PART = 0.5
MISSPELT = 0.9
# Shorter parts are chance: 'land' is in 'nederland', 'eis' in 'reis'.
COMPOUND_LEAST = 5
MISSPELT_LEAST = 5
MISSPELT_ALIKE = 80.0  # of 100, rapidfuzz's ratio: two letters swapped or doubled in a word of six
# "rebuild" is no kind of "build", nor "insecure" of "secure".
_PREFIXES = frozenset("re un dis mis pre non".split())
WRITTEN: Mapping[Language, Mapping[str, str]] = {
    "nl": dict(zip("2 3 4 5 6 7 8 9 10".split(), "twee drie vier vijf zes zeven acht negen tien".split(), strict=True)),
    "en": dict(zip("2 3 4 5 6 7 8 9 10".split(), "two three four five six seven eight nine ten".split(), strict=True)),
}
_HYPHENATED = re.compile(r"\w+(?:-\w+)+")

Expansion = Mapping[str, float]

# Stems that Snowball gives to words of different meaning (gemeente and mening, minor and minority):
# no synonym is looked up for them.
_CONFUSED: Mapping[Language, frozenset[str]] = {
    "nl": frozenset("""men wond won beleid geleid zag bied lov lof led leed volg uitvoer middel enig beur""".split()),
    "en": frozenset("""sever minor import object respons access consid press depart custom effect experi""".split()),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The stems of one language's texts, ready to be looked up from both ends."""

    language: Language
    stems: frozenset[str]
    forward: tuple[str, ...]
    backward: tuple[str, ...]
    by_concept: Mapping[int, Expansion]

    @classmethod
    def of(cls, stems: Iterable[str], language: Language) -> Vocabulary:
        held = frozenset(stems)
        table = thesaurus(language)
        by_concept: dict[int, dict[str, float]] = {}
        for phrase, numbers in table.phrases.items():
            parts = [part for part in phrase if part in table.telling]
            if parts and held.issuperset(parts):
                for number in numbers:
                    by_concept.setdefault(number, {})[max(parts, key=len)] = PART
        for word, numbers in table.words.items():
            for form in held.intersection((word, *inflected(word, language))):
                for number in numbers:
                    by_concept.setdefault(number, {})[form] = SYNONYM
        return cls(
            language,
            held,
            tuple(sorted(held)),
            tuple(sorted(stem[::-1] for stem in held)),
            by_concept,
        )

    def expand(self, term: str) -> Expansion:
        """The stems that `term` can stand for, each with how well it does (0 to 1]."""
        return self._expand(term, self._concepts(term))

    def expand_all(self, terms: Sequence[str], text: str, sited: Collection[str] = ()) -> dict[str, Expansion]:
        """Each of a question's terms expanded; those in a wording of several words for what the whole says.

        Verbs such as "take" count in a wording only, where anything else is left. A capital stands for
        its country too, unless `sited` has it.
        """
        said = said_together(text, self.language)
        joined = self._joined(text)
        heavy = [term for term in terms if term in said or term not in light(self.language)]
        found = {term: self._expand(term, said.get(term) or self._concepts(term)) for term in heavy or terms}
        for term, expansion in found.items():
            if term in joined:
                found[term] = {**expansion, joined[term]: 1.0}
            name = term.removeprefix("@")
            country = f"@{capitals().get(name, '')}"
            if name != term and name not in sited and country in self.stems:  # "Moscow will object"
                found[term] = {**expansion, country: SYNONYM}
        return found

    def _concepts(self, term: str) -> frozenset[int]:
        """The numbers of what a term says, or where it is in no table another form of it."""
        words = thesaurus(self.language).words
        forms = (words[form] for form in inflected(term, self.language) if form in words)
        return words[term] if term in words else frozenset[int]().union(*forms)

    def _joined(self, text: str) -> dict[str, str]:
        """The parts of hyphenated words that the letters write without a hyphen: 'ez' and 'zor' of 'ezzor'."""
        found: dict[str, str] = {}
        for word in _HYPHENATED.findall(text):
            whole = stem("".join(tokens(word)), self.language)
            if whole in self.stems:
                found |= {stem(part, self.language): whole for part in tokens(word)}
        return found

    def _expand(self, term: str, numbers: Iterable[int]) -> Expansion:
        found = dict(self._compounds(term))
        if term.isdigit() and (word := WRITTEN[self.language].get(term)):
            found[stem(word, self.language)] = 1.0
        for number in numbers:
            for other, weight in self.by_concept.get(number, {}).items():
                found[other] = max(weight, found.get(other, 0.0))
        for form in self.stems.intersection(inflected(term, self.language)):
            found[form] = INFLECTED
        if term in self.stems:
            found[term] = 1.0
        return found or self._misspelt(term)

    def _compounds(self, term: str) -> Iterable[tuple[str, float]]:
        """Parts of a compound, and compounds it is part of; a first part says little ('grond' of 'grondwet')."""
        for length in range(COMPOUND_LEAST, len(term)):
            for part, weight in ((term[:length], MODIFIER), (term[-length:], COMPOUND)):
                if part in self.stems and term.removesuffix(part) not in _PREFIXES:
                    yield part, weight
        if len(term) >= COMPOUND_LEAST:
            for stem in _starting(self.forward, term):
                yield stem, COMPOUND
            for stem in _starting(self.backward, term[::-1]):
                yield stem[::-1], COMPOUND

    def _misspelt(self, term: str) -> Expansion:
        if len(term) < MISSPELT_LEAST or not term.isalpha() or ordinary(term, self.language):
            return {}
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import OSA

        words = thesaurus(self.language).words
        known = [
            word
            for word, numbers in words.items()
            if word[0] == term[0] and not self.by_concept.keys().isdisjoint(numbers)
        ]
        names = _starting(self.forward, f"@{term[0]}")
        begin = {*_starting(self.forward, term[0]), *names, *known}
        alike = {stem: stem.removeprefix("@") for stem in begin if abs(len(stem) - len(term)) <= 2}
        close = process.extract(term, alike, scorer=fuzz.ratio, score_cutoff=MISSPELT_ALIKE, limit=None)
        # A letter too few or too many makes a higher ratio than a wrong one, but is no likelier.
        slips = {stem: OSA.distance(term, plain) for plain, _, stem in close}
        found: dict[str, float] = {}
        for word, count in slips.items():
            if count == min(slips.values()):
                meant = {word: 1.0} if word in self.stems else {}
                for number in words.get(word, ()):
                    meant = {**self.by_concept.get(number, {}), **meant}
                for other, weight in meant.items():
                    found[other] = max(MISSPELT * weight, found.get(other, 0.0))
        return found


def inflected(term: str, language: Language) -> tuple[str, ...]:
    """Stems that Snowball gives to other forms of a Dutch verb: it leaves the -t of 'speelt', 'steunt', 'vindt'."""
    if language != "nl" or term.startswith("@"):
        return ()
    bare = term[:-1] if term.endswith("t") else term
    return ((bare,) if bare != term else (f"{term}t",)) if len(bare) >= _VERB_LEAST else ()


# Shorter ones are other words: 'gast' is no form of 'gas', nor 'kant' of 'kan'.
_VERB_LEAST = 4

# What a Dutch verb parts with, and how many words it may stand behind the verb.
_PARTICLES = frozenset("aan af bij door in mee op over toe terug uit voor weg".split())
_APART = 6


def said_together(text: str, language: Language) -> dict[str, frozenset[int]]:
    """The stems that stand in a wording of several words, each with the numbers of what the whole says."""
    phrases, longest = thesaurus(language).phrases, thesaurus(language).longest
    stems = [stem(word, language) for word in tokens(text)]
    said: dict[str, frozenset[int]] = {}
    for start in range(len(stems)):
        for end in range(start + 2, min(len(stems), start + longest) + 1):
            numbers = phrases.get(tuple(stems[start:end]), frozenset())
            for part in stems[start:end] if numbers else ():
                said[part] = said.get(part, frozenset()) | numbers
        for rest in range(start + 2, min(len(stems), start + _APART)):  # "Did they take Syria to court?"
            for end in range(rest + 2, min(len(stems), rest + longest - 1) + 1):
                parts = (stems[start], *stems[rest:end])
                for part in parts if parts in phrases else ():
                    said[part] = said.get(part, frozenset()) | phrases[parts]
        for end in range(start + 2, min(len(stems), start + _APART) + 1):  # "Wat zegde de minister toe?"
            verb, particle = stems[start], stems[end - 1]
            if particle in _PARTICLES and (verb, particle) in phrases:
                said[verb] = said.get(verb, frozenset()) | phrases[verb, particle]
    return said


def _starting(words: tuple[str, ...], start: str) -> Iterable[str]:
    """The words that begin with `start`, of a sorted tuple."""
    place = bisect.bisect_left(words, start)
    while place < len(words) and words[place].startswith(start):
        yield words[place]
        place += 1


def covered(expansion: Expansion, among: Collection[str]) -> float:
    """How well a text with the stems `among` covers a term, 0 to 1."""
    return max((weight for stem, weight in expansion.items() if stem in among), default=0.0)


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Numbers of the concepts that a stem, or several stems in a row, can stand for.

    `telling` are the stems of content words; `longest` is the most words a wording has.
    """

    words: Mapping[str, frozenset[int]]
    phrases: Mapping[tuple[str, ...], frozenset[int]]
    telling: frozenset[str]
    longest: int


@functools.cache
def thesaurus(language: Language, *, loose: bool = True) -> Thesaurus:
    """The thesaurus of one language; `loose` with paraphrases too, which may find a text but prove nothing."""
    words: dict[str, set[int]] = {}
    phrases: dict[tuple[str, ...], set[int]] = {}
    telling: set[str] = set()
    files = ("thesaurus.tsv", "paraphrases.tsv") if loose else ("thesaurus.tsv",)
    for number, wordings in enumerate(_concepts(files, 0 if language == "nl" else 1)):
        for wording in wordings:
            said = tokens(re.sub(r"^to ", "", wording))
            stems = tuple(stem(word, language) for word in said)
            telling |= {held for word, held in zip(said, stems, strict=True) if is_content(word, language)}
            if len(stems) == 1 and stems[0] not in _CONFUSED[language]:
                words.setdefault(stems[0], set()).add(number)
            elif len(stems) > 1:
                phrases.setdefault(stems, set()).add(number)
    return Thesaurus(
        {key: frozenset(numbers) for key, numbers in words.items()},
        {key: frozenset(numbers) for key, numbers in phrases.items()},
        frozenset(telling),
        max(map(len, phrases), default=1),
    )


def _concepts(files: Iterable[str], column: int) -> Iterable[list[str]]:
    """The wordings of each concept in one language."""
    for file in files:
        for line in (_DATA / file).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#") and "\t" in line:
                yield [wording.strip() for wording in line.split("\t")[column].split("|")]
