"""Which sentence answers, and whether any does: small linear models over named features.

They are fitted by `python -m eval tune questions`, never on the test half of the gold, and read from
rag/data/weights.json; nothing in that file knows a letter or a question. Of the letters that they were fitted on
`rag.matching` and the model of rag/data/refusing.npz (`rag.joint`) have learnt more, and are asked too.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rag.features import Featurer
from rag.joint import REFUSING, Joint, load_joint
from rag.library import Library
from rag.matching import Matcher, load_matcher
from rag.question import Question
from rag.retrieve import Retrieved, asks
from rag.signs import ANSWER_SIGNS, RANK_SIGNS
from rag.types import Evidence, SentenceRef
from rag.words import tokens

Weights = dict[str, dict[str, float]]
WEIGHTS = Path(__file__).parent / "data" / "weights.json"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer; `features` as RANK_SIGNS names them."""

    ref: SentenceRef
    evidence: Evidence
    text: str
    features: tuple[float, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates best first; how surely the letters answer, and are about this at all (0 to 1).

    `features` as ANSWER_SIGNS names them, empty where there are no candidates; `least` is how sure an answer must be.
    """

    candidates: tuple[Candidate, ...]
    features: tuple[float, ...]
    answerable: float
    topical: float
    least: float = 1.0

    @property
    def refused(self) -> bool:
        return self.answerable < self.least

    def beyond(self, told: Collection[SentenceRef]) -> Ranked:
        """Without sentences that were told before; those around them, where letters go on, first."""
        passages = {ref.passage for ref in told}
        fresh = [
            replace(candidate, score=candidate.score + (BESIDE if candidate.ref.passage in passages else 0.0))
            for candidate in self.candidates
            if candidate.ref not in told
        ]
        fresh.sort(key=lambda candidate: -candidate.score)
        return replace(self, candidates=tuple(fresh)) if fresh else self


# What a sentence gains that stands in a passage with one that was told.
BESIDE = 2.0


def rank(
    question: Question, found: Retrieved, library: Library, model: Model, told: Collection[SentenceRef] = ()
) -> Ranked:
    """Score every sentence of the evidence; `told` are those that answered the question before."""
    weights = model.weights
    featurer = Featurer(question, found, library, told)
    candidates = []
    for place, evidence in enumerate(found.evidence):
        texts = featurer.texts(evidence)
        for index, text in enumerate(texts):
            if asks(evidence.passage.sentences[index]):
                continue
            features = featurer.rank(evidence, place, index)
            score = _weighted(weights["rank"], RANK_SIGNS, features)
            candidates.append(Candidate(SentenceRef(evidence.passage.id, index), evidence, text, features, score))
    candidates = _of_years(candidates, question, library)
    if not candidates:
        return Ranked((), (), 0.0, 0.0)
    candidates.sort(key=lambda candidate: -candidate.score)
    best = candidates[0]
    beside = [best_of.evidence for best_of in _compared(candidates)] if question.kind == "compare" else []
    features = featurer.answer(best.evidence, best.ref.index, best.features, best.score, beside)
    topical = _logistic(_weighted(weights["topic"], ANSWER_SIGNS, features))
    # What learnt the letters may take a word that none of them has for one of theirs.
    model = model if featurer.heard_of else replace(model, refuser=None)
    answerable, least = _answerable(features, best, found, model)
    answerable = 0.0 if featurer.of_strangers else answerable
    return Ranked(tuple(candidates), features, answerable, topical, least)


def _answerable(features: Sequence[float], best: Candidate, found: Retrieved, model: Model) -> tuple[float, float]:
    """How surely the best sentence answers, and how sure it must be."""
    refuser, rows, asked = model.refuser, found.rows, found.vector
    if refuser is None or rows is None or asked is None or best.evidence.letter.id not in refuser.letters:
        return _logistic(_weighted(model.weights["answer"], ANSWER_SIGNS, features)), model.thresholds["answerable"]
    (score,) = refuser.scores(features, asked, rows.vector((best.ref.passage, best.ref.index))).tolist()
    return _logistic(score), refuser.thresholds["answerable"]


def _of_years(candidates: list[Candidate], question: Question, library: Library) -> list[Candidate]:
    """Without sentences that cannot tell of the years, or of the letters by number, that the question names.

    "In 2021", where no letter is of that year, is answered by no sentence that does not name it,
    however near it is otherwise; and a letter tells nothing of a year to come without naming it.
    """
    dated = {info.date.year for info in library.letters}
    others = {str(year) for year in question.years if year not in dated}
    first = min(question.years, default=0)
    if question.foreign:
        candidates = [candidate for candidate in candidates if question.foreign & set(tokens(candidate.text))]

    def may_tell(candidate: Candidate) -> bool:
        told = set(library.described(candidate.ref.passage, question.language)[candidate.ref.index].of("year"))
        if others:
            return bool(others & told)
        return candidate.evidence.letter.date.year >= first or bool({str(year) for year in question.years} & told)

    return [candidate for candidate in candidates if may_tell(candidate)] if first else candidates


def _compared(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best of the next letter than the best one's; `candidates` best first."""
    first = candidates[0].evidence.letter.id
    return [candidate for candidate in candidates if candidate.evidence.letter.id != first][:1]


@functools.cache
def load_weights() -> Weights:
    """The fitted models `rank`, `answer` and `topic`, and the `thresholds`."""
    raw: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return raw


@dataclass(frozen=True, slots=True)
class Model:
    """All that `python -m eval tune questions` fits; `matcher` and `refuser` know some letters, `weights` none."""

    weights: Weights
    matcher: Matcher | None
    refuser: Joint | None

    @property
    def thresholds(self) -> dict[str, float]:
        return self.weights["thresholds"]


def load_model(embedder: str) -> Model:
    """The fitted model; what was fitted on embeddings is of no use with another embedder."""
    matcher, refuser = load_matcher(), load_joint(REFUSING)
    return Model(
        load_weights(),
        matcher if matcher is not None and matcher.model == embedder else None,
        refuser if refuser is not None and refuser.model == embedder else None,
    )


def _weighted(weights: dict[str, float], names: Iterable[str], features: Sequence[float]) -> float:
    return sum(weights[name] * value for name, value in zip(names, features, strict=True))


def _logistic(z: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
