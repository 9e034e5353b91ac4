"""The features that ranking and refusing weigh: numbers between a question and a sentence.

They compare by meaning (cosines), by words (how much of the question's weight is covered), and
by kind (who asks for an amount wants an amount). `rag.signs` names them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

from rag.describe import Described, describe
from rag.holding import met
from rag.lexical import Bm25
from rag.library import Library
from rag.name_table import capitals, implied
from rag.question import Question
from rag.retrieve import Retrieved
from rag.signs import RANK_SIGNS
from rag.store import WHOLE
from rag.tables import ordinary
from rag.types import Evidence, Language, SentenceRef
from rag.vocabulary import COMPOUND, MISSPELT_LEAST, SYNONYM, WRITTEN, Expansion, covered, thesaurus
from rag.words import stem, tokens

# Questions of fewer words count as this long: a bare name is no worse a question for being short.
SHORT = 4
# Words of content in a long sentence; it covers and resembles more questions by chance than a short one.
LONG = 20
# What a word counts that only an earlier question of the talk has.
BACKGROUND = 0.4
# What a word counts in a letter when a comparison asks it of the other one, and how rare a word must be (as a share
# of the highest idf) to say that something else is asked of this one.
ELSEWHERE = 0.3
TELLING = 0.5
_OTHER: dict[Language, Language] = {"nl": "en", "en": "nl"}
_ANAPHORS = frozenset(
    """deze dit dat die hierbij hiervan daarvan daarbij daarnaast doel ook dergelijke beide ze zij alleen verder
    daarmee these this that they such both also it its among then only""".split()
)
_COUNTS = frozenset("twee drie vier vijf zes zeven acht two three four five six seven eight".split())
_NAMES = ("person", "place", "country", "body", "other")


class Featurer:
    """What the features of one question's sentences share."""

    def __init__(
        self, question: Question, found: Retrieved, library: Library, told: Collection[SentenceRef] = ()
    ) -> None:
        self.question = question
        self.told = told
        self.found = found
        self.library = library
        lexical = library.lexical(question.language)
        vocabulary = library.vocabulary(question.language)
        self.expansions = vocabulary.expand_all(question.terms, question.text, question.sited)
        self.names = {name for kind in _NAMES for name in question.described.of(kind)}
        self.foreign = self._foreign()
        self.expansions |= {term: {term: 1.0} for term in self.foreign}
        self.weights = {
            term: _weight(term, expansion, lexical) * (BACKGROUND if term in question.background else 1.0)
            for term, expansion in self.expansions.items()
        }
        self.highest = lexical.idf("")
        self.sided = {letter: self._sided(letter) for letter in question.sides}
        cosines = [value for (_, place), value in found.cosines.items() if place != WHOLE]
        self.mean = sum(cosines) / max(len(cosines), 1)
        own = [value for (_, place), value in found.own.items() if place != WHOLE]
        self.own_mean = sum(own) / max(len(own), 1)
        asked = [WRITTEN[question.language].get(word, word) for word in tokens(question.text)]
        self.number = next((word for word in asked if word in _COUNTS), "")

    @property
    def heard_of(self) -> bool:
        """Whether any word of the question, or a synonym, stands in a letter; part of a compound is not enough."""
        return any(max(expansion.values(), default=0.0) > COMPOUND for expansion in self.expansions.values())

    @property
    def of_strangers(self) -> bool:
        """Whether a country or body is asked about that no letter names: what another did is no answer."""
        asked = {name for kind in ("country", "body") for name in self.question.described.of(kind)}
        return not all(map(self.library.named, asked - self.question.earlier))

    def texts(self, evidence: Evidence) -> tuple[str, ...]:
        """The sentences of a passage in the question's language, or in Dutch."""
        return self.library.open(evidence.letter.id).texts(evidence.passage, self.question.language)

    def _every_text(self, evidence: Evidence) -> tuple[str, ...]:
        """`texts`, with those of the other edition where the question has words of it."""
        opened, other = self.library.open(evidence.letter.id), _OTHER[self.question.language]
        return (*self.texts(evidence), *(opened.texts(evidence.passage, other) if self.foreign else ()))

    def described(self, evidence: Evidence) -> tuple[Described, ...]:
        """Terms and marks of each sentence, and the question's words that only the other edition of it has."""
        described = self.library.described(evidence.passage.id, self.question.language)
        if not self.foreign:
            return described
        others = self.library.described(evidence.passage.id, _OTHER[self.question.language])
        return tuple(
            replace(here, terms=(*here.terms, *(term for term, word in self.foreign.items() if word in other.terms)))
            for here, other in zip(described, others, strict=True)
        )

    def _foreign(self) -> dict[str, str]:
        """Parts of names that no letter has in this language, with their stem in the other: "de White Helmets"."""
        language, other = self.question.language, _OTHER[self.question.language]
        words = {stem(word, language): word for name in self.names for word in tokens(name)}
        unknown = {
            term: describe(words[term].capitalize(), other).terms
            for term, found in self.expansions.items()
            if not found and term in words
        }
        held = self.library.lexical(other).postings
        return {term: theirs[0] for term, theirs in unknown.items() if theirs and theirs[0] in held}

    def coverage(self, terms: Sequence[str], letter: str = "") -> float:
        """The share of the question's weight that `terms` of a letter cover, 0 to 1."""
        weights = self.sided.get(letter, self.weights)
        total = sum(weights.values())
        if not total:
            return 0.0
        pool = frozenset(terms)
        return sum(weight * covered(self.expansions[term], pool) for term, weight in weights.items()) / total

    def _sided(self, letter: str) -> dict[str, float]:
        """The weights for one letter of a comparison: what is asked of another one counts little there.

        Only where something is asked of this one; else ("and in 2025?") the same is asked of both.
        """
        own, sides = self.question.sides[letter], self.question.sides
        if max((self.weights.get(term, 0.0) for term in own), default=0.0) < TELLING * self.highest:
            return self.weights
        other = frozenset[str]().union(*(terms for name, terms in sides.items() if name != letter))
        return {term: weight * (ELSEWHERE if term in other else 1.0) for term, weight in self.weights.items()}

    def rank(self, evidence: Evidence, place: int, index: int) -> tuple[float, ...]:
        """Features of sentence `index` of the passage that is hit number `place`, as RANK_SIGNS names them."""
        passage, question, letter = evidence.passage, self.question, evidence.letter.id
        described = self.described(evidence)
        here = described[index]
        before = described[index - 1].terms if index else ()
        everything = [term for sentence in described for term in sentence.terms]
        near = [self._above(passage.id, i) for i in (index - 1, index + 1) if 0 <= i < len(described)]
        words = tokens(self.texts(evidence)[index])
        return (
            self._above(passage.id, index),
            self._above(passage.id, WHOLE),
            max(near, default=0.0),
            (self.found.own.get((passage.id, index), self.own_mean) - self.own_mean) * 10,
            self.coverage(here.terms, letter),
            self.coverage((*here.terms, *before), letter),
            self.coverage(everything, letter),
            met(question.wants, here, question.described, self.library.common),
            self._focus(here.terms),
            1.0 if set(map(str, question.years)) & set(here.of("year")) else 0.0,
            1.0 if letter in question.preferred else 0.0,
            1.0 if passage.kind == "footnote" else 0.0,
            1.0 if words and words[0] in _ANAPHORS else 0.0,
            1.0 / (place + 1),
            1.0 if question.kind == "why" and here.holds("reason") else 0.0,
            1.0 if self.number and self.number in words else 0.0,
            1.0 if question.kind == "list" and (passage.kind == "item" or here.holds("series")) else 0.0,
            1.0 if SentenceRef(passage.id, index) in self.told else 0.0,
            len(here.terms) / LONG,
            self.found.matches.get((passage.id, index), 0.0),
        )

    def answer(
        self, evidence: Evidence, index: int, ranked: Sequence[float], score: float, beside: Sequence[Evidence] = ()
    ) -> tuple[float, ...]:
        """Features of the question as a whole, given its best sentence, as ANSWER_SIGNS names them.

        `beside` is what else answers, for a comparison: either letter says a part of it.
        """
        question, passage = self.question, evidence.passage
        pick = dict(zip(RANK_SIGNS, ranked, strict=True))
        described = tuple(sentence for held in (evidence, *beside) for sentence in self.described(held))
        pool = frozenset(term for sentence in described for term in sentence.terms)
        total = max(sum(self.weights.values()), 1e-9)
        missing = [
            weight / self.highest
            for term, weight in self.weights.items()
            if covered(self.expansions[term], pool) < SYNONYM
        ]
        leant = self._leant_on(evidence) if pick["anaphor"] and not index else ()
        known = {name for sentence in (*described, *leant) for name in _said(sentence)}
        signed = " ".join(str(sender) for held in (evidence, *beside) for sender in held.letter.senders).lower()
        words = frozenset(tokens(" ".join(text for held in (evidence, *beside) for text in self._every_text(held))))
        names = [
            name
            for name in self.names - known
            if (name in question.sited or capitals().get(name) not in known)
            and name not in signed
            and not self._stands(name, known, words)
            and not self.library.common(name)
        ]
        # A letter without an edition in the question's language has none of its words, whatever it says.
        unknown = sum(weight * self._unknown(term) for term, weight in self.weights.items())
        readable = question.language in evidence.letter.languages
        years = {*described[index].of("year"), *(str(held.letter.date.year) for held in (evidence, *beside))}
        asked = bool(question.wants.kind) and question.wants.kind != "focus"
        wanted = pick["wanted"]
        if pick["anaphor"] and index:  # "These bodies ...": the sentence before names them
            before = self.described(evidence)[index - 1]
            wanted = max(wanted, met(question.wants, before, question.described, self.library.common))
        return (
            1.0,
            (self.found.cosines[passage.id, index] - 0.85) * 10,
            (self.found.cosines[passage.id, WHOLE] - 0.85) * 10,
            max(missing, default=0.0) if readable else 0.0,
            unknown / total if readable else 0.0,
            min(sum(BACKGROUND if name in question.earlier else 1.0 for name in names), 3) / 2,
            1.0 - wanted if asked else 0.0,
            wanted if asked else 0.0,
            1.0 - self._focus(pool) if question.wants.focus else 0.0,
            1.0 if any(str(year) not in years for year in question.years) else 0.0,
            1.0 if question.order else 0.0,
            math.log(1 + max(len(question.terms), SHORT)),
            1.0 if question.kind == "why" else 0.0,
            1.0 if question.kind == "compare" else 0.0,
            1.0 if self._mention(pool, wanted) else 0.0,
            score,
        )

    def _leant_on(self, evidence: Evidence) -> tuple[Described, ...]:
        """The paragraph before a passage that opens with "Both ambassadors ...", past the items of a list."""
        passages, number = self.library.open(evidence.letter.id).passages, evidence.passage.number - 1
        while number in passages and passages[number].kind in ("item", "footnote"):
            number -= 1
        if number not in passages:
            return ()
        return self.library.described(passages[number].id, self.question.language)

    def _unknown(self, term: str) -> float:
        """How much of a word no letter has: all of it, or what a compound says beside its head ("vrouwenrechten")."""
        best = max(self.expansions[term].values(), default=0.0)
        return 1.0 - best if best <= COMPOUND else 0.0

    def _stands(self, name: str, known: set[str], words: frozenset[str]) -> bool:
        """Whether a name stands in a passage in another form, or is but a word with a capital ('Kamerlid', 'Wich')."""
        parts = tokens(name)
        if words.issuperset(parts) or "".join(parts) in words or name.removesuffix("s") in known:
            return True
        if any(_slip(name, other) for other in known):
            return True
        if name in self.question.described.of("country"):  # its code is no word, though "il" and "at" may look like one
            return False
        language = self.question.language
        opens = tokens(self.question.text)[:1] == parts
        known_word = stem(name, language) in thesaurus(language).words
        return len(parts) == 1 and (opens or known_word or ordinary(name, language))

    def _mention(self, pool: frozenset[str], wanted: float) -> bool:
        """Whether a short question has all its words in the passage, and what it wants ("Rode Kruis?")."""
        asked = self.question
        met = wanted > 0.5 or not asked.wants.kind
        return len(asked.terms) <= 3 and met and self.coverage(tuple(pool)) > 0.85

    def _above(self, passage: str, place: int) -> float:
        """How far a cosine lies above the mean of the question's sentences, in tenths."""
        return (self.found.cosines[passage, place] - self.mean) * 10

    def _focus(self, terms: Sequence[str] | frozenset[str]) -> float:
        pool = frozenset(terms)
        focus = self.question.wants.focus
        return max((covered(self.expansions.get(stem, {}), pool) for stem in focus), default=0.0)


def _slip(name: str, other: str) -> bool:
    """Whether two names differ by one slip of the pen ('alepo', 'aleppo')."""
    if min(len(name), len(other)) < MISSPELT_LEAST or abs(len(name) - len(other)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(name, other, score_cutoff=1) <= 1)


def _said(sentence: Described) -> set[str]:
    """The canonical names of a sentence, with what they also say: the EU is Europe too."""
    names = {name for kind in _NAMES for name in sentence.of(kind)}
    return names.union(*(implied().get(name, frozenset()) for name in names))


def _weight(term: str, expansion: Expansion, lexical: Bm25) -> float:
    """The idf of the commonest stem that stands for a term; of a word nobody wrote, the highest idf."""
    return min(
        (lexical.idf(stem) for stem, weight in expansion.items() if weight >= SYNONYM), default=lexical.idf(term)
    )
