"""Who signed a letter: the offices and names under it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.types import Sender

if TYPE_CHECKING:
    from ingest.blocks import Block

_OFFICE = re.compile(
    r"^(?:(?:Mede n|N)amens )?[Dd]e (?:vice-?|Vice-?)?(?:[Mm]inister|[Ss]taatssecretaris)"
    r"(?:-[Pp]resident)?\b[^.:;]{0,200},?$"
)
_ON_BEHALF = re.compile(r"^(?:Mede n|N)amens ")
_TITLE = r"(?:(?:[Dd]rs?|[Mm]r|[Ii]r|[Pp]rof|[Ii]ng|[Dd]hr|[Mm]w|[Mm]evr)\.\s?)*"
_INITIALS = r"(?:[A-Z]\.\s?|[A-Z][a-z]{1,2}\.\s?)+(?:[\w’'-]+\s)*[\w’'-]+"
_FULL = r"[A-Z][\w’'-]+\s(?:[\w’'-]+\s){0,4}[A-Z][\w’'-]+"
_NAME = re.compile(rf"^{_TITLE}(?:{_INITIALS}|{_FULL})$")
_LONGEST_NAME = 80


def is_office(text: str) -> bool:
    """Whether the text reads as 'De Minister van ...,' and nothing more."""
    return _OFFICE.match(text) is not None


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and _NAME.match(text) is not None


def find_signatures(flow: list[Block]) -> None:
    """Mark each office with the name under it as one signature block, also where a blank parts the two."""
    for place, block in enumerate(flow):
        if block.kind == "paragraph" and _signs(flow, place):
            _merge_names(flow, place)
            return


def _signs(flow: list[Block], place: int) -> bool:
    *office, last = flow[place].texts
    if office and _is_name(last):
        return is_office(" ".join(office))
    if not is_office(" ".join(flow[place].texts)):
        return False
    following = flow[place + 1] if place + 1 < len(flow) else None
    if following is None:
        return False
    return _is_name(following.texts[0]) or _ON_BEHALF.match(flow[place].texts[0]) is not None


def _merge_names(flow: list[Block], place: int) -> None:
    """Make one block of each office and the name under it; what comes after the last one is left as it is."""
    while place < len(flow) and flow[place].kind == "paragraph" and _signs(flow, place):
        block = flow[place]
        block.kind = "signature"
        if not _is_name(block.last) and _is_name(flow[place + 1].texts[0]):
            block.segments += flow[place + 1].segments
            block.texts += flow[place + 1].texts
            del flow[place + 1]
        place += 1


def parse_senders(signatures: list[list[str]]) -> tuple[Sender, ...]:
    """Names and offices from the signature blocks, each a list of lines.

    An office on whose behalf another signs ('Mede namens de Minister van ...') is not a sender.
    """
    senders = []
    for lines in signatures:
        *office, name = [line.strip() for line in lines]
        role = re.sub(r"^[Dd]e ", "", " ".join(office)).rstrip(",").partition(", mede namens ")[0]
        if office and not _ON_BEHALF.match(role):
            senders.append(Sender(name.rstrip(","), role))
    return tuple(senders)
