"""Which sentence of a letter a claim is about, as a model knows it that was fitted on claims about that letter.

`python -m eval tune claims` fits it (eval/placing.py) and writes rag/data/placing.npz. It puts the sentences of the
letters that it knows in order among themselves: a sentence of another letter stands no lower for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rag.matching import Matcher, load_matcher
from rag.types import SentenceRef

PLACING = Path(__file__).parent.parent / "data" / "placing.npz"
Place = tuple[str, int]


def load_placer(embedder: str) -> Matcher | None:
    """The fitted model; None where none was fitted with this embedder."""
    placer = load_matcher(PLACING)
    return placer if placer is not None and placer.model == embedder else None


def reordered(scores: Sequence[float], refs: Sequence[SentenceRef], matches: Mapping[Place, float]) -> list[float]:
    """The `scores` of the sentences, those of `matches` exchanged so that the better match has the better score."""
    known = [at for at, ref in enumerate(refs) if (ref.passage, ref.index) in matches]
    best = sorted(known, key=lambda at: (-matches[refs[at].passage, refs[at].index], at))
    found = list(scores)
    for at, score in zip(best, sorted((scores[at] for at in known), reverse=True), strict=True):
        found[at] = score
    return found
