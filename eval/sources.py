"""Letters as the evaluator sees them: the source text, and where cleaned words stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rag.errors import InputError
from rag.printed import Hyphenation, Run, line_segments, run_of, unprint

Span = tuple[str, int, int]  # letter id, start, end (exclusive) in characters of its source


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one letter file, with its cleaned form and the way back."""

    text: str
    hyphenation: Hyphenation
    run: Run

    def locate(self, quote: str) -> tuple[int, int] | None:
        """Start and end in the source of cleaned words, or None where they are not there."""
        found = self.run.text.find(quote)
        if found < 0 or not quote:
            return None
        return self.run.positions[found], self.run.positions[found + len(quote) - 1] + 1

    def is_verbatim(self, quote: str, start: int, end: int) -> bool:
        """Whether the source from `start` to `end` is `quote`, as it stands or with the print undone."""
        if not 0 <= start < end <= len(self.text):
            return False
        return quote in (self.text[start:end], unprint(self.text, start, end, self.hyphenation))


def source_of(text: str) -> Source:
    """The Source of a letter file's text."""
    hyphenation = Hyphenation.of(text)
    return Source(text, hyphenation, run_of(text, line_segments(text, 0, len(text)), hyphenation))


def read_sources(folder: Path) -> dict[str, Source]:
    """The text letters in `folder` by id, which is the file name. Raises InputError where there are none."""
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise InputError(f"{folder}: no letters (*.txt) there. Give their folder with --letters FOLDER.")
    return {file.stem: source_of(file.read_text(encoding="utf-8")) for file in files}
