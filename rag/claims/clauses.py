"""The clauses of a claim, each of which must stand somewhere: what a claim adds shows in the one that lies far off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.claims.align import Aligned

_BORDER = re.compile(r"[,;:]| (?:en|and|maar|but|terwijl|while) ")
_LEAST = 3  # words
_MOST = 6
_USUAL = 0.9  # cosine of a claim with the sentence that it is about, as far as e5 goes
_STEP = 0.05

Cosines = Mapping[tuple[str, int], float]


def parts(claim: str) -> tuple[str, ...]:
    """The claim, and behind it its clauses where it has more than one: what is embedded of it."""
    clauses = [piece.strip() for piece in _BORDER.split(claim)]
    clauses = [piece for piece in clauses if len(piece.split()) >= _LEAST][:_MOST]
    return (claim, *clauses) if clauses and clauses != [claim] else (claim,)


def distances(aligned: Aligned, clauses: Sequence[Cosines]) -> tuple[float, ...]:
    """How near the farthest clause is to the best sentence, and to any; the gain elsewhere; more than one; the spread.

    `clauses` are the cosines of each with the sentences found, by passage and place. In steps of
    .05 from the cosine that a claim usually has.
    """
    key = aligned.best.ref.passage, aligned.best.ref.index
    here = [cosines[key] for cosines in clauses] or [aligned.cosine]
    best = [max(value for (_, place), value in cosines.items() if place >= 0) for cosines in clauses] or here
    return (
        (min(here) - _USUAL) / _STEP,
        (min(best) - _USUAL) / _STEP,
        max(there - value for there, value in zip(best, here, strict=True)) / _STEP,
        float(len(here) > 1),
        (max(here) - min(here)) / _STEP,
    )
