"""Fitting which sentence a claim is about (rag/claims/placing.py).

A softmax over all sentences of the letters: the product of the embeddings, weighed, and a bilinear form over them,
penalised towards zero (L2). It is fitted sentence by sentence, which is convex, and then written as a product with the
sentences' own embeddings, so that it needs no list of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from eval.fit_ranker import Matrix
from eval.gold import GoldItem
from rag.matching import SCALE, Matcher
from rag.pipeline import Pipeline
from rag.retrieve import rows_of

PENALTY = 3.0
FOLDS = 5
_COSINE = 20.0
_ITERATIONS = 150
_KINDS = ("paragraph", "item", "footnote", "signature")


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of all letters: letter, words and embedding, shape (n, dimension), the mean of both editions."""

    letters: tuple[str, ...]
    plain: tuple[str, ...]
    vectors: Matrix

    @classmethod
    def of(cls, pipeline: Pipeline) -> Sentences:
        names = [
            passage.id
            for letter in pipeline.letters()
            for passage in pipeline.letter(letter.id).passages
            if passage.kind in _KINDS
        ]
        rows = rows_of(names, "nl", pipeline.library)
        kept = [at for at, (_, sentence) in enumerate(rows.keys) if sentence >= 0]
        places = [rows.keys[at] for at in kept]
        plain = [pipeline.library.passage(name).sentences[sentence].plain for name, sentence in places]
        letters = tuple(name.partition("#")[0] for name, _ in places)
        return cls(letters, tuple(plain), rows.mean()[kept].astype(np.float64))

    def relevant(self, item: GoldItem) -> npt.NDArray[np.bool_]:
        """Which of them are the evidence of a claim, shape (n,)."""
        return np.asarray(
            [
                any(e.letter == letter and e.quote in plain for e in item.evidence)
                for letter, plain in zip(self.letters, self.plain, strict=True)
            ]
        )


def fit(claims: Matrix, relevant: npt.NDArray[np.bool_], sentences: Sentences, embedder: str) -> Matcher:
    """The model from claims, shape (claims, dimension), and which sentences each is about, shape (claims, n)."""
    claim_mean, sentence_mean = claims.mean(axis=0), sentences.vectors.mean(axis=0)
    asked, said = claims - claim_mean, sentences.vectors - sentence_mean
    inputs, products = SCALE * asked, _COSINE * asked @ said.T
    right_ones = relevant.astype(np.float64)

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat[:-1].reshape(claims.shape[1], len(said))
        scores = inputs @ weights + flat[-1] * products
        every = np.exp(scores - scores.max(axis=1, keepdims=True))
        total, right = every.sum(axis=1, keepdims=True), (every * right_ones).sum(axis=1, keepdims=True)
        slope = every / total - every * right_ones / np.maximum(right, 1e-300)
        value = float(np.log(total).sum() - np.log(np.maximum(right, 1e-300)).sum() + PENALTY * (weights**2).sum())
        return value, np.append((inputs.T @ slope + 2 * PENALTY * weights).ravel(), (slope * products).sum())

    start = np.append(np.zeros(claims.shape[1] * len(said)), 1.0)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS}).x
    weights = found[:-1].reshape(claims.shape[1], len(said)) + found[-1] * _COSINE / SCALE * said.T
    # What all sentences share moves none of them past another; without it the product can give the weights exactly.
    bilinear = (weights - weights.mean(axis=1, keepdims=True)) @ np.linalg.pinv(said.T)
    left, sizes, right = np.linalg.svd(bilinear)
    rank = int((sizes > sizes[0] * 1e-6).sum())
    parts = claim_mean, sentence_mean, left[:, :rank] * sizes[:rank], right[:rank].T
    return Matcher(embedder, frozenset(sentences.letters), *(part.astype(np.float32) for part in parts))


@dataclass(frozen=True, slots=True)
class Placed:
    """The model of all claims, and for a claim that it was fitted on the one that was fitted without its author's."""

    every: Matcher
    without: Callable[[GoldItem], Matcher]


def fit_folds(pipeline: Pipeline, items: Sequence[GoldItem]) -> Placed:
    """From the claims of `items` that have evidence."""
    sentences = Sentences.of(pipeline)
    used = [(item, sentences.relevant(item)) for item in items if item.evidence]
    used = [(item, relevant) for item, relevant in used if relevant.any()]
    claims = np.asarray([pipeline.embedder.queries([item.text])[0] for item, _ in used], dtype=np.float64)
    relevant = np.asarray([marks for _, marks in used])
    folds = np.asarray([_fold(item) for item, _ in used])
    embedder = pipeline.library.manifest.model
    parts = [
        fit(claims[folds != fold], relevant[folds != fold], sentences, embedder) if (folds != fold).any() else None
        for fold in range(FOLDS)
    ]
    every = fit(claims, relevant, sentences, embedder)
    return Placed(every, lambda item: parts[_fold(item)] or every)


def _fold(item: GoldItem) -> int:
    """By author, whose claims resemble each other."""
    return zlib.crc32(item.id.partition("-")[0].encode()) % FOLDS
