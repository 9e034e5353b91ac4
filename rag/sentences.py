"""Where sentences end in Dutch (and English) official prose."""

from __future__ import annotations

import re

# Abbreviations after which a full stop does not end a sentence, even before a capital.
_ABBREVIATIONS = frozenset(
    """nr nrs c.q m.u.v o.b.v t.g.v i.p.v i.g.v o.l.v art artt lid blz p pp dhr mevr mw ir drs dr mr prof
    ing ds st jhr kol gen lt bijv bv d.w.z o.a o.m i.c m.n m.b.t t.a.v i.v.m t.o.v n.a.v m.i.v t.b.v
    o.g.v i.h.k.v d.d z.s.m a.u.b z.o.z resp vgl zgn ca circa max min incl excl mln mld e.g i.e
    mr mrs ms no vs fig al ed eds vol kst stb stcrt trb u.a""".split()
)
# These may also end a sentence, so a capital after them decides ("van 15 december jl. De ...").
_UNDECIDED = frozenset("jl c.s e.d e.a m.m n.v.t a.o enz etc".split())
_BOUNDARY = re.compile(
    r"""(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>[»”’"')\]]*+)(?=\s+[«“‘"'(\[]*[A-ZÀ-ÖØ-Þ0-9–])""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[\w.'’-]+$")
_LONGEST_WORD = 80  # looking further back would make long passages slow
_INITIALS = re.compile(r"^(?:[A-Z]\.)*[A-Z]$")


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) pairs without outer blanks."""
    spans: list[tuple[int, int]] = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        if not _ends_here(text, start, boundary):
            continue
        spans.append((start, boundary.end()))
        start = boundary.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := _trim(text, *span))]


def _ends_here(text: str, start: int, boundary: re.Match[str]) -> bool:
    if boundary["stop"] != "." or boundary["close"]:
        return True
    found = _LAST_WORD.search(text, max(start, boundary.start() - _LONGEST_WORD), boundary.start())
    if found is None:
        return True
    word = found.group()
    following = text[boundary.end() :].lstrip()[:1]
    if word.lower().rstrip(".") in _ABBREVIATIONS or _INITIALS.match(word):
        return False
    # "1. een", "17. Oktober": a bare number at the very start is a list marker, not a sentence.
    if word.isdigit() and found.start() == start:
        return False
    return not following.isdigit() or not word[-1].isdigit()


def goes_on(before: str, after: str) -> bool:
    """Whether a text that ends in a full stop goes on with `after`: the stop is that of an abbreviation."""
    found = _LAST_WORD.search(before, max(0, len(before) - _LONGEST_WORD)) if before.endswith(".") else None
    if found is None:
        return False
    word = found.group().lower().rstrip(".")
    return word in _ABBREVIATIONS or (word in _UNDECIDED and (after[:1].islower() or after[:1].isdigit()))


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
