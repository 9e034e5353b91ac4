"""What the command line is given: files, standard input and words; bounded, and text in UTF-8."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rag.errors import InputError

MOST = 50_000_000  # bytes


def read_text(path: Path) -> str:
    """The text of a file, or of standard input for `-`. Raises InputError."""
    try:
        data = _bytes(path)
        if len(data) > MOST:
            raise InputError(f"{path}: larger than {MOST // 1_000_000} MB. Split it and run again.")
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8. Save it as UTF-8 and run again.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Give a file that exists.") from None


def _bytes(path: Path) -> bytes:
    """At most one more than MOST."""
    if str(path) == "-":
        return sys.stdin.buffer.read(MOST + 1)
    with path.open("rb") as file:
        return file.read(MOST + 1)


def is_text(value: object) -> bool:
    """Whether it is text that UTF-8 can hold: not half of a pair of surrogates, which JSON can write."""
    try:
        return isinstance(value, str) and value.encode() is not None
    except UnicodeEncodeError:
        return False


def words(argument: str) -> str:
    """An argument as it is. Raises ArgumentTypeError where the shell gave bytes that are no UTF-8."""
    if not is_text(argument):
        raise argparse.ArgumentTypeError("not text in UTF-8; set your terminal to UTF-8 and type it again")
    return argument
