"""Answers and verdicts as files that others can read, every citation with its place and hash.

Each format is one function from items to text; what is not a citation (question, statements,
verdict) is carried by Markdown, text, CSV and JSON, the rest are lists of references.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from types import MappingProxyType

from rag.exports.items import Item, load, whole
from rag.exports.pages import to_legal, to_markdown
from rag.exports.references import to_bibtex, to_csl, to_ris
from rag.exports.table import to_csv

__all__ = ["FORMATS", "Item", "load"]


def to_json(items: Sequence[Item]) -> str:
    """The full contract with receipts: one object for one item, else a list."""
    data = [whole(item) for item in items]
    return json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=2) + "\n"


FORMATS: MappingProxyType[str, Callable[[Sequence[Item]], str]] = MappingProxyType(
    {
        "markdown": to_markdown,
        "text": to_legal,
        "csv": to_csv,
        "bibtex": to_bibtex,
        "ris": to_ris,
        "csl-json": to_csl,
        "json": to_json,
    }
)
