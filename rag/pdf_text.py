"""The text of a PDF article, page by page as PDFium gives it.

A letter is laid out anew from its glyphs (ingest/pdf.py), since its passages must be found. An
article needs only its sentences, and comes from any typesetter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.child import SECONDS, answer, ask_child
from rag.errors import InputError

_MOST_PAGES = 300
_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD in fpdfview.h
_PROGRAM = "from rag.pdf_text import child; child({most})"
_REASONS = {
    "encrypted": "is locked with a password. Save it without one.",
    "damaged": "is not a readable PDF. Give another file.",
    "long": f"has more than {_MOST_PAGES} pages. Give a shorter article.",
    "slow": "took more than {seconds:g} s to read. Save it anew from a PDF viewer, or give its text as .txt.",
}
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])[-\u00ad\ufffe]\n(?=[a-zà-ÿ])")
_STOP = re.compile(r"[.!?:][»”’\"')\]]?\Z")


def article_text(data: bytes, name: str, most: int, seconds: float = SECONDS) -> str:
    """The running text of a PDF, a blank line between paragraphs; pages after `most` characters are left out.

    Raises InputError, naming `name`, for a file that is locked, damaged, too long or too slow.
    """
    found = ask_child(data, _PROGRAM.format(most=most), seconds)
    if (text := found.get("text")) is None:
        raise InputError(f"{name}: {_REASONS[found.get('error', 'damaged')].format(seconds=seconds)}")
    return _parted(_HYPHEN.sub("", text.replace("\r\n", "\n").replace("\0", " ")))


def child(most: int) -> None:
    """The child process, see `rag.child`."""
    answer(lambda data: read(data, most))


def read(data: bytes, most: int) -> dict[str, str]:
    """`{"text": ...}`, cut just after `most` characters, or `{"error": key of _REASONS}`, in this process."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        if len(document) > _MOST_PAGES:
            return {"error": "long"}
        pages: list[str] = []
        for page in document:
            pages.append(page.get_textpage().get_text_bounded())
            page.close()
            if sum(map(len, pages)) > most:
                break
    except pdfium.PdfiumError as error:
        return {"error": "encrypted" if error.err_code == _WRONG_PASSWORD else "damaged"}
    return {"text": "\n".join(pages)[: most + 1]}


def _parted(text: str) -> str:
    return "\n".join(_with_breaks(text.split("\n")))


def _with_breaks(lines: list[str]) -> Iterator[str]:
    """The lines, a blank one where a full stop ends a line and a capital begins the next."""
    stopped = False
    for line in lines:
        bare = line.strip()
        if stopped and bare[:1].isupper():
            yield ""
        yield line
        if bare:
            stopped = _STOP.search(bare[-2:]) is not None
