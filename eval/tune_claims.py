"""`python -m eval tune claims`: fit the weights of rag/claims/weigh.py and choose its thresholds.

It takes the claims that were written for tuning alone, by which the comparisons were mended, and those of the
tuning half, which nobody read; never the test half. A multinomial logistic regression, penalised towards zero (L2).
The thresholds of the bold labels are those at which, by cross-validation over pairs, most labels are right while no
more than MOST_WRONG of the bold ones are wrong.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from eval.fit_ranker import Matrix
from eval.gold import GoldItem
from eval.tune import FOLDS, fold_of
from rag.claims.findings import BEYOND, HARD
from rag.claims.weigh import ALONE, FEATURES, LABELS, WEIGHTS, load_weights
from rag.pipeline import Pipeline

PENALTY = 0.5
MOST_WRONG = 0.05
_STEPS = (*np.arange(0.4, 0.96, 0.02), 1.0)  # above 1 is nothing
_CONFLICT = FEATURES.index("conflict")
_LACKING = [FEATURES.index(f"absent_{kind}") for kind in sorted(HARD | BEYOND)]


def tune(pipeline: Pipeline, items: Sequence[GoldItem]) -> tuple[dict[str, Any], str]:
    """The model, and a report of its cross-validation."""
    weighed = [(item, pipeline.compare(item.text, item.lang)) for item in items]
    used = [(item, compared) for item, compared in weighed if compared is not None]
    matrix = np.asarray([compared.numbers for _, compared in used])
    agreed = np.asarray([compared.contradicted for _, compared in used])
    labels = np.asarray([LABELS.index(item.label) for item, _ in used if item.label is not None])
    folds = np.asarray([fold_of(item) for item, _ in used])
    chances = np.zeros((len(used), len(LABELS)))
    for fold in range(FOLDS):
        weights = fit(matrix[folds != fold], labels[folds != fold])
        chances[folds == fold] = probabilities(matrix[folds == fold], weights)
    thresholds, report = _thresholds(matrix, agreed, chances, labels)
    fitted = fit(matrix, labels)
    model = {
        "weights": {
            label: {
                name: round(float(value), 4) for name, value in zip(FEATURES, row, strict=True) if abs(value) > 1e-6
            }
            for label, row in zip(LABELS, fitted, strict=True)
        },
        "thresholds": thresholds,
    }
    return model, f"{len(used)} tuning claims, {FOLDS}-fold cross-validation over pairs\n{report}"


def fit(matrix: Matrix, labels: npt.NDArray[np.int_]) -> Matrix:
    """Weights, shape (len(LABELS), features), for `matrix` of shape (claims, features) and places in LABELS."""
    from scipy.optimize import minimize

    shape = (len(LABELS), matrix.shape[1])
    truth = np.eye(len(LABELS))[labels]

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(shape)
        chances = probabilities(matrix, weights)
        total = -float(np.log(np.maximum((chances * truth).sum(axis=1), 1e-12)).sum()) + PENALTY * float(flat @ flat)
        return total, ((chances - truth).T @ matrix + 2 * PENALTY * weights).ravel()

    result: Matrix = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B").x
    return result.reshape(shape)


def probabilities(matrix: Matrix, weights: Matrix) -> Matrix:
    """Shape (claims, len(LABELS)); each row adds up to 1."""
    scores = matrix @ weights.T
    every = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Matrix = every / every.sum(axis=1, keepdims=True)
    return result


class _Said(NamedTuple):
    """What a threshold of one bold label comes to: so many said, wrong among them, and right that were not else."""

    threshold: float
    said: int
    wrong: int
    gained: int


def _thresholds(
    matrix: Matrix, agreed: npt.NDArray[np.bool_], chances: Matrix, labels: npt.NDArray[np.int_]
) -> tuple[dict[str, float], str]:
    """The thresholds at which most labels are right while few of the bold ones are wrong, and what they come to.

    `agreed` says where the rules see a contradiction too.
    """
    conflict = matrix[:, _CONFLICT] > 0
    may = {
        "supported": ~conflict & (matrix[:, _LACKING].sum(axis=1) == 0),
        "contradicted": conflict & agreed,
        ALONE: conflict & ~agreed,
    }
    partly, nothing = LABELS.index("partly_supported"), LABELS.index("not_found")
    otherwise = np.where(chances[:, partly] >= chances[:, nothing], partly, nothing)
    tried = [
        [_said(label, step, allowed, chances, labels, otherwise) for step in _STEPS] for label, allowed in may.items()
    ]
    few = [
        choice
        for choice in itertools.product(*tried)
        if sum(one.wrong for one in choice) <= MOST_WRONG * sum(one.said for one in choice)
    ]
    best = max(few, key=lambda choice: (sum(one.gained for one in choice), sum(one.threshold for one in choice)))
    lines = [
        f"{label}: above {one.threshold:.2f}, {one.said} said, {one.wrong} wrong"
        for label, one in zip(may, best, strict=True)
    ]
    return {label: one.threshold for label, one in zip(may, best, strict=True)}, "\n".join(lines)


def _said(
    label: str,
    step: float,
    allowed: npt.NDArray[np.bool_],
    chances: Matrix,
    labels: npt.NDArray[np.int_],
    otherwise: npt.NDArray[np.int_],
) -> _Said:
    own = LABELS.index("contradicted" if label == ALONE else label)
    said = allowed & (chances[:, own] > step)
    right = said & (labels == own)
    return _Said(
        round(float(step), 2),
        int(said.sum()),
        int((said & ~right).sum()),
        int(right.sum() - (said & (labels == otherwise)).sum()),
    )


def write(model: dict[str, Any]) -> None:
    """Replace rag/data/claim_weights.json."""
    WEIGHTS.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    load_weights.cache_clear()
