"""For the first time, or once more: 'voor het eerst', 'opnieuw'."""

from __future__ import annotations

import re

_FIRST = re.compile(
    r"\b(?:voor het (?:aller)?eerst|(?:aller)?eerste (?:keer|maal)|nooit eerder|niet eerder|"
    r"(?:very )?first(?: ever)? time|never before)\b",
    re.IGNORECASE,
)
_NOT_FIRST = re.compile(
    r"\b(?:niet voor het eerst|niet (?:voor )?de eerste (?:keer|maal)|not (?:for )?the first time)\b", re.IGNORECASE
)
_AGAIN = re.compile(
    r"\b(?:opnieuw|wederom|nogmaals|andermaal|again|once more|anew|niet voor het eerst|not for the first time)\b",
    re.IGNORECASE,
)


def turned_again(claim: str, source: str) -> tuple[str, str] | None:
    """Wordings of a claim and of its source of which one tells of a first time and the other of a next; else None."""
    for mine, theirs in ((_first, _again), (_again, _first)):
        ours, other = mine(claim), theirs(source)
        if ours and other and not theirs(claim) and not mine(source):
            return ours, other
    return None


def denies_first(claim: str) -> bool:
    """Whether what a claim denies is that something was the first time."""
    return bool(_NOT_FIRST.search(claim))


def _first(text: str) -> str:
    found = None if _NOT_FIRST.search(text) else _FIRST.search(text)
    return found.group() if found else ""


def _again(text: str) -> str:
    found = _AGAIN.search(text) or _NOT_FIRST.search(text)
    return found.group() if found else ""
