"""The running text of a web page, read by the parser of lxml: it repairs markup much as a browser does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

# What is never shown, and what stands beside an article: menus, side notes, controls.
_LEFT_OUT = frozenset(
    """script style title template noscript svg math object
    iframe noframes noembed nav footer aside button select textarea""".split()
)
_CODE = frozenset({"script", "style"})
_BLOCKS = frozenset(
    """p div li ul ol h1 h2 h3 h4 h5 h6 blockquote section article header main td th tr table br hr form
    figcaption figure dd dt pre body""".split()
)
_NAMES = "|".join(sorted(_LEFT_OUT - _CODE))
_MARK = re.compile(rf"<(/?)({_NAMES})\b[^<>]*+>", re.IGNORECASE)
_EMPTY = re.compile(rf"<(?:{_NAMES})\b[^<>]*+(?<=/)>", re.IGNORECASE)  # <svg/>: closed where it opens
_RAW = re.compile(r"<!--|<script\b|<style\b", re.IGNORECASE)
_RAW_ENDS = {
    begin: re.compile(end, re.IGNORECASE)
    for begin, end in (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))
}
_MOST_NESTED = 512  # as in Chromium; the parser takes time by depth
_PIECE = 100_000


class TooDeep(ValueError):
    """Elements nested as in no page that is meant to be read."""


def page_text(page: str) -> str:
    """The text of the page, a blank line at each block. Raises TooDeep."""
    from lxml import etree

    text = _Text()
    parser = etree.HTMLParser(target=text)
    kept = _without_unclosed(page)
    with suppress(etree.XMLSyntaxError):  # where nothing is an element there is no text either
        for at in range(0, len(kept), _PIECE):  # a page that is refused is not read to its end
            parser.feed(kept[at : at + _PIECE])
        parser.close()
    return "".join(text.parts)


def _without_unclosed(page: str) -> str:
    """The page without the marks of what it opens more often than it closes: that must not hide all the rest."""
    page = _EMPTY.sub("", page)
    marks = Counter((slash, name.lower()) for part in _outside_raw(page) for slash, name in _MARK.findall(part))
    unclosed = {name for slash, name in marks if marks["", name] > marks["/", name]}
    return _MARK.sub(lambda mark: "" if mark[2].lower() in unclosed else mark[0], page)


def _outside_raw(page: str) -> Iterator[str]:
    """What stands outside comments, scripts and styles, where a mark is none; what follows an open one is in it."""
    at = 0
    while begun := _RAW.search(page, at):
        yield page[at : begun.start()]
        ended = _RAW_ENDS[begun.group().lower()].search(page, begun.end())
        if ended is None:
            return
        at = ended.end()
    yield page[at:]


class _Text:
    """Takes the parser's events; it closes whatever a page leaves open."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._depth = 0
        self._hidden = 0

    def start(self, tag: str, attributes: object) -> None:
        self._depth += 1
        if self._depth > _MOST_NESTED:
            raise TooDeep
        self._hidden += tag in _LEFT_OUT
        self._break(tag)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._hidden -= tag in _LEFT_OUT
        self._break(tag)

    def data(self, text: str) -> None:
        if not self._hidden:
            self.parts.append(text)

    def close(self) -> None:
        """Asked for by the parser."""

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and not self._hidden:
            self.parts.append("\n\n")
