"""Whether every quantity, date, name and official number of a sentence stands in its sources.

A sentence may be in one language and its sources in the other. This is what rejects a statement
of a chat model that changes a number, and what checks a translation.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from rag.alike import Words, found_in, name_words, words_of
from rag.dates import DateMention, compatible, dates
from rag.identifiers import Identifier, identifiers
from rag.name_table import implied
from rag.names import Name, names
from rag.number_words import vague
from rag.numbers import Quantity, quantities
from rag.tables import level, unit_forms, units
from rag.types import Language

__all__ = ["DateMention", "Identifier", "Name", "Quantity", "dates", "identifiers", "missing", "names", "quantities"]

# Who writes these letters: words by which they speak of the Netherlands without naming it.
_OURSELVES = re.compile(r"\b(?:kabinet|cabinet|uw Kamer|the House|ik|wij|we|ons|onze|our)\b", re.IGNORECASE)
_SINGLE = re.compile(r"\b(?:een|één|a|an|one)\s+([^\W\d_]+)", re.IGNORECASE)
_PAIR = re.compile(r"\b(?:beide|both)\s+(?:the\s+|de\s+)?([^\W\d_]+)?", re.IGNORECASE)
# 'More than 50 million' may stand for 52 million, hardly for 110.
_LOOSEST = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class _Facts:
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    names: frozenset[str]
    identifiers: tuple[Identifier, ...]
    words: Words


def missing(
    claim_text: str,
    claim_language: Language,
    source_texts: Sequence[tuple[str, Language]],
    today: datetime.date | None = None,
) -> tuple[str, ...]:
    """The quantities, dates, names and official numbers of a claim that no source holds, in order.

    `today` is the date of the letter that the sources come from; it completes their dates
    (`13 december jl.`) but is no source itself: hand in the reference of a letter as one more
    source where a claim may speak of the letter. A number must be the same number, with a
    compatible unit (82 civilians are 82 people, not 82 soldiers) and no opposite bound; a date may be less
    exact than its source, never more; names are compared by canonical form, unknown ones word by word.
    """
    facts = [_facts(text, language, today) for text, language in source_texts]
    lacking: list[tuple[int, str]] = []
    for quantity in quantities(claim_text, claim_language):
        if not any(_holds(source, quantity) for fact in facts for source in fact.quantities):
            lacking.append((quantity.start, quantity.text))
    for mention in dates(claim_text, claim_language, today):
        open_date = mention.year is None and mention.month is None
        if not open_date and not any(_dated(source, mention, today) for fact in facts for source in fact.dates):
            lacking.append((mention.start, mention.text))
    for item in identifiers(claim_text):
        if not any(_same_number(source, item) for fact in facts for source in fact.identifiers):
            lacking.append((item.start, item.text))
    for name in names(claim_text, claim_language):
        if not any(_named(fact, name, claim_language) for fact in facts):
            lacking.append((name.start, name.text))
    return tuple(dict.fromkeys(text for _, text in sorted(lacking)))


@lru_cache(maxsize=1024)
def _facts(text: str, language: Language, today: datetime.date | None) -> _Facts:
    found = names(text, language)
    said = {name.canonical for name in found}
    said |= {up for name in said for up in implied().get(name, ())}
    if _OURSELVES.search(text):
        said.add("NL")
    counted = (*quantities(text, language), *_small(text, language))
    return _Facts(
        counted, dates(text, language, today), frozenset(said), identifiers(text), words_of(text, language, found)
    )


def _small(text: str, language: Language) -> Iterator[Quantity]:
    """`een week` can be translated as `one week`, `beide` as `the two`."""
    forms = unit_forms(language)
    for value, pattern in ((Decimal(1), _SINGLE), (Decimal(2), _PAIR)):
        for match in pattern.finditer(level(text)):
            unit = forms.get((match[1] or "").lower())
            if unit or value == 2:
                yield Quantity(value, unit, "exact", *match.span(), text[match.start() : match.end()])


def _holds(source: Quantity, claim: Quantity) -> bool:
    """Whether the quantity of the source carries that of the claim."""
    if {source.unit, claim.unit} == {"part", "percent"}:  # half of it is 50 per cent
        source, claim = _percent(source), _percent(claim)
    if not _unit_fits(source.unit, claim.unit):
        return False
    if vague(source.text):  # 'thousands' carries no number but itself
        return vague(claim.text) and source.value == claim.value
    if source.value == claim.value:
        return _bound_fits(source, claim)
    if vague(claim.text):
        return claim.value <= source.value < claim.value * 100
    return source.unit is not None and claim.unit is not None and _entails(source, claim)


def _entails(source: Quantity, claim: Quantity) -> bool:
    """Whether another number of the source makes `more than` or `less than` the claim's number true, and apt."""
    if claim.bound in ("at_least", "more_than") and source.bound not in ("at_most", "less_than"):
        return claim.value < source.value <= claim.value * _LOOSEST
    if claim.bound in ("at_most", "less_than") and source.bound not in ("at_least", "more_than"):
        return claim.value > source.value >= claim.value / _LOOSEST
    return False


def _percent(quantity: Quantity) -> Quantity:
    return replace(quantity, value=quantity.value * 100, unit="percent") if quantity.unit == "part" else quantity


def _unit_fits(source: str | None, claim: str | None) -> bool:
    """Units of the table are compared; any other word tells nothing, least of all across languages."""
    table = units()
    mine, other = table.get(source or ""), table.get(claim or "")
    if mine is None or other is None or mine == other or other.name in mine.broader:
        return True
    return "state" in (mine.kind, other.kind) and all(
        u.name == "people" or "people" in u.broader for u in (mine, other)
    )


def _bound_fits(source: Quantity, claim: Quantity) -> bool:
    low, high = ("at_least", "more_than"), ("at_most", "less_than")
    if (claim.bound in low and source.bound in high) or (claim.bound in high and source.bound in low):
        return False
    # 'More than 30' is false of exactly 30.
    return not (claim.bound in ("more_than", "less_than") and source.bound in ("exact", "about"))


def _dated(source: DateMention, claim: DateMention, today: datetime.date | None) -> bool:
    """Whether the date of the claim, as exact as it is, is that of the source."""
    # After 13 December and on 13 December name the same day.
    if source.relation == "on" and claim.relation not in ("begin_of", "end_of"):
        claim = replace(claim, relation="on")
    elif claim.relation == "on" and source.relation not in ("begin_of", "end_of"):
        source = replace(source, relation="on")
    if compatible(source, claim) is False:
        return False
    if (claim.day and not source.day) or (claim.month and not source.month):
        return False
    if claim.year and not source.year:
        # '13 december' in a letter of 2016 is of 2016 or a year beside it.
        return (
            source.month is not None
            and claim.month is not None
            and (today is None or abs(claim.year - today.year) <= 1)
        )
    return True


def _same_number(source: Identifier, claim: Identifier) -> bool:
    if source.kind != claim.kind:
        return False
    pairs = ((source.dossier, claim.dossier), (source.number, claim.number))
    return all(theirs is None or theirs == mine for mine, theirs in pairs if not (mine is None and theirs is None))


def _named(fact: _Facts, name: Name, language: Language) -> bool:
    if name.canonical in fact.names:
        return True
    return found_in(fact.words, fact.names, name_words(name, language), language)
