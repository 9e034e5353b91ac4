"""From the glyphs of a printed page to its lines: order, blanks, paragraphs, table cells.

Works on what any PDF has (which character stands where, in what size), not on fonts or tags.
One column of running text is assumed, as the House prints it; text beside it keeps the order in
which the file gives it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# Spacing accents that old fonts print over the letter before them: 'Kostic´' is 'Kostić'.
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "¨": "\u0308", "˜": "\u0303", "~": "\u0303",
    "¸": "\u0327", "ˇ": "\u030c", "˘": "\u0306", "˙": "\u0307", "˚": "\u030a", "˝": "\u030b", "˛": "\u0328",
}  # fmt: skip
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "»", "”")
CELL = "\t"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character at its place: left and right edge, base line and size, in points, y upward."""

    char: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line of print; `first_word` is the right edge of its first word, `raised` a leading note number."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first_word: float
    raised: bool


def text_of_pages(pages: list[list[Glyph]]) -> str:
    """The pages' text: a line of print is a line, a paragraph is set off by a blank line, '\\f' between pages."""
    lined = [_ordered([_line(glyphs) for glyphs in _runs(page)]) for page in pages]
    pitch = _pitches(lined)
    margin = _margins(lined)
    return "\f".join("".join(_page(lines, pitch, margin)) for lines in lined)


def _runs(page: list[Glyph]) -> Iterator[list[Glyph]]:
    """The page's glyphs cut where the next one is not on the same line to the right."""
    run: list[Glyph] = []
    for glyph in page:
        if run:
            last = run[-1]
            reach = max(last.size, glyph.size)
            if abs(glyph.base - last.base) > 0.55 * reach or glyph.left < last.left - reach:
                yield run
                run = []
        if run or not glyph.char.isspace():
            run.append(glyph)
    if run:
        yield run


def _line(glyphs: list[Glyph]) -> PrintLine:
    """Compose one line: accents on their letter, note numbers glued, cells set apart."""
    size = _most(glyph.size for glyph in glyphs)
    base = _most(glyph.base for glyph in glyphs if abs(glyph.size - size) < 0.1)
    chars: list[str] = []
    first_word = 0.0
    last: Glyph | None = None
    small_start = glyphs[0].char.isdigit() and _is_raised(glyphs[0], size, base)
    for glyph in glyphs:
        if glyph.char.isspace():
            if chars and chars[-1] not in (" ", CELL):
                chars.append(" ")
            continue
        if last is not None and (combined := _accented(chars, glyph, last)):
            chars[-1] = combined
            last = glyph
            continue
        if last is not None and glyph.left - last.right > 2 * size:
            if chars[-1] == " ":
                chars.pop()
            chars.append(CELL)
        raised = glyph.char.isdigit() and _is_raised(glyph, size, base)
        if last is not None and chars[-1] == " " and raised and not _is_raised(last, size, base):
            chars.pop()
        if small_start and last is not None and not raised and _is_raised(last, size, base) and chars[-1].isdigit():
            chars.append(" ")
        chars.append(glyph.char)
        last = glyph
        if not any(char in (" ", CELL) for char in chars):
            first_word = glyph.right
    text = "".join(chars).strip()
    right = max(glyph.right for glyph in glyphs if not glyph.char.isspace())
    return PrintLine(text, glyphs[0].left, right, base, size, first_word, small_start and " " in text)


def _most(values: Iterable[float]) -> float:
    """The commonest value to a tenth; the first of equals, so that the outcome is always the same."""
    return Counter(round(value, 1) for value in values).most_common(1)[0][0]


def _is_raised(glyph: Glyph, size: float, base: float) -> bool:
    return glyph.size < 0.85 * size and glyph.base > base + 0.1 * size


def _accented(chars: list[str], glyph: Glyph, last: Glyph) -> str:
    """The last letter with this accent, where the accent is printed over it and they make one character."""
    mark = _ACCENTS.get(glyph.char)
    if (
        mark is None
        or not chars
        or not chars[-1].isalpha()
        or glyph.left > last.right - 0.3 * (glyph.right - glyph.left)
    ):
        return ""
    combined = unicodedata.normalize("NFC", chars[-1] + mark)
    return combined if len(combined) == 1 else ""


def _ordered(lines: list[PrintLine]) -> list[PrintLine]:
    """The file's own order, unless it goes back up in the same column; then from top to bottom."""
    for before, after in pairwise(lines):
        up = after.base > before.base + after.size
        if up and after.left < before.right and before.left < after.right:
            return sorted(lines, key=lambda line: (-line.base, line.left))
    return lines


def _pitches(pages: list[list[PrintLine]]) -> dict[float, float]:
    """The usual distance of base lines for each size of type: the smallest that is common."""
    found: dict[float, Counter[float]] = {}
    for lines in pages:
        for before, after in pairwise(lines):
            drop = round(before.base - after.base, 1)
            if before.size == after.size and 0.8 * after.size < drop < 3 * after.size:
                found.setdefault(after.size, Counter())[drop] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in found.items()}


def _margins(pages: list[list[PrintLine]]) -> dict[float, float]:
    """The right edge of the text for each size of type."""
    edges: dict[float, list[float]] = {}
    for lines in pages:
        for line in lines:
            edges.setdefault(line.size, []).append(line.right)
    # The third longest line: an address that sticks out is not the margin.
    return {size: sorted(found)[-min(3, len(found))] for size, found in edges.items()}


def _page(lines: list[PrintLine], pitch: dict[float, float], margin: dict[float, float]) -> Iterator[str]:
    fresh = True
    for place, line in enumerate(lines):
        if place:
            before = lines[place - 1]
            fresh = _parted(before, line, pitch, margin, fresh)
            yield "\n\n" if fresh else "\n"
        yield line.text
    if lines:
        yield "\n"


def _parted(
    before: PrintLine, line: PrintLine, pitch: dict[float, float], margin: dict[float, float], fresh: bool
) -> bool:
    """Whether a paragraph ends with `before`; `fresh` says that one also began with it."""
    drop = before.base - line.base
    if line.raised or abs(line.size - before.size) > 0.08 * line.size:
        return True
    if not 0 <= drop <= 1.35 * pitch.get(line.size, 1.2 * line.size):
        return True
    if CELL in before.text or CELL in line.text:
        return False
    # Back to the left after a hanging indent; the second line of an indented first line is no such thing.
    if not fresh and line.left < before.left - 0.4 * line.size:
        return True
    # The first word had fitted on the line before: somebody ended that line.
    room = margin[line.size] - before.right
    if room <= line.first_word - line.left + line.size:
        return False
    return before.text.endswith(_SENTENCE_ENDS) or line.text[:1].isupper()
