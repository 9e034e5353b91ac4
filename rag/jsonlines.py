"""JSON lines: one JSON value a line (jsonlines.org)."""

from __future__ import annotations


def json_lines(text: str) -> list[tuple[int, str]]:
    """The lines that are not blank, each with its number from 1; a byte order mark at the start is left out.

    Only "\\n" ends a line, with or without "\\r" before it. `str.splitlines` also breaks at U+2028 and the
    like, which may stand as they are inside a JSON string.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    return [(number, line.removesuffix("\r")) for number, line in enumerate(lines, 1) if line.strip()]
