"""Evidence from the real letters, for tests: passages found by words in them."""

from __future__ import annotations

import functools
from pathlib import Path

import ingest
from ingest.editions import edition_path, read_edition
from ingest.parse import parse_letter
from rag.types import Evidence, Hit, Letter, LetterInfo

FOLDER = Path(ingest.__file__).parent / "letters"


@functools.cache
def everything() -> tuple[Evidence, ...]:
    """Every passage of both letters, as if retrieval had found all of them."""
    found: list[Evidence] = []
    for path in sorted(FOLDER.glob("*.txt")):
        letter = parse_letter(path.read_text("utf-8"), path.name)
        edition = read_edition(edition_path(path, "en"), letter)
        for passage in letter.passages:
            found.append(Evidence(Hit(passage.id, 1.0), passage, info(letter), edition.get(passage.id)))
    return tuple(found)


def info(letter: Letter) -> LetterInfo:
    return LetterInfo(
        id=letter.id, version="1", dossier=letter.dossier, number=letter.number, date=letter.date, title=letter.title,
        heading=letter.heading, senders=letter.senders, addressee=letter.addressee, session=letter.session,
        reference=letter.reference, url=letter.url, file=letter.file, passages=len(letter.passages),
        languages=("nl", "en"),
    )  # fmt: skip


def holding(*pieces: str) -> list[Evidence]:
    """The passages that hold these words of the Dutch, one for each, in order."""
    found = []
    for piece in pieces:
        matches = [item for item in everything() if piece in item.passage.text]
        assert len(matches) == 1, (piece, len(matches))
        found.append(matches[0])
    return found
