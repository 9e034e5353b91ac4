"""From the lines of a printed letter to its blocks, by rules about print and never by content.

A block is what becomes one passage: a list of line segments (start, end in the source) with a
kind. Print furniture (running heads, page numbers, the printer's imprint) is left out; page
breaks in the middle of a sentence are undone, also with a footnote between the two halves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rag.printed import HYPHENS, line_segments
from rag.types import PassageKind

_FURNITURE = re.compile(
    r"""^(?:
        (?:Tweede|Eerste)\ Kamer,\ vergaderjaar\ \d{4}[–-]\d{4},.*   # running head
      | (?:’s|'s)-Gravenhage\ \d{4}(?:\s.*)?                          # imprint
      | (?:kst|ah|h)-[a-z0-9]+(?:-[a-z0-9]+)+ | KST\d+               # file number
      | ISSN\ \d{4}\s?-\s?\d{3}[\dX]
      | (?:Pagina\s+)?\d{1,4}(?:\s+van\s+\d{1,4})? | [-–]\s*\d{1,4}\s*[-–]   # page number
    )$""",
    re.VERBOSE,
)
_DASH_ITEM = re.compile(r"^(?:[–—•·▪*-]|[o](?=\s))\s+(?=\S)")
_NUMBER_ITEM = re.compile(r"^(?:(\d{1,2})[.)]|([a-z])\)|([a-z])\.(?=\s))\s+(?=\S)")
_FOOTNOTE = re.compile(r"^(\d{1,3})\s+(?=[«“\"(]?[A-Z]|https?:)")
_ENDS = re.compile(r"[.!?:;…][»”’\"')\]]*\d{0,2}$")
_SIGNATURE = re.compile(
    r"^(?:Mede namens |Namens )?[Dd]e (?:vice-)?(?:minister|Minister|staatssecretaris|Staatssecretaris)"
    r"(?:-president| president)?\b[^.:;]*,?$"
)
_NAME_LINE = re.compile(r"^(?:[A-Z]\.\s?|[A-Z][a-z]{1,2}\.\s?)+(?:[\w’'-]+\s?){1,6}$")
_HEADING_MOST = 100


@dataclass(slots=True)
class Block:
    kind: PassageKind
    segments: list[tuple[int, int]]
    label: str = ""
    texts: list[str] = field(default_factory=list)

    @property
    def last(self) -> str:
        return self.texts[-1]


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    start: int
    end: int
    after_blank: bool
    indented: bool


def body_lines(source: str, start: int) -> list[Line]:
    """The lines from `start` on without print furniture."""
    lines: list[Line] = []
    last_end = start
    for first, last in line_segments(source, start, len(source)):
        text = source[first:last]
        if _FURNITURE.match(text):
            continue
        between = source[last_end:first]
        before = source[source.rfind("\n", 0, first) + 1 : first]
        lines.append(Line(text, first, last, between.count("\n") > 1 or "\f" in between, bool(before)))
        last_end = last
    return lines


def blocks_of(lines: list[Line]) -> list[Block]:
    """Group lines into blocks, in the order in which each begins in the source."""
    marks = _footnote_labels(lines)
    groups = _groups(lines, marks)
    flow: list[Block] = []
    notes: list[Block] = []
    for group in groups:
        block = _block(group, marks)
        if block.kind == "footnote":
            notes.append(block)
        elif flow and block.kind == "paragraph" and _continues(flow[-1], block):
            flow[-1].segments += block.segments
            flow[-1].texts += block.texts
        else:
            flow.append(block)
    _find_signatures(flow)
    _find_headings(flow)
    return sorted(flow + notes, key=lambda block: block.segments[0])


def _footnote_labels(lines: list[Line]) -> frozenset[str]:
    """Numbers that start a line as a footnote would, and are also glued to an earlier word."""
    labels: set[str] = set()
    seen = ""
    for line in lines:
        found = _FOOTNOTE.match(line.text)
        if found and re.search(rf"[^\W\d_][.,;:?!»”)]*{found[1]}(?!\d)|[.,;:?!»”)]{found[1]}(?!\d)|\d{{4}}{found[1]}(?!\d)", seen):
            labels.add(found[1])
        seen += line.text + "\n"
    return frozenset(labels)


def _groups(lines: list[Line], labels: frozenset[str]) -> list[list[Line]]:
    """Cut the lines where a block must begin: blank lines, markers, and forced line ends."""
    width = _width([line.text for line in lines])
    groups: list[list[Line]] = []
    in_note = False
    for line in lines:
        note = _is_note(line, labels)
        if not groups or line.after_blank or note or _is_item(line, groups[-1][-1]):
            groups.append([line])
            in_note = note
            continue
        before = groups[-1][-1]
        measure = max(width, *(len(other.text) for other in groups[-1])) if in_note else width
        if _forced(before.text, line.text, measure):
            groups.append([line])
            in_note = False
        else:
            groups[-1].append(line)
    return groups


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
    return len(before) + 1 + len(after.split()[0]) <= 0.8 * width


def _is_note(line: Line, labels: frozenset[str]) -> bool:
    found = _FOOTNOTE.match(line.text)
    return found is not None and found[1] in labels


def _is_item(line: Line, before: Line) -> bool:
    """A marker begins an item unless it may be a dash or number inside a running sentence."""
    if not (_DASH_ITEM.match(line.text) or _NUMBER_ITEM.match(line.text)):
        return False
    return line.after_blank or bool(re.search(r"[.,:;!?]\d{0,2}$", before.text))


def _block(group: list[Line], labels: frozenset[str]) -> Block:
    first = group[0]
    kind: PassageKind = "paragraph"
    label, skip = "", 0
    if _is_note(first, labels):
        found = _FOOTNOTE.match(first.text)
        kind = "footnote"
    elif found := (_DASH_ITEM.match(first.text) or _NUMBER_ITEM.match(first.text)):
        kind = "item"
    if found:
        label, skip = found.group().strip(), found.end()
    segments = [(line.start, line.end) for line in group]
    segments[0] = (first.start + skip, first.end)
    texts = [line.text for line in group]
    texts[0] = texts[0][skip:]
    return Block(kind, segments, label, texts)


def _continues(before: Block, after: Block) -> bool:
    """Whether a page break or stray blank line cut one block in two."""
    first = after.texts[0].lstrip("«“\"'(")[:1]
    if _ENDS.search(before.last):
        return False
    if before.last[-1] in HYPHENS or first.islower():
        return True
    # A heading has no full stop either: a block of one short line is not cut, it is done.
    if len(before.texts) == 1 and before.kind == "paragraph":
        return False
    return before.last[-1] != "," and len(before.last) > 40 and not _SIGNATURE.match(after.texts[0])


def _find_headings(flow: list[Block]) -> None:
    for place, block in enumerate(flow[:-1]):
        text = " ".join(block.texts)
        if block.kind != "paragraph" or len(text) > _HEADING_MOST or len(block.texts) > 2 or flow[place + 1].kind == "signature":
            continue
        if _ENDS.search(text) or text.endswith(",") or not (text[0].isupper() or text[0].isdigit()):
            continue
        block.kind = "heading"


def _find_signatures(flow: list[Block]) -> None:
    """From the first block at the end that reads 'De Minister van ...,' with a name after it."""
    for place, block in enumerate(flow):
        if block.kind != "paragraph" or not _SIGNATURE.match(" ".join(block.texts[:-1]) or block.texts[0]):
            continue
        if len(block.texts) > 1 and not _NAME_LINE.match(block.last):
            continue
        if all(len(" ".join(later.texts)) < 200 for later in flow[place:]):
            _merge_names(flow, place)
            return


def _merge_names(flow: list[Block], place: int) -> None:
    """Make one block of each office and the name under it."""
    while place < len(flow):
        flow[place].kind = "signature"
        name_apart = len(flow[place].texts) == 1 or not _NAME_LINE.match(flow[place].last)
        if name_apart and place + 1 < len(flow) and _NAME_LINE.match(flow[place + 1].texts[0]):
            flow[place].segments += flow[place + 1].segments
            flow[place].texts += flow[place + 1].texts
            del flow[place + 1]
        place += 1
