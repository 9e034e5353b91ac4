"""An ingest that is killed, runs beside another, or finds the disk full: the index before it goes on answering."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from rag.embedding import Vectors
from rag.errors import StoreError
from rag.rows import Row
from rag.settings import Settings, load_settings
from rag.store import open_store
from tests.ingest.synthetic import LengthEmbedder, put, state

ROOT = Path(__file__).parents[2]
State = tuple[dict[str, str], dict[Row, bytes]]
# Processes start warm: importing Chroma anew for each would take most of the time of these tests.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["tests.ingest.test_kill", "tests.ingest.warm", "ingest.cli", "ingest.gather", "chromadb"]
)


class Slow(LengthEmbedder):
    """Takes some milliseconds for a text, as a real engine does."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        time.sleep(0.002 * len(texts))
        return super().passages(texts)


def ingest(data: str, *arguments: str, most: int = 0) -> None:
    """`python -m ingest` in a process of its own, but for the embedder; `most` is the largest file in bytes."""
    import resource
    import signal

    import rag.embedding
    from ingest.cli import main

    os.environ["BRIEFWIJZER_DATA"] = data
    rag.embedding.open_embedder = lambda model: Slow()
    if most:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    error = os.open(f"{data}.err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(error, 2)
    sys.exit(main(["--quiet", *arguments]))


def start(settings: Settings, *arguments: object, most: int = 0) -> ForkServerProcess:
    process = PROCESSES.Process(
        target=ingest, args=(str(settings.data), *map(str, arguments)), kwargs={"most": most}, daemon=True
    )
    process.start()
    return process


def run(settings: Settings, *arguments: object, most: int = 0) -> tuple[int | None, list[str]]:
    process = start(settings, *arguments, most=most)
    process.join(60)
    return process.exitcode, Path(f"{settings.data}.err").read_text("utf-8").splitlines()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data=tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four letters of forty sentences."""
    for number in range(1, 5):
        write(tmp_path / "letters", number, "nu")
    return tmp_path / "letters"


def write(folder: Path, number: int, word: str) -> None:
    put(folder, number, [f"De brug van {number} gaat {word} open voor {n} schepen en {n} auto's." for n in range(40)])


def size(settings: Settings) -> int:
    """Bytes in all generations; files may go while we look."""
    total = 0
    for file in (settings.data / "chroma").rglob("*"):
        try:
            total += file.stat().st_size
        except FileNotFoundError:
            continue
    return total


def generations(settings: Settings) -> set[str]:
    return {path.parent.name for path in (settings.data / "chroma").glob("*/.held")}


def until(condition: Callable[[], bool], process: ForkServerProcess) -> None:
    deadline = time.monotonic() + 30
    while not condition() and process.is_alive() and time.monotonic() < deadline:
        time.sleep(0.005)


def moments(settings: Settings) -> Iterator[tuple[str, Callable[[ForkServerProcess], None]]]:
    """When to kill: told by what can be seen of the folder, and by the clock."""
    live = settings.data / "chroma" / "live"
    one, published = size(settings), live.stat().st_ino
    known = generations(settings)
    yield "copying", lambda p: until(lambda: bool(generations(settings) - known), p)
    for share in (1.5, 2.1, 2.4):
        # What the kill before left behind goes first, so wait until it is gone.
        known = generations(settings)

        def grown(process: ForkServerProcess, share: float = share, known: set[str] = known) -> None:
            until(lambda: bool(generations(settings) - known), process)
            until(lambda: size(settings) > share * one, process)

        yield f"{share} of its size", grown
    for seconds in (0.5, 1.0):

        def later(process: ForkServerProcess, seconds: float = seconds) -> None:
            process.join(seconds)

        yield f"{seconds} s", later
    yield "just published", lambda process: until(lambda: live.stat().st_ino != published, process)


def test_killed_at_any_moment_the_index_before_goes_on(settings: Settings, folder: Path) -> None:
    """Before a kill and after it every row of the live letters is there, with its vector."""
    assert run(settings, folder) == (0, [])
    before = state(settings)
    assert len(before[0]) == 4
    for number in range(1, 4):
        write(folder, number, "nooit")
    outcomes: dict[str, bool] = {}
    for name, wait in moments(settings):
        process = start(settings, folder)
        wait(process)
        process.kill()
        process.join()
        now = state(settings)
        outcomes[name] = now == before
        if now != before:  # killed after the new state was published: it must be whole
            assert now[0].keys() == before[0].keys(), name
            assert sum(now[0][letter] != before[0][letter] for letter in now[0]) == 3, name
            break
    # The kills hit the work itself, not only what comes before or after it.
    assert sum(outcomes.values()) >= 4, outcomes
    assert not outcomes.get("just published", False), outcomes
    assert run(settings, folder) == (0, [])
    after = state(settings)
    assert sum(after[0][letter] != before[0][letter] for letter in after[0]) == 3
    assert len(generations(settings)) == 1


def test_the_first_ingest_killed_leaves_nothing_half(settings: Settings, folder: Path) -> None:
    process = start(settings, folder)
    until(lambda: size(settings) > 300_000, process)
    process.kill()
    process.join()
    assert state(settings) == ({}, {})
    assert len(generations(settings)) == 1
    assert run(settings, folder) == (0, [])
    assert len(state(settings)[0]) == 4
    assert len(generations(settings)) == 1


def test_the_command_itself_killed(settings: Settings, folder: Path) -> None:
    """`python -m ingest` as it is, with the bundled model, over an index that is there."""
    assert run(settings, folder) == (0, [])
    before, there = state(settings), generations(settings)
    environment = {**os.environ, "BRIEFWIJZER_DATA": str(settings.data)}
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "--quiet", str(folder)], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while generations(settings) == there and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.5)
    assert process.poll() is None
    process.kill()
    process.wait()
    assert len(generations(settings)) == 2
    assert state(settings) == before
    assert run(settings, folder) == (0, [])
    assert state(settings) == before
    assert len(generations(settings)) == 1


@pytest.mark.parametrize("share", [0.3, 1.02])
def test_no_room_for_more(share: float, settings: Settings, folder: Path) -> None:
    """No file may grow further than this, which Chroma and its database see as a disk that is full."""
    assert run(settings, folder) == (0, [])
    before = state(settings)
    largest = max(file.stat().st_size for file in (settings.data / "chroma").rglob("*") if file.is_file())
    for number in range(5, 9):
        write(folder, number, "dan")
    code, err = run(settings, folder, most=int(share * largest))
    assert code == 2, err
    assert len(err) == 1, err
    assert err[0].startswith("ingest: ")
    assert "See that the disk has room" in err[0]
    assert state(settings) == before
    assert len(generations(settings)) == 1
    assert run(settings, folder) == (0, [])
    assert len(state(settings)[0]) == 8


def test_two_at_once(settings: Settings, folder: Path) -> None:
    first = start(settings, folder)
    until(lambda: bool(generations(settings)), first)
    code, err = run(settings, folder)
    assert code == 2
    assert len(err) == 1
    assert "Another ingest is writing this index (process " in err[0]
    first.join(60)
    assert first.exitcode == 0
    assert len(state(settings)[0]) == 4


def test_a_reader_asks_while_letters_change(settings: Settings, folder: Path) -> None:
    """An open reader keeps its state through two ingests, and a new one sees the newest."""
    assert run(settings, folder) == (0, [])
    with open_store(settings) as reader:
        manifest = reader.manifest()
        rows = list(state(settings)[1])
        expected = reader.vectors(manifest.model, rows).tobytes()
        question = Slow().queries(["De brug gaat open."])[0]
        # What is held is that the reader's answer never changes. That it has 120 rows was seen not to hold once in some
        # thirty runs, for all of 237 queries and with all vectors as they were; why, nobody knows (docs/log.md).
        nearest = [one.row for one in reader.near(manifest.model, question, 120)]
        assert len(nearest) > 100
        stop = threading.Event()
        failures: list[str] = []
        asked = 0

        def ask() -> None:
            nonlocal asked
            while not stop.is_set():
                try:
                    near = [one.row for one in reader.near(manifest.model, question, 120)]
                    if near != nearest or {row.version for row in near} - manifest.versions.keys():
                        failures.append(f"other rows: {len(near)}, of versions {sorted({row.version for row in near})}")
                    if reader.vectors(manifest.model, rows).tobytes() != expected:
                        failures.append("other vectors")
                    for version in manifest.versions:
                        reader.record(version)
                except StoreError as error:
                    failures.append(str(error))
                asked += 1

        asking = threading.Thread(target=ask)
        asking.start()
        for word in ("straks", "morgen"):
            for number in range(1, 5):
                write(folder, number, word)
            assert run(settings, folder) == (0, [])
        stop.set()
        asking.join()
        assert failures == []
        assert asked >= 4
        assert reader.changed()
        assert len(generations(settings)) == 2
    assert state(settings)[0] != {info.id: info.version for info in manifest.letters.values()}
    run(settings, folder)
    assert len(generations(settings)) == 1
