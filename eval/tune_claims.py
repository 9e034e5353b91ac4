"""`python -m eval tune claims`: fit the models of rag/claims/weigh.py, and choose their thresholds.

Both are multinomial logistic regressions, penalised towards zero (L2), fitted on the claims that were written for
tuning alone (`eval/gold/tuning`). The threshold of each kind of bold verdict is the lowest at which no more than
MOST_WRONG of them are wrong on the tuning half, whose authors nothing was fitted on. The test half is never read here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from eval.fit_joint import Basis
from eval.fit_ranker import Matrix
from eval.gold import GoldItem
from eval.placing import fit_folds
from rag.claims.findings import BEYOND, HARD
from rag.claims.placing import PLACING
from rag.claims.weigh import ALONE, FEATURES, LABELS, LACKING, UNSAID, WEIGHTS, Pair, load_weights
from rag.joint import MEANING, Joint, write_joint
from rag.matching import Matcher, write_matcher
from rag.pipeline import Pipeline

PENALTY = 0.5
MEANING_PENALTY = 0.03
SENTENCE_AXES = 64
MOST_WRONG = 0.05
# Of letters that nothing was fitted on: at 1 in 20 fewer than half of the claims would get the right label.
MOST_WRONG_UNKNOWN = 0.08
_STEPS = (*np.arange(0.5, 0.96, 0.02), 1.0)  # above 1 is nothing
_CONFLICT = FEATURES.index("conflict")
_LACKING = [FEATURES.index(f"absent_{kind}") for kind in sorted(HARD | BEYOND)]


@dataclass(frozen=True, slots=True)
class _Claims:
    """What is weighed of some claims: their comparisons, embeddings, first labels (contradicted or not) and labels.

    `left` is how many more there are of which nothing is weighed.
    """

    matrix: Matrix  # (claims, len(FEATURES))
    pairs: tuple[Pair, ...]
    agreed: npt.NDArray[np.bool_]
    labels: npt.NDArray[np.int_]  # places in LABELS
    left: int

    @classmethod
    def of(cls, pipeline: Pipeline, items: Sequence[GoldItem], placer: Callable[[GoldItem], Matcher | None]) -> _Claims:
        labelled = [(item, item.label) for item in items if item.label is not None]
        weighed = [(label, pipeline.compare(item.text, item.lang, placer(item))) for item, label in labelled]
        used = [(label, compared) for label, compared in weighed if compared is not None]
        return cls(
            np.asarray([compared.numbers for _, compared in used]),
            tuple(compared.pair for _, compared in used),
            np.asarray([compared.contradicted for _, compared in used]),
            np.asarray([LABELS.index(label) for label, _ in used]),
            len(weighed) - len(used),
        )


@dataclass(frozen=True, slots=True)
class FittedClaims:
    """The `model` of any letter; of the letters fitted on `meaning`, and `placer`, which finds the sentence."""

    model: dict[str, Any]
    meaning: Joint
    placer: Matcher


def tune(pipeline: Pipeline, items: Sequence[GoldItem], choosing: Sequence[GoldItem]) -> tuple[FittedClaims, str]:
    """The model of any letter and those of the letters fitted on, with thresholds chosen on `choosing`; a report."""
    # As of letters that are not known: nobody helps to find the sentence.
    plain, plain_chosen = (_Claims.of(pipeline, claims, lambda _: None) for claims in (items, choosing))
    weights = fit(plain.matrix, plain.labels, np.full(len(FEATURES), PENALTY))
    chances = probabilities(plain_chosen.matrix, weights)
    thresholds, unknown = _thresholds(plain_chosen, chances, MOST_WRONG_UNKNOWN, known=False)
    model = {
        "weights": {
            label: {
                name: round(float(value), 4) for name, value in zip(FEATURES, row, strict=True) if abs(value) > 1e-6
            }
            for label, row in zip(LABELS, weights, strict=True)
        },
        "thresholds": thresholds,
    }
    placed = fit_folds(pipeline, items)
    fitted = _Claims.of(pipeline, items, placed.without)
    chosen = _Claims.of(pipeline, choosing, lambda _: placed.every)
    meaning = _meaning(fitted)
    scores = [
        meaning.scores(numbers, pair.claim, pair.sentence)
        for numbers, pair in zip(chosen.matrix, chosen.pairs, strict=True)
    ]
    chances = softmax(np.asarray(scores))
    known_thresholds, known = _thresholds(chosen, chances, MOST_WRONG, known=True)
    meaning.thresholds.update(known_thresholds)
    report = (
        f"{len(fitted.labels)} tuning claims; thresholds on {len(chosen.labels)} claims of the tuning half, "
        f"{chosen.left} more are never weighed\nof any letter\n{unknown}\nof the letters fitted on\n{known}"
    )
    return FittedClaims(model, meaning, placed.every), report


def _meaning(claims: _Claims) -> Joint:
    """The model over comparisons and embeddings, its thresholds still to choose."""
    claim, sentence = np.asarray([p.claim for p in claims.pairs]), np.asarray([p.sentence for p in claims.pairs])
    basis = Basis.of(claim, sentence, SENTENCE_AXES)
    own = basis.columns(claim, sentence)
    penalty = np.concatenate([np.full(len(FEATURES), PENALTY), np.full(own.shape[1], MEANING_PENALTY)])
    weights = fit(np.hstack([claims.matrix, own]), claims.labels, penalty)
    return basis.joint(claims.pairs[0].embedder, [pair.letter for pair in claims.pairs], weights)


def fit(matrix: Matrix, labels: npt.NDArray[np.int_], penalty: Matrix) -> Matrix:
    """Weights, shape (len(LABELS), features), for `matrix` of shape (claims, features) and places in LABELS.

    `penalty`, shape (features,), is what the square of a weight costs.
    """
    from scipy.optimize import minimize

    shape = (len(LABELS), matrix.shape[1])
    truth = np.eye(len(LABELS))[labels]

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(shape)
        chances = probabilities(matrix, weights)
        total = -float(np.log(np.maximum((chances * truth).sum(axis=1), 1e-12)).sum())
        total += float((penalty * weights * weights).sum())
        return total, ((chances - truth).T @ matrix + 2 * penalty * weights).ravel()

    result: Matrix = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B").x
    return result.reshape(shape)


def probabilities(matrix: Matrix, weights: Matrix) -> Matrix:
    """Shape (claims, len(LABELS)); each row adds up to 1."""
    return softmax(matrix @ weights.T)


def softmax(scores: Matrix) -> Matrix:
    """Rows of scores as chances that add up to 1."""
    every = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Matrix = every / every.sum(axis=1, keepdims=True)
    return result


class _Said(NamedTuple):
    """What a threshold of one bold label comes to: so many said, and wrong among them."""

    threshold: float
    said: int
    wrong: int


def _thresholds(claims: _Claims, chances: Matrix, most: float, *, known: bool) -> tuple[dict[str, float], str]:
    """For each kind of bold verdict the lowest threshold at which at most the share `most` of them is wrong; a report.

    Each for itself, so that none lives on the others' right ones. `known` letters have two kinds more: claims that no
    comparison contradicts, and claims with a fact that stands nowhere.
    """
    conflict, lacking = claims.matrix[:, _CONFLICT] > 0, claims.matrix[:, _LACKING].sum(axis=1) > 0
    may = {
        "supported": ~conflict & ~lacking,
        "contradicted": conflict & claims.agreed,
        ALONE: conflict & ~claims.agreed,
        **({UNSAID: ~conflict, LACKING: ~conflict & lacking} if known else {}),
    }
    partly, nothing = LABELS.index("partly_supported"), LABELS.index("not_found")
    labelled = np.where(chances[:, partly] >= chances[:, nothing], partly, nothing)
    lines, chosen = [], {}
    for label, allowed in may.items():
        tried = [_said(label, step, allowed, chances, claims.labels) for step in _STEPS]
        one = next(said for said in tried if said.wrong <= most * said.said)
        chosen[label] = one.threshold
        lines.append(f"{label}: above {one.threshold:.2f}, {one.said} said, {one.wrong} wrong")
        labelled[allowed & (chances[:, _bold(label)] > one.threshold)] = _bold(label)
    lines.append(f"right in {(labelled == claims.labels).mean():.3f}")
    return chosen, "\n".join(lines)


def _said(
    label: str, step: float, allowed: npt.NDArray[np.bool_], chances: Matrix, labels: npt.NDArray[np.int_]
) -> _Said:
    own = _bold(label)
    said = allowed & (chances[:, own] > step)
    return _Said(round(float(step), 2), int(said.sum()), int((said & (labels != own)).sum()))


def _bold(label: str) -> int:
    """The place in LABELS of a kind of bold verdict."""
    return LABELS.index("supported" if label in ("supported", LACKING) else "contradicted")


def write(fitted: FittedClaims) -> None:
    """Replace rag/data/claim_weights.json, meaning.npz and placing.npz."""
    WEIGHTS.write_text(json.dumps(fitted.model, indent=1) + "\n", encoding="utf-8")
    load_weights.cache_clear()
    write_joint(MEANING, fitted.meaning)
    write_matcher(fitted.placer, PLACING)
