"""All and some: whether a claim says of all what a source says of some."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.claims.slots import Slot, slots
from rag.overlap import Word, related
from rag.types import Language

_ALL = frozenset("alle al iedere ieder elke elk all every each".split())
_SOME = frozenset(
    """verschillende enkele sommige diverse meerdere aantal meeste veel vele deel gedeelte grootste some several various
    many most part number few""".split()
)
# Dutch "al" is "all" before one of these, else "already".
_BEFORE_ALL = frozenset("de het die deze dit dat zijn haar hun mijn onze ons wie wat".split())
_REACH = 3  # words between the quantifier and its noun: 'all of the armed opposition groups'


# Words that make a claim stronger: where the source has none of its line, it says less.
_STRONGER = tuple(
    frozenset(line.split())
    for line in (
        "alleen slechts uitsluitend enkel louter only solely exclusively merely sole enige",
        "altijd immer always",
        "volledig volledige geheel helemaal compleet totaal fully full completely entirely totally",
        "unaniem unanieme unanimously unanimous eenstemmig",
        "definitief voorgoed permanent permanently definitively",
        "grootste largest biggest",
        "kleinste smallest",
        "eerste eersten first",
        "meeste grotendeels most largely grootste meerderheid majority largest larger greater bulk",
    )
)
_ONLY = frozenset("alleen slechts enkel only".split())
_NO = frozenset("geen niet no not".split())
# These leave no room for another beside whom they name.
_SOLE = frozenset(
    """alleen uitsluitend enkel louter solely exclusively only merely entirely wholly geheel volledig helemaal
    completely fully""".split()
)
_BOTH = frozenset("beide both allebei".split())
_ENTIRE = frozenset("entire whole hele gehele volledige full complete".split())
_NONE = frozenset("geen niets nergens no nothing".split())
_MUCH = frozenset("veel vele talrijke much many numerous plenty lot lots".split())
_SOLE_REACH = 4  # words from 'uitsluitend' to whom it names: 'exclusively through the funds of'
_IF = frozenset("als wanneer indien zodra nadat if when once after".split())
_ONE_OF = re.compile(
    r"\b(?:een|één) van de|\bone of the|\bonder de\b|\bbehoort tot|\bamong the|\bmede\b", re.IGNORECASE
)
_TIMES = frozenset("week dag maand jaar keer day month year time".split())
_TOP = frozenset("grootste largest biggest kleinste smallest eerste eersten first belangrijkste main".split())


def added(text: str, said: Sequence[Word], carried: Sequence[Word]) -> str:
    """A word by which a claim says more than its source: 'alleen', 'de grootste' for one of those; else ''."""
    # "In totaal" is a sum, not the whole of it.
    there = {word.folded for at, word in enumerate(carried) if not (word.folded == "totaal" and _sum(carried, at))}
    for at, word in enumerate(said):
        following = said[at + 1].folded if at + 1 < len(said) else ""
        if word.folded == "all" and following == "of" and not there & _ALL:
            return f"{word.text} {said[at + 1].text}"
        if word.folded in _ONLY and any(other.folded in _IF for other in said[at + 1 :]):
            continue  # "will only end once ...": a condition
        if word.numeric or following in _TIMES or _already(said, at):  # "every week" is weekly
            continue
        before = said[at - 1].folded if at else ""
        if (word.folded == "totaal" and _sum(said, at)) or before in _NO:
            continue  # "in totaal" is a sum, and "geen enkel" is none
        lines = [line for line in _STRONGER if word.folded in line]
        if lines and not any(line & there for line in lines):
            return word.text
    top = next((word.text for word in said if word.folded in _TOP and word.folded in there), "")
    source = " ".join(word.text for word in carried)
    return top if top and _ONE_OF.search(source) and not _ONE_OF.search(text) else ""


def sole(text: str, said: Sequence[Word], source: str, there: Sequence[Word], language: Language) -> tuple[str, str]:
    """The word by which a claim leaves room for nobody else, and whom the source names beside; ('', '') else.

    "uitsluitend via fondsen van de VN" where it is "via A, B en fondsen van de VN"; "only A" where it is both.
    """
    for at, word in enumerate(said):
        denied = at > 0 and said[at - 1].folded in _NO
        if word.folded not in _SOLE or denied or any(other.folded in _IF for other in said[at + 1 : at + 3]):
            continue
        both = next((other.text for other in there if other.folded in _BOTH), "")
        if both and word.folded in _ONLY and not any(other.folded in _BOTH for other in said):
            return word.text, both
        mine = next((s for s in slots(text, language) if at < s.first <= at + _SOLE_REACH and s.known), None)
        rival = _beside(mine, text, source, language) if mine else ""
        if rival:
            return word.text, rival
    for at, word in enumerate(said):
        # "The entire 20 million goes through the Red Cross"
        if word.folded in _ENTIRE and any(other.numeric for other in said[at + 1 : at + 1 + _REACH]):
            way = (s for s in slots(text, language) if s.first > at and s.known and s.part in ("by", "through"))
            rival = next(filter(None, (_beside(mine, text, source, language) for mine in way)), "")
            if rival:
                return word.text, rival
    return "", ""


def _beside(mine: Slot, text: str, source: str, language: Language) -> str:
    """Whom a source names in one list with an actor that the claim names alone; ''.

    Those that the claim names too do not count.
    """
    if len(mine.company) > 1:
        return ""
    said_of = {slot.canonical for slot in slots(text, language)}
    theirs = slots(source, language)
    company = frozenset[str]().union(*(s.company for s in theirs if s.canonical == mine.canonical)) - said_of
    return next((slot.text for slot in theirs if slot.known and slot.canonical in company), "")


def nothing_of_much(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """None of what the source has much of: "no criticism" where there is "much to criticise"; else None."""
    for none, ours in _counted(said, _NONE):
        for much, theirs in _counted(source, _MUCH):
            if related(ours, theirs):
                return f"{none.text} {ours.text}", f"{much.text} {theirs.text}"
    return None


def _sum(text: Sequence[Word], at: int) -> bool:
    return at > 0 and text[at - 1].folded == "in"


def _already(text: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` is the Dutch for "already"."""
    return text[at].folded == "al" and not (at + 1 < len(text) and text[at + 1].folded in _BEFORE_ALL)


def widened(said: Sequence[Word], source: Sequence[Word]) -> tuple[str, str] | None:
    """A word for all before a noun that the source has with a word for some, or the reverse; else None."""
    for mine, other in ((_ALL, _SOME), (_SOME, _ALL)):
        for quantifier, noun in _counted(said, mine):
            for theirs, counted in _counted(source, other):
                if related(noun, counted):
                    return quantifier.text, theirs.text
    return None


def _counted(text: Sequence[Word], quantifiers: frozenset[str]) -> list[tuple[Word, Word]]:
    """Each of the quantifiers with the carrying words that follow it closely."""
    found = []
    for at, word in enumerate(text):
        if word.folded in quantifiers and not _already(text, at):
            following = [
                other for other in text[at + 1 : at + 1 + _REACH] if other.carries and other.clause == word.clause
            ]
            found += [(word, other) for other in following[:2]]
    return found
