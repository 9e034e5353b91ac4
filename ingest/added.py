"""Letters that readers put in by the page: kept in the folder `added` of the index, as ingest was given them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.files import read_source
from ingest.parse import parse_letter
from rag.errors import InputError
from rag.settings import PROJECT, Settings
from rag.types import Letter

FOLDER = "added"
PATIENCE = 600.0  # seconds
# What decides which index is written, and with which model.
_INDEX = ("chroma_url", "collection", "embedding")


class Added:
    """What `rag.page.adding.Adder` asks for; `ingest` puts a file into the index, or raises InputError."""

    def __init__(self, settings: Settings, ingest: Callable[[Path], None] | None = None) -> None:
        self._folder = settings.data.absolute() / FOLDER
        self._ingest = ingest or (lambda path: run_ingest(path, settings))
        self._running = threading.Lock()

    def read(self, name: str, data: bytes) -> Letter:
        """The letter in a file; nothing of it is kept. Raises InputError with one line for the reader."""
        with tempfile.TemporaryDirectory(prefix="briefwijzer-letter-") as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            try:
                return parse_letter(read_source(path), name)
            except InputError as error:
                raise InputError(str(error).replace(f"{folder}/", "")) from None

    def add(self, name: str, data: bytes) -> None:
        """Keep the file and put it into the index; where that fails, file and index are as they were.

        Raises InputError with one line for the reader.
        """
        letter = self.read(name, data)
        if not self._running.acquire(blocking=False):
            raise InputError("Another letter is being added. Try again in a minute.")
        try:
            with _in_place(self._folder / f"{letter.id}{Path(name).suffix.lower()}", data) as path:
                self._ingest(path)
        except OSError as error:
            raise InputError(f"{name} cannot be kept ({error.strerror}). Tell the operator.") from None
        finally:
            self._running.release()


@contextlib.contextmanager
def _in_place(path: Path, data: bytes) -> Iterator[Path]:
    """The file with this content, which stays if the block ends well; else what was there before is put back.

    The new content stands under its own name, since the index remembers it. What was there is set
    aside, not read: whatever ends this process, a good file is left, hidden from ingest by its dot.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.before")
    if path.exists() and not aside.exists():
        path.replace(aside)
    try:
        _write(path, data)
        yield path
    except BaseException:
        path.unlink(missing_ok=True)
        if aside.exists():
            aside.replace(path)
        raise
    aside.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(data)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def run_ingest(path: Path, settings: Settings, patience: float = PATIENCE) -> None:
    """By the command, in a process of its own: it keeps the old index whole whatever happens.

    It runs where this process does, so that `.env` and relative names mean the same. Raises InputError.
    """
    command = [sys.executable, "-P", "-m", "ingest", "--quiet", str(path)]
    try:
        done = subprocess.run(  # noqa: S603 - our own command, and a path that we made
            command, env=_environment(settings), capture_output=True, text=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        raise InputError(
            f"It took longer than {patience / 60:.0f} minutes. Let the operator add it: python -m ingest FILE"
        ) from None
    if done.returncode != 0:
        raise InputError((done.stderr.strip().splitlines() or ["ingest failed"])[-1])


def _environment(settings: Settings) -> dict[str, str]:
    """This process's, with the index that it reads and the place of our modules."""
    index = {f"BRIEFWIJZER_{name.upper()}": str(getattr(settings, name)) for name in _INDEX}
    modules = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, **index, "BRIEFWIJZER_DATA": str(settings.data.absolute()), "PYTHONPATH": modules}
