"""The sentences that a statement or claim may rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.context import neutral
from rag.overlap import Word, words
from rag.types import Evidence, Language, SentenceRef


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
        # An item of a list ends with a comma or semicolon.
        return neutral(text).rstrip(".,;") == neutral(shown).rstrip(".,;")


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
