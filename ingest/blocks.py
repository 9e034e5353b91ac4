"""From the lines of a printed letter to its blocks, by rules about print and never by content.

A block is what becomes one passage: a list of line segments (start, end in the source) with a
kind. Page breaks in the middle of a sentence are undone, also with a footnote between the halves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.lines import FOOTNOTE, Line, note_starts
from ingest.signatures import find_signatures, is_office
from rag.printed import HYPHENS
from rag.sentences import goes_on
from rag.types import PassageKind

_DASH_ITEM = re.compile(r"^(?:[–—•·▪*-]|[o](?=\s))\s+(?=\S)")
_NUMBER_ITEM = re.compile(r"^(?:([0-9]{1,2})[.)]|([a-z])\)|([a-z])\.(?=\s))\s+(?=\S)")
_ENDS = re.compile(r"[.!?:;…][»”’\"')\]]*\d{0,2}$")
_NUMBERS = r"\d{1,3}[a-z]?(?:(?:,\s?|\s+en\s+|\s+t/m\s+|\s+tot en met\s+|\s?[-–]\s?|\s)\d{1,3}[a-z]?)*"
# 'Vraag 1', 'Antwoord 3, 4 en 5', 'Antwoord op vraag 2': headings that are printed without space under them.
LABEL = re.compile(rf"^(?:Vra(?:ag|gen)|Antwoord(?:en)?)(?:\s+op\s+(?:de\s+)?vra(?:ag|gen))?\s+{_NUMBERS}:?$")
_CELL = "\t"
_BULLETS = "•·▪"
_HEADING_MOST = 100


@dataclass(slots=True)
class Block:
    """`label` is the marker of an item or the number of a footnote; `rows` says that it is a table."""

    kind: PassageKind
    segments: list[tuple[int, int]]
    label: str = ""
    texts: list[str] = field(default_factory=list)
    pages: tuple[int, int] = (0, 0)
    rows: bool = False

    @property
    def last(self) -> str:
        return self.texts[-1]


def blocks_of(lines: list[Line], paged: bool = False) -> list[Block]:
    """Group lines into blocks, in the order in which each begins in the source.

    `paged` says that the source marks its page breaks with a form feed; else a blank line may be one.
    """
    notes = note_starts(lines)
    flow: list[Block] = []
    apart: list[Block] = []
    width = _width([line.text for line in lines])
    for group in _groups(lines, notes, width):
        block = _block(group, notes)
        if block.kind == "footnote":
            apart.append(block)
        elif flow and block.kind == "paragraph" and _continues(flow[-1], block, width, paged):
            flow[-1].segments += block.segments
            flow[-1].texts += block.texts
            flow[-1].pages = (flow[-1].pages[0], block.pages[1])
        else:
            flow.append(block)
    find_signatures(flow)
    _find_headings(flow)
    return sorted(flow + apart, key=lambda block: block.segments[0])


def _groups(lines: list[Line], notes: dict[int, str], width: int) -> list[list[Line]]:
    """Cut the lines where a block must begin: blank lines, markers, and forced line ends."""
    groups: list[list[Line]] = []
    note_width = 0
    for line in lines:
        note = line.start in notes
        if not groups or line.after_blank or note or _parts(line, groups[-1]):
            groups.append([line])
            note_width = len(line.text) if note else 0
            continue
        measure = max(width, note_width)
        if _forced(groups[-1][-1].text, line.text, measure):
            groups.append([line])
            note_width = 0
        else:
            groups[-1].append(line)
            note_width = max(note_width, len(line.text)) if note_width else 0
    return groups


def _parts(line: Line, group: list[Line]) -> bool:
    """Whether a block begins with this line though no blank stands before it."""
    before = group[-1]
    if LABEL.match(line.text) or LABEL.match(before.text):
        return True
    return _is_item(line, group) or (_CELL in line.text) != (_CELL in before.text)


def _width(texts: list[str]) -> int:
    """The measure of the body in characters: what nine in ten full lines stay under."""
    lengths = sorted(len(text) for text in texts)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _forced(before: str, after: str, width: int) -> bool:
    """A line that ends a sentence early, though the next word had fitted, ends a paragraph.

    Proportional type makes characters a rough measure, hence the margin of a fifth.
    """
    if not _ENDS.search(before) or not re.match(r"[«“\"(]?[A-Z0-9–]", after):
        return False
    return _fits(before, after, width)


def _fits(before: str, after: str, width: int) -> bool:
    return len(before) + 1 + len(after.split(maxsplit=1)[0]) <= 0.8 * width


def _is_item(line: Line, group: list[Line]) -> bool:
    """A bullet begins an item; a dash or number does unless it may stand inside a running sentence."""
    dash, number = _DASH_ITEM.match(line.text), _NUMBER_ITEM.match(line.text)
    if not (dash or number):
        return False
    if line.text[0] in _BULLETS or re.search(r"[.,:;!?]\d{0,2}$", group[-1].text):
        return True
    if dash:  # '... hebben verlaten en / – wie mantelzorg verleent': the list goes on
        return group[0].text[0] == line.text[0] and re.search(r"\s(?:en|of|and|or)$", group[-1].text) is not None
    first = _NUMBER_ITEM.match(group[0].text)
    return bool(first and number and first[1] and number[1] and int(number[1]) == int(first[1]) + 1)


def _block(group: list[Line], notes: dict[int, str]) -> Block:
    first = group[0]
    kind: PassageKind = "paragraph"
    label, skip = "", 0
    found: re.Match[str] | None = None
    if first.start in notes:
        found = FOOTNOTE.match(first.text)
        kind = "footnote"
    elif found := (_DASH_ITEM.match(first.text) or _NUMBER_ITEM.match(first.text)):
        kind = "item"
    if found:
        label, skip = found.group().strip(), found.end()
    segments = [(line.start, line.end) for line in group]
    segments[0] = (first.start + skip, first.end)
    texts = [line.text for line in group]
    texts[0] = texts[0][skip:]
    rows = all(_CELL in text for text in texts)
    return Block(kind, segments, label, texts, (first.page, group[-1].page), rows)


def _continues(before: Block, after: Block, width: int, paged: bool) -> bool:
    """Whether a page break or stray blank line cut one block in two."""
    if before.rows or after.rows:
        return before.rows and after.rows
    if LABEL.match(after.texts[0]) or LABEL.match(before.last):
        return False
    lower = after.texts[0].lstrip("«“\"'(")[:1].islower()
    # The last line of a page whose sentence goes on is a full one.
    broken = before.pages[1] != after.pages[0] and not _fits(before.last, after.texts[0], width)
    if _ENDS.search(before.last):
        runs_on = before.last[-1] == ";" or (before.last[-1] == ":" and lower)
        return goes_on(before.last, after.texts[0]) or (broken and runs_on)
    if lower or before.last[-1] in HYPHENS:
        return True
    if is_office(after.texts[0]):
        return False
    if paged or before.pages[1] != after.pages[0]:
        return broken
    # A heading has no full stop either: a block of one short line is not cut, it is done.
    heading = len(before.texts) == 1 and before.kind == "paragraph"
    return not heading and before.last[-1] != "," and len(before.last) > 40


def _find_headings(flow: list[Block]) -> None:
    for place, block in enumerate(flow[:-1]):
        text = " ".join(block.texts)
        if block.kind != "paragraph" or block.rows or flow[place + 1].kind == "signature":
            continue
        if len(text) > _HEADING_MOST or len(block.texts) > 2 or _ENDS.search(text) or text.endswith(","):
            continue
        # Between 'Antwoord 1' and 'Vraag 2' even 'Ja' without a full stop is the answer.
        answers = place > 0 and LABEL.match(flow[place - 1].texts[0]) and LABEL.match(flow[place + 1].texts[0])
        if (text[0].isupper() or text[0].isdigit()) and not flow[place + 1].rows and not answers:
            block.kind = "heading"
