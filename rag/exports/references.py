"""The quotes of an export for reference managers: BibTeX, RIS and CSL-JSON, each quote once."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any

from rag.exports.escape import latex, line
from rag.exports.items import Cited, Item


def to_bibtex(items: Sequence[Item]) -> str:
    """One `@misc` for each quote, in UTF-8; `note` holds quote and anchor."""
    return "\n".join(_entry(cited) for cited in _once(items))


def to_ris(items: Sequence[Item]) -> str:
    """One government document for each quote, in UTF-8; `N1` holds quote and anchor."""
    return "".join(_record(cited) for cited in _once(items))


def to_csl(items: Sequence[Item]) -> str:
    """A list of CSL 1.0.2 items; `note` holds quote and anchor."""
    return json.dumps([_csl(cited) for cited in _once(items)], ensure_ascii=False, indent=2) + "\n"


def _once(items: Sequence[Item]) -> list[Cited]:
    return list({cited.key + cited.anchor.sha256: cited for item in items for cited in item.cited}.values())


def _names(cited: Cited) -> list[str]:
    """Senders without their role; names are left whole, since nobody can split 'van der' by rule."""
    return [name for sender in cited.citation.senders if (name := line(sender.partition(", ")[0]))]


def _note(cited: Cited) -> str:
    return f"«{line(cited.citation.quote)}» {cited.anchor}"


def _entry(cited: Cited) -> str:
    citation, date = cited.citation, datetime.date.fromisoformat(cited.citation.date)
    fields = {
        "author": " and ".join(f"{{{latex(name)}}}" for name in _names(cited)),
        "title": latex(citation.title),
        "year": f"{date.year:04}",
        "month": f"{date.month:02}",
        "day": f"{date.day:02}",
        "howpublished": latex(citation.reference),
        # Not escaped: BibTeX styles and biblatex read an address verbatim, and it holds no brace.
        "url": cited.address,
        "langid": "dutch",
        "note": latex(_note(cited)),
    }
    written = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{written}}}\n"


def _record(cited: Cited) -> str:
    citation = cited.citation
    lines = [
        ("TY", "GOVDOC"),
        ("ID", cited.key),
        *(("AU", name) for name in _names(cited)),
        ("TI", citation.title),
        ("T2", citation.reference),
        ("PY", citation.date[:4]),
        ("DA", citation.date.replace("-", "/")),
        ("SE", citation.section),
        ("LA", "nl"),
        ("UR", cited.address),
        ("N1", _note(cited)),
    ]
    written = "".join(f"{tag}  - {line(value)}\r\n" for tag, value in lines if line(value))
    return f"{written}ER  - \r\n\r\n"


def _csl(cited: Cited) -> dict[str, Any]:
    citation, date = cited.citation, datetime.date.fromisoformat(cited.citation.date)
    item = {
        "id": cited.key,
        "type": "report",
        "author": [{"literal": name} for name in _names(cited)],
        "title": line(citation.title),
        "collection-title": line(citation.reference),
        "section": line(citation.section),
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "language": "nl-NL",
        "URL": cited.address,
        "note": _note(cited),
    }
    return {name: value for name, value in item.items() if value}
