"""What a sentence is made of: terms to match, and marks of the facts it holds.

Sentences are described once, at ingest, and kept with the letter, so that a question costs the
description of the question alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.cues import REASON
from rag.dates import dates
from rag.name_table import implied
from rag.names import Name, names
from rag.numbers import quantities
from rag.types import Language
from rag.words import content, fold

_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_CURRENCY = re.compile(r"[A-Z]{3}")
# An acronym where it is explained: "Internationale Organisatie voor Migratie (IOM)".
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])\)")


@dataclass(frozen=True, slots=True)
class Described:
    """`terms` are stems of content words, and `@` with the canonical form for names.

    `marks` say what facts there are, as `KIND:WHAT`: `money:EUR`, `quantity:civilian`,
    `date:month` (day, month, year or relative), `year:2016`,
    `person:`, `place:`, `country:`, `body:` or `other:` with the name's canonical form, `reason:`,
    `caps:` for words in capitals, and `acronym:` where one is explained.
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
    named = names(text, language)
    marks += [f"{name.kind}:{name.canonical}" for name in named]
    marks += [f"acronym:{fold(found)}" for found in _ACRONYM.findall(text)]
    marks += [f"caps:{fold(found)}" for found in _CAPITALS.findall(text)]
    if REASON.search(text):
        marks.append("reason:")
    return Described(tuple(dict.fromkeys(_terms(text, named, language))), tuple(dict.fromkeys(marks)))


def _terms(text: str, named: Sequence[Name], language: Language) -> list[str]:
    """Content stems, with a name of the tables as `@canonical`: 'Canadese' and 'Canada' are one term.

    What a name also says ('Moskou' says Russia too) is a term as well.
    """
    terms: list[str] = []
    rest = text
    for name in reversed(named):
        if name.kind in ("country", "body", "place"):
            terms += [f"@{said}" for said in (name.canonical, *sorted(implied().get(name.canonical, ())))]
            rest = f"{rest[: name.start]} {rest[name.end :]}"
    return content(rest, language) + terms
