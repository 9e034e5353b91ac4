"""What a statement says beside the letter's words: "The letter of 3 May 2020 says: ...", and nothing else.

The shapes are fixed. A bag of harmless words is none: "On 3 May 2020, the letter says, ..." dates what happened by the
letter, and "The letter says of the ministers: they ..." tells who they are.
"""

from __future__ import annotations

import datetime
import re

from rag.months import MONTHS, day
from rag.types import Language, LetterInfo

_FRAME: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(
        r"(?:in |volgens )?(?:de|deze) (?:kamer)?brief(?: van (?P<date>[\w ,]{4,40}?))?"
        r"(?: (?:staat|zegt|stelt|schrijft|meldt|luidt))?(?: het volgende)?(?P<quoting> letterlijk)?: ",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:in |according to )?(?:the|this) letter(?: of (?P<date>[\w ,]{4,40}?))?"
        r"(?: (?:says|states|reads|writes))?(?P<quoting> (?:literally|in dutch))?: ",
        re.IGNORECASE,
    ),
}
_QUOTED = re.compile(r"[«“„\"](.+)[»”\"][.]?")


def unframed(text: str, letter: LetterInfo, language: Language) -> tuple[str, bool]:
    """What `text` says that this letter says, and whether it stands between quotation marks; else `text` itself."""
    match = _FRAME[language].match(text)
    if match is None or (match["date"] and match["date"].lower() not in _dates(letter.date, language)):
        return text, False
    rest = text[match.end() :]
    quoted = _QUOTED.fullmatch(rest)
    # What is called literal must be quoted.
    if bool(match["quoting"]) and quoted is None:
        return text, False
    return (quoted[1], True) if quoted else (rest, False)


def _dates(date: datetime.date, language: Language) -> tuple[str, ...]:
    """How a letter of that day is called."""
    month = MONTHS[language][date.month - 1]
    called = (day(date, language), f"{month} {date.day}, {date.year}", f"{month} {date.year}", str(date.year))
    return tuple(name.lower() for name in called)
