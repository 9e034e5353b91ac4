"""A claim as it is compared: without "according to the government", and with the letter's own form of a wording."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.types import Language

_WHO: dict[Language, str] = {
    "nl": r"(?:het|de|ons|onze) (?:Nederlandse )?(?:kabinet|regering|bewindslieden|ministers?|brie(?:f|ven))",
    "en": r"(?:the|our) (?:Dutch )?(?:government|cabinet|ministers?|letters?)",
}
# The letters are the government's: that it says, finds or expects something adds nothing to what is compared.
_SAID_BY: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(
        rf"^(?:volgens|aldus|naar het oordeel van|in de ogen van) {_WHO['nl']},? "
        rf"|,? (?:volgens|aldus|naar het oordeel van|in de ogen van) {_WHO['nl']}\b,?"
        rf"|, (?:zo )?(?:verwacht|stelt|vindt|meent|zegt|schrijft|denkt|concludeert|verwachten|stellen|vinden|schrijven) "
        rf"{_WHO['nl']}(?=\W*$)"
        rf"|^{_WHO['nl']} (?:verwacht|stelt|vindt|meent|zegt|schrijft|denkt|concludeert|is van mening|gaat ervan uit),? dat ",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"^(?:according to|in the (?:view|eyes|opinion) of) {_WHO['en']},? "
        rf"|,? (?:according to|in the (?:view|eyes|opinion) of) {_WHO['en']}\b,?"
        rf"|^in {_WHO['en']}(?:'s|s') (?:view|eyes|opinion),? |,? in {_WHO['en']}(?:'s|s') (?:view|eyes|opinion)\b,?"
        rf"|, (?:{_WHO['en']} (?:says|said|expects|believes|thinks|writes)|(?:says|said|expects|writes) {_WHO['en']})(?=\W*$)"
        rf"|^{_WHO['en']} (?:expects|believes|thinks|says|writes|states|maintains|considers|is of the opinion) that ",
        re.IGNORECASE,
    ),
}
# One thing said with a denial and without: "too little" is "not enough".
_DENIALS: dict[Language, tuple[re.Pattern[str], ...]] = {
    "nl": (
        re.compile(r"\b(?:niet (?:voldoende|genoeg)|te weinig|onvoldoende)\b", re.IGNORECASE),
        re.compile(r"\b(?:niet (?:mogelijk|haalbaar|uitvoerbaar)|onmogelijk|onhaalbaar|onuitvoerbaar)\b", re.IGNORECASE),
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
    bare = _SAID_BY[language].sub(lambda found: " " if 0 < found.start() and found.group()[-1:] == "," else "", claim)
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
