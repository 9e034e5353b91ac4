"""The lines of a letter's body without print furniture, and which of them begin a footnote."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.printed import line_segments

_FURNITURE = re.compile(
    r"""^(?:
        (?:(?:’s|'s)-Gravenhage\ \d{4}\s)?                              # the imprint beside the running head
        (?:Tweede|Eerste)\ Kamer,\ vergaderjaar\ \d{4}[–-]\d{4},.*[^\s.,;:)]
      | (?:’s|'s)-Gravenhage\ \d{4}                                     # imprint
      | (?:kst|ah|h)-[a-z0-9]+(?:-[a-z0-9]+)+ | KST\d+                  # file number
      | ISSN\ \d{4}\s?-\s?\d{3}[\dX]
      | Pagina\s+\d{1,4}(?:\s+van\s+\d{1,4})? | [-–]\s*\d{1,4}\s*[-–]   # page number
    )$""",
    re.VERBOSE,
)
_LOOSE_NUMBER = re.compile(r"^\d{1,4}$")
_BREAK = re.compile(r"\r\n|[\r\n\f]")
FOOTNOTE = re.compile(r"^([0-9]{1,3})\s+(?=\S)")
_FOOTNOTE_IN_TEXT = re.compile(r"^\d{1,3}\s+(?=[«“\"(]?[A-Z]|https?:)")
# Digits glued to what stands before them may be a note's mark; four digits and one more: a year with its mark.
_GLUED = re.compile(r"(?<=[^\s\d])([0-9]{1,3})(?!\d)|(?<=\d{4})([0-9]{1,2})(?!\d)")
# 'NIS24' may be note 4 at the word 'NIS2'.
_ON_DIGIT = re.compile(r"(?<=[^\W\d_]\d)([0-9]{1,2})(?!\d)")
# Numbers that a note may skip: a mark in a heading or table is not always found.
_SKIPPED = 2


@dataclass(frozen=True, slots=True)
class Line:
    """`after_blank`: a blank line or page break stands before it; `page` rises at each page break."""

    text: str
    start: int
    end: int
    after_blank: bool
    page: int


def body_lines(source: str, start: int) -> list[Line]:
    """The lines from `start` on without print furniture."""
    lines: list[Line] = []
    last_end = start
    page = 0
    segments = line_segments(source, start, len(source))
    loose = _loose_numbers(source, segments)
    for first, last in segments:
        text = source[first:last]
        if _FURNITURE.match(text) or first in loose:
            page += 1
            continue
        breaks = _BREAK.findall(source, last_end, first)
        page += breaks.count("\f")
        lines.append(Line(text, first, last, len(breaks) > 1 or "\f" in breaks, page))
        last_end = last
    return lines


def _loose_numbers(source: str, segments: list[tuple[int, int]]) -> set[int]:
    """Starts of the lines that hold only a page number: nothing but blanks or furniture around them."""
    found: set[int] = set()
    for place, (start, end) in enumerate(segments):
        if not _LOOSE_NUMBER.match(source[start:end]):
            continue
        before = segments[place - 1] if place else None
        after = segments[place + 1] if place + 1 < len(segments) else None
        above = before is None or _apart(source, before, (before[1], start))
        below = after is None or _apart(source, after, (end, after[0]))
        if above and below:
            found.add(start)
    return found


def _apart(source: str, other: tuple[int, int], between: tuple[int, int]) -> bool:
    breaks = _BREAK.findall(source, *between)
    return len(breaks) > 1 or "\f" in breaks or _FURNITURE.match(source[slice(*other)]) is not None


def note_starts(lines: list[Line]) -> dict[int, str]:
    """The number of the footnote that begins at each position, for the lines that begin one.

    A footnote's number was glued to an earlier word as its mark, and notes are counted up
    (or begin at 1 again on a new page).
    """
    starts: dict[int, str] = {}
    glued: set[str] = set()
    ends: set[str] = set()
    last = 0
    for line in lines:
        found = (FOOTNOTE if line.after_blank else _FOOTNOTE_IN_TEXT).match(line.text)
        label = line.text.split(maxsplit=1)[0]
        if found and _counts_up(label, last) and (label in glued or (line.after_blank and label in ends)):
            starts[line.start] = label
            last = int(label)
        for mark in _GLUED.findall(line.text):
            glued.add(mark[0] or mark[1])
        ends.update(_ON_DIGIT.findall(line.text))
    return starts


def _counts_up(label: str, last: int) -> bool:
    return int(label) == 1 or last < int(label) <= last + 1 + _SKIPPED
