"""The letters of the project with their English editions, for tests."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from ingest.editions import edition_path, read_edition
from ingest.parse import parse_letter
from rag.types import Letter

FOLDER = Path(__file__).resolve().parents[2] / "ingest" / "letters"


@cache
def letters() -> tuple[Letter, ...]:
    return tuple(parse_letter(path.read_text("utf-8"), path.name) for path in sorted(FOLDER.glob("*.txt")))


@cache
def pairs() -> tuple[tuple[str, str, datetime.date], ...]:
    """Every sentence in Dutch and in English, with the date of its letter."""
    found = []
    for letter in letters():
        edition = read_edition(edition_path(FOLDER / letter.file, "en"), letter)
        for passage in letter.passages:
            for sentence, english in zip(passage.sentences, edition.get(passage.id, ()), strict=False):
                found.append((sentence.plain, english, letter.date))
    return tuple(found)


def sentence(part: str) -> tuple[str, str, datetime.date]:
    """The one sentence whose Dutch or English text holds `part`."""
    found = [pair for pair in pairs() if part in pair[0] or part in pair[1]]
    assert len(found) == 1, f"{part!r} stands in {len(found)} sentences"
    return found[0]
