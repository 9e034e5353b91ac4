"""Before and after: whether a claim puts two events in another order than their dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.claims.align import Aligned, align
from rag.dates import DateMention, dates
from rag.grounds import Source
from rag.types import Language

# A conjunction between two events: the clause after it is the later (before) or the earlier (after) one.
_BEFORE = re.compile(r"\b(?:voordat|voor(?:\s)dat|vooraleer|alvorens|eerder dan|before|prior to|earlier than)\b", re.I)
_AFTER = re.compile(r"\b(?:nadat|later dan|after|following|later than)\b", re.I)
_INVERTED = re.compile(r"\s(?:did|was|were|has|have|would)\s(?=(?:the|a|an|[A-Z])\b)")
_LEAST_WORDS = 3


def misplaced(
    text: str, sources: Sequence[Source], cosines: Mapping[tuple[str, int], float], language: Language
) -> tuple[str, Source, Source] | None:
    """The claim's word of order and the sentences of its two events, where their dates say the reverse.

    None where the claim names no order, or an event has no date.
    """
    for pattern, way in ((_BEFORE, 1), (_AFTER, -1)):
        match = pattern.search(text)
        if match is None:
            continue
        main, other = _clauses(text, match)
        if min(len(main.split()), len(other.split())) < _LEAST_WORDS:
            continue
        first, second = _event(main, sources, cosines, language), _event(other, sources, cosines, language)
        if first is None or second is None or first.best.ref == second.best.ref:
            continue
        days = _day(first.best), _day(second.best)
        if days[0] is None or days[1] is None or days[0] == days[1]:
            continue
        if (days[0] > days[1]) == (way == 1):
            return match.group(), first.best, second.best
    return None


def _clauses(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The main clause and the one that the conjunction opens: 'voordat B, A' and 'A voordat B'."""
    before, after = text[: match.start()].strip(" ,"), text[match.end() :].strip()
    if len(before.split()) >= _LEAST_WORDS:
        return before, after
    opened, comma, main = after.partition(",")
    if not comma and (turned := _INVERTED.search(after)):  # "Only after A had gone did B come"
        return after[turned.end() :], after[: turned.start()]
    return (main.strip(), opened) if comma else ("", after)


def _event(
    clause: str, sources: Sequence[Source], cosines: Mapping[tuple[str, int], float], language: Language
) -> Aligned | None:
    """The clause with the sentence that holds most of its words; the cosines of the whole claim break ties only."""
    faint = {key: value / 100 for key, value in cosines.items()}
    found = align(clause, sources, faint, language)
    return found if found.own_share >= 0.6 else None


def _day(source: Source) -> tuple[int, int, int] | None:
    """The one full date of a sentence."""
    found: list[DateMention] = [
        mention
        for mention in dates(source.dutch, "nl", source.item.letter.date)  # "jl." gives the year
        if mention.year and mention.month and mention.day
    ]
    if len(found) != 1:
        return None
    return found[0].year or 0, found[0].month or 0, found[0].day or 0
