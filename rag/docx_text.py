"""The running text of a Word document.

Read element by element: a row of python-docx has a cell for each column that a cell spans, and a
file may say that it spans a million; its paragraphs take 20 microseconds each.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _CELL = f"{_W}p", f"{_W}tc"
_AROUND = frozenset(f"{_W}{name}" for name in ("r", "hyperlink", "ins", "smartTag"))
_TEXT = f"{_W}t"
_SIGNS = {f"{_W}{name}": sign for name, sign in {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.items()}


def document_text(path: Path, most: int) -> str:
    """The paragraphs, then the cells of its tables, parted by blank lines; cut somewhere after `most` characters.

    Raises what zipfile, lxml and python-docx raise for a damaged file.
    """
    import docx

    body = docx.Document(str(path)).element.body
    kept: list[str] = []
    length = 0
    for part in chain(_paragraphs(body), _cells(body)):
        kept.append(part)
        length += len(part) + 2
        if length > most + 2:
            break
    return "\n\n".join(kept)


def _paragraphs(parent: Any) -> Iterator[str]:
    return ("".join(_words(paragraph)) for paragraph in parent.iterchildren(_PARAGRAPH))


def _cells(body: Any) -> Iterator[str]:
    texts = ("\n".join(_paragraphs(cell)) for cell in body.iter(_CELL))
    return (text for text in texts if text)


def _words(parent: Any) -> Iterator[str]:
    for child in parent:
        if child.tag in _AROUND:
            yield from _words(child)
        elif child.tag == _TEXT:
            yield child.text or ""
        else:
            yield _SIGNS.get(child.tag, "")
