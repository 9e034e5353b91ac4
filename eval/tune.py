"""`python -m eval tune`: fit the models of rag/rank.py and rag/matching.py, and choose their thresholds.

They are fitted on the gold that was written for tuning alone (`eval/gold/tuning`): eval/fit_ranker.py fits which
sentence is the best; the refuser is a logistic regression, penalised towards zero (L2). Both are judged by
cross-validation over pairs. The threshold is chosen on the tuning half of the gold, whose questions no weight was
fitted on. The test half is never read here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from eval.fit_ranker import Choice, Fitted, Matrix, fit
from eval.gold import GoldItem, slug
from rag.embedding import Embedder, Vectors
from rag.matching import write_matcher
from rag.pipeline import Pipeline
from rag.rank import WEIGHTS, Candidate, Model, Ranked, load_weights
from rag.retrieve import rows_of
from rag.signs import ANSWER_PRIOR, ANSWER_SIGNS, RANK_SIGNS
from rag.store import WHOLE
from rag.types import SentenceRef

REFUSED = ("unanswerable", "offtopic", "injection")
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One gold question as the models see it."""

    item: GoldItem
    choice: Choice
    ranked: Ranked


def examples(pipeline: Pipeline, items: Sequence[GoldItem]) -> list[Example]:
    """Every question that is not answered from the title block alone."""
    found = []
    for item in items:
        read = pipeline.read(item.text, item.history)
        candidates = read.ranked.candidates
        if read.question.meta or not candidates or read.vector is None:
            continue
        choice = Choice(
            read.vector,
            np.asarray([candidate.features for candidate in candidates]),
            np.asarray([_is_evidence(candidate, item) for candidate in candidates]),
            tuple(candidate.ref for candidate in candidates),
        )
        found.append(Example(item, choice, read.ranked))
    return found


def sentence_vectors(pipeline: Pipeline, data: Sequence[Example]) -> dict[SentenceRef, Vectors]:
    """The vector of every candidate, the mean of its editions."""
    names = sorted({ref.passage for example in data for ref in example.choice.refs})
    rows = rows_of(names, "nl", pipeline.library)
    places = zip(rows.keys, rows.mean(), strict=True)
    return {SentenceRef(name, number): vector for (name, number), vector in places if number != WHOLE}


def _is_evidence(candidate: Candidate, item: GoldItem) -> bool:
    plain = candidate.evidence.passage.sentences[candidate.ref.index].plain
    return any(e.letter == candidate.evidence.letter.id and e.quote in plain for e in item.evidence)


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

    signs = ANSWER_SIGNS.values()
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


ANSWER_PENALTY = 0.1
TOPIC_PENALTY = 0.1
# The share of answerable tuning questions that may be refused; the threshold follows from it.
WRONGLY_REFUSED = 0.05
SECOND = 1.5  # how far the second sentence's score may lie below the best and still be shown


def tune(pipeline: Pipeline, items: Sequence[GoldItem], choosing: Sequence[GoldItem]) -> tuple[Model, str]:
    """Models fitted on `items` with thresholds chosen on `choosing`, and a report.

    What the refuser weighs rests on the sentence that the ranker chose. A question that the ranker was fitted on is
    answered better than a new one will be, so the refuser sees each question as ranked by a model that was fitted
    without it; and once more with a letter that the matcher does not know.
    """
    data = examples(pipeline, items)
    vectors = sentence_vectors(pipeline, data)
    fitted = fit([example.choice for example in data], vectors, pipeline.embedder.name)
    held, unknown = _held_out(pipeline, items, data, vectors)
    answer = _Refuser([*held, *unknown], lambda example: not example.item.must_refuse, ANSWER_PENALTY)
    topic = _Refuser(
        [*held, *unknown], lambda example: example.item.kind not in ("offtopic", "injection"), TOPIC_PENALTY
    )
    weights = {
        "rank": _named(RANK_SIGNS, fitted.weights),
        "answer": _named(ANSWER_SIGNS, answer.fit(answer.data)),
        "topic": _named(ANSWER_SIGNS, topic.fit(topic.data)),
        "thresholds": {"answerable": 0.0, "topical": 0.5, "second": SECOND},
    }
    pipeline.model = Model(weights, fitted.matcher)
    chosen = examples(pipeline, choosing)
    threshold = float(np.quantile([e.ranked.answerable for e in chosen if not e.item.must_refuse], WRONGLY_REFUSED))
    weights["thresholds"]["answerable"] = round(threshold, 4)
    lost = f"at {WRONGLY_REFUSED:.0%} wrongly refused"
    refused = np.mean([example.ranked.answerable < threshold for example in chosen if example.item.must_refuse])
    report = (
        f"{len(data)} questions, {FOLDS}-fold cross-validation over pairs\n"
        f"evidence {_places(held)}\n"
        f"evidence of a letter that was not fitted on {_places(unknown)}\n"
        f"{lost} {answer.refused(WRONGLY_REFUSED, len(held)):.3f} of those to refuse\n"
        f"{len(chosen)} questions of the tuning half, which nothing was fitted on\n"
        f"evidence {_places(chosen)}\n"
        f"{lost} {refused:.3f} of those to refuse"
    )
    return pipeline.model, report


def _held_out(
    pipeline: Pipeline, items: Sequence[GoldItem], data: Sequence[Example], vectors: dict[SentenceRef, Vectors]
) -> tuple[list[Example], list[Example]]:
    """Every example as ranked by models fitted without its fold, and so again without the letter that it is about."""
    about = {example.item.id: _about(example) for example in data}
    before = pipeline.model
    held: list[Example] = []
    unknown: list[Example] = []
    for fold in range(FOLDS):
        others = [example.choice for example in data if fold_of(example.item) != fold]
        model = _model(fit(others, vectors, pipeline.embedder.name), before)
        own = [item for item in items if fold_of(item) == fold and item.id in about]
        pipeline.model = model
        held += examples(pipeline, own)
        for letter in sorted(set(about.values())):
            pipeline.model = _without(model, letter)
            unknown += examples(pipeline, [item for item in own if about[item.id] == letter])
    pipeline.model = before
    return held, unknown


def _about(example: Example) -> str:
    """The letter that holds the evidence of a question, else that of the sentence nearest to an answer."""
    choice = example.choice
    place = int(np.argmax(choice.relevant))  # the first where none is
    return choice.refs[place].passage.partition("#")[0]


def _model(fitted: Fitted, before: Model) -> Model:
    return Model({**before.weights, "rank": _named(RANK_SIGNS, fitted.weights)}, fitted.matcher)


def _without(model: Model, letter: str) -> Model:
    """The model of an index where `letter` was added after the matcher was fitted."""
    if model.matcher is None:
        return model
    return replace(model, matcher=replace(model.matcher, letters=model.matcher.letters - {letter}))


class _Refuser:
    """One logistic model over the whole-question features, with its cross-validated scores."""

    def __init__(self, data: Sequence[Example], right: Callable[[Example], bool], penalty: float) -> None:
        self.data = data
        self._right = right
        self._penalty = penalty
        self._labels = np.asarray([right(example) for example in data])
        self._scores = cross_validated(data, self.fit, lambda e, w: float(np.asarray(e.ranked.features) @ w))

    def fit(self, part: Sequence[Example]) -> Matrix:
        matrix = np.asarray([example.ranked.features for example in part])
        return fit_logistic(matrix, np.asarray([self._right(example) for example in part]), self._penalty)

    def refused(self, lost: float, first: int) -> float:
        """The share of the wrong ones, of the `first`, that score less than all but the share `lost` of the right."""
        scores, labels = self._scores[:first], self._labels[:first]
        return float(np.mean(scores[~labels] < np.quantile(scores[labels], lost)))


def _places(data: Sequence[Example]) -> str:
    """How often the first evidence is the first candidate, and among the first two and three."""
    places = np.asarray([int(np.argmax(e.choice.relevant)) for e in data if e.choice.relevant.any()])
    return f"first {np.mean(places < 1):.3f}, in two {np.mean(places < 2):.3f}, in three {np.mean(places < 3):.3f}"


def _named(signs: dict[str, int], weights: Matrix) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(signs, weights, strict=True)}


def write(model: Model) -> None:
    """Replace rag/data/weights.json and rag/data/matching.npz."""
    WEIGHTS.write_text(json.dumps(model.weights, indent=1) + "\n", encoding="utf-8")
    load_weights.cache_clear()
    if model.matcher is not None:
        write_matcher(model.matcher)
