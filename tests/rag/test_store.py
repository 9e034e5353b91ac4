"""The store over a folder and over a real Chroma server: the same tests for both."""

from __future__ import annotations

import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.embedding import Vectors
from rag.errors import IndexMissing, StoreError
from rag.generations import Generations
from rag.serial import info_of, record_of
from rag.settings import Settings, load_settings
from rag.store import WHOLE, Manifest, Row, Store, open_store
from tests.ingest.synthetic import letter
from tests.servers.chroma import chroma_server, free_port

MODEL = "test:random"
RECORD = record_of(letter(1), {})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as (url, _):
        yield url


@pytest.fixture(params=["folder", pytest.param("server", marks=pytest.mark.server)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "folder":
        return load_settings(data=tmp_path)
    name = hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]
    return load_settings(data=tmp_path, chroma_url=request.getfixturevalue("server"), collection=f"t-{name}")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings, write=True) as opened:
        yield opened


def some(count: int, dimension: int = 8, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def same(one: Vectors, other: Vectors) -> bool:
    """Chroma brings vectors to length 1 itself, which moves the last bit of some."""
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=0, atol=1e-6))


def rows_of(version: str, count: int) -> list[Row]:
    return [Row(version, 1 + number // 10, number % 10 - 1, "nl") for number in range(count)]


def manifest_of(*versions: str) -> Manifest:
    infos = [info_of(letter(number), version, ("nl",)) for number, version in enumerate(versions, 1)]
    return Manifest(MODEL, {info.id: info for info in infos})


def put(store: Store, version: str, count: int, seed: int = 0) -> tuple[list[Row], Vectors]:
    rows, vectors = rows_of(version, count), some(count, seed=seed)
    store.add(MODEL, RECORD, rows, vectors)
    return rows, vectors


def test_nothing_before_the_first_publish(store: Store, settings: Settings) -> None:
    with pytest.raises(IndexMissing, match=r"Run: python -m ingest"):
        store.manifest()
    put(store, "a@1", 3)
    with open_store(settings) as reader, pytest.raises(IndexMissing):
        reader.manifest()


def test_what_was_added_is_read_back_to_the_last_digit(store: Store, settings: Settings) -> None:
    rows, vectors = put(store, "a@1", 25)
    store.publish(manifest_of("a@1"))
    for reader in (store, open_store(settings)):
        assert reader.manifest() == manifest_of("a@1")
        assert reader.record("a@1") == RECORD
        assert same(reader.vectors(MODEL, rows), vectors)
        # In the order asked for, also twice the same.
        assert same(reader.vectors(MODEL, [rows[7], rows[2], rows[7]]), vectors[[7, 2, 7]])
        reader.close()


def test_the_nearest_rows_are_those_of_all_products(store: Store) -> None:
    rows, vectors = put(store, "a@1", 600)
    store.publish(manifest_of("a@1"))
    found = 0
    for question in some(20, seed=1):
        products = vectors @ question
        best = [rows[place].id for place in np.argsort(-products)[:120]]
        near = store.near(MODEL, question, 120)
        assert [n.similarity for n in near] == sorted((n.similarity for n in near), reverse=True)
        for one in near:
            assert one.similarity == pytest.approx(float(products[rows.index(one.row)]), abs=1e-5)
        found += len({n.row.id for n in near} & set(best))
    assert found >= 0.99 * 20 * 120


def test_near_within_versions(store: Store) -> None:
    for seed, version in enumerate(("a@1", "b@1", "c@1")):
        put(store, version, 40, seed)
    store.publish(manifest_of("a@1", "b@1", "c@1"))
    question = some(1, seed=9)[0]
    assert {near.row.version for near in store.near(MODEL, question, 120)} == {"a@1", "b@1", "c@1"}
    assert [near.row.version for near in store.near(MODEL, question, 40, ["b@1"])] == ["b@1"] * 40
    assert {near.row.version for near in store.near(MODEL, question, 80, ["b@1", "c@1"])} == {"b@1", "c@1"}
    assert store.near(MODEL, question, 5, ["gone@1"]) == []


def test_rows_that_are_not_live_take_no_places(store: Store) -> None:
    """On a server an ingest writes where readers read."""
    rows, vectors = put(store, "a@1", 30)
    store.add(MODEL, RECORD, [Row("b@1", row.number, row.sentence, "nl") for row in rows], vectors)
    store.publish(manifest_of("a@1", "b@1"))
    near = store.near(MODEL, vectors[0], 10, live={"a@1"})
    assert [one.row.version for one in near] == ["a@1"] * 10
    assert near[0].row == rows[0]
    assert len(store.near(MODEL, vectors[0], 50, live={"a@1"})) == 30


def test_more_rows_than_chroma_takes_at_once(settings: Settings) -> None:
    with open_store(settings, write=True) as store:
        store.renew()
        most = store._place.client().get_max_batch_size()
        rows, vectors = rows_of("a@1", most + 10), some(most + 10, dimension=2)
        store.add(MODEL, RECORD, rows, vectors)
        store.publish(manifest_of("a@1"))
        assert same(store.vectors(MODEL, rows), vectors)
        store.publish(manifest_of())
        store.publish(manifest_of())  # a server keeps what the manifest before named
        with pytest.raises(StoreError, match="lacks the vector"):
            store.vectors(MODEL, rows[:1])


def test_a_row_that_is_not_there(store: Store) -> None:
    rows, _ = put(store, "a@1", 3)
    store.publish(manifest_of("a@1"))
    with pytest.raises(StoreError, match=r"lacks the vector a@1:9:-1:en\. Run: python -m ingest --rebuild"):
        store.vectors(MODEL, [*rows, Row("a@1", 9, WHOLE, "en")])
    with pytest.raises(StoreError, match=r"lacks b@1\. Run: python -m ingest --rebuild"):
        store.record("b@1")


def test_a_reader_keeps_its_state_while_others_publish(store: Store, settings: Settings) -> None:
    rows, vectors = put(store, "a@1", 20)
    store.publish(manifest_of("a@1"))
    with open_store(settings) as reader:
        assert reader.manifest() == manifest_of("a@1")
        assert not reader.changed()
        put(store, "a@2", 20, seed=1)
        assert not reader.changed()
        store.publish(manifest_of("a@2"))
        assert reader.changed()
        near = reader.near(MODEL, vectors[0], 5, live={"a@1"})
        assert near[0].row == rows[0]
        assert same(reader.vectors(MODEL, rows), vectors)
        assert reader.record("a@1") == RECORD
    with open_store(settings) as reader:
        assert reader.manifest() == manifest_of("a@2")


def test_what_is_replaced_goes(store: Store) -> None:
    for version in ("a@1", "a@2", "a@3"):
        rows, _ = put(store, version, 20)
        store.publish(manifest_of(version))
    assert {near.row.version for near in store.near(MODEL, some(1)[0], 100)} <= {"a@2", "a@3"}
    with pytest.raises(StoreError, match="lacks a@1"):
        store.record("a@1")
    assert len(store.vectors(MODEL, rows)) == 20


def test_what_a_killed_ingest_left_is_swept(settings: Settings) -> None:
    with open_store(settings, write=True) as store:
        rows, vectors = put(store, "a@1", 20)
        store.publish(manifest_of("a@1"))
    with open_store(settings, write=True) as store:
        store.manifest()
        put(store, "b@1", 1500)
        store._place = _Leaky(store._place)  # type: ignore[assignment]
    with open_store(settings, write=True) as store:
        assert store.manifest() == manifest_of("a@1")
        assert store.sweep() == 1
        assert store.sweep() == 0
        assert {near.row.version for near in store.near(MODEL, vectors[0], 100)} == {"a@1"}
        assert same(store.vectors(MODEL, rows), vectors)


class _Leaky:
    """A place that is let go of as by a killed process: nothing is tidied, only the locks end."""

    def __init__(self, place: object) -> None:
        self._inner = place

    def close(self) -> None:
        self._inner._stack.close()  # type: ignore[attr-defined]


def test_made_anew_beside_the_old(store: Store, settings: Settings) -> None:
    rows, old = put(store, "a@1", 20)
    store.publish(manifest_of("a@1"))
    with open_store(settings) as reader:
        reader.manifest()
        store.renew()
        _, new = put(store, "a@1", 20, seed=5)
        assert same(reader.vectors(MODEL, rows), old)
        store.publish(manifest_of("a@1"))
        assert same(reader.vectors(MODEL, rows), old)
        assert reader.near(MODEL, old[3], 1)[0].row == rows[3]
    with open_store(settings) as reader:
        reader.manifest()
        assert same(reader.vectors(MODEL, rows), new)


def test_one_writer_at_a_time(store: Store, settings: Settings) -> None:
    with pytest.raises(StoreError, match=r"Another ingest is writing this index \(process \d+\)\. Wait"):
        open_store(settings, write=True)
    store.close()
    open_store(settings, write=True).close()


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    with open_store(load_settings(data=tmp_path)) as reader, pytest.raises(StoreError, match="opened to be read"):
        put(reader, "a@1", 1)


def test_clear(store: Store, settings: Settings) -> None:
    put(store, "a@1", 3)
    store.publish(manifest_of("a@1"))
    store.clear()
    with open_store(settings) as reader, pytest.raises(IndexMissing):
        reader.manifest()


def test_an_index_of_another_format_is_named(store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "a@1", 3)
    monkeypatch.setattr("rag.store.FORMAT", 1)
    store.publish(manifest_of("a@1"))
    monkeypatch.undo()
    with open_store(settings) as reader, pytest.raises(IndexMissing, match=r"format 1, this .* --rebuild"):
        reader.manifest()


def test_many_readers_at_once(store: Store, settings: Settings) -> None:
    rows, vectors = put(store, "a@1", 200)
    store.publish(manifest_of("a@1"))
    wrong: list[object] = []

    def read() -> None:
        for place in range(20):
            near = store.near(MODEL, vectors[place], 1)
            if near[0].row != rows[place] or not same(store.vectors(MODEL, [rows[place]])[0], vectors[place]):
                wrong.append(near)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_generations_that_are_read_are_not_deleted(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    assert generations.hold() is None
    first = generations.fork()
    generations.make_live(first)
    held = generations.hold()
    assert held is not None
    assert held[0] == first
    generations.make_live(generations.fork())
    (tmp_path / "mine").mkdir()
    assert generations.tidy() == 0
    held[1].close()
    assert generations.tidy() == 1
    assert not generations.path(first).exists()
    assert (tmp_path / "mine").exists()


def complaint(url: str, data: Path) -> tuple[str, float]:
    started = time.monotonic()
    with pytest.raises(StoreError) as caught:
        open_store(load_settings(data=data, chroma_url=url))
    message = str(caught.value)
    assert "\n" not in message
    return message, time.monotonic() - started


def test_no_server(tmp_path: Path) -> None:
    message, seconds = complaint(f"http://127.0.0.1:{free_port()}", tmp_path)
    assert "BRIEFWIJZER_CHROMA_URL" in message
    assert seconds < 6


def test_a_server_that_says_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        message, seconds = complaint(f"http://127.0.0.1:{silent.getsockname()[1]}", tmp_path)
    assert "BRIEFWIJZER_CHROMA_URL" in message
    assert seconds < 8


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://", "http://127.0.0.1:port"])
def test_no_address(url: str, tmp_path: Path) -> None:
    message, _ = complaint(url, tmp_path)
    assert "BRIEFWIJZER_CHROMA_URL" in message
