"""`python -m eval tune`: fit the models of rag/rank.py and rag/matching.py, and choose their thresholds.

They are fitted on the gold that was written for tuning alone (`eval/gold/tuning`): eval/fit_ranker.py fits which
sentence is the best; the refusers, one for the letters of that gold and one for any other, are logistic regressions,
penalised towards zero (L2). The ranker is judged by cross-validation over pairs. The thresholds are chosen on the
tuning half of the gold, whose questions no weight was fitted on. The test half is never read here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from eval.fit_joint import Basis
from eval.fit_ranker import Choice, Fitted, Matrix, fit
from eval.gold import GoldItem, slug
from rag.embedding import Embedder, Vectors
from rag.joint import REFUSING, Joint, write_joint
from rag.matching import Matcher, write_matcher
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


def fit_logistic(matrix: Matrix, labels: npt.NDArray[np.bool_], penalty: float, joint_penalty: float = 0.0) -> Matrix:
    """Weights of a logistic regression whose first feature is the constant, shape (features,).

    The first columns are those of ANSWER_SIGNS; what more there is has no sign and costs `joint_penalty`. Classes
    weigh the same, however many items each has, so that the threshold means the same on other gold.
    """
    more = matrix.shape[1] - len(ANSWER_SIGNS)
    mean = np.clip(labels.mean(), 1 / len(labels), 1 - 1 / len(labels))  # a small sample may lack a class
    share = np.where(labels, 0.5 / mean, 0.5 / (1 - mean))
    prior = np.asarray([*ANSWER_PRIOR.values(), *[0.0] * more])
    costs = np.asarray([*(0.0 if name == "one" else penalty for name in ANSWER_SIGNS), *[joint_penalty] * more])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        z = np.clip(matrix @ weights, -30, 30)
        p = 1 / (1 + np.exp(-z))
        total = float(-(share * np.where(labels, np.log(p), np.log(1 - p))).sum())
        total += float((costs * (weights - prior) ** 2).sum())
        return total, matrix.T @ (share * (p - labels)) + 2 * costs * (weights - prior)

    signs = [*ANSWER_SIGNS.values(), *[0] * more]
    bounds = [(0.0 if sign > 0 else None, 0.0 if sign < 0 else None) for sign in signs]
    result: Matrix = minimize(loss, np.zeros(len(signs)), jac=True, method="L-BFGS-B", bounds=bounds).x
    return result


def fold_of(item: GoldItem) -> int:
    """Both languages of a pair lie in the same fold."""
    return hashlib.sha256(("fold" + slug(item.id)).encode()).digest()[0] % FOLDS


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
JOINT_PENALTY = 2.0  # with less, what most questions on a subject are is taken for what all are
# The share of answerable questions of the tuning half that may be refused; the threshold follows from it.
WRONGLY_REFUSED = 0.02
WRONGLY_REFUSED_UNKNOWN = 0.05  # of letters that nothing was fitted on: fewer of those to refuse would be
SECOND = 1.5  # how far the second sentence's score may lie below the best and still be shown


def tune(pipeline: Pipeline, items: Sequence[GoldItem], choosing: Sequence[GoldItem]) -> tuple[Model, str]:
    """Models fitted on `items` with thresholds chosen on `choosing`, and a report.

    What a refuser weighs rests on the sentence that the ranker chose. A question that the ranker was fitted on is
    answered better than a new one will be, so the refuser of known letters sees each question as ranked by a model
    that was fitted without it, and that of other letters as ranked with a letter that the matcher does not know.
    """
    data = examples(pipeline, items)
    vectors = sentence_vectors(pipeline, data)
    fitted = fit([example.choice for example in data], vectors, pipeline.embedder.name)
    held, unknown = _held_out(pipeline, items, data, vectors)
    weights = {
        "rank": _named(RANK_SIGNS, fitted.weights),
        "answer": _named(ANSWER_SIGNS, _fit_refuser(unknown, _answerable, ANSWER_PENALTY)),
        "topic": _named(ANSWER_SIGNS, _fit_refuser([*held, *unknown], _on_topic, TOPIC_PENALTY)),
        "thresholds": {"answerable": 0.0, "topical": 0.5, "second": SECOND},
    }
    refuser = _joint_refuser(held, vectors, fitted.matcher)
    known, known_report = _chosen(pipeline, choosing, Model(weights, fitted.matcher, refuser), WRONGLY_REFUSED)
    other, other_report = _chosen(pipeline, choosing, Model(weights, None, None), WRONGLY_REFUSED_UNKNOWN)
    refuser.thresholds["answerable"] = known
    weights["thresholds"]["answerable"] = other
    report = (
        f"{len(data)} questions, {FOLDS}-fold cross-validation over pairs\n"
        f"evidence {_places(held)}\n"
        f"evidence of a letter that was not fitted on {_places(unknown)}\n"
        f"the tuning half, which nothing was fitted on: {known_report}\n"
        f"the same as if no letter were known: {other_report}"
    )
    return Model(weights, fitted.matcher, refuser), report


def _answerable(example: Example) -> bool:
    return not example.item.must_refuse


def _on_topic(example: Example) -> bool:
    return example.item.kind not in ("offtopic", "injection")


def _fit_refuser(data: Sequence[Example], right: Callable[[Example], bool], penalty: float) -> Matrix:
    matrix = np.asarray([example.ranked.features for example in data])
    return fit_logistic(matrix, np.asarray([right(example) for example in data]), penalty)


def _joint_refuser(data: Sequence[Example], vectors: dict[SentenceRef, Vectors], matcher: Matcher) -> Joint:
    """The refuser of the letters that the matcher knows, its threshold still to choose."""
    asked = np.asarray([example.choice.question for example in data])
    sentence = np.asarray([vectors[example.ranked.candidates[0].ref] for example in data])
    basis = Basis.of(asked, sentence)
    matrix = np.hstack([[example.ranked.features for example in data], basis.columns(asked, sentence)])
    labels = np.asarray([not example.item.must_refuse for example in data])
    weights = fit_logistic(matrix, labels, ANSWER_PENALTY, JOINT_PENALTY)
    return basis.joint(matcher.model, sorted(matcher.letters), weights[None], {"answerable": 0.0})


def _chosen(pipeline: Pipeline, items: Sequence[GoldItem], model: Model, lost: float) -> tuple[float, str]:
    """The threshold at which a model wrongly refuses the share `lost` of `items`, and what it then refuses rightly."""
    pipeline.model = model
    data = examples(pipeline, items)
    sure, wrong = (
        np.asarray([example.ranked.answerable for example in data if example.item.must_refuse == refuse])
        for refuse in (False, True)
    )
    threshold = round(float(np.quantile(sure, lost)), 4)
    refused = float(np.mean(wrong < threshold))
    return threshold, (
        f"{len(data)} questions, evidence {_places(data)}; "
        f"at {lost:.0%} wrongly refused {refused:.3f} of those to refuse"
    )


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
    return Model({**before.weights, "rank": _named(RANK_SIGNS, fitted.weights)}, fitted.matcher, None)


def _without(model: Model, letter: str) -> Model:
    """The model of an index where `letter` was added after the matcher was fitted."""
    if model.matcher is None:
        return model
    return replace(model, matcher=replace(model.matcher, letters=model.matcher.letters - {letter}))


def _places(data: Sequence[Example]) -> str:
    """How often the first evidence is the first candidate, and among the first two and three."""
    places = np.asarray([int(np.argmax(e.choice.relevant)) for e in data if e.choice.relevant.any()])
    return f"first {np.mean(places < 1):.3f}, in two {np.mean(places < 2):.3f}, in three {np.mean(places < 3):.3f}"


def _named(signs: dict[str, int], weights: Matrix) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(signs, weights, strict=True)}


def write(model: Model) -> None:
    """Replace rag/data/weights.json, rag/data/matching.npz and rag/data/refusing.npz."""
    WEIGHTS.write_text(json.dumps(model.weights, indent=1) + "\n", encoding="utf-8")
    load_weights.cache_clear()
    if model.matcher is not None:
        write_matcher(model.matcher)
    if model.refuser is not None:
        write_joint(REFUSING, model.refuser)
