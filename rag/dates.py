"""Dates in Dutch and English text, and whether two mentions can be the same day or period."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from rag.date_shapes import ENGLISH_MONTH, SEASONS, YEAR_BEFORE, context, patterns
from rag.identifiers import overlaps, unquantified
from rag.months import MONTHS
from rag.tables import level, unit_forms, units
from rag.types import Language

Relation = Literal["on", "before", "after", "since", "until", "end_of", "begin_of"]
_RELATIONS: tuple[str, ...] = get_args(Relation)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it stands at `start:end`; what the words leave open is None.

    `relation` is how the words stand to it: `until` and `since` include it, `before` and
    `after` do not; `tot eind 2017` is `end_of` 2017.
    """

    year: int | None
    month: int | None
    day: int | None
    relation: Relation
    start: int
    end: int
    text: str


def dates(text: str, language: Language, today: datetime.date | None = None) -> tuple[DateMention, ...]:
    """Dates, months and years in `text`, in order.

    `today` is the date of the letter: it completes `13 december jl.`, `dit jaar`, `vorige week`,
    as far as that is certain. Without it those parts stay None. A parliamentary year
    (2016-2017, 2016/17) is no date.
    """
    return _scan(text, language, today)[0]


def date_spans(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Spans of `text` whose digits belong to dates and parliamentary years."""
    return _scan(text, language, None)[1]


@lru_cache(maxsize=2048)
def _scan(
    text: str, language: Language, today: datetime.date | None
) -> tuple[tuple[DateMention, ...], tuple[tuple[int, int], ...]]:
    plain = level(text)
    blocked = unquantified(text)
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for shape, pattern in patterns(language):
        for match in pattern.finditer(plain):
            if overlaps(match.span(), taken) or overlaps(match.span(), blocked):
                continue
            parts = list(_read(shape, match, language, today))
            if parts or shape == "session":
                taken.append(match.span())
            for year, month, day in parts:
                start, relation = _relation(plain, match.start(), language, day)
                found.append(DateMention(year, month, day, relation, start, match.end(), text[start : match.end()]))
    found.sort(key=lambda mention: (mention.start, mention.end))
    return tuple(found), tuple(sorted(taken))


_Parts = tuple[int | None, int | None, int | None]


def _read(shape: str, match: re.Match[str], language: Language, today: datetime.date | None) -> Iterator[_Parts]:
    """What a match says, as (year, month, day); nothing where it is no date after all."""
    get = match.groupdict().get
    if shape == "session":
        yield from _span(match)
        return
    if shape == "relative":
        yield from _relative(match, language, today)
        return
    if shape == "bare_year":
        if not _counts(match, language):
            yield int(match["year"]), None, None
        return
    month = _month(match["month"], language)
    if shape == "numeric" and language == "en" and match["sep"] == "/":
        # 10/12/2016 is read in two ways in English; 13/12 and 12/13 in one.
        first, second = int(match["day"]), int(match["month"])
        if first <= 12 and second <= 12 and first != second:
            yield int(match["year"]), None, None
            return
        if second > 12:
            yield from _valid(int(match["year"]), first, second)
            return
    if shape == "bare_month" and not _is_month(match, language):
        return
    days = [int(d) for d in re.findall(r"\d+", get("more") or "")] + ([int(match["day"])] if get("day") else [None])
    for day in days:
        yield from _valid(_year(get, month, day, today), month, day)


def _year(get, month: int | None, day: int | None, today: datetime.date | None) -> int | None:  # type: ignore[no-untyped-def]
    if get("year"):
        return int(get("year"))
    if today is None or month is None:
        return None
    if get("last"):
        return _nearest(today, month, day, -1)
    if get("coming"):
        return _nearest(today, month, day, 1)
    return today.year if get("this") else None


def _nearest(today: datetime.date, month: int, day: int | None, way: Literal[-1, 1]) -> int | None:
    """Year of the last (-1) or next (1) such day or month, today included."""
    now = (today.month, today.day if day else 0)
    then = (month, day or 0)
    year = today.year if (then <= now if way == -1 else then >= now) else today.year + way
    while (month, day) == (2, 29) and not calendar.isleap(year):
        year += way
    return year


def _valid(year: int | None, month: int | None, day: int | None) -> Iterator[_Parts]:
    if month is not None and not 1 <= month <= 12:
        return
    if day is not None and month is not None and not 1 <= day <= calendar.monthrange(year or 2024, month)[1]:
        return
    yield year, month, day


def _span(match: re.Match[str]) -> Iterator[_Parts]:
    """Two years that do not follow each other are no parliamentary year, but two dates."""
    first, second = int(match["first"]), match["second"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last > first + 1 and len(second) == 4:
        yield first, None, None
        yield last, None, None


def _relative(match: re.Match[str], language: Language, today: datetime.date | None) -> Iterator[_Parts]:
    get = match.groupdict().get
    words = (get("same") or get("past") or get("next") or "").lower()
    step = 0 if get("same") else -1 if get("past") else 1
    name = get("was") or get("willbe")
    if name:
        yield from _named(name, language, today, -1 if get("was") else 1)
    elif today is None:
        yield None, None, None
    elif words.endswith(("jaar", "year")):
        yield today.year + step, None, None
    elif words.endswith(("maand", "month")):
        months = today.year * 12 + today.month - 1 + step
        yield months // 12, months % 12 + 1, None
    elif words.endswith("week"):
        monday = today - datetime.timedelta(days=today.weekday() + 7)
        sunday = monday + datetime.timedelta(days=6)
        same_year, same_month = monday.year == sunday.year, monday.month == sunday.month
        yield (monday.year if same_year else None), (monday.month if same_month else None), None
    else:
        day = today + datetime.timedelta(days=step)
        yield day.year, day.month, day.day


def _named(name: str, language: Language, today: datetime.date | None, way: Literal[-1, 1]) -> Iterator[_Parts]:
    """`afgelopen zomer`, `last December`: sure only when that month or season is not going on."""
    season = SEASONS.get(name.lower())
    if season:
        if today is None:
            yield None, None, None
        elif today.month > season[1]:
            yield today.year, None, None
        elif today.month < season[0]:
            yield today.year - 1, None, None
        return
    month = _month(name, language)
    if today is None or month is None or month == today.month:
        yield None, month, None
    else:
        yield _nearest(today, month, None, way), month, None


def _month(name: str, language: Language) -> int | None:
    if name.isdigit():
        return int(name)
    short = name.lower().rstrip(".")[:3]
    short = {"mrt": "maa" if language == "nl" else "mar", "okt": "okt" if language == "nl" else "oct"}.get(short, short)
    if language == "nl":
        short = {"oct": "okt", "mar": "maa"}.get(short, short)
    for number, month in enumerate(MONTHS[language], 1):
        if month.lower().startswith(short):
            return number
    return None


def _is_month(match: re.Match[str], language: Language) -> bool:
    """May, March and August are words too: they want a preposition before them."""
    if language == "nl" or match["month"] not in ("May", "March", "August"):
        return True
    return bool(ENGLISH_MONTH.search(match.string[max(0, match.start() - 8) : match.start()]))


def _counts(match: re.Match[str], language: Language) -> bool:
    """Whether this number is a count (2000 burgers) and not a year."""
    text, start, end = match.string, match.start(), match.end()
    if YEAR_BEFORE.search(text[max(0, start - 10) : start]):
        return False
    after = re.match(r"\s+([^\W\d_]+)", text[end : end + 40])
    if not after:
        return False
    unit = units().get(unit_forms(language).get(after[1].lower(), ""))
    # '2016 people', but 'the 2016 letter' and 'the 2016 elections'.
    return unit is not None and (unit.kind == "measure" or unit.name == "people" or "people" in unit.broader)


def _relation(plain: str, start: int, language: Language, day: int | None) -> tuple[int, Relation]:
    """Where the mention starts once `eind` or `early` is taken in, and how the words stand to it."""
    edge_pattern, preposition = context(language)
    edge = edge_pattern.search(plain[max(0, start - 25) : start])
    if edge and edge.group():
        start -= len(edge.group())
        if edge.lastgroup:
            return start, edge.lastgroup  # type: ignore[return-value]
    before = preposition.search(plain[max(0, start - 30) : start])
    name = before.lastgroup if before else None
    if name == "for":  # 'de planning voor 2017' is no limit, 'voor 1 januari' is
        name = "before" if day else None
    return start, name if name in _RELATIONS else "on"  # type: ignore[return-value]


_OPPOSED = (
    {"end_of", "begin_of"}, {"before", "after"}, {"before", "since"}, {"until", "after"}, {"until", "since"},
    {"before", "on"}, {"after", "on"},
)  # fmt: skip


def compatible(a: DateMention, b: DateMention) -> bool | None:
    """Whether the two can be the same day or period; None where they have no part in common to tell by.

    The dates themselves are compared: `sinds 2011` is compatible with `in 2011`, not with `in 2013`.
    """
    shared = False
    for mine, other in ((a.year, b.year), (a.month, b.month), (a.day, b.day)):
        if mine is None or other is None:
            continue
        if mine != other:
            return False
        shared = True
    for one, two in ((a, b), (b, a)):
        if one.relation in ("end_of", "begin_of") and not _on_edge(one, two):
            return False
    if {a.relation, b.relation} in _OPPOSED and (a.month, a.day) == (b.month, b.day):
        return False
    return True if shared else None


def _on_edge(edge: DateMention, other: DateMention) -> bool:
    """Whether `other` can lie in the last (or first) third of the year or month that `edge` names."""
    if edge.relation == "end_of":
        if edge.month is None:
            return other.month is None or other.month >= 9
        return other.day is None or other.day >= 20
    if edge.month is None:
        return other.month is None or other.month <= 4
    return other.day is None or other.day <= 11
