"""Small letters made up for tests, and an embedder that can be worked out by eye."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from ingest.editions import edition_path, write_edition
from ingest.index import Parsed, texts_of
from ingest.parse import parse_letter
from rag.embedding import Vectors
from rag.errors import IndexMissing
from rag.rows import Row
from rag.settings import Settings
from rag.store import Store, open_store
from rag.types import Letter
from tests.ingest.printing import FOOT, HEAD

BODY = ("De brug bij Zwolle gaat in de herfst open.", "Het kabinet betaalt 12 miljoen euro voor de weg ernaast.")


def text_of(number: int, sentences: Sequence[str] = BODY) -> str:
    return HEAD.replace("Nr. 12 ", f"Nr. {number} ") + "\n\n".join(sentences) + "\n\n" + FOOT


def put(folder: Path, number: int, sentences: Sequence[str] = BODY, name: str = "") -> Path:
    """A letter's file; its id is `kst-35000-V-NUMBER`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"brief-{number}.txt")
    path.write_text(text_of(number, sentences), encoding="utf-8")
    return path


def letter(number: int, sentences: Sequence[str] = BODY) -> Letter:
    return parse_letter(text_of(number, sentences), f"brief-{number}.txt")


def put_edition(file: Path, english: dict[str, str], *, draft: bool = False) -> Path:
    """An edition in which each Dutch sentence stands for itself but for those given in English."""
    read = parse_letter(file.read_text("utf-8"), file.name)
    edition = {p.id: tuple(english.get(s.plain, s.plain) for s in p.sentences) for p in read.passages}
    path = edition_path(file, "en")
    write_edition(path, read, edition, "en", draft)
    return path


class LengthEmbedder:
    """A text is how many of its words have 1, 2, ... 8 or more letters; `texts` holds what was embedded."""

    name = "test:word-lengths"

    def __init__(self, name: str = name) -> None:
        self.name = name
        self.texts: list[str] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self._embed(texts)

    def _embed(self, texts: Iterable[str]) -> Vectors:
        counts = [np.bincount([min(len(word), 8) - 1 for word in text.split()], minlength=8) for text in texts]
        vectors = np.asarray(counts, dtype=np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def held(store: Store) -> dict[Row, bytes]:
    """Every row of the live letters with its vector's bytes: what `texts_of` says must be there, and is."""
    manifest = store.manifest()
    rows: list[Row] = []
    for info in manifest.letters.values():
        record = store.record(info.version)
        assert record.letter.id == info.id
        rows += [row for row, _ in texts_of(Parsed(record.letter, record.editions), info.version)]
    if not rows:
        return {}
    vectors = store.vectors(manifest.model, rows)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    return {row: vector.tobytes() for row, vector in zip(rows, vectors, strict=True)}


def state(settings: Settings) -> tuple[dict[str, str], dict[Row, bytes]]:
    """Version by letter, and all rows, as a process that has just started sees them; empty without an index."""
    with open_store(settings) as store:
        try:
            manifest = store.manifest()
        except IndexMissing:
            return {}, {}
        return {name: info.version for name, info in manifest.letters.items()}, held(store)
