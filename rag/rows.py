"""What the store gives and takes: the manifest, rows, and rows near a question."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Language, LetterInfo

WHOLE = -1


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which letters are live, by id in order of date, and the model of their vectors."""

    model: str
    letters: dict[str, LetterInfo]

    @property
    def versions(self) -> dict[str, str]:
        """Letter id by version."""
        return {info.version: info.id for info in self.letters.values()}


@dataclass(frozen=True, slots=True)
class Row:
    """One vector's place: passage `number` of a letter `version`, `sentence` from 0 or WHOLE."""

    version: str
    number: int
    sentence: int
    language: Language

    @property
    def id(self) -> str:
        return f"{self.version}:{self.number}:{self.sentence}:{self.language}"

    @classmethod
    def from_id(cls, name: str) -> Row:
        version, number, sentence, language = name.rsplit(":", 3)
        return cls(version, int(number), int(sentence), language)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Near:
    """A row near a question, with its cosine similarity."""

    row: Row
    similarity: float
