"""The index in Chroma; no other file knows Chroma.

Three collections, whose names begin with the setting `collection`:

- `-vectors-MODEL`: one row for each sentence and each passage in each language, id
  `VERSION:NUMBER:SENTENCE:LANGUAGE` (sentence -1 is the whole passage); MODEL is a hash of the
  model's name, so vectors of two models never lie in one collection;
- `-letters`: one row for each version of a letter, its document the letter as JSON;
- `-manifest`: one row that says which version of which letter is live, and with which model
  the vectors were made.

A version is a letter with the hash of everything indexed of it. A new version is written
beside the live one; writing the manifest row makes it live, in one transaction of Chroma; only
then the old rows are deleted. Killed at any moment, the index is the old one or the new one,
and rows of neither are swept by the next ingest.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rag.embedding import Vectors
from rag.errors import IndexMissing, StoreError
from rag.serial import Record, info_from_json, info_json, record_from_json, record_json
from rag.types import Language, LetterInfo

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

    from rag.settings import Settings

FORMAT = 1
WHOLE = -1
_BATCH = 1000
_MANIFEST = "manifest"
_UNIT = np.ones((1, 1), dtype=np.float32)  # letters and the manifest are fetched by id, never searched


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


class Store:
    """Reads and writes the index. Raises StoreError where Chroma fails."""

    def __init__(self, client: ClientAPI, prefix: str) -> None:
        self._client = client
        self._prefix = prefix
        self._collections: dict[str, Any] = {}

    def manifest(self) -> Manifest:
        """Raises IndexMissing where nothing has been ingested."""
        with _chroma("reading the index"):
            found = self._collection("manifest").get(ids=[_MANIFEST])["documents"]
        if not found:
            raise IndexMissing("There is no index yet. Run: python -m ingest ingest/letters")
        raw = json.loads(found[0])
        if raw["format"] != FORMAT:
            raise IndexMissing(
                f"The index has format {raw['format']}, this version reads {FORMAT}. "
                "Run: python -m ingest --rebuild ingest/letters"
            )
        return Manifest(raw["model"], {item["id"]: info_from_json(item) for item in raw["letters"]})

    def record(self, version: str) -> Record:
        """The letter of a version. Raises StoreError where the index lacks it."""
        with _chroma("reading a letter"):
            found = self._collection("letters").get(ids=[version])["documents"]
        if not found:
            raise StoreError(f"The index lacks {version}. Run: python -m ingest --rebuild ingest/letters")
        return record_from_json(found[0])

    def near(self, model: str, vector: Vectors, count: int, versions: Sequence[str] = ()) -> list[Near]:
        """The `count` rows nearest to `vector` (shape (dimension,)), best first, of `versions` or all."""
        where: Any = {"version": {"$in": list(versions)}} if versions else None
        with _chroma("searching"):
            found = self._collection(_vectors(model)).query(
                query_embeddings=vector.reshape(1, -1), n_results=count, where=where, include=["distances"]
            )
        distances = found["distances"]
        assert distances is not None  # noqa: S101 - asked for in `include`
        pairs = zip(found["ids"][0], distances[0], strict=True)
        return [Near(Row.from_id(name), 1.0 - float(distance)) for name, distance in pairs]

    def vectors(self, model: str, rows: Sequence[Row]) -> Vectors:
        """The vectors of `rows`, in their order, shape (len(rows), dimension)."""
        with _chroma("reading the index"):
            found = self._collection(_vectors(model)).get(ids=[row.id for row in rows], include=["embeddings"])
            place = {name: number for number, name in enumerate(found["ids"])}
            return np.asarray(found["embeddings"], dtype=np.float32)[[place[row.id] for row in rows]]

    def add(self, model: str, record: Record, rows: Sequence[Row], vectors: Vectors) -> None:
        """Write a version beside the live one; it is not live before `publish`."""
        with _chroma("writing the index"):
            collection = self._collection(_vectors(model))
            for start in range(0, len(rows), _BATCH):
                part = rows[start : start + _BATCH]
                collection.upsert(
                    ids=[row.id for row in part],
                    embeddings=vectors[start : start + _BATCH],
                    metadatas=[{"version": row.version} for row in part],
                )
            version = rows[0].version
            self._collection("letters").upsert(ids=[version], embeddings=_UNIT, documents=[record_json(record)])

    def publish(self, manifest: Manifest) -> None:
        """Make these letters the live ones, at once."""
        letters = [info_json(info) for info in manifest.letters.values()]
        document = json.dumps({"format": FORMAT, "model": manifest.model, "letters": letters}, ensure_ascii=False)
        with _chroma("writing the index"):
            self._collection("manifest").upsert(ids=[_MANIFEST], embeddings=_UNIT, documents=[document])

    def sweep(self, manifest: Manifest) -> int:
        """Delete the rows of versions that are not live; returns how many versions went."""
        with _chroma("tidying the index"):
            letters, vectors = self._collection("letters"), self._collection(_vectors(manifest.model))
            live = set(manifest.versions)
            stale = {name for name in letters.get(include=[])["ids"] if name not in live}
            stale |= {Row.from_id(name).version for name in vectors.get(include=[])["ids"]} - live
            for version in sorted(stale):
                vectors.delete(where={"version": version})
                letters.delete(ids=[version])
            self._drop(lambda name: "-vectors-" in name and name != vectors.name)
        return len(stale)

    def clear(self) -> None:
        """Delete the whole index."""
        with _chroma("deleting the index"):
            self._drop(lambda _name: True)

    def _drop(self, which: Callable[[str], bool]) -> None:
        for collection in self._client.list_collections():
            if collection.name.startswith(self._prefix + "-") and which(collection.name):
                self._client.delete_collection(collection.name)
        self._collections.clear()

    def _collection(self, part: str) -> Any:
        if part not in self._collections:
            self._collections[part] = self._client.get_or_create_collection(
                f"{self._prefix}-{part}", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        return self._collections[part]


def _vectors(model: str) -> str:
    return f"vectors-{hashlib.sha256(model.encode()).hexdigest()[:12]}"


@contextlib.contextmanager
def _chroma(doing: str) -> Iterator[None]:
    """Chroma raises errors of many kinds (its own, sqlite's, httpx's, Rust's): ours is one."""
    try:
        yield
    except (IndexMissing, StoreError):
        raise
    except Exception as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        raise StoreError(
            f"Chroma failed while {doing}: {reason}. See that the disk has room and the data folder can be "
            "written, or that the Chroma server of BRIEFWIJZER_CHROMA_URL runs."
        ) from error


def open_store(settings: Settings) -> Store:
    """The store that the settings name: a folder, or a Chroma server. Raises StoreError."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)
    quiet = ChromaSettings(anonymized_telemetry=False)
    with _chroma("opening the index"):
        if settings.chroma_url:
            client = _server(settings.chroma_url, quiet)
        else:
            folder = settings.data / "chroma"
            folder.mkdir(parents=True, exist_ok=True)
            client = chromadb.PersistentClient(str(folder), settings=quiet)
    return Store(client, settings.collection)


def _server(url: str, quiet: Any) -> ClientAPI:
    """A client of a Chroma server, tried for some seconds since both may just have been started."""
    from urllib.parse import urlsplit

    import chromadb

    address = urlsplit(url if "//" in url else f"//{url}", scheme="http")
    ssl = address.scheme == "https"
    port = address.port or (443 if ssl else 8000)
    for wait in (0.2, 0.5, 1.0, 0.0):
        try:
            return chromadb.HttpClient(address.hostname or "localhost", port, ssl=ssl, settings=quiet)
        except Exception:
            if not wait:
                raise
            time.sleep(wait)
    raise AssertionError("unreachable")
