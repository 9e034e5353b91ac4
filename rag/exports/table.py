"""An export as a table for a spreadsheet (RFC 4180, UTF-8 with a byte order mark for Excel)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from rag.exports.escape import cell, line
from rag.exports.items import Item

COLUMNS = (
    "asked", "language", "outcome", "said", "number", "stance", "reference", "letter", "title", "date", "senders",
    "section", "quote", "translation", "address", "passage", "start", "end", "sha256",
)  # fmt: skip


def to_csv(items: Sequence[Item]) -> str:
    """One row for each citation with what rests on it; one row for an item that cites nothing."""
    written = io.StringIO()
    table = csv.DictWriter(written, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writeheader()
    for item in items:
        for row in _rows(item):
            table.writerow({name: cell(line(value)) for name, value in row.items()})
    return "\ufeff" + written.getvalue()


def _rows(item: Item) -> list[dict[str, str]]:
    asked = {"asked": item.asked, "language": item.language, "outcome": item.outcome}
    if not item.cited:
        return [{**asked, "said": " ".join(text for text, _ in item.lines)}]
    return [
        {
            **asked,
            "said": " ".join(text for text, numbers in item.lines if cited.number in numbers),
            "number": str(cited.number),
            "stance": cited.stance,
            "reference": cited.citation.reference,
            "letter": cited.citation.letter,
            "title": cited.citation.title,
            "date": cited.citation.date,
            "senders": "; ".join(cited.citation.senders),
            "section": cited.citation.section,
            "quote": cited.citation.quote,
            "translation": cited.citation.translation or "",
            "address": cited.address,
            "passage": cited.anchor.passage,
            "start": str(cited.anchor.start),
            "end": str(cited.anchor.end),
            "sha256": cited.anchor.sha256,
        }
        for cited in item.cited
    ]
