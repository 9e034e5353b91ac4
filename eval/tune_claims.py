"""`python -m eval tune claims`: fit the models of rag/claims/weigh.py, and choose their thresholds.

Both are multinomial logistic regressions, penalised towards zero (L2), fitted on the claims that were written for
tuning alone (`eval/gold/tuning`). The threshold of bold verdicts is the lowest at which no more than MOST_WRONG of them
are wrong on the tuning half, whose authors nothing was fitted on. The test half is never read here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from eval.comparing import Both
from eval.fit_joint import Basis
from eval.fit_ranker import Matrix
from eval.gold import GoldItem
from eval.placing import Placed, fit_folds
from rag.claims.findings import BEYOND, HARD
from rag.claims.phrases import PLACES
from rag.claims.placing import PLACING
from rag.claims.weigh import BOLD, FEATURES, LABELS, WEIGHTS, WORDED, Compared, Pair, load_weights
from rag.joint import MEANING, Joint, write_joint
from rag.matching import Matcher, write_matcher
from rag.pipeline import Pipeline

PENALTY = 0.5
AXES_PENALTY = 0.03
PRODUCTS_PENALTY = 0.015
PHRASES_PENALTY = 0.025
SENTENCE_AXES = 64
# Of new authors 1 in 20 may be wrong; on the half that chooses the threshold it is always fewer than on theirs.
MOST_WRONG = 0.02
# Of letters that nothing was fitted on: at 1 in 20 fewer than half of the claims would get the right label.
MOST_WRONG_UNKNOWN = 0.08
_STEPS = (*np.arange(0.5, 0.96, 0.02), 1.0)  # above 1 is nothing


@dataclass(frozen=True, slots=True)
class _Claims:
    """What is weighed of some claims: their comparisons, embeddings, wordings and labels.

    `held` says which stand in a letter for the most part, `left` how many more there are of which nothing is weighed.
    """

    matrix: Matrix  # (claims, len(FEATURES))
    pairs: tuple[Pair, ...]
    phrases: csr_matrix  # (claims, PLACES)
    held: npt.NDArray[np.bool_]
    labels: npt.NDArray[np.int_]  # places in LABELS
    left: int

    @classmethod
    def of(cls, items: Sequence[GoldItem], compared: Sequence[Compared | None]) -> _Claims:
        used = [(item.label, weighed) for item, weighed in zip(items, compared, strict=True) if item.label and weighed]
        return cls(
            np.asarray([weighed.numbers for _, weighed in used]),
            tuple(weighed.pair for _, weighed in used),
            _phrases([weighed.phrases for _, weighed in used]),
            np.asarray([weighed.held for _, weighed in used]),
            np.asarray([LABELS.index(label) for label, _ in used]),
            sum(item.label is not None for item in items) - len(used),
        )


def _phrases(told: Sequence[Sequence[int]]) -> csr_matrix:
    """Shape (claims, PLACES): each row has length 1, like the sum in `rag.joint.Joint.scores`."""
    rows = np.repeat(np.arange(len(told)), [len(places) for places in told])
    values = np.concatenate([np.full(len(places), len(places) ** -0.5) for places in told])
    return csr_matrix((values, (rows, np.concatenate(told))), shape=(len(told), PLACES))


@dataclass(frozen=True, slots=True)
class FittedClaims:
    """The `model` of any letter; of the letters fitted on `meaning`, and `placer`, which finds the sentence."""

    model: dict[str, Any]
    meaning: Joint
    placer: Matcher


Comparing = Callable[[Sequence[tuple[GoldItem, Matcher]]], Sequence[Both]]


def tune(
    pipeline: Pipeline, comparing: Comparing, items: Sequence[GoldItem], choosing: Sequence[GoldItem]
) -> tuple[FittedClaims, str]:
    """The model of any letter and those of the letters fitted on, with thresholds chosen on `choosing`; a report."""
    placed = fit_folds(pipeline, items)
    fitted, chosen = compared_with(placed, comparing, items, choosing)
    # As of letters that are not known: nobody helps to find the sentence, and what is far from all is not weighed.
    model, unknown = _any_letter(
        *(
            _Claims.of(claims, [_near(both.plain) for both in held])
            for claims, held in ((items, fitted), (choosing, chosen))
        )
    )
    known_claims = _Claims.of(choosing, [both.placed for both in chosen])
    meaning = _meaning(_Claims.of(items, [both.placed for both in fitted]))
    meaning.thresholds[BOLD], known = _threshold(known_claims, _chances(meaning, known_claims), MOST_WRONG, known=True)
    report = (
        f"{len(items)} tuning claims; thresholds on {len(known_claims.labels)} claims of the tuning half, "
        f"{known_claims.left} more are never weighed\nof any letter\n{unknown}\nof the letters fitted on\n{known}"
    )
    return FittedClaims(model, meaning, placed.every), report


def compared_with(
    placed: Placed, comparing: Comparing, items: Sequence[GoldItem], choosing: Sequence[GoldItem]
) -> tuple[Sequence[Both], Sequence[Both]]:
    """The claims compared: each that a model was fitted on by one that was fitted without its author's."""
    every = comparing([*((item, placed.without(item)) for item in items), *((item, placed.every) for item in choosing)])
    return every[: len(items)], every[len(items) :]


def _near(compared: Compared | None) -> Compared | None:
    return compared if compared is not None and compared.near else None


def _any_letter(fitted: _Claims, choosing: _Claims) -> tuple[dict[str, Any], str]:
    """The model over comparisons alone, with its thresholds; a report."""
    weights = fit([fitted.matrix], fitted.labels, [np.full(len(FEATURES), PENALTY)])[0]
    chances = softmax(choosing.matrix @ weights.T)
    threshold, report = _threshold(choosing, chances, MOST_WRONG_UNKNOWN, known=False)
    named = {
        label: {name: round(float(value), 4) for name, value in zip(FEATURES, row, strict=True) if abs(value) > 1e-6}
        for label, row in zip(LABELS, weights, strict=True)
    }
    return {"weights": named, "thresholds": {BOLD: threshold}}, report


def _meaning(claims: _Claims) -> Joint:
    """The model over comparisons, embeddings and wordings, its thresholds still to choose."""
    claim, sentence = np.asarray([p.claim for p in claims.pairs]), np.asarray([p.sentence for p in claims.pairs])
    basis = Basis.of(claim, sentence, SENTENCE_AXES)
    own = basis.columns(claim, sentence).astype(np.float32)
    axes = basis.asked.axes.shape[1]
    sizes = {PENALTY: len(FEATURES), AXES_PENALTY: axes, PRODUCTS_PENALTY: own.shape[1] - axes}
    penalty = np.concatenate([np.full(size, cost) for cost, size in sizes.items()])
    weights, phrases = fit(
        [np.hstack([claims.matrix.astype(np.float32), own]), claims.phrases],
        claims.labels,
        [penalty, np.full(PLACES, PHRASES_PENALTY)],
    )
    return basis.joint(claims.pairs[0].embedder, [pair.letter for pair in claims.pairs], weights, phrases=phrases)


def _chances(meaning: Joint, claims: _Claims) -> Matrix:
    """Shape (claims, len(LABELS)); each row adds up to 1."""
    told = np.split(claims.phrases.indices, claims.phrases.indptr[1:-1])
    scores = [
        meaning.scores(numbers, pair.claim, pair.sentence, places.tolist())
        for numbers, pair, places in zip(claims.matrix, claims.pairs, told, strict=True)
    ]
    return softmax(np.asarray(scores))


Block = Matrix | csr_matrix


def fit(blocks: Sequence[Block], labels: npt.NDArray[np.int_], penalties: Sequence[Matrix]) -> list[Matrix]:
    """Weights, shape (len(LABELS), features), for each block of shape (claims, features).

    `labels` are places in LABELS; `penalties`, each of shape (features,), are what the square of a weight costs.
    """
    from scipy.optimize import minimize

    borders = np.cumsum([block.shape[1] for block in blocks])
    penalty = np.concatenate(penalties)
    truth = np.eye(len(LABELS))[labels]

    def parted(flat: Matrix) -> list[Matrix]:
        return np.split(flat.reshape(len(LABELS), -1), borders[:-1], axis=1)

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(len(LABELS), -1)
        scores = np.zeros_like(truth)
        for block, part in zip(blocks, parted(flat), strict=True):
            scores += block @ part.T.astype(block.dtype)
        chances = softmax(scores)
        total = -float(np.log(np.maximum((chances * truth).sum(axis=1), 1e-12)).sum())
        total += float((penalty * weights * weights).sum())
        slopes = np.hstack([(block.T @ (chances - truth).astype(block.dtype)).T for block in blocks])
        return total, (slopes + 2 * penalty * weights).ravel()

    return parted(minimize(loss, np.zeros(len(LABELS) * len(penalty)), jac=True, method="L-BFGS-B").x)


def softmax(scores: Matrix) -> Matrix:
    """Rows of scores as chances that add up to 1."""
    every = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Matrix = every / every.sum(axis=1, keepdims=True)
    return result


def _threshold(claims: _Claims, chances: Matrix, most: float, *, known: bool) -> tuple[float, str]:
    """The lowest threshold at which at most the share `most` of all bold verdicts is wrong; a report.

    One for all of them: with one for each kind those of small kinds hung on one claim more or less. Which may be said
    is as in `rag.claims.weigh.label_of`.
    """
    facts = sorted((HARD | BEYOND) - WORDED if known else HARD | BEYOND)
    lacking = claims.matrix[:, [FEATURES.index(f"absent_{kind}") for kind in facts]].any(axis=1)
    conflict = claims.matrix[:, FEATURES.index("conflict")] > 0
    may = {"supported": claims.held & ~lacking & ~conflict, "contradicted": conflict | known}
    partly, nothing = LABELS.index("partly_supported"), LABELS.index("not_found")
    for step in _STEPS:
        labels = np.where(chances[:, partly] >= chances[:, nothing], partly, nothing)
        for label, allowed in may.items():
            labels[allowed & (chances[:, LABELS.index(label)] > step)] = LABELS.index(label)
        bold, wrong = (labels != partly) & (labels != nothing), labels != claims.labels
        if (bold & wrong).sum() <= most * bold.sum():
            break
    lines = [f"bold above {step:.2f}, right in {1 - wrong.mean():.3f}"]
    for label in may:
        said = labels == LABELS.index(label)
        lines.append(f"{label}: {said.sum()} said, {(said & wrong).sum()} wrong")
    return round(float(step), 2), "\n".join(lines)


def write(fitted: FittedClaims) -> None:
    """Replace rag/data/claim_weights.json, meaning.npz and placing.npz."""
    WEIGHTS.write_text(json.dumps(fitted.model, indent=1) + "\n", encoding="utf-8")
    load_weights.cache_clear()
    write_joint(MEANING, fitted.meaning)
    write_matcher(fitted.placer, PLACING)
