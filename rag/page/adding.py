"""Adding a letter: what was read from a file, before anybody decides; and the letter put in.

Parsing and indexing are handed in by app.py: this package does not know ingest.
"""

from __future__ import annotations

import base64
import binascii
import re
from html import escape
from pathlib import Path
from typing import Protocol

from rag.errors import InputError
from rag.page.texts import both, days
from rag.types import Letter, LetterInfo

MOST_BYTES = 10_000_000
_SHOWN = 400
_NAME = re.compile(r"[^\w.-]+")


class Adder(Protocol):
    """What the page needs of ingest."""

    def read(self, name: str, data: bytes) -> Letter:
        """Raises InputError with one line for the reader."""
        ...

    def add(self, name: str, data: bytes) -> None:
        """Put it into the index. Raises BriefwijzerError."""
        ...


def file_of(name: object, data: object) -> tuple[str, bytes]:
    """A file as the browser sent it, in base64. Raises InputError."""
    if not (isinstance(name, str) and isinstance(data, str)) or len(data) > MOST_BYTES * 4 // 3 + 4:
        raise InputError("This file is too large. Choose one of at most 10 MB.")
    plain = _NAME.sub("_", Path(name).name)[-100:].lstrip(".")
    try:
        return plain or "letter.txt", base64.b64decode(data, validate=True)
    except binascii.Error:
        raise InputError(f"{plain} did not come over whole. Try again.") from None


def form_html() -> str:
    """Where a file is dropped."""
    return (
        f'<h2>{both("add")}</h2><p class="intro">{both("add_intro")}</p>'
        f'<form id="bw-reading" class="ask file"><label for="bw-letter-file">{both("letter_file")}</label>'
        '<div class="line">'
        f'<input id="bw-letter-file" type="file" accept=".txt,.pdf" data-most="{MOST_BYTES}">'
        f'<button type="submit" class="primary">{both("read_file")}</button></div></form>'
    )


def read_html(letter: Letter, known: bool) -> str:
    """What was read: head, senders, sections, numbers, first words; to accept or discard."""
    sentences = sum(len(passage.sentences) for passage in letter.passages)
    headings = [passage.text for passage in letter.passages if passage.kind == "heading"]
    outline = f"<ol>{''.join(f'<li>{escape(heading)}</li>' for heading in headings)}</ol>" if headings else ""
    body = " ".join(passage.text for passage in letter.passages if passage.kind == "paragraph")
    warning = f'<p class="status partly_answered">{both("known")}</p>' if known else ""
    return (
        f'<section class="card read"><h3 tabindex="-1">{both("read_from")}</h3>{warning}<div lang="nl">'
        f"<p><strong>{escape(letter.title)}</strong></p><p>{escape('; '.join(map(str, letter.senders)))}</p>"
        f"<p>{escape(letter.addressee)}</p>{outline}<blockquote>{escape(body[:_SHOWN])} …</blockquote></div>"
        f'<p class="meta">{days(letter.date.isoformat())} · <span lang="nl">{escape(letter.reference)}</span> · '
        f"{len(letter.passages)} {both('passages')} · {sentences} {both('sentences')}</p>"
        f'<div class="actions"><button type="button" class="primary" data-do="accept">{both("accept")}</button>'
        f'<button type="button" data-do="discard">{both("discard")}</button></div></section>'
    )


def told_html(name: str, bad: bool = False) -> str:
    """One of the page's texts as an outcome."""
    return f'<p class="status{" failed" if bad else ""}" role="status">{both(name)}</p>'


def refused_html(error: Exception) -> str:
    """Why a file was not taken, in the error's own line."""
    return f'<p class="status failed" role="alert" lang="en">{escape(str(error))}</p>'


def is_known(letter: Letter, letters: tuple[LetterInfo, ...]) -> bool:
    """Whether the collection has this letter already."""
    return any(info.id == letter.id for info in letters)
