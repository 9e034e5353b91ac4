"""How likely each label is, by a small linear model over the comparisons of a claim with its sentences.

One comparison seldom decides: a word that stands nowhere is a paraphrase beside a near sentence and something new
beside a far one. `python -m eval tune claims` fits what each is worth, on `eval/gold/tuning` alone, and writes
rag/data/claim_weights.json; nothing in that file knows a letter or a claim. Of the letters that the model of
rag/data/meaning.npz (`rag.joint`) was fitted on, that model decides instead. No chance undoes this: a claim is
supported only where no comparison speaks against it and most of its words stand in the letter; and of a letter that
is not known it is contradicted only where a comparison says so.
"""

from __future__ import annotations

import functools
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from rag.claims.align import Aligned
from rag.claims.clauses import Cosines, distances
from rag.claims.decide import CONFLICT, Decision, Reading, countable, strength, whole
from rag.claims.findings import BEYOND, HARD, Finding, Kind
from rag.embedding import Vectors
from rag.joint import MEANING, load_joint
from rag.lexical import Bm25
from rag.polarity import negations
from rag.types import Label

WEIGHTS = Path(__file__).parent.parent / "data" / "claim_weights.json"
LABELS: tuple[Label, ...] = get_args(Label)
ALONE = "contradicted_alone"
UNSAID = "contradicted_unsaid"
LACKING = "supported_lacking"
_KINDS: tuple[Kind, ...] = get_args(Kind)
FEATURES = (
    "one",
    "cosine",
    "near_share",
    "share",
    "own_share",
    "missing",
    "missing_weight",
    "rarest",
    "emptiest_clause",
    "equal",
    "sources",
    "length",
    "denies",
    "denies_alone",
    *(f"absent_{kind}" for kind in _KINDS),
    *(f"conflict_{kind}" for kind in _KINDS),
    "conflict",
    "conflicts",
    "conflict_cosine",
    "conflict_share",
    "conflict_missing",
    "clause",
    "clause_anywhere",
    "clause_elsewhere",
    "clauses",
    "clause_spread",
)
_USUAL = 0.9  # cosine of a claim with the sentence that it is about, as far as e5 goes
_STEP = 0.05
_LENGTH = 10
_MOST = 3  # what has no bound counts no further: a claim of a thousand words is no surer for it
_TWICE = 2


def features(reading: Reading, lexical: Bm25, clauses: Sequence[Cosines] = ()) -> tuple[float, ...]:
    """The comparisons of one claim as numbers, as FEATURES names them; `clauses` as in `rag.claims.clauses`."""
    aligned, findings = reading.aligned, reading.findings
    missing = aligned.missing
    rarity = [lexical.idf(word.stem) / lexical.idf("") for word in missing]
    kinds = {outcome: Counter(f.kind for f in findings if f.outcome == outcome) for outcome in ("absent", "conflict")}
    conflicts = kinds["conflict"].total()
    cosine = (aligned.cosine - _USUAL) / _STEP
    ours, theirs = bool(negations(aligned.said, ())), bool(negations(aligned.best.words, ()))
    return (
        1.0,
        cosine,
        aligned.near_share,
        aligned.share,
        aligned.own_share,
        float(min(len(missing), _MOST)),
        min(sum(rarity), float(_MOST)),
        max(rarity, default=0.0),
        _emptiest_clause(aligned),
        float(min(sum(f.outcome == "equal" for f in findings), _TWICE)),
        float(len(aligned.sources) - 1),
        min(len({word.folded for word in aligned.said if word.carries}) / _LENGTH, float(_MOST)),
        float(ours),
        float(ours != theirs),
        *(float(min(kinds["absent"][kind], _TWICE)) for kind in _KINDS),
        *(float(min(kinds["conflict"][kind], _TWICE)) for kind in _KINDS),
        float(conflicts > 0),
        float(conflicts > 1),
        cosine if conflicts else 0.0,
        aligned.near_share if conflicts else 0.0,
        float(min(len(missing), _MOST)) if conflicts else 0.0,
        *distances(aligned, clauses),
    )


def _emptiest_clause(aligned: Aligned) -> float:
    """The share of words held in the clause of the claim that has the least of them."""
    clauses: dict[int, list[bool]] = {}
    for word, held in zip(aligned.said, aligned.held, strict=True):
        if word.carries:
            clauses.setdefault(word.clause, []).append(held)
    return min((sum(held) / len(held) for held in clauses.values() if len(held) > 1), default=1.0)


def likely(numbers: Sequence[float], weights: Mapping[str, Mapping[str, float]]) -> dict[Label, float]:
    """The probability of each label, given `features`; they add up to 1."""
    return _shares(
        {
            label: sum(weights[label].get(name, 0.0) * value for name, value in zip(FEATURES, numbers, strict=True))
            for label in LABELS
        }
    )


def _shares(scores: Mapping[Label, float]) -> dict[Label, float]:
    highest = max(scores.values())
    every = {label: math.exp(score - highest) for label, score in scores.items()}
    total = sum(every.values())
    return {label: value / total for label, value in every.items()}


def label_of(
    chances: Mapping[Label, float],
    findings: Sequence[Finding],
    thresholds: Mapping[str, float],
    *,
    held: bool = True,
    alone: bool = False,
) -> Label:
    """The label that the chances allow: a bold one only above its threshold, and where the comparisons agree.

    `held` says whether most of the claim stands in the letter, `alone` that the rules of `decide` see no contradiction.
    Where no comparison says that a claim is contradicted, and where a number, date, name or the like of the claim
    stands in none of the sentences, only the model of known letters has a threshold (UNSAID, LACKING).
    """
    outcomes = {finding.outcome for finding in findings}
    lacking = any(f.outcome == "absent" and f.kind in HARD | BEYOND for f in findings)
    enough = thresholds.get(LACKING, 1.0) if lacking else thresholds["supported"]
    if chances["supported"] > enough and "conflict" not in outcomes and held:
        return "supported"
    said = (ALONE if alone else "contradicted") if "conflict" in outcomes else UNSAID
    if chances["contradicted"] > thresholds.get(said, 1.0):
        return "contradicted"
    return "partly_supported" if chances["partly_supported"] >= chances["not_found"] else "not_found"


class Pair(NamedTuple):
    """The embeddings of a claim and of its nearest sentence, shape (dimension,), by which model and of which letter."""

    claim: Vectors
    sentence: Vectors
    embedder: str
    letter: str


class Compared(NamedTuple):
    """What is weighed of a claim: its `features`, its embeddings, and whether `decide` sees a contradiction."""

    numbers: tuple[float, ...]
    pair: Pair
    contradicted: bool


def weighable(reading: Reading) -> bool:
    """Whether the nearest sentence speaks of what the claim speaks of; the models know no other claims."""
    return countable(reading.aligned) and strength(reading.aligned, reading.findings) >= CONFLICT


def weigh(reading: Reading, lexical: Bm25, clauses: Sequence[Cosines], pair: Pair) -> Decision:
    """The label of a claim and the comparisons that speak for it; `pair` embeds it and its nearest sentence."""
    if not weighable(reading):
        return Decision("not_found", ())
    aligned, findings, first = reading
    numbers, model, meaning = features(reading, lexical, clauses), load_weights(), load_joint(MEANING)
    if meaning is not None and meaning.knows(pair.embedder, pair.letter):
        scores, thresholds = meaning.scores(numbers, pair.claim, pair.sentence), meaning.thresholds
        chances = _shares(dict(zip(LABELS, scores.tolist(), strict=True)))
    else:
        chances, thresholds = likely(numbers, model["weights"]), model["thresholds"]
    alone = first.label != "contradicted"
    label = label_of(chances, findings, thresholds, held=whole(aligned), alone=alone)
    telling = {"supported": "equal", "contradicted": "conflict"}.get(label, "absent")
    return Decision(label, tuple(finding for finding in findings if finding.outcome == telling))


@functools.cache
def load_weights() -> dict[str, Any]:
    """The fitted `weights`, by label and feature, and the `thresholds` of the bold labels."""
    raw: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return raw
