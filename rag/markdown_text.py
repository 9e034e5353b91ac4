"""The running text of Markdown, its marks taken off.

Markdown comes from anywhere, so nothing here looks further ahead than the next mark: the time goes
with the length, whatever is left open.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

_FENCES = ("```", "~~~")
_RULE = re.compile(r"[-*_](?:[ \t]*[-*_]){2,}\Z")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s+|\Z)")
_ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])(?:\s+|\Z)")
_CITED = re.compile(r"\A\s{0,3}>\s?")
# An address may hold one pair of round brackets, as https://en.wikipedia.org/wiki/Zeeland_(disambiguation) does.
_ADDRESS = r"\((?:[^()\n]++|\n(?![ \t]*\n)|\([^()\n]*+\))*+\)"
_PICTURE = re.compile(r"!\[[^\[\]]{0,500}+\]" + _ADDRESS)
_LINK = re.compile(r"\[([^\[\]]{1,500}+)\]" + _ADDRESS)
_STRESS = re.compile(r"(\*\*|__|\*|`)(?=\S)([^*_`\n]{1,500}+)(?<=\S)\1")
# Python's own reader of entities raises ValueError at thousands of digits.
_NO_CHARACTER = re.compile(r"&#\d{8,}+;?")


def without_marks(text: str) -> str:
    """The text as it is read, paragraphs, headings and items parted by blank lines."""
    lines = _without_fences(_without_front(text.split("\n")))
    kept = _without_comments("\n".join(lines))
    for pattern, instead in ((_PICTURE, ""), (_LINK, r"\1")):
        kept = pattern.sub(instead, kept)
    kept = _STRESS.sub(r"\2", "\n".join(_bare(line) for line in kept.split("\n")))
    return html.unescape(_NO_CHARACTER.sub("\ufffd", kept))


def _without_front(lines: list[str]) -> list[str]:
    """The lines after front matter, which is YAML between two lines of three hyphens."""
    if lines[0] == "---" and "---" in lines[2:]:
        return lines[lines.index("---", 2) + 1 :]
    return lines


def _without_fences(lines: Iterable[str]) -> list[str]:
    """The lines outside fenced code, a blank one in its place; one never closed is a line like any other.

    As many marks close it as open it, or more; a line with such marks in it ("```x``` is code") opens nothing.
    """
    kept: list[str] = []
    opened: dict[str, tuple[int, int]] = {}  # where in `kept` a fence would begin, and of how many marks it is
    for line in lines:
        mark = line[:3]
        rest = line.lstrip(mark[:1])
        marks = len(line) - len(rest)
        if mark not in _FENCES or (mark[0] in rest and mark[0] == "`"):
            kept.append(line)
        elif mark in opened and not rest.strip() and marks >= opened[mark][1]:
            del kept[opened[mark][0] :]
            opened = {other: fence for other, fence in opened.items() if fence[0] < len(kept)}
            kept.append("")  # what stands before and after the code are two paragraphs
        else:
            opened.setdefault(mark, (len(kept), marks))
            kept.append(line)
    return kept


def _without_comments(text: str) -> str:
    return "".join(_outside_comments(text))


def _outside_comments(text: str) -> Iterator[str]:
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield text[at:start]
        at = end + 3
    yield text[at:]


def _bare(line: str) -> str:
    """One line without the marks of a rule, heading, item or quotation; a break before what begins anew."""
    if _RULE.match(line.strip()):
        return "\n"
    if heading := _HEADING.match(line):
        return f"\n{line[heading.end() :].rstrip().rstrip('#').rstrip()}\n"
    item = _ITEM.match(line)
    words = _CITED.sub("", line[item.end() :] if item else line)
    return f"\n{words}" if item else words
