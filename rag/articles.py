"""The running text of an article: .txt, .md, .html, .docx or .pdf. What is read is untrusted and bounded."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from rag.docx_text import document_text
from rag.errors import InputError
from rag.html_text import TooDeep, page_text
from rag.markdown_text import without_marks
from rag.pdf_text import article_text

MOST_BYTES = 20_000_000
MOST_CHARACTERS = 1_000_000
_MOST_UNPACKED = 20_000_000  # a .docx is a zip: a small one can unpack to any size


def read_article(path: Path) -> str:
    """The text of an article, paragraphs parted by a blank line, at most MOST_CHARACTERS.

    Raises InputError where the file is missing, too large, of another kind or damaged.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path}: not a kind of file that is read. Give a file that ends in {', '.join(_READERS)}.")
    try:
        if not path.is_file():
            raise InputError(f"{path}: no such file. Give the path of an article.")
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path}: larger than {MOST_BYTES:,} bytes. Give a shorter article.")
        text = _bounded(reader(path), path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}). Give another file.") from None
    if not text.strip():
        raise InputError(f"{path}: holds no text. Give a file with text, not pictures of it.")
    return text


def _bounded(text: str, path: Path) -> str:
    if len(text) > MOST_CHARACTERS:
        raise InputError(f"{path}: longer than {MOST_CHARACTERS:,} characters. Give a shorter article.")
    return text


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\0", " ")
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path}: is not text in UTF-8 or Windows-1252. Save it as UTF-8.")


def _plain(path: Path) -> str:
    return _bounded(_decoded(path), path)


def _markdown(path: Path) -> str:
    return without_marks(_plain(path))


def _html(path: Path) -> str:
    try:
        return page_text(_decoded(path))
    except TooDeep:
        raise InputError(f"{path}: its elements are nested too deep. Save the article as text.") from None


def _docx(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > _MOST_UNPACKED:
            raise InputError(f"{path}: unpacks to {unpacked:,} bytes, more than any article. Give another file.")
        return document_text(path, MOST_CHARACTERS)
    except InputError:
        raise
    except Exception as error:  # a damaged .docx fails in many places of zipfile, lxml and python-docx
        raise InputError(f"{path}: is not a readable .docx ({type(error).__name__}). Save it again as .docx.") from None


def _pdf(path: Path) -> str:
    return article_text(path.read_bytes(), str(path), MOST_CHARACTERS)


_READERS: dict[str, Callable[[Path], str]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}
