"""A folder that changes all at once: whole copies of it, of which one is live.

    ROOT/live        the name of the live generation, replaced in one step
    ROOT/lock        held by the one process that writes
    ROOT/NAME/       a generation: never written after it has become live

A writer copies the live generation, works in the copy, and makes it live. Killed at any moment,
or with the disk full, it leaves the live one as it was. A reader holds a shared lock on the
generation that it reads, so that no writer deletes it; the system lets go of the locks of a dead
process. A copy takes some 1 s for a gigabyte, little beside embedding what fills it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from rag.errors import StoreError

_LIVE, _HELD = "live", ".held"
_NAME = re.compile(r"[0-9a-f]{32}")


class Generations:
    """The generations under `root`. OSError and sqlite3.Error come through."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def live(self) -> str:
        """The name of the live generation, or '' where there is none yet."""
        try:
            return (self._root / _LIVE).read_text("ascii").strip()
        except FileNotFoundError:
            return ""

    def path(self, name: str) -> Path:
        """The folder of a generation."""
        return self._root / name

    def hold(self) -> tuple[str, IO[bytes]] | None:
        """The live generation and its lock, held until the file is closed; None where there is none."""
        while name := self.live():
            try:
                held = (self.path(name) / _HELD).open("rb")
            except FileNotFoundError:
                if self.live() == name:
                    raise
                continue
            fcntl.flock(held, fcntl.LOCK_SH)
            if self.live() == name:
                return name, held
            held.close()  # another became live meanwhile, and this one may be gone
        return None

    def fork(self, *, empty: bool = False) -> str:
        """A new generation that is not live: a copy of the live one, or empty."""
        live, name = self.live(), uuid.uuid4().hex
        try:
            self.path(name).mkdir(parents=True)
            (self.path(name) / _HELD).touch()
            if live and not empty:
                _copy(self.path(live), self.path(name))
        except (OSError, sqlite3.Error):
            self.remove(name)
            raise
        return name

    def make_live(self, name: str) -> None:
        """Everything of this generation to the disk, then make it the live one, in one step."""
        for file in self.path(name).rglob("*"):
            if file.is_file():
                _sync(file)
        beside = self._root / f".{_LIVE}.{os.getpid()}"
        beside.write_text(name, "ascii")
        _sync(beside)
        beside.replace(self._root / _LIVE)
        _sync(self._root)

    def remove(self, name: str) -> None:
        """Delete a generation that never became live."""
        shutil.rmtree(self.path(name), ignore_errors=True)

    def tidy(self, keep: str = "") -> int:
        """Delete every generation but the live one, `keep`, and those that are read; how many went. For the writer."""
        kept, gone = {self.live(), keep}, 0
        for folder in [path for path in self._root.iterdir() if _NAME.fullmatch(path.name) and path.name not in kept]:
            with contextlib.ExitStack() as stack:
                with contextlib.suppress(FileNotFoundError):
                    held = stack.enter_context((folder / _HELD).open("rb"))
                    try:
                        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        continue
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
        return gone


@contextlib.contextmanager
def only_writer(file: Path) -> Iterator[None]:
    """Be the only process that writes. Raises StoreError at once where there is another."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StoreError(
                f"Another ingest is writing this index (process {lock.read(20).strip() or 'unknown'}). "
                "Wait for it to end, then run this again."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _copy(source: Path, target: Path) -> None:
    for file in sorted(source.rglob("*")):
        new = target / file.relative_to(source)
        if file.is_dir():
            new.mkdir()
        elif file.suffix == ".sqlite3":
            _copy_database(file, new)
        elif file.name != _HELD:
            shutil.copyfile(file, new)


def _copy_database(source: Path, target: Path) -> None:
    """A reader that opens its client writes a row to the database, so its bytes may be between two states."""
    with contextlib.closing(sqlite3.connect(source)) as old, contextlib.closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
