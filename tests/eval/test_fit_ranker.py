"""Fitting which sentence answers: what is learned, and what must not be."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import check_grad

from eval.fit_ranker import Choice, Fitted, Matrix, _Problem, fit
from rag.embedding import Vectors
from rag.signs import RANK_SIGNS
from rag.types import SentenceRef

DIMENSION, SENTENCES = 12, 40
RANDOM = np.random.default_rng(5)
VECTORS: dict[SentenceRef, Vectors] = {
    SentenceRef(f"kst-{1 + place % 2}#{place}", 0): RANDOM.normal(size=DIMENSION).astype(np.float32)
    for place in range(SENTENCES)
}
REFS = tuple(VECTORS)
# A question asks for its sentence in words of its own: a turned vector, which no cosine brings together.
TURN = np.linalg.qr(RANDOM.normal(size=(DIMENSION, DIMENSION)))[0]


def choices(count: int, seed: int) -> list[Choice]:
    random = np.random.default_rng(seed)
    made = []
    for number in range(count):
        place = int(random.integers(SENTENCES))
        question = VECTORS[REFS[place]] @ TURN + 0.3 * random.normal(size=DIMENSION)
        features = 0.1 * random.normal(size=(SENTENCES, len(RANK_SIGNS)))
        features[:, 0] += 0.2 * (np.arange(SENTENCES) == place)  # a weak sign that any letter shows
        relevant = np.arange(SENTENCES) == (place if number % 10 else -1)
        made.append(Choice(question.astype(np.float32), features, relevant, REFS))
    return made


def first(fitted: Fitted, held: list[Choice], away: str = "") -> float:
    """How often the evidence comes first; `away` is a letter whose sentences match nothing."""
    right = []
    for choice in [choice for choice in held if choice.relevant.any()]:
        scores = fitted.scores(choice, VECTORS)
        if away:
            plain = np.delete(choice.features, -1, axis=1) @ fitted.weights[:-1]
            scores = np.where([ref.passage.startswith(away) for ref in REFS], plain, scores)
        right.append(bool(choice.relevant[int(np.argmax(scores))]))
    return float(np.mean(right))


def test_new_questions_are_matched() -> None:
    fitted = fit(choices(400, 1), VECTORS, "m")
    held = choices(100, 2)
    plain = Fitted(fitted.weights, fitted.matcher.__class__("m", frozenset(), *(0 * a for a in _arrays(fitted))))
    assert first(fitted, held) > 0.9 > 2 * first(plain, held)
    assert fitted.matcher.letters == {"kst-1", "kst-2"}
    assert fitted.weights[-1] == 1.0


def _arrays(fitted: Fitted) -> tuple[Vectors, ...]:
    matcher = fitted.matcher
    return matcher.question_mean, matcher.sentence_mean, matcher.left, matcher.right


def test_a_letter_added_later_is_not_pushed_aside() -> None:
    """Of forty sentences the right one comes first much oftener than by chance, though only the others match."""
    fitted = fit(choices(400, 1), VECTORS, "m")
    held = [choice for choice in choices(200, 2) if choice.relevant[::2].any()]
    assert first(fitted, held, away="kst-1") > 0.2


def test_signs_are_kept() -> None:
    fitted = fit(choices(200, 3), VECTORS, "m")
    for weight, sign in zip(fitted.weights, RANK_SIGNS.values(), strict=True):
        assert weight * sign >= 0


def test_the_gradient_is_that_of_the_loss() -> None:
    data = [choice for choice in choices(30, 4) if choice.relevant.any()]
    places = {ref: place for place, ref in enumerate(REFS)}
    questions = np.asarray([choice.question for choice in data], dtype=np.float64)
    problem = _Problem(data, places, questions, np.asarray(list(VECTORS.values()), dtype=np.float64))
    at = problem.start() * 3

    def value(x: Matrix) -> float:
        return problem.loss(x)[0]

    def slope(x: Matrix) -> Matrix:
        return problem.loss(x)[1]

    error = check_grad(value, slope, at)
    assert error == pytest.approx(0, abs=1e-3 * np.abs(problem.loss(at)[1]).max())
