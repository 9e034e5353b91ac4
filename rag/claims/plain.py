"""A claim as it is compared: without "according to the government", and with the letter's own form of a wording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rag.types import Language

_WHO: dict[Language, str] = {
    "nl": r"(?:het|de|ons|onze) (?:Nederlandse )?(?:kabinet|regering|bewindslieden|ministers?|brie(?:f|ven))",
    "en": r"(?:the|our) (?:Dutch )?(?:government|cabinet|ministers?|letters?)",
}
_BY: dict[Language, str] = {
    "nl": rf"(?:volgens|aldus|naar het oordeel van|in de ogen van) {_WHO['nl']}\b,?",
    "en": rf"(?:(?:according to|in the (?:view|eyes|opinion) of) {_WHO['en']}"
    rf"|in {_WHO['en']}(?:'s|s') (?:view|eyes|opinion))\b,?",
}
_SAYS: dict[Language, str] = {
    "nl": r"(?:verwacht|stelt|vindt|meent|zegt|schrijft|denkt|concludeert|is van mening|gaat ervan uit)",
    "en": r"(?:expects|believes|thinks|says|said|writes|states|maintains|considers|is of the opinion)",
}
_AFTERWARDS: dict[Language, str] = {
    "nl": rf"(?:zo )?{_SAYS['nl']} {_WHO['nl']}",
    "en": rf"(?:{_WHO['en']} {_SAYS['en']}|{_SAYS['en']} {_WHO['en']})",
}
_THAT: dict[Language, str] = {"nl": "dat", "en": "that"}


@cache
def _said_by(language: Language) -> re.Pattern[str]:
    """That the government says, finds or expects it: the letters are its own, so it adds nothing to compare."""
    by, says, who = _BY[language], _SAYS[language], _WHO[language]
    return re.compile(
        rf"^{by} |,? {by}|, {_AFTERWARDS[language]}(?=\W*$)|^{who} {says},? {_THAT[language]} ", re.IGNORECASE
    )


# One thing said with a denial and without: "too little" is "not enough".
_DENIALS: dict[Language, tuple[re.Pattern[str], ...]] = {
    "nl": (
        re.compile(r"\b(?:niet (?:voldoende|genoeg)|te weinig|onvoldoende)\b", re.IGNORECASE),
        re.compile(
            r"\b(?:niet (?:mogelijk|haalbaar|uitvoerbaar)|onmogelijk|onhaalbaar|onuitvoerbaar)\b", re.IGNORECASE
        ),
    ),
    "en": (
        re.compile(r"\b(?:not (?:enough|sufficient)|too (?:little|few)|insufficient)\b", re.IGNORECASE),
        re.compile(r"\b(?:not (?:possible|feasible)|impossible|unfeasible|infeasible|unworkable)\b", re.IGNORECASE),
    ),
}
_HYPHENATED = re.compile(r"\w+(?:-\w+)+")


def plain(claim: str, language: Language, texts: Iterable[str]) -> str:
    """`claim` without its attribution to the government, and in the form that one of `texts` has, the nearest first.

    A word that they write without its hyphen is written so, and a denial ("not enough") in their words.
    """
    bare = _said_by(language).sub(lambda found: " " if found.start() and found.group().endswith(",") else "", claim)
    bare = " ".join(bare.split())
    there = " ".join(texts)
    for pattern in _DENIALS[language]:
        if (nearest := pattern.search(there)) and pattern.search(bare):
            bare = pattern.sub(nearest.group(), bare)
    for word in _HYPHENATED.findall(bare):
        joined = re.search(rf"\b{re.escape(word.replace('-', ''))}\b", there, re.IGNORECASE)
        if joined and not re.search(rf"\b{re.escape(word)}\b", there, re.IGNORECASE):
            bare = bare.replace(word, joined.group())
    return bare[:1].upper() + bare[1:]
