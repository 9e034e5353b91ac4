"""Linear models over named numbers and two embeddings: a question's or claim's, and that of the sentence nearest to it.

Numbers compare what can be named: words, figures, names, denials. What a question asks or a claim says beside these
shows in its embedding: a weight on each principal axis, and on each product of one with an axis of the sentence's.
Wording may tell more (`rag.claims.phrases`): a weight for each place of a table.
`python -m eval tune` fits such a model on `eval/gold/tuning`. It has then learnt what the letters say that it was
fitted on and speaks of those only; of any other letter a model over the numbers alone decides.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rag.embedding import Vectors

# Refusing questions, and the labels of claims.
REFUSING = Path(__file__).parent / "data" / "refusing.npz"
MEANING = Path(__file__).parent / "data" / "meaning.npz"


@dataclass(frozen=True, slots=True)
class Axes:
    """Where embeddings of one kind differ most: `mean` of shape (dimension,), `axes` of shape (dimension, k)."""

    mean: Vectors
    axes: Vectors

    def of(self, vectors: Vectors) -> Vectors:
        """Shape (..., k) for vectors of shape (..., dimension); those fitted on have length 1 on average."""
        places: Vectors = np.matmul(vectors - self.mean, self.axes)
        return places


@dataclass(frozen=True, slots=True)
class Joint:
    """`model` names the embedder and `letters` the letters it was fitted with.

    `weights` has a row for each outcome, and a column for each number, each axis of the asked text and each product of
    one of these with an axis of the sentence; `phrases` has a column for each place of a wording, or none at all.
    `thresholds` are what its use says.
    """

    model: str
    letters: frozenset[str]
    asked: Axes
    sentence: Axes
    weights: Vectors  # (outcomes, numbers + k + k * l)
    phrases: Vectors  # (outcomes, places)
    thresholds: dict[str, float]

    def knows(self, embedder: str, letter: str) -> bool:
        """Whether it was fitted with this embedder, and on questions or claims about this letter."""
        return embedder == self.model and letter in self.letters

    def scores(
        self, numbers: Sequence[float], asked: Vectors, sentence: Vectors, phrases: Sequence[int] = ()
    ) -> Vectors:
        """The score of each outcome, shape (outcomes,); the embeddings are of shape (dimension,).

        `phrases` are the places of the wording, a vector of length 1 however many they are.
        """
        every = np.concatenate([numbers, products(self.asked.of(asked), self.sentence.of(sentence))])
        scores: Vectors = self.weights @ every
        if phrases:
            scores = scores + self.phrases[:, list(phrases)].sum(axis=1) / len(phrases) ** 0.5
        return scores


def products(asked: Vectors, sentence: Vectors) -> Vectors:
    """Shape (..., k + k * l) for places of shapes (..., k) and (..., l): the first, and each with each."""
    pairs = asked[..., :, None] * sentence[..., None, :]
    joined: Vectors = np.concatenate([asked, pairs.reshape(*asked.shape[:-1], -1)], axis=-1)
    return joined


@functools.cache
def load_joint(path: Path) -> Joint | None:
    """The fitted model; None where none was fitted."""
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as held:
        return Joint(
            str(held["model"]),
            frozenset(held["letters"].tolist()),
            Axes(held["asked_mean"].astype(np.float32), held["asked_axes"].astype(np.float32)),
            Axes(held["sentence_mean"].astype(np.float32), held["sentence_axes"].astype(np.float32)),
            held["weights"].astype(np.float32),
            held["phrases"].astype(np.float32),
            dict(zip(held["threshold_names"].tolist(), held["thresholds"].tolist(), strict=True)),
        )


def write_joint(path: Path, joint: Joint) -> None:
    """Replace `path`; half precision is enough for what axes and weights tell."""
    np.savez_compressed(
        path,
        model=np.asarray(joint.model),
        letters=np.asarray(sorted(joint.letters)),
        asked_mean=joint.asked.mean.astype(np.float16),
        asked_axes=joint.asked.axes.astype(np.float16),
        sentence_mean=joint.sentence.mean.astype(np.float16),
        sentence_axes=joint.sentence.axes.astype(np.float16),
        weights=joint.weights.astype(np.float16),
        phrases=joint.phrases.astype(np.float16),
        threshold_names=np.asarray(list(joint.thresholds)),
        thresholds=np.asarray(list(joint.thresholds.values())),
    )
    load_joint.cache_clear()
