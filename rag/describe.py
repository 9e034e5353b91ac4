"""What a sentence is made of: terms to match, and marks of the facts it holds.

Sentences are described once, at ingest, and kept with the letter, so that a question costs the
description of the question alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.cues import REASON
from rag.dates import dates
from rag.names import names
from rag.numbers import quantities
from rag.types import Language
from rag.words import content

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Described:
    """`terms` are stems of content words. `marks` say what facts there are, `KIND:WHAT`:

    `money:EUR`, `quantity:civilian`, `date:month` (day, month, year or relative), `year:2016`,
    `person:`, `place:`, `country:`, `body:` or `other:` with the name's canonical form, `reason:`.
    """

    terms: tuple[str, ...]
    marks: tuple[str, ...]

    def holds(self, kind: str) -> bool:
        return any(mark.startswith(kind + ":") for mark in self.marks)

    def of(self, kind: str) -> tuple[str, ...]:
        return tuple(mark.partition(":")[2] for mark in self.marks if mark.startswith(kind + ":"))


def describe(text: str, language: Language) -> Described:
    """Terms and marks of one sentence or question in `language`."""
    marks: list[str] = []
    for quantity in quantities(text, language):
        kind = "money" if quantity.unit and _CURRENCY.fullmatch(quantity.unit) else "quantity"
        marks.append(f"{kind}:{quantity.unit or ''}")
    for date in dates(text, language):
        exact = "day" if date.day else "month" if date.month else "year" if date.year else "relative"
        marks.append(f"date:{exact}")
        if date.year:
            marks.append(f"year:{date.year}")
    marks += [f"{name.kind}:{name.canonical}" for name in names(text, language)]
    if REASON.search(text):
        marks.append("reason:")
    return Described(tuple(dict.fromkeys(content(text, language))), tuple(dict.fromkeys(marks)))
