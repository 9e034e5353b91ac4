"""How likely each label is, by a small linear model over the comparisons of a claim with its sentences.

One comparison seldom decides: a word that stands nowhere is a paraphrase beside a near sentence and something new
beside a far one. `python -m eval tune claims` fits what each is worth, on `eval/gold/tuning` alone, and writes
rag/data/claim_weights.json; nothing in that file knows a letter or a claim. No chance of it undoes this: a claim is
supported only where no comparison speaks against it and most of its words stand in the letter, and contradicted only
where a comparison says so. Of the letters that the model of rag/data/meaning.npz (`rag.joint`) was fitted on, that
model decides instead, by the embeddings and the wording too, and may say more (`label_of`).
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
from rag.claims.phrases import phrases
from rag.embedding import Vectors
from rag.joint import MEANING, load_joint
from rag.lexical import Bm25
from rag.polarity import negations
from rag.types import Label

WEIGHTS = Path(__file__).parent.parent / "data" / "claim_weights.json"
LABELS: tuple[Label, ...] = get_args(Label)
BOLD = "bold"  # the threshold of both bold labels
WORDED: frozenset[Kind] = frozenset(("name", "open"))  # what a letter may say in other words, and a model may know
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
    enough: float,
    *,
    held: bool = True,
    known: bool = False,
) -> Label:
    """The label that the chances allow: a bold one only where it is more likely than `enough` and may be said.

    Nothing is supported of which most does not stand there (`held`), which a comparison contradicts, or of which one
    misses a number, a date or another fact, and nothing is contradicted without a conflict. Of a letter that is `known`
    to the model a name may be missing, which it may know by another, or that it is so (WORDED), and no comparison need
    say what is contradicted.
    """
    conflict = any(finding.outcome == "conflict" for finding in findings)
    facts = (HARD | BEYOND) - WORDED if known else HARD | BEYOND
    lacking = any(f.outcome == "absent" and f.kind in facts for f in findings)
    if chances["supported"] > enough and held and not (conflict or lacking):
        return "supported"
    if chances["contradicted"] > enough and (known or conflict):
        return "contradicted"
    return "partly_supported" if chances["partly_supported"] >= chances["not_found"] else "not_found"


class Pair(NamedTuple):
    """The embeddings of a claim and of its nearest sentence, shape (dimension,), by which model and of which letter."""

    claim: Vectors
    sentence: Vectors
    embedder: str
    letter: str


class Compared(NamedTuple):
    """What is weighed of a claim: its `features`, embeddings and wording.

    `held` is what `stands` says of it, `near` whether the model of letters that are not known weighs it too.
    """

    numbers: tuple[float, ...]
    pair: Pair
    phrases: tuple[int, ...]
    held: bool
    near: bool


def near(reading: Reading) -> bool:
    """Whether the nearest sentence speaks of what the claim speaks of, as far as words and a cosine tell.

    What a claim far from all sentences is about, only a model that knows the letter can say.
    """
    return strength(reading.aligned, reading.findings) >= CONFLICT


def stands(reading: Reading) -> bool:
    """Whether most of a claim stands in a letter: without that, what any paper may say of anything is supported."""
    return near(reading) and whole(reading.aligned)


def weigh(reading: Reading, lexical: Bm25, clauses: Sequence[Cosines], pair: Pair) -> Decision:
    """The label of a claim and the comparisons that speak for it; `pair` embeds it and its nearest sentence."""
    aligned, findings, _ = reading
    model, meaning = load_weights(), load_joint(MEANING)
    known = meaning is not None and meaning.knows(pair.embedder, pair.letter)
    if not countable(aligned) or not (known or near(reading)):
        return Decision("not_found", ())
    numbers = features(reading, lexical, clauses)
    if meaning is not None and known:
        scores = meaning.scores(numbers, pair.claim, pair.sentence, phrases(aligned.said))
        chances, enough = _shares(dict(zip(LABELS, scores.tolist(), strict=True))), meaning.thresholds[BOLD]
    else:
        chances, enough = likely(numbers, model["weights"]), model["thresholds"][BOLD]
    label = label_of(chances, findings, enough, held=stands(reading), known=known)
    telling = {"supported": "equal", "contradicted": "conflict"}.get(label, "absent")
    return Decision(label, tuple(finding for finding in findings if finding.outcome == telling))


@functools.cache
def load_weights() -> dict[str, Any]:
    """The fitted `weights`, by label and feature, and the threshold of the bold labels in `thresholds`."""
    raw: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return raw
