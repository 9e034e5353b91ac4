"""Who stands where: names and other actors with the words that they hang on, compared between a claim and a sentence.

No grammar. A slot is told by a preposition and the word before it, by the noun that follows a
name ('Turkse luchtmacht'), by the word before it ('krant The Guardian') and by its company in a
list ('Rusland en Iran'). Where none of them tells, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.claims.seats import stands_for, upward
from rag.names import names
from rag.overlap import OWN_SIDE, Word, acts, related, words
from rag.roles import marker
from rag.types import Language

_REACH = 2  # carrying words before a preposition: 'strijders gelieerd aan het regime'
_JOINERS = frozenset("en of and or noch nor".split())
_DETERMINERS = frozenset("de het een the a an".split())
# A list that opens so is not complete: who is not in it may still belong to it.
_OPEN = frozenset("zoals waaronder inclusief bijvoorbeeld including such like example onder".split())
_BACK = 6  # words back in which the head of a preposition, or the word that opens a list, is looked for
_FAR = 9  # words from a verb to what it is done to
_BELONGING = frozenset({"of", "to", "by", "from"})
_SIDES = ("country", "body")
_PLACES = ("in", "at", "above", "from")
_OWN = "NL"
# Who receives is to whom another gives: the sides of these verbs are the other way around.
_RECEIVING = frozenset(
    "receive receives received receiving get gets got ontvangt ontvangen ontving ontvingen kreeg kregen krijgt".split()
)


@dataclass(frozen=True, slots=True)
class Slot:
    """An actor and its place: `part` as of rag.roles, the others are words beside it.

    `heads` stand before its preposition, `before` right before it, `after` right after it;
    `company` are the actors of its list, `listed` says that the list is open; `known` that it is a name.
    """

    text: str
    canonical: str
    kind: str
    known: bool
    part: str
    heads: tuple[Word, ...]
    before: Word | None
    after: Word | None
    company: frozenset[str]
    listed: bool
    first: int
    last: int


@lru_cache(maxsize=2048)
def slots(text: str, language: Language) -> tuple[Slot, ...]:
    """The actors of a text in order: proper names, and nouns like 'regime'."""
    said = words(text, language)
    spans = list(_spans(text, said))
    places: list[tuple[int, int, str, str, str, bool]] = []
    for name in names(text, language):
        inside = [at for at, (start, end) in enumerate(spans) if start < name.end and name.start < end]
        if inside:
            country = stands_for(name, said, inside[0])
            kind = "country" if country else name.kind
            places.append((inside[0], inside[-1] + 1, name.text, country or name.canonical, kind, True))
    covered = {at for first, last, *_ in places for at in range(first, last)}
    for at, word in enumerate(said):
        if at not in covered and word.stem and acts(word):
            own = word.folded in OWN_SIDE and not (at and (at - 1 in covered or said[at - 1].capital))
            places.append((at, at + 1, word.text, _OWN if own else word.key, "actor", own))
    places.sort()
    company = _companies(said, places)
    found = [_slot(said, place, company[number]) for number, place in enumerate(places)]
    opened = {name for slot in found if slot.listed for name in slot.company}
    return tuple(replace(slot, listed=slot.canonical in opened) for slot in found)


_Place = tuple[int, int, str, str, str, bool]


def _spans(text: str, said: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where each word stands; they come in order."""
    plain, at = text.replace("’", "'"), 0
    for word in said:
        at = plain.index(word.text, at)
        yield at, at + len(word.text)
        at += len(word.text)


def _companies(said: Sequence[Word], places: Sequence[_Place]) -> list[frozenset[str]]:
    """For each actor those that stand in one list with it, itself included."""
    groups: list[list[int]] = []
    for number, (first, *_) in enumerate(places):
        if number and _listed_on(said, places[number - 1][1], first):
            groups[-1].append(number)
        else:
            groups.append([number])
    by_number = {number: frozenset(places[at][3] for at in group) for group in groups for number in group}
    return [by_number[number] for number in range(len(places))]


def _listed_on(said: Sequence[Word], end: int, start: int) -> bool:
    """Whether only 'en de', or a comma, stands between two actors."""
    between = said[end:start]
    if len(between) > _REACH or any(word.folded not in _JOINERS | _DETERMINERS for word in between):
        return False
    return bool(between) or (end > 0 and start < len(said) and said[end - 1].clause != said[start].clause)


def _slot(said: Sequence[Word], place: _Place, company: frozenset[str]) -> Slot:
    first, last, text, canonical, kind, known = place
    # "Together with the EU, Nederland ...": a preposition does not reach over a comma.
    opens = first > 0 and said[first - 1].clause != said[first].clause
    part = "" if opens else marker(said, first)
    heads: tuple[Word, ...] = ()
    if part not in ("", "?"):
        heads = tuple(word for word in reversed(said[max(0, first - _BACK) : first]) if word.carries)[:_REACH]
    before = said[first - 1] if first and said[first - 1].carries else None
    after = said[last] if last < len(said) and said[last].carries and not said[last].capital else None
    opened = any(word.folded in _OPEN for word in said[max(0, first - _BACK) : first])
    return Slot(text, canonical, kind, known, part, heads, before, after, company, opened, first, last)


def receives(text: Iterable[Word]) -> bool:
    """Whether a text tells it from the side of who receives."""
    return any(word.folded in _RECEIVING for word in text)


def actors(text: str, language: Language) -> frozenset[str]:
    """Canonical names of all actors of a text and of what they imply."""
    return _wide(slots(text, language))


def replaced(claim: str, source: str, language: Language, around: frozenset[str]) -> tuple[Slot, Slot] | None:
    """An actor of the claim that the source does not name, in the place of one that the claim does not name.

    `around` are the canonical names that stand near the source, which are no strangers to it. None
    where nothing tells that the two have one place, or where they may be one side.
    """
    ours, theirs = slots(claim, language), slots(source, language)
    said, there = _wide(ours), _wide(theirs) | around
    for mine in ours:
        if mine.canonical in there or (mine.kind != "body" and _up(mine) & there):
            continue
        for other in theirs:
            if not _alike(mine, other):
                continue
            if _same_noun(mine, other) and mine.known and other.known and mine.canonical not in there:
                return mine, other
            if other.canonical in said or (other.kind != "body" and _up(other) & said):
                continue
            if mine.known and other.known and (_one_place(mine, other) or _alone(mine, other, ours, theirs)):
                return mine, other
            if not mine.known and not other.known and _tied(mine, other):
                return mine, other
    return None


def instead(name: str, claim: str, source: str, language: Language) -> str:
    """The one actor of the source that could have the place of `name`, which it does not name, or ''.

    For a claim of which the source holds all else. Not for who is one more in a list, nor for where something is.
    """
    ours, theirs = slots(claim, language), slots(source, language)
    mine = next((slot for slot in ours if slot.known and slot.text in name), None)
    if mine is None or mine.kind not in _SIDES or mine.part in _PLACES or len(mine.company) > 1:
        return ""
    said = _wide(ours)
    others = {slot.canonical: slot.text for slot in theirs if slot.kind == mine.kind and slot.canonical not in said}
    return next(iter(others.values())) if len(others) == 1 else ""


def exchanged(claim: str, source: str, language: Language) -> tuple[Slot, Slot] | None:
    """Two actors that both texts name, each with the noun or preposition that the other has in the source."""
    ours, theirs = slots(claim, language), slots(source, language)
    for mine in ours:
        there = [other for other in theirs if other.canonical == mine.canonical]
        if not there or any(_one_place(mine, other) for other in there):
            continue
        for rival in theirs:
            if rival.canonical == mine.canonical or not _one_place(mine, rival):
                continue
            if rival.canonical in mine.company or mine.canonical in rival.company:
                continue  # "Russia and Iran" are where "Iran and Russia" are
            elsewhere = [slot for slot in ours if slot.canonical == rival.canonical]
            loose = mine.part not in ("", "?") and mine.part == rival.part
            if any(
                _one_place(slot, other) or (loose and slot.part == other.part == "")
                for slot in elsewhere
                for other in there
            ):
                return mine, rival
    return _around_verb(claim, source, language) if language == "en" else None


def _around_verb(claim: str, source: str, language: Language) -> tuple[Slot, Slot] | None:
    """English puts who does it before the verb, and to whom after: two actors that changed sides of one word."""
    sides = [_sides(text, language) for text in (claim, source)]
    for verb, (left, right) in sides[0].items():
        for other_verb, (before, after) in sides[1].items():
            if not related(verb, other_verb) or receives([verb]) != receives([other_verb]):
                continue
            crossed = [(a, b) for a in left for b in right if a.canonical != b.canonical]
            for a, b in crossed:
                if _has(after, a) and _has(before, b) and not _has(before, a) and not _has(after, b):
                    return a, b
    return None


def _sides(text: str, language: Language) -> dict[Word, tuple[list[Slot], list[Slot]]]:
    """Each small word that carries, with the subjects before it and the objects after it, in its clause."""
    said, found = words(text, language), slots(text, language)
    sides = {}
    for at, word in enumerate(said):
        if not word.carries or word.capital or any(slot.first <= at < slot.last for slot in found):
            continue
        near = [slot for slot in found if said[slot.first].clause == word.clause]
        left = [slot for slot in near if slot.last <= at and slot.part == ""]
        right = [slot for slot in near if slot.first > at and slot.first - at <= _FAR and slot.part in ("", "to")]
        sides[word] = (left, right)
    return sides


def _has(some: Sequence[Slot], slot: Slot) -> bool:
    return any(other.canonical == slot.canonical for other in some)


def _wide(found: Sequence[Slot]) -> frozenset[str]:
    """Canonical names with what they imply: who speaks of Teheran speaks of Iran."""
    return frozenset(name for slot in found for name in (slot.canonical, *_up(slot)))


def _up(slot: Slot) -> frozenset[str]:
    return upward(slot.canonical)


def _alike(mine: Slot, other: Slot) -> bool:
    """Whether one can stand for the other: both countries, both bodies; unknown names with any but countries."""
    pair = {mine.kind, other.kind}
    return len(pair) == 1 or pair <= {"country", "body", "actor"} or pair <= {"body", "other", "place", "person"}


def _one_place(mine: Slot, other: Slot) -> bool:
    """Whether the words beside two actors say that they have the same place."""
    if mine.after and other.after and related(mine.after, other.after):
        return True
    if mine.before and other.before and related(mine.before, other.before):
        return True
    if mine.part != other.part or mine.part in ("", "?"):
        return False
    return any(related(a, b) for a in mine.heads for b in other.heads)


def _same_noun(mine: Slot, other: Slot) -> bool:
    """'EU-medewerkers' and 'VN-medewerkers': the noun right after both is the same."""
    return bool(mine.after and other.after and mine.after.key == other.after.key)


def _tied(mine: Slot, other: Slot) -> bool:
    """Whether two nouns like 'regime' hang on the same word, by whatever preposition of belonging."""
    parts = {mine.part, other.part}
    return parts <= _BELONGING and any(related(a, b) for a in mine.heads for b in other.heads)


def _alone(mine: Slot, other: Slot, ours: Sequence[Slot], theirs: Sequence[Slot]) -> bool:
    """Whether both stand in a list with the same others, or are the only ones with their preposition."""
    if other.listed:
        return False
    shared = (mine.company - {mine.canonical}) & (other.company - {other.canonical})
    if shared:
        return len(mine.company) == len(other.company)
    if mine.part != other.part or mine.part == "?":
        return False
    # Actors that both texts name are no rivals for the place; of where something is, there are too many.
    both = {slot.canonical for slot in ours} & {slot.canonical for slot in theirs}
    if mine.part in _PLACES:
        both = set()
    sole = [
        sum(slot.part == mine.part and slot.known and slot.canonical not in both for slot in side) == 1
        for side in (ours, theirs)
    ]
    return all(sole)
