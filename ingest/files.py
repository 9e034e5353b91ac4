"""Which files are letters, and the text of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.pdf import pdf_text
from rag.errors import InputError

SUFFIXES = (".txt", ".pdf")
MOST_BYTES = 20 * 2**20


def find_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The letter files named by `paths`, each once, sorted; a folder gives every .txt and .pdf in it.

    In folders hidden files and links that lead out of the folder are left; an edition (.po) is no letter.
    Raises InputError for a path that is not there or cannot be read, and for a folder without letters.
    """
    found: set[Path] = set()
    for path in paths:
        try:
            inside = list(_walk(path, path.resolve(strict=True))) if path.is_dir() else [path]
            path.stat()
        except (OSError, RuntimeError, ValueError) as error:
            raise _unreadable(path, error) from None
        if not inside:
            raise InputError(f"{_name(path)}: no .txt or .pdf in this folder. Name the folder that holds the letters.")
        found.update(inside)
    return tuple(sorted(found))


def read_source(path: Path) -> str:
    """The text of a .txt (UTF-8) or .pdf file: what offsets count in.

    A .txt is decoded as it is. A byte order mark and carriage returns stay, because positions
    count the characters of the file decoded as UTF-8; the parser takes both for blanks.
    Raises InputError with one line naming the file, the cause and the remedy.
    """
    suffix = path.suffix.lower()
    if suffix == ".po":
        raise InputError(f"{_name(path)}: an edition, not a letter. Give the letter; its edition is found beside it.")
    if suffix not in SUFFIXES:
        raise InputError(f"{_name(path)}: unknown kind of file. Give a .txt in UTF-8 or a .pdf.")
    data = _bytes(path)
    if not data.strip():
        raise InputError(f"{_name(path)}: the file is empty. Save the letter's text in it.")
    return pdf_text(data, _name(path)) if suffix == ".pdf" else _text(data, path)


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_symlink() and not (path.exists() and path.resolve().is_relative_to(root)):
            continue
        if path.is_dir():
            if not path.is_symlink():  # a link inside the folder would only show files a second time, or for ever
                yield from _walk(path, root)
        elif path.suffix.lower() in SUFFIXES and path.is_file():
            yield path


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{_name(path)}: a folder. Name the files in it, or index the folder.")
        if not path.is_file() and path.exists():  # a pipe or device would never end
            raise InputError(f"{_name(path)}: not an ordinary file. Copy the letter to a file first.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    if len(data) > MOST_BYTES:
        raise InputError(
            f"{_name(path)}: more than {MOST_BYTES // 2**20} MB, too large for a letter. Split it into letters."
        )
    return data


def _text(data: bytes, path: Path) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(
            f"{_name(path)}: UTF-16, not UTF-8 (byte 0). Convert it: iconv -f UTF-16 -t UTF-8 in.txt > out.txt"
        )
    if (place := data.find(b"\0")) >= 0:
        raise InputError(
            f"{_name(path)}: binary content (a zero byte at byte {place}), not text. Save the letter as plain text."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{_name(path)}: not UTF-8 (byte {error.start} is 0x{data[error.start]:02x}). "
            "Convert it: iconv -f WINDOWS-1252 -t UTF-8 in.txt > out.txt"
        ) from None


def _unreadable(path: Path, error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(f"{_name(path)}: no such file or folder. Check the path.")
    if isinstance(error, PermissionError):
        return InputError(f"{_name(path)}: no permission to read it. Allow it: chmod u+r (a folder: u+rx).")
    cause = getattr(error, "strerror", None) or "not a usable path"
    return InputError(f"{_name(path)}: cannot be read ({cause}). Check the path and the disk.")


def _name(path: Path) -> str:
    """The path on one line, however its name was made."""
    return "".join(char if char.isprintable() else "?" for char in str(path))
