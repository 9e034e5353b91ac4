"""`python -m eval tune claims`: fit the models of rag/claims/weigh.py, and choose their thresholds.

Both are multinomial logistic regressions, penalised towards zero (L2), fitted on the claims that were written for
tuning alone (`eval/gold/tuning`). The thresholds of the bold labels are those at which most claims of the tuning half,
whose authors nothing was fitted on, get the right label while no more than MOST_WRONG of the bold ones are wrong.
The test half is never read here.
"""

from __future__ import annotations

import itertools
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
_EACH = 2
_STEPS = (*np.arange(0.4, 0.96, 0.02), 1.0)  # above 1 is nothing
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
    thresholds, unknown = _thresholds(plain_chosen, chances, MOST_WRONG_UNKNOWN, unsaid=False)
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
    known_thresholds, known = _thresholds(chosen, chances, MOST_WRONG, unsaid=True)
    meaning.thresholds.update(known_thresholds)
    lacking = _lacking(chosen, chances)
    meaning.thresholds[LACKING] = lacking.threshold
    known += f"\n{LACKING}: above {lacking.threshold:.2f}, {lacking.said} more said, {lacking.wrong} wrong"
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
    """What a threshold of one bold label comes to: so many said, wrong among them, and right that were not else."""

    threshold: float
    said: int
    wrong: int
    gained: int


def _thresholds(claims: _Claims, chances: Matrix, most: float, *, unsaid: bool) -> tuple[dict[str, float], str]:
    """The thresholds at which most labels are right and at most the share `most` of the bold ones wrong; a report.

    `unsaid` adds one for claims that no comparison contradicts.
    """
    labels, conflict = claims.labels, claims.matrix[:, _CONFLICT] > 0
    may = {
        "supported": ~conflict & (claims.matrix[:, _LACKING].sum(axis=1) == 0),
        "contradicted": conflict & claims.agreed,
        ALONE: conflict & ~claims.agreed,
        **({UNSAID: ~conflict} if unsaid else {}),
    }
    partly, nothing = LABELS.index("partly_supported"), LABELS.index("not_found")
    otherwise = np.where(chances[:, partly] >= chances[:, nothing], partly, nothing)
    tried = [
        [_said(label, step, allowed, chances, labels, otherwise) for step in _STEPS] for label, allowed in may.items()
    ]
    few = (
        choice
        for choice in itertools.product(*tried)
        if sum(one.wrong for one in choice) <= most * sum(one.said for one in choice)
        and all(one.wrong <= _EACH * most * one.said for one in choice)  # none lives on the others' right ones
    )
    best = max(few, key=lambda choice: (sum(one.gained for one in choice), sum(one.threshold for one in choice)))
    right = int((otherwise == labels).sum()) + sum(one.gained for one in best)
    lines = [
        f"{label}: above {one.threshold:.2f}, {one.said} said, {one.wrong} wrong"
        for label, one in zip(may, best, strict=True)
    ]
    lines.append(f"right in {right / len(labels):.3f}")
    return {label: one.threshold for label, one in zip(may, best, strict=True)}, "\n".join(lines)


def _lacking(claims: _Claims, chances: Matrix) -> _Said:
    """The lowest threshold at which few are wrong of the claims that have a fact that stands nowhere, on their own."""
    lacking = (claims.matrix[:, _LACKING].sum(axis=1) > 0) & (claims.matrix[:, _CONFLICT] == 0)
    nothing = np.full(len(claims.labels), -1)
    tried = [_said("supported", step, lacking, chances, claims.labels, nothing) for step in _STEPS]
    return next(one for one in tried if one.wrong <= MOST_WRONG * one.said)


def _said(
    label: str,
    step: float,
    allowed: npt.NDArray[np.bool_],
    chances: Matrix,
    labels: npt.NDArray[np.int_],
    otherwise: npt.NDArray[np.int_],
) -> _Said:
    own = LABELS.index("supported" if label == "supported" else "contradicted")
    said = allowed & (chances[:, own] > step)
    right = said & (labels == own)
    return _Said(
        round(float(step), 2),
        int(said.sum()),
        int((said & ~right).sum()),
        int(right.sum() - (said & (labels == otherwise)).sum()),
    )


def write(fitted: FittedClaims) -> None:
    """Replace rag/data/claim_weights.json, meaning.npz and placing.npz."""
    WEIGHTS.write_text(json.dumps(fitted.model, indent=1) + "\n", encoding="utf-8")
    load_weights.cache_clear()
    write_joint(MEANING, fitted.meaning)
    write_matcher(fitted.placer, PLACING)
