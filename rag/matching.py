"""What a question and the sentence that answers it have in common beyond what their embeddings say.

A bilinear model of low rank over the embeddings (supervised semantic indexing, Bai et al., CIKM 2009), fitted with the
weights of ranking by `python -m eval tune questions` and kept in rag/data/matching.npz. It knows the letters whose
questions it was fitted on and speaks of their sentences only; elsewhere the embeddings and words decide alone. The fit
sees every question once more as if the letter that answers it were unknown, so that it learns to be silent then.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.embedding import Vectors

MATCHING = Path(__file__).parent / "data" / "matching.npz"
# Entries of unit vectors are small; so are, then, the weights that the penalty allows.
SCALE = 10.0


@dataclass(frozen=True, slots=True)
class Matcher:
    """`model` names the embedder and `letters` the letters it was fitted with; arrays are as `score` uses them."""

    model: str
    letters: frozenset[str]
    question_mean: Vectors  # (dimension,)
    sentence_mean: Vectors  # (dimension,)
    left: Vectors  # (dimension, rank)
    right: Vectors  # (dimension, rank)

    def toward(self, question: Vectors) -> tuple[Vectors, float]:
        """A direction, shape (dimension,), and what to add to a sentence's product with it, for a question's vector."""
        meant = (question - self.question_mean) @ self.left
        direction: Vectors = (SCALE * (self.right @ meant)).astype(np.float32)
        return direction, -float(self.sentence_mean @ direction)


@functools.cache
def load_matcher(path: Path = MATCHING) -> Matcher | None:
    """The fitted model; None where none was fitted."""
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as held:
        arrays = {name: held[name] for name in ("question_mean", "sentence_mean", "left", "right")}
        return Matcher(str(held["model"]), frozenset(held["letters"].tolist()), **arrays)


def write_matcher(matcher: Matcher, path: Path = MATCHING) -> None:
    """Replace rag/data/matching.npz, or another file of a matcher."""
    np.savez(
        path,
        model=np.asarray(matcher.model),
        letters=np.asarray(sorted(matcher.letters)),
        question_mean=matcher.question_mean.astype(np.float32),
        sentence_mean=matcher.sentence_mean.astype(np.float32),
        left=matcher.left.astype(np.float32),
        right=matcher.right.astype(np.float32),
    )
    load_matcher.cache_clear()
