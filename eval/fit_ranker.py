"""The ranker's weights and its matcher, fitted together.

They maximise the likelihood that the sentence drawn from the softmax of the scores is one of the gold evidence,
penalised towards zero (L2). Each question counts twice: as it is, and as if the letter that answers it were unknown to
the matcher, which then must not lift the sentences of other letters above it (see rag/matching.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from rag.embedding import Vectors
from rag.matching import SCALE, Matcher
from rag.signs import RANK_SIGNS
from rag.types import SentenceRef

Matrix = npt.NDArray[np.float64]
WEIGHT_PENALTY = 0.3
MATCH_PENALTY = 1.0
RANK = 16
ITERATIONS = 80
_START = 0.05
_PLAIN = [name for name in RANK_SIGNS if name != "match"]
_MATCH = list(RANK_SIGNS).index("match")


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with its candidates; `features` as RANK_SIGNS names them, `relevant` marks the evidence."""

    question: Vectors  # (dimension,)
    features: Matrix  # (candidates, len(RANK_SIGNS))
    relevant: npt.NDArray[np.bool_]  # (candidates,)
    refs: tuple[SentenceRef, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """`weights` of RANK_SIGNS in their order, and the matcher whose scores the last of them counts."""

    weights: Matrix
    matcher: Matcher

    def scores(self, choice: Choice, vectors: Mapping[SentenceRef, Vectors]) -> Matrix:
        """Of each candidate, shape (candidates,)."""
        direction, offset = self.matcher.toward(choice.question)
        matched = np.asarray([vectors[ref] @ direction + offset for ref in choice.refs])
        plain = np.delete(choice.features, _MATCH, axis=1) @ np.delete(self.weights, _MATCH)
        scores: Matrix = plain + matched
        return scores


def fit(choices: Sequence[Choice], vectors: Mapping[SentenceRef, Vectors], model: str) -> Fitted:
    """Both models, from the `choices` that have evidence; `vectors` are as `Rows.mean` gives them.

    `model` names the embedder.
    """
    useful = [choice for choice in choices if choice.relevant.any()]
    places = {ref: place for place, ref in enumerate(dict.fromkeys(ref for choice in useful for ref in choice.refs))}
    sentences = np.asarray([vectors[ref] for ref in places], dtype=np.float64)
    questions = np.asarray([choice.question for choice in useful], dtype=np.float64)
    means = questions.mean(axis=0), sentences.mean(axis=0)
    problem = _Problem(useful, places, questions - means[0], sentences - means[1])
    found = minimize(
        problem.loss,
        problem.start(),
        jac=True,
        method="L-BFGS-B",
        bounds=problem.bounds(),
        options={"maxiter": ITERATIONS},
    ).x
    weights, left, right = problem.parts(found)
    letters = frozenset(_letter(ref) for ref in places)
    float32 = (array.astype(np.float32) for array in (*means, left, right))
    return Fitted(np.insert(weights, _MATCH, 1.0), Matcher(model, letters, *float32))


class _Problem:
    """The flat arrays that the loss is computed on: all candidates of all questions, one below the other."""

    def __init__(
        self, choices: Sequence[Choice], places: Mapping[SentenceRef, int], questions: Matrix, sentences: Matrix
    ) -> None:
        twice = [*choices, *choices]
        known = [np.ones(len(choice.refs)) for choice in choices] + [_elsewhere(choice) for choice in choices]
        counts = [len(choice.refs) for choice in twice]
        self.questions, self.sentences = np.vstack([questions, questions]), sentences
        self.features = np.delete(np.vstack([choice.features for choice in twice]), _MATCH, axis=1)
        self.relevant = np.concatenate([choice.relevant for choice in twice]).astype(np.float64)
        self.known = SCALE * np.concatenate(known)
        self.place = np.asarray([places[ref] for choice in twice for ref in choice.refs])
        self.of = np.repeat(np.arange(len(twice)), counts)
        self.first = np.cumsum([0, *counts[:-1]])
        every = np.arange(len(self.place))
        shape = (len(sentences), len(every))
        self.onto = sparse.csr_matrix((np.ones(len(every)), (self.place, every)), shape=shape)
        self.size = sentences.shape[1] * RANK

    def start(self) -> Matrix:
        """Zero but for the matcher, which would never leave it."""
        matcher = np.random.default_rng(0).normal(size=2 * self.size) * _START
        return np.concatenate([np.zeros(len(_PLAIN)), matcher])

    def bounds(self) -> list[tuple[float | None, float | None]]:
        """A weight counts only the way that RANK_SIGNS allows."""
        signs = [RANK_SIGNS[name] for name in _PLAIN]
        own = [(0.0 if sign > 0 else None, 0.0 if sign < 0 else None) for sign in signs]
        return [*own, *[(None, None)] * (2 * self.size)]

    def parts(self, flat: Matrix) -> tuple[Matrix, Matrix, Matrix]:
        """The weights of plain features, and the two halves of the matcher."""
        left, right = flat[len(_PLAIN) :].reshape(2, -1, RANK)
        return flat[: len(_PLAIN)], left, right

    def loss(self, flat: Matrix) -> tuple[float, Matrix]:
        """The penalised negative log likelihood and its gradient."""
        weights, left, right = self.parts(flat)
        sentences, questions = self.sentences @ right, self.questions @ left
        matched = np.einsum("ij,ij->i", sentences[self.place], questions[self.of])
        scores = self.features @ weights + self.known * matched
        every = np.exp(scores - np.maximum.reduceat(scores, self.first)[self.of])
        total, right_ones = (np.add.reduceat(part, self.first) for part in (every, every * self.relevant))
        slope = every / total[self.of] - every * self.relevant / right_ones[self.of]
        matching = (slope * self.known)[:, None]
        per_question = np.add.reduceat(sentences[self.place] * matching, self.first, axis=0)
        per_sentence = self.onto @ (questions[self.of] * matching)
        gradient = np.concatenate(
            [
                self.features.T @ slope + 2 * WEIGHT_PENALTY * weights,
                (self.questions.T @ per_question + 2 * MATCH_PENALTY * left).ravel(),
                (self.sentences.T @ per_sentence + 2 * MATCH_PENALTY * right).ravel(),
            ]
        )
        penalty = WEIGHT_PENALTY * weights @ weights + MATCH_PENALTY * (flat[len(_PLAIN) :] ** 2).sum()
        return float(penalty - np.log(right_ones / total).sum()), gradient


def _elsewhere(choice: Choice) -> Matrix:
    """1 for candidates of other letters than those that hold the evidence."""
    answering = {_letter(ref) for ref, relevant in zip(choice.refs, choice.relevant, strict=True) if relevant}
    return np.asarray([float(_letter(ref) not in answering) for ref in choice.refs])


def _letter(ref: SentenceRef) -> str:
    return ref.passage.partition("#")[0]
