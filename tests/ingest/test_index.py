"""Letters into the index: nothing twice, nothing stale, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest import index
from ingest.index import Parsed, Summary, texts_of, update
from rag.embedding import Vectors
from rag.errors import StoreError
from rag.settings import Settings, load_settings
from rag.store import WHOLE, Row, Store, open_store
from tests.ingest.synthetic import BODY, LengthEmbedder, letter, state


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data=tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings, write=True) as opened:
        yield opened


def parsed(number: int, sentences: Sequence[str] = BODY, origin: str = "") -> Parsed:
    return Parsed(letter(number, sentences), {}, origin or f"/letters/{number}.txt")


def files(settings: Settings) -> dict[str, int]:
    root = settings.data / "chroma"
    return {str(file.relative_to(root)): file.stat().st_ino for file in root.rglob("*") if file.name != "lock"}


def test_the_same_letters_twice_change_nothing(store: Store, settings: Settings) -> None:
    work = [parsed(1), parsed(2)]
    assert update(store, LengthEmbedder(), work) == Summary(added=("kst-35000-V-1", "kst-35000-V-2"))
    before, there = state(settings), files(settings)
    again = LengthEmbedder()
    assert update(store, again, work) == Summary(unchanged=("kst-35000-V-1", "kst-35000-V-2"))
    assert again.texts == []
    assert state(settings) == before
    assert files(settings) == there


def test_a_changed_letter_leaves_no_stale_row(store: Store, settings: Settings) -> None:
    update(store, LengthEmbedder(), [parsed(1), parsed(2)])
    embedder = LengthEmbedder()
    changed = parsed(1, ["De brug bij Zwolle gaat nooit meer open."])
    assert update(store, embedder, [changed]) == Summary(changed=("kst-35000-V-1",))
    assert "Het kabinet betaalt 12 miljoen euro voor de weg ernaast." not in embedder.texts
    versions, rows = state(settings)
    assert set(versions) == {"kst-35000-V-1", "kst-35000-V-2"}
    assert every_row(store) == set(rows)
    assert {row.version for row in rows} == set(versions.values())


def every_row(store: Store) -> set[Row]:
    """What is in the collection of vectors, whatever the manifest says."""
    name = store._names("vectors-")
    assert len(name) == 1
    return {Row.from_id(row) for row in store._client_collection(name[0]).get(include=[])["ids"]}


def test_removed_letters_go(store: Store, settings: Settings) -> None:
    update(store, LengthEmbedder(), [parsed(1), parsed(2)])
    embedder = LengthEmbedder()
    assert update(store, embedder, [], remove=["kst-35000-V-1", "kst-1-1"]) == Summary(removed=("kst-35000-V-1",))
    assert embedder.texts == []
    versions, rows = state(settings)
    assert list(versions) == ["kst-35000-V-2"]
    assert every_row(store) == set(rows)


def test_what_is_given_and_removed_goes(store: Store, settings: Settings) -> None:
    update(store, LengthEmbedder(), [parsed(1), parsed(2)])
    assert update(store, LengthEmbedder(), [parsed(1)], remove=["kst-35000-V-1"]).removed == ("kst-35000-V-1",)
    assert list(state(settings)[0]) == ["kst-35000-V-2"]


def test_the_last_letter_can_go(store: Store, settings: Settings) -> None:
    update(store, LengthEmbedder(), [parsed(1)])
    update(store, LengthEmbedder(), [], remove=["kst-35000-V-1"])
    assert state(settings) == ({}, {})
    assert update(store, LengthEmbedder(), [parsed(1)]).added == ("kst-35000-V-1",)
    assert len(state(settings)[1]) > 0


def test_rebuild_embeds_everything_again_from_the_index_itself(store: Store, settings: Settings) -> None:
    update(store, LengthEmbedder(), [parsed(1), parsed(2)])
    before = state(settings)
    embedder = LengthEmbedder()
    summary = update(store, embedder, [parsed(2)], rebuild=True)
    assert summary == Summary(unchanged=("kst-35000-V-2",), rebuilt=True)
    assert len(embedder.texts) == len(before[1])
    assert state(settings) == before
    assert every_row(store) == set(before[1])


def test_another_model_is_noticed_and_never_mixed(store: Store, settings: Settings) -> None:
    update(store, LengthEmbedder(), [parsed(1), parsed(2)])
    old = state(settings)[0]
    other = LengthEmbedder("test:other")
    assert update(store, other, [parsed(2)]).rebuilt
    versions, rows = state(settings)
    assert store.manifest().model == "test:other"
    assert versions.keys() == old.keys()
    assert all(versions[name] != old[name] for name in old)
    assert every_row(store) == set(rows)
    assert len(other.texts) == len(rows)


def test_a_moved_file_embeds_nothing(store: Store) -> None:
    update(store, LengthEmbedder(), [parsed(1)])
    embedder = LengthEmbedder()
    assert update(store, embedder, [parsed(1, origin="/elsewhere/1.txt")]).unchanged == ("kst-35000-V-1",)
    assert embedder.texts == []
    assert store.manifest().letters["kst-35000-V-1"].origin == "/elsewhere/1.txt"


def test_an_edition_that_comes_or_goes_changes_the_letter(store: Store, settings: Settings) -> None:
    update(store, LengthEmbedder(), [parsed(1)])
    plain = state(settings)
    one = letter(1)
    edition = {passage.id: tuple(f"In English: {s.plain}" for s in passage.sentences) for passage in one.passages}
    assert update(store, LengthEmbedder(), [Parsed(one, {"en": edition}, "/letters/1.txt")]).changed
    rows = state(settings)[1]
    assert {row.language for row in rows} == {"nl", "en"}
    assert len(rows) == 2 * len(plain[1])
    update(store, LengthEmbedder(), [parsed(1)])
    assert state(settings) == plain


def test_rows_are_sentences_and_passages_with_their_heading() -> None:
    sentences = ["Kop", "De brug gaat open. De weg gaat dicht."]
    found = dict(texts_of(parsed(1, sentences), "v"))
    whole = {row: text for row, text in found.items() if row.sentence == WHOLE}
    assert "Kop. De brug gaat open. De weg gaat dicht." in whole.values()
    assert {"De brug gaat open.", "De weg gaat dicht."} <= set(found.values())
    assert "Kop" not in found.values()


def test_progress_counts_rows(store: Store, settings: Settings) -> None:
    seen: list[tuple[int, int]] = []
    update(store, LengthEmbedder(), [parsed(1)], progress=lambda done, total: seen.append((done, total)))
    total = len(state(settings)[1])
    assert seen[0] == (0, total)
    assert seen[-1] == (total, total)


class _Breaking(LengthEmbedder):
    """Breaks at the text that holds `word`."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word

    def passages(self, texts: Sequence[str]) -> Vectors:
        if any(self._word in text for text in texts):
            raise MemoryError
        return super().passages(texts)


def test_a_long_ingest_that_breaks_keeps_what_was_published(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(store, LengthEmbedder(), [parsed(1)])
    before = state(settings)
    work = [parsed(2), parsed(3, ["Deze brief breekt."])]
    with pytest.raises(MemoryError):
        update(store, _Breaking("breekt"), work)
    assert state(settings) == before
    store.close()
    monkeypatch.setattr(index, "_CHECKPOINT", 1)
    with open_store(settings, write=True) as again:
        with pytest.raises(MemoryError):
            update(again, _Breaking("breekt"), work)
        assert set(state(settings)[0]) == {"kst-35000-V-1", "kst-35000-V-2"}


@pytest.mark.parametrize("broken", ["rag.generations.shutil.copyfile", "rag.generations._sync"])
def test_a_full_disk_leaves_the_index_as_it_was(
    broken: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with open_store(settings, write=True) as store:
        update(store, LengthEmbedder(), [parsed(1)])
    before = state(settings)
    with monkeypatch.context() as patch, open_store(settings, write=True) as store:
        patch.setattr(broken, full)
        with pytest.raises(StoreError, match=r"No space left on device.*See that the disk has room"):
            update(store, LengthEmbedder(), [parsed(2)])
    assert state(settings) == before
    assert len(list((settings.data / "chroma").glob("*/chroma.sqlite3"))) == 1
    with open_store(settings, write=True) as store:
        assert update(store, LengthEmbedder(), [parsed(2)]).added == ("kst-35000-V-2",)
