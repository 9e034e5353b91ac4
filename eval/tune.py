"""`python -m eval tune`: fit the two linear models of rag/rank.py on the tuning half of the gold.

The ranker maximises the likelihood that the sentence drawn from the softmax of the scores is
one of the gold evidence; the refuser is a logistic regression. Both are penalised towards zero
(L2), and both are judged by cross-validation over pairs before they are written: the test half
is never read here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.gold import GoldItem, slug
from rag.features import ANSWER_SIGNS, RANK_SIGNS
from rag.pipeline import Pipeline
from rag.question import Question
from rag.rank import Candidate, Ranked

Matrix = npt.NDArray[np.float64]
REFUSED = ("unanswerable", "offtopic", "injection")
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One gold question as the models see it; `relevant` marks the candidates that are evidence."""

    item: GoldItem
    question: Question
    ranked: Ranked
    relevant: npt.NDArray[np.bool_]

    @property
    def matrix(self) -> Matrix:
        """Shape (candidates, len(RANK_SIGNS))."""
        return np.asarray([candidate.features for candidate in self.ranked.candidates])


def examples(pipeline: Pipeline, items: Sequence[GoldItem]) -> list[Example]:
    """Every question that is not answered from the title block alone."""
    found = []
    for item in items:
        read = pipeline.read(item.text, item.history)
        question, ranked = read.question, read.ranked
        if question.meta or not ranked.candidates:
            continue
        relevant = np.asarray([_is_evidence(candidate, item) for candidate in ranked.candidates])
        found.append(Example(item, question, ranked, relevant))
    return found


def _is_evidence(candidate: Candidate, item: GoldItem) -> bool:
    plain = candidate.evidence.passage.sentences[candidate.ref.index].plain
    return any(e.letter == candidate.evidence.letter.id and e.quote in plain for e in item.evidence)


def fit_ranker(data: Sequence[Example], penalty: float) -> Matrix:
    """Weights of RANK_SIGNS, shape (len(RANK_SIGNS),)."""
    useful = [(example.matrix, example.relevant) for example in data if example.relevant.any()]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, gradient = penalty * float(weights @ weights), 2 * penalty * weights
        for matrix, relevant in useful:
            scores = matrix @ weights
            scores -= scores.max()
            every = np.exp(scores)
            right = every * relevant
            total -= float(np.log(right.sum() / every.sum()))
            gradient = gradient - matrix.T @ (right / right.sum() - every / every.sum())
        return total, gradient

    return _minimise(loss, tuple(RANK_SIGNS.values()))


def fit_logistic(matrix: Matrix, labels: npt.NDArray[np.bool_], penalty: float) -> Matrix:
    """Weights of a logistic regression whose first feature is the constant, shape (features,).

    Classes weigh the same, however many items each has, so that the threshold means the same
    on other gold.
    """
    share = np.where(labels, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    mask = np.ones(matrix.shape[1])
    mask[0] = 0.0

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        z = np.clip(matrix @ weights, -30, 30)
        p = 1 / (1 + np.exp(-z))
        total = float(-(share * np.where(labels, np.log(p), np.log(1 - p))).sum()) + penalty * float(
            weights @ (mask * weights)
        )
        return total, matrix.T @ (share * (p - labels)) + 2 * penalty * mask * weights

    return _minimise(loss, tuple(ANSWER_SIGNS.values()))


def _minimise(loss: Callable[[Matrix], tuple[float, Matrix]], signs: Sequence[int]) -> Matrix:
    """The weights of least loss that count only the way that `signs` allow."""
    from scipy.optimize import minimize

    bounds = [(0.0 if sign > 0 else None, 0.0 if sign < 0 else None) for sign in signs]
    result: Matrix = minimize(loss, np.zeros(len(signs)), jac=True, method="L-BFGS-B", bounds=bounds).x
    return result


def fold_of(item: GoldItem) -> int:
    """Both languages of a pair lie in the same fold."""
    return hashlib.sha256(("fold" + slug(item.id)).encode()).digest()[0] % FOLDS
