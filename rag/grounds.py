"""The sentences that a statement rests on, chosen among those it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.context import neutral
from rag.overlap import Word, lacking, supported, words
from rag.types import Evidence, Language, SentenceRef

_MOST = 3  # sentences that one statement may rest on
_GAIN = 2  # carrying words that a further sentence must add
_BESIDE = 6  # words between a word and the figure that it is about


@dataclass(frozen=True, slots=True)
class Source:
    """A cited sentence: its Dutch, its translation, and its words in the language of the answer.

    `about` are the words of its letter and section, which every sentence of it may use;
    `letter` is all that was found of its letter.
    """

    ref: SentenceRef
    item: Evidence
    dutch: str
    translation: str | None
    words: tuple[Word, ...]
    original: tuple[Word, ...]
    about: tuple[Word, ...]
    letter: tuple[Evidence, ...]

    def shown(self, language: Language) -> str:
        """The sentence in `language`, '' where there is no translation."""
        return self.dutch if language == "nl" else self.translation or ""

    def readable(self, language: Language) -> bool:
        """Whether there is text in this language to compare a statement with."""
        return language == "nl" or self.translation is not None

    def copied_by(self, text: str, language: Language) -> bool:
        """Whether `text` is this sentence, word for word, in `language`, or in Dutch where there is no translation."""
        shown = self.dutch if language == "nl" or self.translation is None else self.translation
        return neutral(text).rstrip(".") == neutral(shown).rstrip(".")


def sources_of(refs: Sequence[SentenceRef], evidence: Sequence[Evidence], language: Language) -> list[Source]:
    """The sentences of `refs` that really are in the evidence, in order, without doubles."""
    by_passage = {item.passage.id: item for item in evidence}
    sources: list[Source] = []
    for ref in dict.fromkeys(refs):
        item = by_passage.get(ref.passage)
        if item is None or not 0 <= ref.index < len(item.passage.sentences):
            continue
        dutch = item.passage.sentences[ref.index].plain
        translation = (item.translation[ref.index] or None) if item.translation else None
        shown = dutch if language == "nl" else translation or ""
        letter = item.letter
        head = (letter.title, letter.heading, item.passage.section, *map(str, letter.senders))
        about = " . ".join(head) if item.passage.kind != "signature" else ""
        sources.append(
            Source(
                ref,
                item,
                dutch,
                translation,
                words(shown, language),
                words(dutch, "nl"),
                words(about, language),
                tuple(other for other in evidence if other.letter.id == letter.id),
            )
        )
    return sources


@dataclass(frozen=True, slots=True)
class Grounds:
    """`chosen` carry the statement; `share` of its carrying words stand in them or in the head of the letter.

    `own` is the share of the sentences alone; `lacking` stand in neither, at most `row` of them in a row.
    """

    chosen: tuple[Source, ...]
    best: Source
    share: float
    own: float
    lacking: tuple[str, ...]
    row: int

    @property
    def refs(self) -> tuple[SentenceRef, ...]:
        return tuple(source.ref for source in self.chosen)

    def surroundings(self, language: Language) -> list[str]:
        """The passages of the chosen sentences."""
        items = {source.item.passage.id: source.item for source in self.chosen}.values()
        return [item.passage.text if language == "nl" else " ".join(item.translation or ()) for item in items]

    def before(self, language: Language) -> list[str]:
        """The sentence before each chosen one, which it may take up with a pronoun, and the chosen ones."""
        texts: list[str] = []
        for source in self.chosen:
            item, at = source.item, source.ref.index
            shown = [s.plain for s in item.passage.sentences] if language == "nl" else item.translation or ()
            texts += shown[max(at - 1, 0) : at + 1]
        return texts

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for source in self.chosen for word in source.words)


def support(said: Sequence[Word], sources: Sequence[Source]) -> Grounds:
    """Choose the sentence that holds most of the statement, and up to two that add enough to it.

    Numbers and dates alone are not enough: a sentence that adds nothing but the right number is
    about something else.
    """
    sources = _signers(said, sources)
    carrying = [at for at, word in enumerate(said) if word.carries]
    held = [_held(said, source) for source in sources]
    free = supported(said, sources[0].about)

    def covered(flags: Sequence[bool]) -> int:
        return sum(flags[at] for at in carrying)

    def figures(flags: Sequence[bool]) -> int:
        return sum(flag and word.numeric for flag, word in zip(flags, said, strict=True))

    best = max(range(len(sources)), key=lambda at: covered(held[at]) + 0.5 * figures(held[at]))
    chosen = [best]
    flags = held[best]
    while len(chosen) < _MOST:
        more = max(range(len(sources)), key=lambda at: _gain(said, flags, held[at]))
        if not _gain(said, flags, held[more]):
            break
        chosen.append(more)
        flags = [a or b for a, b in zip(flags, held[more], strict=True)]
    final = [a or b for a, b in zip(flags, free, strict=True)]
    missing, row = lacking(said, final)
    share = 1 - len(missing) / len(carrying) if carrying else float(any(flags))
    own = covered(flags) / len(carrying) if carrying else share
    return Grounds(tuple(sources[at] for at in sorted(chosen)), sources[best], share, own, missing, row)


def _gain(said: Sequence[Word], flags: Sequence[bool], more: Sequence[bool]) -> int:
    """Carrying words that a further sentence adds; one is enough where it stands by a figure that is added too."""
    new = [at for at, (old, held) in enumerate(zip(flags, more, strict=True)) if held and not old]
    words = [at for at in new if said[at].carries]
    figures = [at for at in new if said[at].numeric]
    beside = any(abs(word - figure) <= _BESIDE for word in words for figure in figures)
    return len(words) if len(words) >= _GAIN or beside else 0


def _signers(said: Sequence[Word], sources: Sequence[Source]) -> Sequence[Source]:
    """Of several signatures only those of the people that the statement names: each signs in one office."""
    capitals = {word.text for word in said if word.text[0].isupper()}
    own = [source for source in sources if source.item.passage.kind == "signature" and capitals & _surnames(source)]
    return (
        [source for source in sources if source.item.passage.kind != "signature" or source in own] if own else sources
    )


def _surnames(source: Source) -> set[str]:
    names = (sender.name for sender in source.item.letter.senders if sender.name in source.dutch)
    return {re.split(r"[\s.]", name)[-1] for name in names}


def _held(said: Sequence[Word], source: Source) -> list[bool]:
    """Words that stand in the sentence or its translation: names and quotes keep their Dutch in an English answer."""
    shown = supported(said, source.words)
    if source.words == source.original:
        return shown
    return [a or b for a, b in zip(shown, supported(said, source.original), strict=True)]
