"""The numbers of a claim and a source as ranges on one scale: equal, apart, or not to be told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rag.number_words import vague
from rag.numbers import Quantity, quantities
from rag.tables import units
from rag.types import Language
from rag.words import fold, stem

Relation = Literal["same", "apart", "open", "other"]

# Units of time in days; a month and a year are taken at their mean, so they are compared with slack.
_DAYS = {
    "second": Decimal(1) / 86400, "minute": Decimal(1) / 1440, "hour": Decimal(1) / 24, "day": Decimal(1),
    "week": Decimal(7), "month": Decimal("30.44"), "year": Decimal("365.25"), "decade": Decimal("3652.5"),
    "century": Decimal(36525),
}  # fmt: skip
_LENGTHS = {"kilometre": Decimal(1000), "metre": Decimal(1)}
_WEIGHTS = {"tonne": Decimal(1000), "kilogram": Decimal(1)}
_AREAS = {"square kilometre": Decimal(100), "hectare": Decimal(1)}
_SHARES = {"percent": Decimal(1), "part": Decimal(100)}
_SCALES = (("time", _DAYS), ("length", _LENGTHS), ("weight", _WEIGHTS), ("area", _AREAS), ("share", _SHARES))
_CURRENCIES = frozenset({"EUR", "USD", "GBP"})
_ABOUT = Decimal("0.1")  # "about 25,000" may be 22,500 to 27,500
_SLACK = Decimal("0.02")  # twelve months and a year
# "More than 50 million" may stand for 52 million, hardly for 140: then nothing is decided.
_LOOSEST = Decimal("1.5")
_BEYOND = Decimal("1.3")  # a source that says "at least 82" knows of no 110
_LOW = ("at_least", "more_than")
_HIGH = ("at_most", "less_than")


@dataclass(frozen=True, slots=True)
class _Range:
    low: Decimal
    high: Decimal


_ENDLESS = Decimal("1e30")


def relation(mine: Quantity, other: Quantity, language: Language) -> Relation:
    """How a claim's quantity stands to one of a source, both read in `language`.

    `same`: the source says it, or says more exactly what makes it true. `apart`: both cannot be
    true of one thing. `open`: neither. `other`: they count different things.
    """
    if {mine.unit, other.unit} <= _CURRENCIES and mine.unit != other.unit:
        # Amounts in two currencies: only the same figure tells that one was put for the other.
        return "apart" if mine.value == other.value else "open"
    factors = _factors(mine, other, language)
    if factors is None:
        return "other"
    ours, theirs = (_range(q, factor) for q, factor in zip((mine, other), factors, strict=True))
    if _narrower(mine.unit, other.unit):  # 25,000 people need not be 25,000 fighters
        return "open"
    slack = _SLACK if mine.unit != other.unit else Decimal(0)
    if ours.high < theirs.low * (1 - slack) or theirs.high < ours.low * (1 - slack):
        return "apart"
    if (
        mine.bound in ("more_than", "less_than")
        and other.bound in ("exact", "about")
        and mine.value * factors[0] == other.value * factors[1]
    ):
        return "apart" if other.bound == "exact" else "open"
    if _far_beyond(mine, other, factors):
        return "apart"
    if mine.bound == other.bound and mine.value * factors[0] == other.value * factors[1]:
        return "same"
    if {mine.bound, other.bound} <= {"exact", "about"}:
        return "same" if _within(mine.value * factors[0], other.value * factors[1], mine.bound) else "apart"
    entailed = ours.low <= theirs.low * (1 + slack) and theirs.high <= ours.high * (1 + slack)
    apt = max(mine.value * factors[0], other.value * factors[1]) <= _LOOSEST * min(
        mine.value * factors[0], other.value * factors[1]
    )
    return "same" if entailed and apt else "open"


def _far_beyond(mine: Quantity, other: Quantity, factors: tuple[Decimal, Decimal]) -> bool:
    """Whether who says "more than 60" or "60" cannot mean a source's "more than 30"; and so downwards."""
    ours, theirs = mine.value * factors[0], other.value * factors[1]
    if vague(mine.text) or vague(other.text):
        return False
    if other.bound in _LOW and mine.bound not in _HIGH:
        return ours > theirs * _BEYOND
    return other.bound in _HIGH and mine.bound not in _LOW and ours * _BEYOND < theirs


def _within(mine: Decimal, other: Decimal, bound: str) -> bool:
    return mine == other or (bound == "about" and abs(mine - other) <= _ABOUT * other)


def _range(quantity: Quantity, factor: Decimal) -> _Range:
    value = quantity.value * factor
    if quantity.bound in _LOW:
        return _Range(value, _ENDLESS)
    if quantity.bound in _HIGH:
        return _Range(Decimal(0), value)
    if quantity.bound == "about":
        return _Range(value * (1 - _ABOUT), value * (1 + _ABOUT))
    return _Range(value, value)


def _factors(mine: Quantity, other: Quantity, language: Language) -> tuple[Decimal, Decimal] | None:
    """What each value is multiplied with to stand on one scale; None where the units do not meet."""
    one = Decimal(1)
    for _, scale in _SCALES:
        if mine.unit in scale and other.unit in scale:
            return scale[mine.unit], scale[other.unit]
    return (one, one) if _same_unit(mine.unit, other.unit, language) else None


def _narrower(mine: str | None, other: str | None) -> bool:
    theirs, ours = units().get(other or ""), units().get(mine or "")
    return bool(ours and theirs and ours != theirs and theirs.name in ours.broader and theirs.kind != "state")


def _same_unit(mine: str | None, other: str | None, language: Language) -> bool:
    table = units()
    ours, theirs = table.get(mine or ""), table.get(other or "")
    if mine == other:
        return True
    if mine is None or other is None:
        known = ours or theirs
        return known is None or not known.measure
    if ours is not None and theirs is not None:
        people = [unit.name == "people" or "people" in unit.broader for unit in (ours, theirs)]
        states = "state" in (ours.kind, theirs.kind) and all(people)
        return ours.name in theirs.broader or theirs.name in ours.broader or states
    if ours is None and theirs is None:
        return stem(fold(mine), language) == stem(fold(other), language)
    return False


def comparable(text: str, source: str, language: Language) -> int:
    """How many quantities of `text` meet one of `source` that counts or measures the same, whatever its value."""
    theirs = [other for other in quantities(source, language) if other.unit is not None]
    return sum(
        any(relation(mine, other, language) in ("same", "apart", "open") for other in theirs)
        for mine in quantities(text, language)
        if mine.unit is not None
    )
