"""The running text of an article: .txt, .md, .html, .docx or .pdf. What is read is untrusted and bounded."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from rag.errors import InputError

MOST_BYTES = 20_000_000
MOST_CHARACTERS = 1_000_000
_MOST_PAGES = 300
_MOST_UNPACKED = 200_000_000  # a .docx is a zip: a small one can unpack to any size
_MOST_RATIO = 200


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
        text = reader(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}). Give another file.") from None
    if len(text) > MOST_CHARACTERS:
        raise InputError(f"{path}: longer than {MOST_CHARACTERS:,} characters. Give a shorter article.")
    if not text.strip():
        raise InputError(f"{path}: holds no text. Give a file with text, not pictures of it.")
    return text


def _plain(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\0", " ")
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path}: is not text in UTF-8 or Windows-1252. Save it as UTF-8.")


_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\A---\n.*?\n---\n", re.DOTALL), ""),  # front matter
    (_FENCE, ""),
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]]{1,500})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+", re.MULTILINE), "\n"),
    (re.compile(r"^\s{0,3}>\s?", re.MULTILINE), ""),
    (re.compile(r"^\s*(?:[-*_]\s*){3,}$", re.MULTILINE), "\n"),
    (re.compile(r"(\*\*|__|\*|`)(?=\S)([^*_`\n]{1,500})(?<=\S)\1"), r"\2"),
)


def _markdown(path: Path) -> str:
    text = _plain(path)
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    return html.unescape(text)


_BLOCKS = frozenset(
    """p div li ul ol h1 h2 h3 h4 h5 h6 blockquote section article header footer aside main td th tr table br hr
    figcaption figure dd dt pre title""".split()
)
_SKIPPED = frozenset("script style template noscript svg math nav form button select iframe object head".split())


class _Text(HTMLParser):
    """The text of a page, a blank line at each block; what is never shown as text is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping.append(tag)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipping:
            # A page that forgets to close one of them must not hide all the rest.
            del self._skipping[self._skipping.index(tag) :]
        elif tag in ("body", "article", "main"):
            self._skipping.clear()
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.parts.append(data)


def _html(path: Path) -> str:
    parser = _Text()
    parser.feed(_plain(path))
    parser.close()
    return "".join(parser.parts)


def _docx(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > min(_MOST_UNPACKED, max(_MOST_RATIO * path.stat().st_size, 1_000_000)):
            raise InputError(f"{path}: unpacks to {unpacked:,} bytes, more than any article. Give another file.")
        import docx

        document = docx.Document(str(path))
        rows = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n\n".join([*(paragraph.text for paragraph in document.paragraphs), *dict.fromkeys(rows)])
    except InputError:
        raise
    except Exception as error:  # a damaged .docx fails in many places of zipfile, lxml and python-docx
        raise InputError(f"{path}: is not a readable .docx ({type(error).__name__}). Save it again as .docx.") from None


def _pdf(path: Path) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(str(path))
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{path}: is not a readable PDF ({error}). Give another file.") from None
    try:
        if len(document) > _MOST_PAGES:
            raise InputError(f"{path}: has more than {_MOST_PAGES} pages. Give a shorter article.")
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
            if sum(map(len, pages)) > MOST_CHARACTERS:
                break
    finally:
        document.close()
    whole = "\n".join(pages).replace("\r\n", "\n").replace("\0", " ")
    whole = re.sub(r"(?<=[a-zà-ÿ])[-\u00ad\ufffe]\n(?=[a-zà-ÿ])", "", whole)
    # A line of a PDF that ends well short of the others, after a full stop, ends a paragraph.
    return re.sub(r"([.!?:][»”’\"')\]]?)\s*\n(?=\s*[A-ZÀ-Þ])", r"\1\n\n", whole)


_READERS: dict[str, Callable[[Path], str]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}
