"""`python -m eval tune claims`: fit the weights of rag/claims/weigh.py on the tuning half of the gold.

A multinomial logistic regression, penalised towards zero (L2). The thresholds of the two bold labels
are the lowest at which, by cross-validation over pairs, no more than MOST_WRONG of them are wrong.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from eval.gold import GoldItem
from eval.tune import FOLDS, Matrix, fold_of
from rag.claims.findings import BEYOND, HARD
from rag.claims.weigh import FEATURES, LABELS, WEIGHTS, load_weights
from rag.pipeline import Pipeline

PENALTY = 0.5
MOST_WRONG = 0.05
_STEPS = np.arange(0.4, 0.96, 0.01)
_CONFLICT = FEATURES.index("conflict")
_LACKING = [FEATURES.index(f"absent_{kind}") for kind in sorted(HARD | BEYOND)]


def tune(pipeline: Pipeline, items: Sequence[GoldItem]) -> tuple[dict[str, Any], str]:
    """The model, and a report of its cross-validation."""
    weighed = [(item, pipeline.compare(item.text, item.lang)) for item in items]
    used = [(item, numbers) for item, numbers in weighed if numbers is not None]
    matrix = np.asarray([numbers for _, numbers in used])
    labels = np.asarray([LABELS.index(item.label) for item, _ in used if item.label is not None])
    folds = np.asarray([fold_of(item) for item, _ in used])
    chances = np.zeros((len(used), len(LABELS)))
    for fold in range(FOLDS):
        weights = fit(matrix[folds != fold], labels[folds != fold])
        chances[folds == fold] = probabilities(matrix[folds == fold], weights)
    thresholds, report = _thresholds(matrix, chances, labels)
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


def _thresholds(matrix: Matrix, chances: Matrix, labels: npt.NDArray[np.int_]) -> tuple[dict[str, float], str]:
    """The lowest thresholds with few wrong, and what they come to."""
    conflict = matrix[:, _CONFLICT] > 0
    may = {"supported": ~conflict & (matrix[:, _LACKING].sum(axis=1) == 0), "contradicted": conflict}
    thresholds: dict[str, float] = {}
    lines: list[str] = []
    for label, allowed in may.items():
        own = LABELS.index(label)
        for step in _STEPS:
            said = allowed & (chances[:, own] > step)
            wrong = said & (labels != own)
            if wrong.sum() <= MOST_WRONG * said.sum():
                break
        thresholds[label] = round(float(step), 2)
        lines.append(
            f"{label}: above {step:.2f}, {said.sum()} said, {wrong.sum()} wrong, {(labels == own).sum()} in all"
        )
    return thresholds, "\n".join(lines)


def write(model: dict[str, Any]) -> None:
    """Replace rag/data/claim_weights.json."""
    WEIGHTS.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    load_weights.cache_clear()
