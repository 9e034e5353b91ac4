"""Citations read back from any export, also after another program has written the file again.

JSON and CSV have their fields; every other format, and any text with an export pasted into it, has
anchors. The hash in an anchor tells which of the words before it are the quote.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from rag.errors import InputError
from rag.exports.anchor import ANCHOR, PASSAGE, SHA256, Anchor, read_anchor, sha256
from rag.exports.escape import from_cell, from_latex, from_markdown
from rag.jsonlines import json_lines

MOST = 100_000  # citations in one file
_WINDOW = 10_000  # characters before an anchor in which its quote begins
_TRIES = 6  # quotation marks tried on each side
_UNDO: tuple[Callable[[str], str], ...] = (str, from_latex, from_markdown, html.unescape)
_NEEDED = {"passage", "start", "end"}


@dataclass(frozen=True, slots=True)
class Found:
    """An exported citation: `quote` as cited, None where the file does not have it.

    `bent` is what the file gives as the quote where that is not what was hashed.
    """

    anchor: Anchor
    quote: str | None
    bent: str | None = None


def citations_in(text: str, name: str) -> tuple[Found, ...]:
    """Every citation of an export, each once, in order. Raises InputError where there is none."""
    text = text.removeprefix("\ufeff")
    found: dict[tuple[Anchor, str | None], Found] = {}
    for item in _json(text) or _csv(text) or _text(text):
        found.setdefault((item.anchor, item.bent), item)
        if len(found) > MOST:
            raise InputError(f"{name}: more than {MOST} citations. Split the file.")
    if not found:
        raise InputError(f"{name}: no citation with its place in it. Give a file written by python -m rag export.")
    return tuple(found.values())


def _json(text: str) -> list[Found]:
    if text.lstrip()[:1] not in ("{", "["):
        return []
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        try:
            data = [json.loads(line) for _, line in json_lines(text)]
        except (ValueError, RecursionError):
            return []
    return list(_walk(data))


def _walk(data: Any) -> Iterator[Found]:
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if (found := _fields(value)) is not None:
                yield found
            else:
                waiting += reversed(list(value.values()))
        elif isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, str) and "briefwijzer:" in value:
            yield from _text(value)


def _csv(text: str) -> list[Found]:
    """The rows of a table with our columns, whatever sign parts them now."""
    head = text.partition("\n")[0]
    if "passage" not in head or "sha256" not in head:
        return []
    part = max(",;\t", key=head.count)
    try:
        rows = [
            {str(name): from_cell(str(value)) for name, value in row.items()}
            for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=part)
        ]
    except csv.Error:
        return []
    return [found for row in rows if (found := _fields(row)) is not None]


def _fields(fields: dict[str, Any]) -> Found | None:
    """A citation given field by field; None where it is none."""
    quote, given = fields.get("quote"), fields.get("sha256")
    quote = quote if isinstance(quote, str) and quote else None
    if not fields.keys() >= _NEEDED or (quote is None and given is None):
        return None
    try:
        digest = str(given) if given is not None else sha256(quote or "")
        anchor = Anchor(str(fields["passage"]), int(fields["start"]), int(fields["end"]), digest)
        bent = quote is not None and sha256(quote) != digest
    except (TypeError, ValueError):
        return None
    if not PASSAGE.fullmatch(anchor.passage) or not SHA256.fullmatch(digest):
        return None
    return Found(anchor, None if bent else quote, quote if bent else None)


def _text(text: str) -> Iterator[Found]:
    after = 0
    for match in ANCHOR.finditer(text):
        anchor = read_anchor(match)
        yield Found(anchor, _quote(text[max(after, match.start() - _WINDOW) : match.start()], anchor.sha256))
        after = match.end()


def _quote(before: str, digest: str) -> str | None:
    """The words between « and » that have this hash, with the escapes of their format undone."""
    opens = [match.end() for match in re.finditer("«", before)][-_TRIES:]
    closes = [match.start() for match in re.finditer("»", before)][-_TRIES:]
    for start in reversed(opens):
        for end in reversed(closes):
            words = " ".join(before[start:end].split())
            for undo in _UNDO if start < end else ():
                if _hashed(undo(words)) == digest:
                    return undo(words)
    return None


def _hashed(words: str) -> str:
    try:
        return sha256(words)
    except UnicodeEncodeError:
        return ""
