"""Undoing the print: line breaks, print hyphens and runs of blanks.

A quote is a piece of the source with exactly this undone, nothing else. The hyphen at a line
end is the one hard case: `Veiligheids-\\nraad` is one word, `VN-\\nbewijzenbank` keeps its
hyphen. A compound that the same letter spells with its hyphen elsewhere decides first; then
the rules of Dutch spelling that can be seen on the surface.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
HYPHENS = "-\u2010\u2011"
# A byte order mark and other characters of no width: they count in offsets and are never text.
_NO_WIDTH = "\ufeff\u200b\u2060"
_BLANKS = " \t\r\n\f\u00a0" + SOFT_HYPHEN + _NO_WIDTH
_LINE = re.compile(r"[^\r\n\f]+")
_INKED = re.compile(rf"[^\s{_NO_WIDTH}](?:.*[^\s{_NO_WIDTH}])?", re.DOTALL)
_WORD_BEFORE = re.compile(r"(?<![\w'’])[\w'’]++(?:[-\u2010\u2011][\w'’]++)*$")
_WORD_AFTER = re.compile(r"[\w'’]+(?:[-\u2010\u2011][\w'’]+)*")
# Possessive and with one start for each word, so that hostile text takes linear time.
_COMPOUND = re.compile(r"(?<![\w'’])[\w'’]++(?:-[\w'’]++)+")
# A web address cut at a line end: nothing is left out or put in.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
_ADDRESS_CUT = re.compile(r"(?:https?://|www\.)(?:\S*[/?&=_%#])?$")
_ADDRESS_GOES_ON = re.compile(r"[\w-]+[./?&=%_#-]\w")
_ADDRESS_MARK = re.compile(r"[%/?&=#_]\w")
_LONGEST_ADDRESS = 500
# "humanitaire- en ontwikkelingshulp": the hyphen stands for a left-out word, not for a break.
_SUSPENDING = frozenset("en of tot dan noch and or to".split())
# Middle words of fixed compounds (staakt-het-vuren, kant-en-klaar, face-to-face).
_LINKS = frozenset("het de en op in te aan van voor to of the".split())
_PREFIXES = frozenset("oud ex co niet non vice quasi anti pro semi".split())


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """The compounds that one letter spells with a hyphen inside a line, in lower case."""

    compounds: frozenset[str]

    @classmethod
    def of(cls, source: str) -> Hyphenation:
        return cls(frozenset(found.group().lower() for found in _COMPOUND.finditer(source)))

    def joiner(self, before: str, after: str) -> str:
        """What stands between `before` (which ends in a hyphen) and `after`: '', '-' or '- '."""
        left_match = _WORD_BEFORE.search(before[:-1])
        right_match = _WORD_AFTER.match(after)
        if left_match is None or right_match is None:
            return "- " if left_match is None else "-"
        left, right = left_match.group(), right_match.group()
        if right.lower() in _SUSPENDING:
            return "- "
        return "-" if self._keeps(left, right) else ""

    def _keeps(self, left: str, right: str) -> bool:
        """Whether the hyphen between the two halves belongs to the word."""
        last = re.split("[" + HYPHENS + "]", left)[-1]
        return (
            f"{left}-{right}".lower() in self.compounds
            or right[0].isupper()
            or right[0].isdigit()
            or last[-1].isdigit()
            or (len(last) > 1 and last.isupper())
            or (last.lower() in _LINKS and "-" in left)
            or (left.lower() in _PREFIXES and any(c.startswith(f"{left.lower()}-") for c in self.compounds))
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Cleaned text with, for each of its characters, the position in the source it came from.

    A blank that stands for a line break has the position of that break. `gaps` are the places
    in `text` where something that is not part of the text (a running head, a footnote) stands
    in the source.
    """

    text: str
    positions: tuple[int, ...]
    gaps: tuple[int, ...]


def run_of(source: str, segments: list[tuple[int, int]], hyphenation: Hyphenation) -> Run:
    """Join line segments (start, end in the source, in order) into running text."""
    chars: list[str] = []
    positions: list[int] = []
    gaps: list[int] = []
    last_end: int | None = None
    for start, end in segments:
        piece, places = _collapse(source, start, end)
        if not piece:
            continue
        if last_end is not None:
            _join(chars, positions, piece, last_end, hyphenation)
            if source[last_end:start].strip(_BLANKS):
                gaps.append(len(chars))
        chars.extend(piece)
        positions.extend(places)
        last_end = end
    return Run("".join(chars), tuple(positions), tuple(gaps))


def _join(chars: list[str], positions: list[int], after: str, break_at: int, hyphenation: Hyphenation) -> None:
    """Put between two lines what belongs there: a blank, nothing, or the kept hyphen."""
    if chars and chars[-1] == SOFT_HYPHEN:
        chars.pop()
        positions.pop()
        return
    if chars[-1] in HYPHENS and len(chars) > 1 and not chars[-2].isspace():
        if _ADDRESS.search(_last_word(chars)):
            return
        # A word is at most some 60 characters; looking further back would make long passages slow.
        joiner = hyphenation.joiner("".join(chars[-80:]), after)
        if joiner == "":
            chars.pop()
            positions.pop()
        elif joiner == "- ":
            chars.append(" ")
            positions.append(break_at)
        return
    before = _last_word(chars)
    if _ADDRESS_CUT.search(before) and _ADDRESS_GOES_ON.match(after):
        return
    if _ADDRESS.search(before) and _ADDRESS_MARK.match(after):
        return
    chars.append(" ")
    positions.append(break_at)


def _last_word(chars: list[str]) -> str:
    """What stands after the last blank, as far back as an address may be long."""
    return "".join(chars[-_LONGEST_ADDRESS:]).rpartition(" ")[2]


def _collapse(source: str, start: int, end: int) -> tuple[str, list[int]]:
    """`source[start:end]` stripped, runs of blanks as one, soft hyphens inside a line gone."""
    chars: list[str] = []
    positions: list[int] = []
    for place in range(start, end):
        char = source[place]
        if char.isspace():
            if chars and chars[-1] != " ":
                chars.append(" ")
                positions.append(place)
        elif char in _NO_WIDTH or (char == SOFT_HYPHEN and place != end - 1):
            continue
        else:
            chars.append(char)
            positions.append(place)
    if chars and chars[-1] == " ":
        chars.pop()
        positions.pop()
    return "".join(chars), positions


def line_segments(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """The non-blank lines of `source[start:end]` as (start, end) without outer blanks."""
    segments: list[tuple[int, int]] = []
    for line in _LINE.finditer(source, start, end):
        if inked := _INKED.search(source, line.start(), line.end()):
            segments.append(inked.span())
    return segments


def unprint(source: str, start: int, end: int, hyphenation: Hyphenation) -> str:
    """`source[start:end]` with line breaks and print hyphens undone: what a quote must equal."""
    return run_of(source, line_segments(source, start, end), hyphenation).text
