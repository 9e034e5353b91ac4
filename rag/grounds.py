"""The sentences that a statement rests on, chosen among those it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.context import neutral
from rag.overlap import Word, supported, words
from rag.types import Evidence, Language, SentenceRef

_MOST = 3  # sentences that one statement may rest on
_GAIN = 2  # carrying words that a further sentence must add


@dataclass(frozen=True, slots=True)
class Source:
    """A cited sentence: its Dutch, its translation, and its words in the language of the answer.

    `about` are the words of its letter and section, which every sentence of it may use.
    """

    ref: SentenceRef
    item: Evidence
    dutch: str
    translation: str | None
    words: tuple[Word, ...]
    original: tuple[Word, ...]
    about: tuple[Word, ...]

    def readable(self, language: Language) -> bool:
        """Is there text in this language to compare a statement with?"""
        return language == "nl" or self.translation is not None

    def copied_by(self, text: str, language: Language) -> bool:
        """Is `text` this sentence, word for word, in `language`, or in Dutch where there is no translation?"""
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
        about = " . ".join((letter.title, letter.heading, item.passage.section, *map(str, letter.senders)))
        sources.append(
            Source(ref, item, dutch, translation, words(shown, language), words(dutch, "nl"), words(about, language))
        )
    return sources


@dataclass(frozen=True, slots=True)
class Grounds:
    """`chosen` carry the statement; `share` of its carrying words stand in them, `lacking` do not."""

    chosen: tuple[Source, ...]
    share: float
    lacking: tuple[str, ...]

    @property
    def refs(self) -> tuple[SentenceRef, ...]:
        return tuple(source.ref for source in self.chosen)


def support(said: Sequence[Word], sources: Sequence[Source]) -> Grounds:
    """Choose the sentence that holds most of the statement, and up to two that add enough to it.

    Numbers and months do not count here: a sentence that adds nothing but the right number is
    about something else.
    """
    carrying = [at for at, word in enumerate(said) if word.carries]
    held = [_held(said, source) for source in sources]
    free = supported(said, sources[0].about)

    def covered(flags: Sequence[bool]) -> int:
        return sum(flags[at] for at in carrying)

    best = max(range(len(sources)), key=lambda at: (covered(held[at]), sum(held[at])))
    chosen = [best]
    flags = held[best]
    while len(chosen) < _MOST:
        union = {at: [a or b for a, b in zip(flags, held[at], strict=True)] for at in range(len(sources))}
        more = max(union, key=lambda at: covered(union[at]))
        if covered(union[more]) - covered(flags) < _GAIN:
            break
        chosen.append(more)
        flags = union[more]
    final = [a or b for a, b in zip(flags, free, strict=True)]
    lacking = tuple(said[at].text for at in carrying if not final[at])
    share = 1 - len(lacking) / len(carrying) if carrying else float(any(flags))
    return Grounds(tuple(sources[at] for at in sorted(chosen)), share, lacking)


def _held(said: Sequence[Word], source: Source) -> list[bool]:
    """Words that stand in the sentence or its translation: names and quotes keep their Dutch in an English answer."""
    shown = supported(said, source.words)
    if source.words == source.original:
        return shown
    return [a or b for a, b in zip(shown, supported(said, source.original), strict=True)]
