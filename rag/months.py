"""The names of the months, and a day as people write it."""

from __future__ import annotations

import datetime

from rag.types import Language

MONTHS: dict[Language, tuple[str, ...]] = {
    "nl": tuple("januari februari maart april mei juni juli augustus september oktober november december".split()),
    "en": tuple("January February March April May June July August September October November December".split()),
}
# Of both languages, in lower case.
MONTH_NAMES = frozenset(name.lower() for names in MONTHS.values() for name in names)


def day(date: datetime.date, language: Language) -> str:
    """'3 mei 2020', '3 May 2020'."""
    return f"{date.day} {MONTHS[language][date.month - 1]} {date.year}"
