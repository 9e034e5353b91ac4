"""Whether a claim says the contrary: a denial dropped or added, an opposite, an exception taken for the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from rag.claims.again import denies_first, turned_again
from rag.claims.align import Aligned, echoed
from rag.claims.denied import brought_back, waived
from rag.claims.findings import Finding, carried, near_sources
from rag.claims.refusal import answered, preventing, refusals
from rag.claims.roots import root
from rag.grounds import Source
from rag.overlap import Word, opposite, related
from rag.polarity import SOFT, negations, turned
from rag.tables import rows
from rag.types import Language

_AGAINST = frozenset({"tegen", "against"})
_PLAIN = frozenset(
    "niet geen nooit noch zonder evenmin not no never nor neither without none nobody nothing niets niemand".split()
)
# A side that gave is one that another received from: told from the other side it is no opposite.
_CONVERSE = frozenset(
    """gaf gaven geeft geven gegeven kreeg kregen krijgt krijgen gave gives given received gets got
    biedt bood boden bieden geboden levert leverde leveren geleverd verstrekt verstrekte verstrekken provide provides
    provided offer offers offered supply supplies supplied stuurt stuurde sturen zond zenden ontvangt ontving
    ontvangen sent sends send receives receiving receive""".split()
)
# Words of order: which event came first is told by dates, see order.py; and words that turn a sentence.
_TURNING = frozenset("voordat vooraleer alvorens before after tegen against ondanks despite".split())
# "Else it cannot recover" says what is needed, and denies nothing.
_OTHERWISE = re.compile(r"\banders\b(?: \w+){0,2} (?:niet|geen)\b|\botherwise\b(?: \w+){0,4} (?:not|cannot)\b", re.I)
# Shares of the other words that a sentence must hold for a refusal, or for a denial on its side, to be one.
_REST = 0.75
_ALL = 0.95
_TWO = 2  # denials in one claim may undo each other: "could not do without"


def contrary(text: str, said: tuple[Word, ...], aligned: Aligned, language: Language) -> Iterator[Finding]:
    """Comparisons of denials and opposites with the nearest sentence and those beside it in its passage."""
    best = aligned.best
    if not denies_first(text) and not _OTHERWISE.search(text):
        yield from _denials(said, carried(aligned), aligned, language)
    if again := turned_again(text, best.shown(language)):
        yield Finding("opposite", "conflict", *again, best)
    for source in near_sources(aligned):
        if pair := _opposites(said, source, aligned, language):
            if not set(pair) <= _CONVERSE:
                yield Finding("opposite", "conflict", *pair, source)
            break
    shown = best.shown(language)
    if exception := brought_back(text, shown, language) or waived(text, shown, language):
        yield Finding("exception", "conflict", *exception, best)


def _denials(said: tuple[Word, ...], near: tuple[Word, ...], aligned: Aligned, language: Language) -> Iterator[Finding]:
    best = aligned.best
    refused = refusals(said, language)
    denials = [sum(word.folded in _PLAIN for word in text) for text in (said, near)]
    if refused and not answered(near, language) and (not denials[1] or denials[0] == denials[1]):
        # Where the sentence holds all else that the claim says, it is so and not refused.
        rest = aligned.rest_share([word.text for word in refused[0]])
        sure = rest >= _REST and denials[0] == denials[1]
        text = " ".join(word.text for word in refused[0])
        yield Finding("negation" if sure else "role", "conflict" if sure else "absent", text, "", best)
        if sure:
            return
    little = _too_little(echoed(said, best.words, language), best.words)
    if little and aligned.own_share >= _REST and not refused:
        yield Finding("negation", "conflict", little, "", best)
        return
    # A sentence that holds the whole claim decides alone: another's "not" is about something else.
    whole = all(held for word, held in zip(aligned.said, aligned.own, strict=True) if word.carries)
    source = best.words if whole else near
    negator = turned(echoed(said, source, language), source)
    if not any(word.text == negator for word in (*said, *best.words)):
        return  # that of another sentence, which says more than the claim repeats
    if negator.lower() in _AGAINST and (any(word.folded == "anti" for word in near) or _particle(said)):
        return
    doubled = sum(word.folded in _PLAIN for word in said)
    if doubled == _TWO and not any(word.folded in _PLAIN for word in best.words):
        return  # "without them it would not have": together they deny nothing
    ours = any(word.text == negator for word in said)
    if ours and any(root(word.folded, language) in preventing(language) for word in source):
        return  # "must not be repeated" is "prevent it from being repeated"
    # Else what is denied is not what the claim says, or in other words.
    clear = ours or aligned.near_share >= _ALL or _repeats(echoed(said, source, language), best.words, negator)
    # "Fails to appear" and "is not there" deny alike: whether of the same words is for a reader to see.
    softly = not ours and (bool(refused) or any(word.folded in SOFT for word in said))
    sure = clear and negator.lower() in _PLAIN and (doubled < _TWO or not ours) and not softly
    yield Finding("negation", "conflict" if sure else "absent", negator, "", best)


def _too_little(said: Sequence[Word], source: Sequence[Word]) -> str:
    """The word by which a sentence says that there is too little of what the claim says there is; ''.

    "insufficient control" where the claim has "firmly under control"; not where it denies anything itself.
    """
    if any(word.folded in _PLAIN | SOFT for word in said):
        return ""
    for word, after in pairwise(source):
        if word.folded in SOFT and after.carries and after.clause == word.clause:
            mine = next((other for other in said if other.carries and related(other, after)), None)
            if mine is not None and not any(related(word, other) for other in said):
                return f"{word.text} {after.text}"
    return ""


def _repeats(said: Sequence[Word], source: Sequence[Word], negator: str) -> bool:
    """Whether the claim has the word right after the negation of the sentence, or that has none."""
    at = next((place for place, word in enumerate(source) if word.text == negator), len(source))
    clause = source[at].clause if at < len(source) else 0
    after = next((word for word in source[at + 1 :] if word.carries and word.clause == clause), None)
    return after is None or any(related(word, after) for word in said)


def _particle(said: Sequence[Word]) -> bool:
    """Whether Dutch 'tegen' ends a clause: it belongs to its verb, 'hield ... tegen'."""
    return any(
        word.folded == "tegen" and (at + 1 == len(said) or said[at + 1].clause != word.clause)
        for at, word in enumerate(said)
    )


def reversed_twice(pair: tuple[str, str], said: Sequence[Word], language: Language) -> bool:
    """Whether a claim has the opposite of the letter's word, and denies it: "not enough" for "insufficient"."""
    one, other = (text.lower() for text in pair)
    opposed = any({one, other} & side and {one, other} & against for side, against, _ in _table(language))
    return opposed and any(word.folded in _PLAIN for word in said)


def _opposites(said: tuple[Word, ...], source: Source, aligned: Aligned, language: Language) -> tuple[str, str] | None:
    """A word whose opposite stands in the sentence, where the best does not hold its meaning too."""
    best = source.words
    held = {word.folded for word, flag in zip(aligned.said, aligned.own, strict=True) if flag and word.carries}
    there = {word.folded for word in best}
    pair = opposite(said, best, language)
    if any(_denied(said, best, word) for word in (pair or ())) or any(
        _denied(best, said, word) for word in (pair or ())
    ):
        return None
    if pair and not set(pair) & _TURNING and (pair[0] not in held or pair[1] in {w.folded for w in said}):
        return pair
    ours = {word.folded for word in said}
    for one, other, exact in _table(language):
        for side, against in ((one, other), (other, one)):
            here, contrary = side & ours, against & there
            if not here or not contrary or _denied(said, best, min(here)):
                continue
            plain = exact and not (side & there or against & ours)
            if plain or _in_its_company(said, best, here, contrary):
                return min(here), min(contrary)
    return None


def _in_its_company(
    said: Sequence[Word], source: Sequence[Word], here: frozenset[str], contrary: frozenset[str]
) -> bool:
    """Whether the claim's word stands beside what its opposite stands beside in the source, and it does not there."""
    ours, theirs, same = _beside(said, here), _beside(source, contrary), _beside(source, here)
    return bool(ours & theirs) and not ours & same


def _beside(text: Sequence[Word], folded: frozenset[str]) -> set[str]:
    carrying = [word for word in text if word.carries]
    return {
        carrying[near].key
        for at, word in enumerate(carrying)
        if word.folded in folded
        for near in (at - 1, at + 1)
        if 0 <= near < len(carrying) and carrying[near].clause == word.clause
    }


def _denied(text: Sequence[Word], other: Sequence[Word], folded: str) -> bool:
    """Whether `text` has the word under a negation: "not yet enough" is "insufficient"."""
    return any(word.folded == folded for negation in negations(text, other) for word in negation.near)


@cache
def _table(language: Language) -> tuple[tuple[frozenset[str], frozenset[str], bool], ...]:
    """Pairs of sides, and whether one on each side is enough; those that verify.py knows want the same company too."""
    return tuple(
        (frozenset(one.split("|")), frozenset(other.split("|")), table == "claim_opposites.tsv")
        for table in ("claim_opposites.tsv", "opposites.tsv")
        for one, other, spoken in rows(table)
        if spoken == language
    )
