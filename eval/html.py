"""HTML from text that nobody vouches for: everything that is not made by `tag` is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_VOID = frozenset(("input", "meta", "br"))


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def esc(value: object) -> Html:
    """`value` as HTML: escaped, unless it is HTML already; what browsers cannot hold is replaced."""
    if isinstance(value, Html):
        return value
    return Html(html.escape(_CONTROL.sub("\ufffd", str(value)), quote=True))


def join(parts: Iterable[object], between: str = "") -> Html:
    """The parts one after another, each escaped."""
    return Html(between.join(esc(part) for part in parts))


def tag(element: str, /, *content: object, **attributes: object) -> Html:
    """An element. `class_` is `class`, `data_kind` is `data-kind`; an attribute that is None is left out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{esc(value)}"' for key, value in attributes.items() if value is not None
    )
    if element in _VOID:
        return Html(f"<{element}{told}>")
    return Html(f"<{element}{told}>{join(content)}</{element}>")


def link(text: object, url: str) -> Html:
    """A link where the address is one of the web, else the text alone."""
    if not url.startswith(("https://", "http://")):
        return esc(text)
    return tag("a", text, href=url, rel="noopener noreferrer")


def table(head: Iterable[object], rows: Iterable[Iterable[object]], class_: str | None = None) -> Html:
    """A table in a box that scrolls sideways on a narrow screen; the first cell of a row is its heading."""
    body = []
    for row in rows:
        first, *rest = row
        body.append(tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in rest)))
    top = tag("thead", tag("tr", *(tag("th", cell, scope="col") for cell in head)))
    return tag("div", tag("table", top, tag("tbody", *body), class_=class_), class_="scroll")
