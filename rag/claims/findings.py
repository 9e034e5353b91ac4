"""How one comparison of a claim with its sentences ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.claims.align import Aligned
from rag.grounds import Source
from rag.overlap import Word

Kind = Literal[
    "number",
    "date",
    "reference",
    "name",
    "negation",
    "opposite",
    "role",
    "all",
    "order",
    "signer",
    "word",
    "quote",
    "exception",
    "open",
]
# What stands in a letter or does not: a claim that has one more than the letter says more.
HARD: frozenset[Kind] = frozenset(("number", "date", "name", "reference"))
# A claim that tells as done what is meant, as of all what is of some, or as said what is not, says more too.
BEYOND: frozenset[Kind] = frozenset(("open", "all", "quote"))
_POINTING = frozenset("beide deze dit zij ze both these this they".split())
Outcome = Literal["equal", "conflict", "absent"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison: what the claim says, what the sentence says instead, and where."""

    kind: Kind
    outcome: Outcome
    ours: str
    theirs: str
    source: Source


def near_sources(aligned: Aligned) -> list[Source]:
    """The nearest sentence and the others of its passage that carry the claim too."""
    return [source for source in aligned.sources if source.ref.passage == aligned.best.ref.passage]


def points(text: Sequence[Word]) -> bool:
    """Whether a sentence points back: of "Beide ambassadeurs zegden toe" those meant stand further back."""
    return any(word.folded in _POINTING for word in text[:1])


def carried(aligned: Aligned) -> tuple[Word, ...]:
    """The words of `near_sources` one after another; no clause goes on from one sentence into the next."""
    found: list[Word] = []
    for source in near_sources(aligned):
        found += _after(found, source.words)
    return tuple(found)


def _after(before: Sequence[Word], text: Sequence[Word]) -> list[Word]:
    shift = before[-1].clause + 1 if before else 0
    return [replace(word, clause=word.clause + shift) for word in text]
