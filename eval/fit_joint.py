"""What the fits of `rag.joint` models share: the axes of embeddings, and the columns that stand for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.fit_ranker import Matrix
from rag.joint import Axes, Joint, products

ASKED_AXES = 200
SENTENCE_AXES = 32


@dataclass(frozen=True, slots=True)
class Basis:
    """The axes of the embeddings that a model is fitted on."""

    asked: Axes
    sentence: Axes

    @classmethod
    def of(cls, asked: Matrix, sentence: Matrix, sentence_axes: int = SENTENCE_AXES) -> Basis:
        """The principal axes of embeddings, both of shape (n, dimension)."""
        return cls(_axes(asked, ASKED_AXES), _axes(sentence, sentence_axes))

    def columns(self, asked: Matrix, sentence: Matrix) -> Matrix:
        """Shape (n, k + k * l) for embeddings of shape (n, dimension)."""
        places = products(self.asked.of(asked.astype(np.float32)), self.sentence.of(sentence.astype(np.float32)))
        return places.astype(np.float64)

    def joint(
        self,
        embedder: str,
        letters: Sequence[str],
        weights: Matrix,
        thresholds: Mapping[str, float] | None = None,
        phrases: Matrix | None = None,
    ) -> Joint:
        """The model whose `weights` were fitted on this basis, and its weights of wordings where it has any."""
        held = weights.astype(np.float32)
        told = np.zeros((len(held), 0), np.float32) if phrases is None else phrases.astype(np.float32)
        return Joint(embedder, frozenset(letters), self.asked, self.sentence, held, told, dict(thresholds or {}))


def _axes(vectors: Matrix, count: int) -> Axes:
    """Scaled so that the places of `vectors` have length 1 on average."""
    mean = vectors.mean(axis=0)
    axes = np.linalg.svd(vectors - mean, full_matrices=False)[2][:count].T
    spread = np.sqrt((((vectors - mean) @ axes) ** 2).sum(axis=1).mean())
    return Axes(mean.astype(np.float32), (axes / max(float(spread), 1e-9)).astype(np.float32))
