"""Which sentences speak of a claim, and which of its words stand in them, by form or by synonym."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rag.claims.faint import FAINT
from rag.claims.figures import comparable
from rag.claims.placing import Place, reordered
from rag.claims.roots import root
from rag.claims.slots import actors, slots
from rag.dates import dates
from rag.grounds import Source
from rag.names import names
from rag.overlap import Word, related, supported, words
from rag.roles import marker
from rag.tables import rows
from rag.types import Evidence, Language, LetterInfo
from rag.vocabulary import thesaurus
from rag.words import fold, stem, tokens

_MOST = 3  # sentences that one claim may rest on
_NAME = 5  # letters that two names share where one is a form of the other
_GAIN = 2  # carrying words that a further sentence must add; one is enough within the same passage
# A cosine weighs this much beside the share of words: a step of .05 is like two words of five.
_NEAR = 8.0
# What a number of the same unit, be it another number, adds to the share of words.
_FIGURE = 0.15
_NOTHING: frozenset[str] = frozenset()
WHERE = frozenset({"in", "from", "at", "about", "to"})


@dataclass(frozen=True, slots=True)
class Aligned:
    """The sentences `sources`, the best first, that hold most of the claim's `said` words.

    `held` says for each word whether it stands in them or in what is known of the letter, `own`
    the same for the best sentence alone, `near` for those of its passage; `cosine` is that of the
    claim with the best sentence.
    """

    said: tuple[Word, ...]
    held: tuple[bool, ...]
    own: tuple[bool, ...]
    near: tuple[bool, ...]
    sources: tuple[Source, ...]
    cosine: float

    @property
    def best(self) -> Source:
        return self.sources[0]

    @property
    def share(self) -> float:
        """Share of the carrying words that are held."""
        return _share(self.said, self.held)

    @property
    def own_share(self) -> float:
        return _share(self.said, self.own)

    @property
    def near_share(self) -> float:
        """Share of the carrying words in the best sentence and the others of its passage."""
        return _share(self.said, self.near)

    def rest_share(self, texts: Sequence[str]) -> float:
        """`near_share` without the words of `texts`: of what the claim says beside what was compared."""
        apart = {fold(word) for text in texts for word in tokens(text)}
        left = [at for at, word in enumerate(self.said) if word.folded not in apart]
        return _share([self.said[at] for at in left], [self.near[at] for at in left])

    @property
    def missing(self) -> tuple[Word, ...]:
        return tuple(w for w, held in zip(self.said, self.held, strict=True) if _counts(w, held) and not held)

    @property
    def row(self) -> int:
        """Carrying words without support in a row."""
        longest = row = 0
        for word, held in zip(self.said, self.held, strict=True):
            if _counts(word, held):
                row = 0 if held else row + 1
                longest = max(longest, row)
        return longest


def _share(said: Sequence[Word], flags: Sequence[bool]) -> float:
    carrying = [held for word, held in zip(said, flags, strict=True) if _counts(word, held)]
    return sum(carrying) / len(carrying) if carrying else 0.0


def _counts(word: Word, held: bool) -> bool:
    """Whether a word carries what the claim says: one that says little counts only where it is held."""
    return word.carries and (held or word.folded not in FAINT)


def align(text: str, sources: Sequence[Source], cosines: Mapping[Place, float], language: Language) -> Aligned:
    """The first of `alignments`: with the sentence that is nearest in meaning and words."""
    return alignments(text, sources, cosines, language, 1, {})[0]


def alignments(
    text: str,
    sources: Sequence[Source],
    cosines: Mapping[Place, float],
    language: Language,
    most: int,
    matches: Mapping[Place, float],
) -> list[Aligned]:
    """The claim with each of the `most` nearest sentences, and up to two more that add words to it; nearest first.

    `cosines` are those of the claim with each sentence, `matches` what `rag.claims.placing` says of those that it
    knows. Raises ValueError without sources.
    """
    if not sources:
        raise ValueError("no sentences to align with")
    said = words(text, language)
    kin = _kin(said, sources)
    known = [_known(text, said, source, language, kin) for source in sources]
    placed = {source.item.letter.id: _placed(text, said, source, language) for source in sources}
    held = [
        _either(
            _either(holds(said, source, language, kin), placed[source.item.letter.id]), _named(text, source, language)
        )
        for source in sources
    ]
    cosine = [cosines.get((source.ref.passage, source.ref.index), 0.0) for source in sources]
    figures = [comparable(text, source.shown(language), language) for source in sources]

    def score(at: int) -> float:
        return _share(said, _either(held[at], known[at])) + _NEAR * cosine[at] + _FIGURE * figures[at]

    def aligned(best: int) -> Aligned:
        chosen = [best]
        flags = near = own = _either(held[best], known[best])
        while len(chosen) < _MOST:
            left = [at for at in range(len(sources)) if at not in chosen]
            gains = {at: _gain(said, flags, held[at]) for at in left}
            beside = {at for at in left if sources[at].ref.passage == sources[best].ref.passage}
            for at in beside:
                # "This year it comes to EUR 7.3 million in all": the words stand in the sentence before it.
                gains[at] += figures[at] > max(figures[other] for other in chosen)
            good = [at for at in left if gains[at] >= (1 if at in beside else _GAIN)]
            if not good:
                break
            more = max(good, key=lambda at: (gains[at], at in beside, cosine[at]))
            chosen.append(more)
            flags = _either(flags, held[more])
            if more in beside:
                near = _either(near, held[more])
        return Aligned(said, tuple(flags), tuple(own), tuple(near), tuple(sources[at] for at in chosen), cosine[best])

    plain = [score(at) for at in range(len(sources))]
    placed_scores = reordered(plain, [source.ref for source in sources], matches)
    first = max(range(len(sources)), key=lambda at: (placed_scores[at], -at))
    # After the sentence that the claim is about come those that share its words: one of them may speak against it.
    order = sorted(range(len(sources)), key=lambda at: (at != first, -plain[at], at))
    return [aligned(at) for at in order[:most]]


def _either(one: Sequence[bool], other: Sequence[bool]) -> list[bool]:
    return [a or b for a, b in zip(one, other, strict=True)]


def _placed(text: str, said: Sequence[Word], source: Source, language: Language) -> list[bool]:
    """Names that only say where ("uit Parijs", "in France"): the passages found of the letter may say so."""
    around = tuple(word for item in source.letter for word in _passage_words(item, language))
    places = {
        word
        for name in names(text, language)
        if name.kind in ("country", "place", "other")
        for word in tokens(name.text)
    }
    named = [at for at, word in enumerate(said) if word.folded in places and marker(said, at) in WHERE]
    stands = supported([said[at] for at in named], [word for word in around if word.capital]) if named else []
    placed = {at for at, flag in zip(named, stands, strict=True) if flag}
    return [at in placed for at in range(len(said))]


def _passage_words(item: Evidence, language: Language) -> tuple[Word, ...]:
    text = " ".join(item.translation) if language == "en" and item.translation else item.passage.text
    return words(text, language)


def _gain(said: Sequence[Word], flags: Sequence[bool], more: Sequence[bool]) -> int:
    """Carrying words that a sentence adds; a number alone is no reason to take it in."""
    return sum(new and not old and word.carries for word, old, new in zip(said, flags, more, strict=True))


_Kin = Mapping[str, frozenset[str]]


def _kin(said: Sequence[Word], sources: Sequence[Source]) -> _Kin:
    """For each word of the claim the words of all sources that say the same by their form, both folded.

    Found once for all sentences, which share most of their words: a quarter of the comparisons.
    """
    texts = (text for source in sources for text in (source.words, source.about))
    there = {word.folded: word for text in texts for word in text if word.stem and not word.numeric}
    return {
        word.folded: frozenset(folded for folded, other in there.items() if _kindred(word, other))
        for word in said
        if word.stem and not word.numeric
    }


def _kindred(word: Word, other: Word) -> bool:
    """Whether two words say the same by their form; of two names more than the beginning must be the same."""
    if word.capital and other.capital and word.key != other.key:
        long = max(_NAME, len(word.folded) - 2)
        return related(word, other) and word.folded[:long] == other.folded[:long]
    return related(word, other)


def _stand(said: Sequence[Word], text: tuple[Word, ...], kin: _Kin) -> list[bool]:
    """What rag.overlap.supported says of the two, with the relations already known."""
    keys, folded = _words_of(text)
    short = tuple(word for word in text if _abbreviated(word))
    held = [word.key in keys or not folded.isdisjoint(kin.get(word.folded, _NOTHING)) for word in said]
    if short:
        held = _either(held, supported(said, short))
    for at, word in enumerate(said):
        if not held[at] and _abbreviated(word):
            held[at] = supported([word], text)[0]
    return held


@lru_cache(maxsize=2048)
def _words_of(text: tuple[Word, ...]) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(word.key for word in text), frozenset(word.folded for word in text if not word.numeric)


def _abbreviated(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _known(text: str, said: tuple[Word, ...], source: Source, language: Language, kin: _Kin) -> list[bool]:
    """Words that every sentence of the letter may use: its head, section, senders and date."""
    letter = source.item.letter
    known = _stand(said, source.about, kin)
    head = {word for sender in letter.senders for word in tokens(str(sender))}
    dated = {word for date in letter_dates(text, letter, language) for word in tokens(date)}
    return [
        flag or word.folded in head or (word.numeric and word.folded in dated)
        for flag, word in zip(known, said, strict=True)
    ]


def letter_dates(text: str, letter: LetterInfo, language: Language) -> tuple[str, ...]:
    """The dates of `text`, as written, that are the letter's own: its day, month or year."""
    own = (letter.date.year, letter.date.month, letter.date.day)
    return tuple(
        mention.text
        for mention in dates(text, language, letter.date)
        if mention.year is not None
        and all(
            mine in (None, theirs) for mine, theirs in zip((mention.year, mention.month, mention.day), own, strict=True)
        )
    )


def holds(said: tuple[Word, ...], source: Source, language: Language, kin: _Kin) -> list[bool]:
    """For each word whether it stands in the sentence, in its Dutch original, or there as a synonym.

    `kin` are the related words of all sentences, see `_kin`.
    """
    shown = _stand(said, source.words, kin)
    if source.words != source.original:
        # Names and quotes keep their Dutch in an English claim; other words would only meet by chance.
        names_said = [at for at, word in enumerate(said) if word.capital and not shown[at]]
        dutch = supported([said[at] for at in names_said], source.original)
        for at, flag in zip(names_said, dutch, strict=True):
            shown[at] = shown[at] or flag
    there = _meanings(source.words, language)
    return [
        flag or bool(word.carries and there & meanings(word.folded, language))
        for flag, word in zip(shown, said, strict=True)
    ]


def _named(text: str, source: Source, language: Language) -> list[bool]:
    """For each word of `text` whether it is of a name that the sentence has in other words: 'Moskou', 'Rusland'."""
    there = actors(source.shown(language), language)
    held = [False] * len(words(text, language))
    for slot in slots(text, language):
        if slot.known and slot.canonical in there:
            held[slot.first : slot.last] = [True] * (slot.last - slot.first)
    return held


@lru_cache(maxsize=2048)
def _meanings(text: tuple[Word, ...], language: Language) -> frozenset[tuple[str, int]]:
    return frozenset(concept for word in text if word.carries for concept in meanings(word.folded, language))


@lru_cache(maxsize=65536)
def meanings(folded: str, language: Language) -> frozenset[tuple[str, int]]:
    """The lines of the thesaurus and of the table of synonyms that a folded word stands in."""
    short = stem(folded, language)
    found = {("thesaurus", line) for line in thesaurus(language, loose=False).words.get(short, ())}
    table = _synonyms(language)
    forms = {folded, short, f"={root(folded, language)}"}
    return frozenset(found | {("synonym", line) for form in forms for line in table.get(form, ())})


@cache
def _synonyms(language: Language) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    tables = (rows("synonyms.tsv"), rows("claim_synonyms.tsv"))
    for number, cells in enumerate(cells for table in tables for cells in table):
        for word in cells[0 if language == "nl" else 1].split("|"):
            folded = fold(word)
            for form in {folded, stem(folded, language), f"={root(folded, language)}"}:
                found.setdefault(form, set()).add(number)
    return {word: frozenset(lines) for word, lines in found.items()}


def echoed(said: tuple[Word, ...], text: Sequence[Word], language: Language) -> tuple[Word, ...]:
    """The words of a claim; one that stands in `text` by a synonym only is that synonym, for comparing by form."""
    there = [word for word in text if word.carries]
    return tuple(_echo(word, there, language) for word in said)


def _echo(word: Word, there: Sequence[Word], language: Language) -> Word:
    if not word.carries or word.capital or any(related(word, other) for other in there):
        return word
    mine = meanings(word.folded, language)
    other = next((other for other in there if mine & meanings(other.folded, language)), None)
    return replace(word, folded=other.folded, stem=other.stem) if other else word
