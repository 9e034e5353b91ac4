"""`python -m eval tune`: fit the two linear models of rag/rank.py on the tuning half of the gold.

The ranker maximises the likelihood that the sentence drawn from the softmax of the scores is
one of the gold evidence; the refuser is a logistic regression. Both are penalised towards zero
(L2), and both are judged by cross-validation over pairs before they are written: the test half
is never read here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.gold import GoldItem, slug
from rag.embedding import Embedder, Vectors
from rag.pipeline import Pipeline
from rag.question import Question
from rag.rank import WEIGHTS, Candidate, Ranked, load_weights
from rag.signs import ANSWER_PRIOR, ANSWER_SIGNS, RANK_SIGNS

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
    prior = np.asarray(list(ANSWER_PRIOR.values()))
    mask = np.asarray([0.0 if name == "one" else 1.0 for name in ANSWER_SIGNS])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        z = np.clip(matrix @ weights, -30, 30)
        p = 1 / (1 + np.exp(-z))
        total = float(-(share * np.where(labels, np.log(p), np.log(1 - p))).sum()) + penalty * float(
            weights @ (mask * weights)
        )
        return total, matrix.T @ (share * (p - labels)) + 2 * penalty * mask * (weights - prior)

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


def cross_validated(
    data: Sequence[Example], fit: Callable[[Sequence[Example]], Matrix], score: Callable[[Example, Matrix], float]
) -> Matrix:
    """The score of every example under weights fitted without its fold, shape (len(data),)."""
    scores = np.zeros(len(data))
    for fold in range(FOLDS):
        weights = fit([example for example in data if fold_of(example.item) != fold])
        for place, example in enumerate(data):
            if fold_of(example.item) == fold:
                scores[place] = score(example, weights)
    return scores


class Remembered:
    """An embedder that embeds each question once, however many rounds ask for it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        return self._embedder.name

    def queries(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in self._known:
                self._known[text] = self._embedder.queries([text])[0]
        return np.vstack([self._known[text] for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.passages(texts)


ROUNDS = 2
RANK_PENALTY = 0.3
ANSWER_PENALTY = 0.1
TOPIC_PENALTY = 0.1
# The share of answerable tuning questions that may be refused; the threshold follows from it.
WRONGLY_REFUSED = 0.06


def tune(pipeline: Pipeline, items: Sequence[GoldItem]) -> tuple[dict[str, dict[str, float]], str]:
    """Weights and thresholds from the tuning half alone, and a report of their cross-validation.

    Features of the refuser rest on the ranker's choice of the best sentence, so the ranker is
    fitted first and the examples are made again with it: call this ROUNDS times to settle.
    """
    data = examples(pipeline, items)
    ranker = fit_ranker(data, RANK_PENALTY)
    places = cross_validated(data, lambda part: fit_ranker(part, RANK_PENALTY), _place_of_evidence)
    held = places[np.asarray([example.relevant.any() for example in data])]
    answer = _Refuser(data, lambda example: not example.item.must_refuse, ANSWER_PENALTY)
    topic = _Refuser(data, lambda example: example.item.kind not in ("offtopic", "injection"), TOPIC_PENALTY)
    threshold = answer.threshold(WRONGLY_REFUSED)
    report = (
        f"{len(data)} tuning questions, {FOLDS}-fold cross-validation over pairs\n"
        f"evidence first {np.mean(held < 1):.3f}, in two {np.mean(held < 2):.3f}, in three {np.mean(held < 3):.3f}\n"
        f"refused {answer.refused(threshold):.3f} of those to refuse at {WRONGLY_REFUSED:.0%} wrongly refused"
    )
    weights = {
        "rank": _named(RANK_SIGNS, ranker),
        "answer": _named(ANSWER_SIGNS, answer.fit(data)),
        "topic": _named(ANSWER_SIGNS, topic.fit(data)),
        "thresholds": {"answerable": round(float(1 / (1 + np.exp(-threshold))), 4), "topical": 0.5, "second": SECOND},
    }
    return weights, report


SECOND = 1.5  # how far the second sentence's score may lie below the best and still be shown


class _Refuser:
    """One logistic model over the whole-question features, with its cross-validated scores."""

    def __init__(self, data: Sequence[Example], right: Callable[[Example], bool], penalty: float) -> None:
        self._right = right
        self._penalty = penalty
        self._labels = np.asarray([right(example) for example in data])
        self._scores = cross_validated(data, self.fit, lambda e, w: float(np.asarray(e.ranked.features) @ w))

    def fit(self, part: Sequence[Example]) -> Matrix:
        matrix = np.asarray([example.ranked.features for example in part])
        return fit_logistic(matrix, np.asarray([self._right(example) for example in part]), self._penalty)

    def threshold(self, lost: float) -> float:
        """The score under which the share `lost` of the right ones falls."""
        return float(np.quantile(self._scores[self._labels], lost))

    def refused(self, threshold: float) -> float:
        return float(np.mean(self._scores[~self._labels] < threshold))


def _place_of_evidence(example: Example, weights: Matrix) -> float:
    """From 0: where the first evidence lies when sorted; of no use where there is none."""
    if not example.relevant.any():
        return -1.0
    order = np.argsort(-(example.matrix @ weights), kind="stable")
    return float(np.flatnonzero(example.relevant[order])[0])


def _named(signs: dict[str, int], weights: Matrix) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(signs, weights, strict=True)}


def write(weights: dict[str, dict[str, float]]) -> None:
    """Replace rag/data/weights.json."""
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    load_weights.cache_clear()
