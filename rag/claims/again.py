"""For the first time, or once more: 'voor het eerst', 'opnieuw'; no longer, or not yet: 'niet meer', 'nog niet'."""

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
_NO_LONGER = re.compile(
    r"\b(?:niet|geen)(?: \w+){0,2} meer\b(?! dan\b)|\bniet langer\b"
    r"|\b(?:no|not any) longer\b|\bno(?: \w+){0,2} any ?more\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\bnog (?:steeds |altijd )?(?:niet|geen)\b|\bnot(?: \w+)? yet\b|\byet to\b", re.IGNORECASE)


def turned_again(claim: str, source: str) -> tuple[str, str] | None:
    """Wordings of a claim and of its source of which one tells of a first time and the other of a next; else None.

    Likewise of an end ("no longer") and of what has not come ("not yet").
    """
    for mine, theirs in ((_first, _again), (_again, _first), (_ended, _to_come), (_to_come, _ended)):
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


def _ended(text: str) -> str:
    found = _NO_LONGER.search(text)
    return found.group() if found else ""


def _to_come(text: str) -> str:
    found = _NOT_YET.search(text)
    return found.group() if found else ""
