"""The index in Chroma; no other file knows Chroma.

Two collections, whose names begin with the setting `collection`:

- `-vectors-MODEL-BUILD`: one row for each sentence and each passage in each language, id
  `VERSION:NUMBER:SENTENCE:LANGUAGE` (sentence -1 is the whole passage); MODEL is a hash of the
  model's name, BUILD is new where the index is made anew, so vectors of two models never meet;
- `-letters`: one row for each version of a letter, its metadata the letter as JSON, and the row
  `manifest`: which version of which letter is live, in which collection of vectors.

A version is a letter with the hash of everything indexed of it. New versions are written beside
the live ones; `publish` makes them live and deletes what no reader can want any more:

- In a folder the writing happens in a copy (`rag.generations`), because Chroma's own files stand
  neither a kill nor a second process. Readers keep the copy that they opened.
- On a server `publish` writes the manifest in one transaction, and the versions that it replaces
  stay until the next `publish`, for readers that still hold the manifest before.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from rag.embedding import Vectors
from rag.errors import IndexMissing, StoreError
from rag.places import Place, chroma_errors, open_place
from rag.rows import WHOLE, Manifest, Near, Row
from rag.serial import Record, info_from_json, info_json, record_from_json, record_json

if TYPE_CHECKING:
    from rag.settings import Settings

__all__ = ["FORMAT", "WHOLE", "Manifest", "Near", "Row", "Store", "open_store"]

FORMAT = 5
_BATCH = 1000
_MANIFEST = "manifest"
_AGAIN = "Run: python -m ingest --rebuild"
# Written through to the files at each step: Chroma's own 1000 leaves the vectors of few letters
# in a log that every process reads anew (0.25 s against 0.04 s for the first question), and an
# index that was never written through is begun again, in place, by whoever only reads it.
_CONFIGURATION: Any = {"hnsw": {"space": "cosine", "sync_threshold": 2, "batch_size": 2, "ef_search": 200}}


@dataclass(frozen=True, slots=True)
class _State:
    """What the manifest row says besides letters. `live` and `previous` are versions and builds."""

    stamp: str = ""
    build: str = ""
    live: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()


class Store:
    """Reads the index as it was when `manifest` was last called, and writes it.

    Every method raises StoreError where Chroma fails, IndexMissing where there is no index yet.
    """

    def __init__(self, place: Place, prefix: str) -> None:
        self._place = place
        self._prefix = prefix
        self._state = _State()
        self._collections: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of files, connections and locks."""
        self._collections.clear()
        self._place.close()

    def manifest(self) -> Manifest:
        """What is live. Raises IndexMissing where nothing has been ingested."""
        raw = self._manifest()
        if raw is None:
            raise IndexMissing("There is no index yet. Run: python -m ingest")
        if raw["format"] != FORMAT:
            self._state = _State(str(raw.get("stamp", "")))
            raise IndexMissing(f"The index has format {raw['format']}, this version reads {FORMAT}. {_AGAIN}")
        letters = {item["id"]: info_from_json(item) for item in raw["letters"]}
        versions = (info.version for info in letters.values())
        self._state = _State(raw["stamp"], raw["build"], (*versions, raw["build"]), tuple(raw["previous"]))
        return Manifest(raw["model"], letters)

    def changed(self) -> bool:
        """Whether something was published since `manifest` was called. Takes 0.05 ms in a folder, see docs/log.md."""
        with chroma_errors("reading the index"):
            if (moved := self._place.moved()) is not None:
                return moved
            found = self._letters().get(ids=[_MANIFEST], where={"stamp": self._state.stamp}, include=[])
            return not found["ids"]

    def record(self, version: str) -> Record:
        """The letter of a version. Raises StoreError where the index lacks it."""
        with chroma_errors("reading a letter"):
            found = self._letters().get(ids=[version], include=["metadatas"])["metadatas"]
        if not found:
            raise StoreError(f"The index lacks {version}. {_AGAIN}")
        return record_from_json(str(found[0]["json"]))

    def near(
        self,
        model: str,
        vector: Vectors,
        count: int,
        versions: Sequence[str] = (),
        live: Collection[str] | None = None,
    ) -> list[Near]:
        """The `count` rows nearest to `vector` (shape (dimension,)), best first, of `versions` or all.

        With `live`, rows of other versions do not count: on a server there are some that were
        replaced a moment ago or that an ingest is writing. Fewer rows come back where there are no more, and HNSW,
        being approximate, gives no promise that it finds every one.
        """
        where: Any = {"version": {"$in": list(versions)}} if versions else None
        asked = count
        while True:
            with chroma_errors("searching"):
                found = self._vectors(model).query(
                    query_embeddings=vector.reshape(1, -1), n_results=asked, where=where, include=["distances"]
                )
            distances = found["distances"]
            assert distances is not None  # noqa: S101 - asked for in `include`
            rows = [
                Near(Row.from_id(name), 1.0 - float(d)) for name, d in zip(found["ids"][0], distances[0], strict=True)
            ]
            kept = rows if live is None else [near for near in rows if near.row.version in live]
            if len(kept) >= count or len(rows) < asked:
                return kept[:count]
            asked *= 4

    def vectors(self, model: str, rows: Sequence[Row]) -> Vectors:
        """The vectors of `rows`, in their order, shape (len(rows), dimension). Raises StoreError where one lacks."""
        found: dict[str, Any] = {}
        with chroma_errors("reading the index"):
            collection = self._vectors(model)
            names = [row.id for row in rows]
            for start in range(0, len(names), _BATCH):
                part = collection.get(ids=list(dict.fromkeys(names[start : start + _BATCH])), include=["embeddings"])
                found |= dict(zip(part["ids"], part["embeddings"], strict=True))
        if lacking := next((name for name in names if name not in found), None):
            raise StoreError(f"The index lacks the vector {lacking}. {_AGAIN}")
        return np.asarray([found[name] for name in names], dtype=np.float32)

    def renew(self) -> None:
        """Whatever is added from here on makes an index of its own; the old one stays live until `publish`."""
        with chroma_errors("writing the index"):
            self._begin(empty=True)

    def add(self, model: str, record: Record, rows: Sequence[Row], vectors: Vectors) -> None:
        """Write a version beside the live one; it is not live before `publish`.

        Rows left behind by an ingest that was killed stay as they are: the same version has the same vectors.
        """
        version = rows[0].version
        with chroma_errors("writing the index"):
            self._begin()
            # First the letter, by which `sweep` finds the rows of an ingest that never published.
            self._letters(create=True).add(
                ids=[version], embeddings=_spot(version), metadatas=[{"json": record_json(record)}]
            )
            collection = self._vectors(model, create=True)
            step = min(_BATCH, self._place.client().get_max_batch_size())
            for start in range(0, len(rows), step):
                part = rows[start : start + step]
                collection.add(
                    ids=[row.id for row in part],
                    embeddings=vectors[start : start + step],
                    metadatas=[{"version": row.version} for row in part],
                )

    def publish(self, manifest: Manifest) -> None:
        """Make these letters the live ones, at once.

        Raises StoreError where another ingest published since `manifest` was called.
        """
        letters = [info_json(info) for info in manifest.letters.values()]
        with chroma_errors("writing the index"):
            self._begin()
            old, stamp = self._state, uuid.uuid4().hex
            previous = old.live if self._place.shared else ()
            state = _State(stamp, old.build, (*manifest.versions, old.build), previous)
            collection = self._letters(create=True)
            self._vectors(manifest.model, create=True)
            self._agree(collection, list(manifest.versions))
            document = {"format": FORMAT, "model": manifest.model, "letters": letters}
            document |= {"stamp": stamp, "build": state.build, "previous": state.previous}
            row = {"json": json.dumps(document, ensure_ascii=False), "stamp": stamp}
            collection.upsert(ids=[_MANIFEST], embeddings=_spot(_MANIFEST), metadatas=[row])
            self._state = state
            self._sweep()
            self._place.publish()
            self._place.tidy()

    def sweep(self) -> int:
        """Delete what an ingest that was killed left behind; returns how many versions or copies went."""
        with chroma_errors("tidying the index"):
            return self._sweep() + self._place.tidy()

    def clear(self) -> None:
        """Delete the whole index."""
        with chroma_errors("deleting the index"):
            self._begin(empty=True)
            self._drop(lambda _name: True)
            self._state = _State()
            self._place.publish()
            self._place.tidy()

    def _sweep(self) -> int:
        try:
            letters = self._letters()
        except IndexMissing:
            return 0
        kept = {*self._state.live, *self._state.previous, _MANIFEST}
        stale = [name for name in _ids(letters) if name not in kept]
        names = [name for name in self._names("vectors-") if name.rpartition("-")[2] in kept]
        for version in stale:
            for name in names:
                rows = self._client_collection(name)
                while found := rows.get(where={"version": version}, limit=_BATCH, include=[])["ids"]:
                    rows.delete(ids=found)
            letters.delete(ids=[version])
        self._drop(lambda name: name not in names and name != letters.name)
        return len(stale)

    def _agree(self, letters: Any, versions: Sequence[str]) -> None:
        """Raise StoreError where another ingest came between: no lock keeps that of another machine off a server."""
        now = letters.get(ids=[_MANIFEST], include=["metadatas"])["metadatas"]
        same = not self._place.shared or (str(now[0]["stamp"]) if now else "") == self._state.stamp
        parts = (versions[start : start + _BATCH] for start in range(0, len(versions), _BATCH))
        held = sum(len(letters.get(ids=part, include=[])["ids"]) for part in parts)
        if not same or held < len(versions):
            raise StoreError("Another ingest changed the index meanwhile, so nothing was published. Run this again.")

    def _manifest(self) -> Any:
        with chroma_errors("reading the index"):
            try:
                found = self._letters().get(ids=[_MANIFEST], include=["metadatas"])["metadatas"]
            except IndexMissing:
                return None
        return json.loads(str(found[0]["json"])) if found else None

    def _begin(self, *, empty: bool = False) -> None:
        if self._place.begin(empty=empty):
            self._collections.clear()
        if empty or not self._state.build:
            self._state = dataclasses.replace(self._state, build=uuid.uuid4().hex[:8])

    def _drop(self, which: Callable[[str], bool]) -> None:
        client = self._place.client()
        for name in self._names(""):
            if which(name):
                client.delete_collection(name)
                self._collections.pop(name, None)

    def _names(self, part: str) -> list[str]:
        """Names of our collections."""
        client, start, page, names = self._place.client(), f"{self._prefix}-{part}", 0, list[str]()
        while found := client.list_collections(limit=100, offset=page):
            names += [collection.name for collection in found if collection.name.startswith(start)]
            page += 100
        return names

    def _letters(self, *, create: bool = False) -> Any:
        return self._client_collection(f"{self._prefix}-letters", create=create)

    def _vectors(self, model: str, *, create: bool = False) -> Any:
        known = hashlib.sha256(model.encode()).hexdigest()[:12]
        return self._client_collection(f"{self._prefix}-vectors-{known}-{self._state.build}", create=create)

    def _client_collection(self, name: str, *, create: bool = False) -> Any:
        """A collection by its name; a reader never makes one. Raises IndexMissing where it is not there."""
        if name not in self._collections:
            from chromadb.errors import NotFoundError

            client = self._place.client()
            try:
                self._collections[name] = (
                    client.get_or_create_collection(name, embedding_function=None, configuration=_CONFIGURATION)
                    if create
                    else client.get_collection(name, embedding_function=None)
                )
            except NotFoundError:
                raise IndexMissing("There is no index yet. Run: python -m ingest") from None
        return self._collections[name]


def _ids(collection: Any) -> Iterator[str]:
    """Every id, a page at a time."""
    start = 0
    while page := collection.get(limit=_BATCH, offset=start, include=[])["ids"]:
        yield from page
        start += len(page)


def _spot(name: str) -> Vectors:
    """Chroma wants a vector with every row. Letters are fetched by id; equal vectors would make a slow graph."""
    numbers = np.frombuffer(hashlib.sha256(name.encode()).digest()[:4], dtype=np.uint8).astype(np.float32)
    spot: Vectors = (numbers + 1).reshape(1, -1)
    return spot


def open_store(settings: Settings, *, write: bool = False) -> Store:
    """The store that the settings name: a folder, or a Chroma server.

    With `write` it is the only one that writes, until it is closed. Raises StoreError.
    """
    return Store(open_place(settings, write=write), settings.collection)
