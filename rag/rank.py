"""Which sentence answers, and whether any does: two small linear models over named features.

Both are fitted by `python -m eval tune` on the tuning half of the gold and read from
rag/data/weights.json; nothing in them knows a letter or a question. Features compare a question
with a sentence by meaning (cosines), by words (how much of the question's weight the sentence
covers) and by kind (a question for an amount wants an amount).
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.describe import match
from rag.library import Library
from rag.question import Question
from rag.retrieve import Retrieved
from rag.store import WHOLE
from rag.types import Evidence, SentenceRef
from rag.words import tokens

RANK_FEATURES = (
    "cosine",
    "cosine_passage",
    "cosine_neighbour",
    "coverage",
    "coverage_near",
    "coverage_passage",
    "names",
    "wanted",
    "preferred",
    "footnote",
    "short",
    "anaphor",
    "passage_rank",
    "reason",
)
ANSWER_FEATURES = (
    "one",
    "cosine",
    "cosine_passage",
    "lead",
    "coverage",
    "coverage_passage",
    "coverage_best",
    "unknown",
    "names_missing",
    "wanted_missing",
    "year_missing",
    "length",
    "score",
)
_ANAPHORS = frozenset(
    """deze dit dat die hierbij hiervan daarvan daarbij daarnaast doel ook dergelijke beide ze zij alleen verder daarmee
    these this that they such both also it its among then only in""".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its features in the order of RANK_FEATURES."""

    ref: SentenceRef
    evidence: Evidence
    text: str
    features: tuple[float, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates best first, and how surely the letters answer at all, or are about it (0 to 1)."""

    candidates: tuple[Candidate, ...]
    features: tuple[float, ...]
    answerable: float
    topical: float


def rank(question: Question, found: Retrieved, library: Library) -> Ranked:
    """Score every sentence of the evidence."""
    scorer = _Scorer(question, found, library)
    weights = load_weights()["rank"]
    candidates = []
    for place, evidence in enumerate(found.evidence):
        for index in range(len(evidence.passage.sentences)):
            features = scorer.features(evidence, place, index)
            score = sum(weights[name] * value for name, value in zip(RANK_FEATURES, features, strict=True))
            text = scorer.texts(evidence)[index]
            ref = SentenceRef(evidence.passage.id, index)
            candidates.append(Candidate(ref, evidence, text, features, score))
    candidates.sort(key=lambda candidate: -candidate.score)
    if not candidates:
        return Ranked((), (), 0.0, 0.0)
    features = scorer.answer_features(candidates)
    return Ranked(tuple(candidates), features, _sure("answer", features), _sure("topic", features))


def _sure(model: str, features: Sequence[float]) -> float:
    """The logistic function of the weighted features."""
    weights = load_weights()[model]
    z = sum(weights.get(name, 0.0) * value for name, value in zip(ANSWER_FEATURES, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@functools.cache
def load_weights() -> dict[str, dict[str, float]]:
    raw: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "weights.json").read_text(encoding="utf-8"))
    return raw


class _Scorer:
    """What the features of one question share."""

    def __init__(self, question: Question, found: Retrieved, library: Library) -> None:
        self.question = question
        self.found = found
        self.library = library
        lexical = library.lexical(question.language)
        self.weights = {term: lexical.idf(term) for term in question.terms}
        self.vocabulary = lexical.postings
        cosines = [value for (_, place), value in found.cosines.items() if place != WHOLE]
        self.mean = sum(cosines) / max(len(cosines), 1)

    def texts(self, evidence: Evidence) -> tuple[str, ...]:
        return self.library.open(evidence.letter.id).texts(evidence.passage, self.question.language)

    def coverage(self, terms: Sequence[str]) -> float:
        """The share of the question's weight that `terms` cover, 0 to 1."""
        total = sum(self.weights.values())
        if not total:
            return 0.0
        pool = frozenset(terms)
        return sum(w * match(term, pool, self.question.language) for term, w in self.weights.items()) / total

    def features(self, evidence: Evidence, place: int, index: int) -> tuple[float, ...]:
        passage, question = evidence.passage, self.question
        described = self.library.described(passage.id, question.language)
        cosine = self.found.cosines
        near = [i for i in (index - 1, index + 1) if 0 <= i < len(described)]
        here = described[index]
        before = described[index - 1].terms if index else ()
        everything = [term for sentence in described for term in sentence.terms]
        text = self.texts(evidence)[index]
        words = tokens(text)
        return (
            (cosine[passage.id, index] - self.mean) * 10,
            (cosine[passage.id, WHOLE] - self.mean) * 10,
            max(((cosine[passage.id, i] - self.mean) * 10 for i in near), default=0.0),
            self.coverage(here.terms),
            self.coverage((*here.terms, *before)),
            self.coverage(everything),
            _share(question.names, set(words)),
            _wanted(question.wants, here.marks),
            1.0 if evidence.letter.id in question.preferred else 0.0,
            1.0 if passage.kind == "footnote" else 0.0,
            1.0 if len(words) < 7 else 0.0,
            1.0 if words and words[0] in _ANAPHORS else 0.0,
            1.0 / (place + 1),
            1.0 if question.kind == "why" and "reason" in here.marks else 0.0,
        )

    def answer_features(self, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        best, question = candidates[0], self.question
        pick = dict(zip(RANK_FEATURES, best.features, strict=True))
        passage_words = set(tokens(" ".join(self.texts(best.evidence)))) | set(
            tokens(f"{best.evidence.letter.title} {' '.join(map(str, best.evidence.letter.senders))}")
        )
        coverages = [c.features[RANK_FEATURES.index("coverage_passage")] for c in candidates]
        unknown = sum(
            w for term, w in self.weights.items() if not match(term, self.vocabulary, question.language)
        ) / max(sum(self.weights.values()), 1e-9)
        years = [y for y in question.years if str(y) not in passage_words and best.evidence.letter.date.year != y]
        cosine = self.found.cosines
        return (
            1.0,
            (cosine[best.ref.passage, best.ref.index] - 0.85) * 10,
            (cosine[best.ref.passage, WHOLE] - 0.85) * 10,
            pick["cosine"],
            pick["coverage_near"],
            pick["coverage_passage"],
            max(coverages),
            unknown,
            float(len([n for n in question.names if n not in passage_words and not n.isdigit()])),
            1.0 if pick["wanted"] < 0 else 0.0,
            1.0 if years else 0.0,
            math.log(1 + len(question.terms)),
            best.score,
        )


def _share(names: Sequence[str], words: set[str]) -> float:
    return sum(name in words for name in names) / len(names) if names else 0.0


def _wanted(wants: str, marks: Sequence[str]) -> float:
    """1 where the sentence holds what is asked for, -1 where it does not, 0 where nothing is."""
    if not wants:
        return 0.0
    return 1.0 if wants in marks else -1.0
