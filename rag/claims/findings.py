"""How one comparison of a claim with its sentences ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.claims.align import Aligned
from rag.grounds import Source

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
