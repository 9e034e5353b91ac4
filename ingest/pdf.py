"""The text of a PDF letter, read with PDFium in a process of its own: a file that ends it is an InputError."""

from __future__ import annotations

import ctypes
import math
import sys
import unicodedata
from collections import Counter
from typing import Any

from ingest.layout import Glyph, text_of_pages
from rag.child import SECONDS, answer, ask_child
from rag.errors import InputError

_MOST_PAGES = 3000
_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD in fpdfview.h
# What PDFium gives for the hyphen of a word broken at a line end: 2, or U+FFFE in running text.
_HYPHEN_CODES = (0x02, 0xFFFE)
_BULLETS = "\uf0b7\uf0a7\uf02d\uf0d8"  # bullets of the fonts Symbol and Wingdings
_REASONS = {
    "encrypted": "the PDF is locked with a password. Unlock it: qpdf --decrypt --password=... in.pdf out.pdf",
    "damaged": "the PDF is damaged or not a PDF. Download it again, or repair it: qpdf in.pdf out.pdf",
    "scanned": "the PDF has a page that is a picture without text. Make the text readable: ocrmypdf in.pdf out.pdf",
    "long": f"the PDF has more than {_MOST_PAGES} pages. Split it into letters: qpdf --split-pages in.pdf out.pdf",
    "slow": "reading the PDF took more than {seconds:g} s. Save it anew from a PDF viewer, or give the letter as .txt",
}
_PROGRAM = "from ingest.pdf import child; child()"


def pdf_text(data: bytes, name: str, seconds: float = SECONDS, program: str = _PROGRAM) -> str:
    """The text of the PDF file `data` in reading order; the same bytes always give the same text.

    Lines end in '\\n', a blank line parts paragraphs, '\\f' parts pages, a tab parts table cells.
    `program` is what the child runs. Raises InputError, naming `name`, for a locked, damaged or scanned PDF.
    """
    found = ask_child(data, program, seconds)
    if (text := found.get("text")) is None:
        raise InputError(f"{name}: {_REASONS[found.get('error', 'damaged')].format(seconds=seconds)}")
    return text


def child() -> None:
    """The child process, see `rag.child`."""
    answer(read)


def read(data: bytes) -> dict[str, str]:
    """`{"text": ...}` or `{"error": key of _REASONS}`, in this process."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        if len(document) > _MOST_PAGES:
            return {"error": "long"}
        pages = []
        for page in document:
            glyphs = _glyphs(page)
            if not glyphs and _is_picture(page):
                return {"error": "scanned"}
            pages.append(glyphs)
    except pdfium.PdfiumError as error:
        return {"error": "encrypted" if error.err_code == _WRONG_PASSWORD else "damaged"}
    if not any(pages):
        return {"error": "scanned"}
    return {"text": text_of_pages(pages)}


def _is_picture(page: Any) -> bool:
    """Whether a picture covers at least half of the page."""
    from pypdfium2 import raw

    whole = page.get_width() * page.get_height()
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= whole / 2:
            return True
    return False


def _glyphs(page: Any) -> list[Glyph]:
    """The page's characters in the file's order, turned so that most of them run to the right."""
    from pypdfium2 import raw

    text = page.get_textpage()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    found: list[tuple[int, Glyph]] = []
    for index in range(text.count_chars()):
        char = clean(raw.FPDFText_GetUnicode(text, index))
        if not char:
            continue
        if raw.FPDFText_IsGenerated(text, index) == 1:
            if found:  # a blank that PDFium puts in has no place of its own
                quarter, last = found[-1]
                found.append((quarter, Glyph(" ", last.right, last.right, last.base, last.size)))
            continue
        raw.FPDFText_GetMatrix(text, index, matrix)
        quarter = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        left, right = sorted((_turn(box.left, box.bottom, quarter)[0], _turn(box.right, box.top, quarter)[0]))
        found.append((quarter, Glyph(char, left, right, _turn(x.value, y.value, quarter)[1], size)))
    # Text across the page is a stamp or a label in a figure.
    quarters = Counter(quarter for quarter, glyph in found if not glyph.char.isspace()).most_common(1)
    return [glyph for quarter, glyph in found if quarters and quarter == quarters[0][0]]


def _turn(x: float, y: float, quarter: int) -> tuple[float, float]:
    """A point seen so that text running at `quarter` times 90 degrees runs to the right."""
    return [(x, y), (y, -x), (-x, -y), (-y, x)][quarter]


def clean(code: int) -> str:
    """The character to keep for a code of PDFium; empty for none."""
    if code in _HYPHEN_CODES:
        return "-"
    if code > sys.maxunicode:
        return ""
    char = chr(code)
    if char in _BULLETS:
        return "•"
    if "\ufb00" <= char <= "\ufb06":  # ligatures such as 'ﬁ'
        return unicodedata.normalize("NFKC", char)
    if char in "\t\u00a0":
        return " "
    return "" if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") else char
