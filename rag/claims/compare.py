"""What of a claim can be compared exactly with the sentences it aligns with, and how each comparison ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.claims.align import WHERE, Aligned, letter_dates
from rag.claims.figures import relation
from rag.claims.findings import Finding, Outcome, near_sources, points
from rag.claims.slots import actors, exchanged, instead, replaced
from rag.claims.wordings import wordings
from rag.dates import DateMention, compatible, dates
from rag.entities import missing
from rag.grounds import Source
from rag.identifiers import Identifier, identifiers
from rag.name_table import capitals
from rag.names import names
from rag.number_words import vague
from rag.numbers import Quantity, quantities
from rag.overlap import Word, words
from rag.roles import marker
from rag.tables import units
from rag.types import Language
from rag.words import tokens

_REGIME = frozenset("regime bewind president dictator dictatuur dictatorship".split())
_UNIONS = frozenset({"eu"})
_NONE = re.compile(r"\b(?:geen(?: enkele?)?|niet één|not a single|no) ([^\W\d_]{3,})\b", re.IGNORECASE)
_THOSE = re.compile(r"\b(?:de|die|deze|the|those|these)\s+$", re.IGNORECASE)
_ALL_ELSE = 0.85  # share of the other words that a sentence must hold for one name to be there instead of another


def compare(text: str, aligned: Aligned, language: Language) -> tuple[Finding, ...]:
    """Every comparison of a claim with its sentences; a conflict is with the nearest one or one of its passage."""
    return (
        *_numbers(text, aligned, language),
        *_dates(text, aligned, language),
        *_references(text, aligned, language),
        *_actors(text, aligned, language),
        *wordings(text, aligned, language),
    )


def _numbers(text: str, aligned: Aligned, language: Language) -> Iterator[Finding]:
    mine = quantities(text, language)
    theirs = [(source, q) for source in aligned.sources for q in quantities(source.shown(language), language)]
    relations = {
        (i, j): relation(q, other, language) for i, q in enumerate(mine) for j, (_, other) in enumerate(theirs)
    }
    taken = {j for (_, j), found in relations.items() if found == "same"}
    near = {source.ref for source in near_sources(aligned)}
    for i, quantity in enumerate(mine):
        same = next((j for j in range(len(theirs)) if relations[i, j] == "same"), None)
        if same is not None:
            yield Finding("number", "equal", quantity.text, theirs[same][1].text, theirs[same][0])
            continue
        apart = [
            j
            for j in range(len(theirs))
            if relations[i, j] == "apart"
            and j not in taken
            and theirs[j][0].ref in near
            and _decisive(quantity, theirs[j][1])
        ]
        opened = any(relations[i, j] == "open" for j in range(len(theirs)))
        meant = next((j for j in range(len(theirs)) if opened and theirs[j][1].value == quantity.value), None)
        if meant is not None and _THOSE.search(text[: quantity.start]):
            # "The 82 civilians" are those that the letter counts as at least 82; the claim counts nothing itself.
            yield Finding("number", "equal", quantity.text, theirs[meant][1].text, theirs[meant][0])
            continue
        rivals = {(theirs[j][1].value, theirs[j][1].unit) for j in apart}
        if len(rivals) == 1 and not opened:
            source, other = theirs[apart[0]]
            yield Finding(
                "number", "conflict", _bounded(text, quantity), _bounded(source.shown(language), other), source
            )
        else:
            yield Finding("number", "absent", quantity.text, "", aligned.best)
    yield from _none_of(text, aligned, language)


def _none_of(text: str, aligned: Aligned, language: Language) -> Iterator[Finding]:
    """None of what the nearest sentences count: "no child", "geen enkel kind", where it is 13 children."""
    for found in _NONE.finditer(text):
        counted = next(iter(quantities(f"2 {found[1]}", language)), None)
        unit = units().get(counted.unit or "") if counted else None
        if counted is None or unit is None or unit.measure:
            continue
        for source in near_sources(aligned):
            other = next((q for q in quantities(source.shown(language), language) if q.unit == counted.unit), None)
            if other is not None and other.value:
                yield Finding("number", "conflict", found.group(), other.text, source)
                return


def _decisive(mine: Quantity, other: Quantity) -> bool:
    """Whether the two surely count the same thing: 11 women are not the thousands of people of another sentence."""
    if mine.unit is None or other.unit is None or vague(mine.text) or vague(other.text):
        return False
    table = units()
    known = [table.get(unit) for unit in (mine.unit, other.unit)]
    measured = all(unit is not None and unit.measure for unit in known)
    return mine.unit == other.unit or measured or known == [None, None]


def _bounded(text: str, quantity: Quantity) -> str:
    """The quantity with the words before it that bound it: 'minder dan 300 miljoen euro'."""
    if quantity.bound == "exact":
        return quantity.text
    before = text[: quantity.start].split()
    return " ".join([*before[-2:], quantity.text]) if before else quantity.text


def _dates(text: str, aligned: Aligned, language: Language) -> Iterator[Finding]:
    best = aligned.best
    today = best.item.letter.date
    own = set(letter_dates(text, best.item.letter, language))
    theirs = [
        (source, mention)
        for source in near_sources(aligned)
        for mention in dates(source.shown(language), language, source.item.letter.date)
    ]
    mine = [m for m in dates(text, language, today) if (m.year, m.month, m.day) != (None, None, None)]
    for mention in mine:
        fitting = [(source, other) for source, other in theirs if _fits(other, mention, today.year)]
        rivals = [
            (source, other)
            for source, other in theirs
            if _rivals(other, mention)
            # "less in 2025 than in 2024": the other date of the claim is the one that stands there
            and not any(
                _fits(other, twin, today.year) for twin in mine if twin is not mention and _as_exact(twin, mention)
            )
        ]
        if fitting:
            source, other = fitting[0]
            nearer = _nearer(mention, other, source, [o for s, o in rivals if s is source], text, language)
            if nearer is None:
                yield Finding("date", "equal", mention.text, other.text, source)
            else:
                yield Finding("date", "conflict", mention.text, nearer.text, source)
        elif mention.text in own:
            continue
        elif len(rivals) == 1 and rivals[0][0] is best:
            yield Finding("date", "conflict", mention.text, rivals[0][1].text, rivals[0][0])
        else:
            yield Finding("date", "absent", mention.text, "", best)


def _fits(other: DateMention, mine: DateMention, year: int) -> bool:
    """Whether the source's date is that of the claim, or more exact; without a year it is of about the letter's."""
    if other.relation == "on" or mine.relation == "on":
        plain = ("begin_of", "end_of")
        mine = mine if mine.relation in plain else replace(mine, relation="on")
        other = other if other.relation in plain else replace(other, relation="on")
    if compatible(other, mine) is False:
        return False
    if (mine.day and not other.day) or (mine.month and not other.month):
        return False
    if mine.year and not other.year:
        return other.month is not None and abs(mine.year - year) <= 1
    return True


def _as_exact(one: DateMention, other: DateMention) -> bool:
    return bool(one.day) >= bool(other.day) and bool(one.month) >= bool(other.month)


def _rivals(other: DateMention, mine: DateMention) -> bool:
    """Whether the source gives a date as exact as the claim's, and another one."""
    if other.relation != mine.relation and {other.relation, mine.relation} & {"until", "before", "after"}:
        return False
    return _as_exact(other, mine) and compatible(other, mine) is False


def _nearer(
    mine: DateMention,
    other: DateMention,
    source: Source,
    rivals: Sequence[DateMention],
    text: str,
    language: Language,
) -> DateMention | None:
    """Another date of the sentence that stands in the claim's words, where the claim's date does not.

    "the conclusions of the European Council of 15 December and those of the Foreign Affairs
    Council of 17 October": what is before each date and after the date before it is its own.
    """
    if not rivals or not mine.day:
        return None
    shown = source.shown(language)
    spans = sorted([other, *rivals], key=lambda date: date.start)
    claim = set(_capitals(text))
    pieces: dict[int, set[str]] = {}
    start = 0
    for date in spans:
        pieces[date.start] = set(_capitals(shown[start : date.start]))
        start = date.end
    held = claim & pieces[other.start]
    for rival in rivals:
        others = claim & pieces[rival.start] - pieces[other.start]
        if len(others) >= 2 and not (held - pieces[rival.start]):
            return rival
    return None


def _capitals(text: str) -> list[str]:
    return re.findall(r"\b[A-ZÀ-Þ][\w-]+", text)


def _references(text: str, aligned: Aligned, language: Language) -> Iterator[Finding]:
    mine = identifiers(text)
    own = aligned.best.item.letter
    theirs = [(s, item) for s in near_sources(aligned) for item in identifiers(s.shown(language))]
    for item in mine:
        same = next(((s, other) for s, other in theirs if _same_number(item, other)), None)
        rivals = [(s, other) for s, other in theirs if other.kind == item.kind]
        if same:
            yield Finding("reference", "equal", item.text, same[1].text, same[0])
        elif rivals:
            yield Finding("reference", "conflict", item.text, rivals[0][1].text, rivals[0][0])
        elif item.number != own.number:
            yield Finding("reference", "absent", item.text, "", aligned.best)


def _same_number(mine: Identifier, other: Identifier) -> bool:
    pairs = ((mine.dossier, other.dossier), (mine.number, other.number))
    return mine.kind == other.kind and all(a is None or b is None or a == b for a, b in pairs)


def _actors(text: str, aligned: Aligned, language: Language) -> Iterator[Finding]:
    """Names that stand nowhere, and actors that stand in the place of another."""
    absent = list(_names(text, aligned, language))
    around = frozenset(
        name.canonical
        for source in near_sources(aligned)
        for sentence in _sentences(source, language)[max(source.ref.index - 1, 0) : source.ref.index + 1]
        for name in names(sentence, language)
    )
    for source in near_sources(aligned):
        shown = source.shown(language)
        if places := exchanged(text, shown, language):
            yield Finding("role", "conflict", places[0].text, places[1].text, source)
        if others := replaced(text, shown, language, around):
            outcome: Outcome = "absent" if _too(text, others[0].text) else "conflict"
            yield Finding("name", outcome, others[0].text, others[1].text, source)
            absent = [finding for finding in absent if finding.ours != others[0].text]
            break
    lacking = [finding for finding in absent if finding.kind == "name"]
    if len(lacking) == 1 and aligned.rest_share([lacking[0].ours]) >= _ALL_ELSE:
        place = instead(lacking[0].ours, text, aligned.best.shown(language), language)
        if place and not _too(text, lacking[0].ours):
            yield replace(lacking[0], outcome="conflict", theirs=place)
            absent.remove(lacking[0])
    yield from absent


def _too(text: str, name: str) -> bool:
    """Whether a claim adds a name to others: 'Ook Frankrijk', 'France, too'."""
    named = re.escape(name)
    return bool(re.search(rf"\b(?:ook|eveneens|also)\s+{named}\b|\b{named},? (?:too|as well|also|ook)\b", text, re.I))


def _names(text: str, aligned: Aligned, language: Language) -> Iterator[Finding]:
    """Names that stand neither in the sentences and the ones before them nor in the head of the letter.

    A country or place may stand anywhere in their passages: where something is, is seldom said twice.
    """
    best = aligned.best
    letter = best.item.letter
    heads: list[tuple[str, Language]] = [
        (head, "nl") for head in (letter.title, letter.heading, best.item.passage.section, *map(str, letter.senders))
    ]
    narrow, wide = list(heads), list(heads)
    for source in aligned.sources:
        shown = _sentences(source, language)
        narrow += [(sentence, language) for sentence in shown[max(source.ref.index - 1, 0) : source.ref.index + 1]]
        wide.append((" ".join(shown), language))
    lacking = [set(missing(text, language, texts, letter.date)) for texts in (narrow, wide)]
    held = {word.folded for word, flag in zip(aligned.said, aligned.near, strict=True) if flag}
    pointing = points(best.words)
    for name in names(text, language):
        where = name.kind in ("country", "place", "other") and _is_place(name.text, aligned.said)
        if held.issuperset(word.folded for word in words(name.text, language) if word.stem):
            continue
        seat = name.kind == "place" and name.canonical in capitals() and where
        if seat and capitals()[name.canonical] in _UNIONS and _UNIONS & actors(best.shown(language), language):
            continue  # "in Brussels" is in the EU, whose seat alone it is to most
        if seat and not any(re.search(rf"\b{re.escape(name.text)}\b", told) for told, _ in wide):
            yield Finding("name", "absent", name.text, "", best)  # talks with Russia need not be in Moscow
        elif name.text in lacking[True]:
            if name.kind == "person" and _ruled(name.canonical, best, language):
                continue
            yield Finding("name", "absent", name.text, "", best)
        elif not where and not pointing and name.text in lacking[False]:
            yield Finding("role", "absent", name.text, "", best)


def _ruled(name: str, best: Source, language: Language) -> bool:
    """Whether a sentence tells of a regime, and the letter elsewhere whose it is."""
    if not any(word.folded in _REGIME for word in best.words):
        return False
    english = language == "en"
    told = (item.translation if english and item.translation else (item.passage.text,) for item in best.letter)
    return any(found.canonical == name for texts in told for found in names(" ".join(texts), language))


def _is_place(name: str, said: Sequence[Word]) -> bool:
    """Whether the name stands by a preposition of place."""
    own = set(tokens(name))
    return any(word.folded in own and marker(said, at) in WHERE for at, word in enumerate(said))


def _sentences(source: Source, language: Language) -> Sequence[str]:
    if language == "en" and source.item.translation:
        return source.item.translation
    return [sentence.plain for sentence in source.item.passage.sentences]
