"""Letters that readers add: what was good before stays, whatever goes wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ingest.added import Added, run_ingest
from rag.errors import InputError
from rag.settings import load_settings
from rag.store import open_store
from tests.ingest.synthetic import BODY, put, text_of

OLD, NEW = text_of(7).encode(), text_of(7, [*BODY, "De brug is blauw."]).encode()
KEPT = "added/kst-35000-V-7.txt"


def _held(data: Path) -> dict[str, bytes]:
    """Every file that is kept, also the hidden ones."""
    return {str(path.relative_to(data)): path.read_bytes() for path in data.rglob("*") if path.is_file()}


def _added(data: Path, fail: Exception | None = None) -> Added:
    def ingest(path: Path) -> None:
        assert path.is_absolute()
        assert path.name == "kst-35000-V-7.txt", "the index remembers this name"
        if fail:
            raise fail

    return Added(load_settings(data=data), ingest)


def test_a_letter_is_kept_and_another_takes_its_place(tmp_path: Path) -> None:
    added = _added(tmp_path)
    for data in (OLD, NEW):
        added.add("brief.TXT", data)
        assert _held(tmp_path) == {KEPT: data}


@pytest.mark.parametrize("fail", [InputError("no"), RuntimeError("broken")])
def test_where_ingest_fails_the_earlier_file_is_put_back(tmp_path: Path, fail: Exception) -> None:
    with pytest.raises(type(fail)):
        _added(tmp_path, fail).add("brief.txt", OLD)
    assert _held(tmp_path) == {}
    _added(tmp_path).add("brief.txt", OLD)
    with pytest.raises(type(fail)):
        _added(tmp_path, fail).add("brief.txt", NEW)
    assert _held(tmp_path) == {KEPT: OLD}


def test_a_good_file_outlives_a_process_that_was_killed_in_between(tmp_path: Path) -> None:
    (tmp_path / "added").mkdir()
    (tmp_path / "added" / ".kst-35000-V-7.txt.before").write_bytes(OLD)
    (tmp_path / KEPT).write_bytes(b"half")
    with pytest.raises(InputError):
        _added(tmp_path, InputError("no")).add("brief.txt", NEW)
    assert _held(tmp_path) == {KEPT: OLD}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "added").write_text("a file")
    with pytest.raises(InputError, match="cannot be kept"):
        _added(tmp_path).add("brief.txt", OLD)


def test_one_letter_at_a_time(tmp_path: Path) -> None:
    started, may = threading.Event(), threading.Event()

    def slow(_: Path) -> None:
        started.set()
        assert may.wait(10)

    added = Added(load_settings(data=tmp_path), slow)
    first = threading.Thread(target=added.add, args=("brief.txt", OLD))
    first.start()
    assert started.wait(10)
    with pytest.raises(InputError, match="Another letter"):
        added.add("brief.txt", NEW)
    may.set()
    first.join()
    assert _held(tmp_path) == {KEPT: OLD}


def test_a_relative_folder_is_the_same_one_for_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFWIJZER_DATA", "eigen")
    settings = load_settings()
    Added(settings).add("brief.txt", OLD)
    assert set(open_store(settings).manifest().letters) == {"kst-35000-V-7"}
    assert (tmp_path / "eigen" / KEPT).read_bytes() == OLD


def test_what_takes_too_long_and_what_is_refused_are_told_in_one_line(tmp_path: Path) -> None:
    settings = load_settings(data=tmp_path / "data")
    with pytest.raises(InputError, match="took longer than"):
        run_ingest(put(tmp_path, 7), settings, patience=0.01)
    (tmp_path / "leeg.txt").write_text("")
    with pytest.raises(InputError) as told:
        run_ingest(tmp_path / "leeg.txt", settings)
    assert "\n" not in str(told.value)
