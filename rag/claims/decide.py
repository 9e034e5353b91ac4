"""Which sentence a claim is held against: by a first label for each reading, from rules over the comparisons.

Precision before recall: what is not certain is partly supported or not found. The label that is shown is
`rag.claims.weigh`'s, from the comparisons of the reading that counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rag.claims.align import Aligned
from rag.claims.findings import HARD, Finding
from rag.types import Label
from rag.words import tokens

# Chosen on the tuning half of eval/gold/claims.jsonl. Strength is the share of the claim's words in the
# nearest sentences, and its cosine with the best of them above what any two sentences of letters have.
_GROUND = 0.85
_SLOPE = 8.0
CONFLICT = 0.65
NAMES = 0.85  # share of the other words where one name stands instead of another
ROLES = 0.95  # who does what is compared without a grammar: only where nearly all words stand there
SUPPORT = 0.9
SEVERAL = 1.2  # the same where several words stand nowhere: what they say may be more than the letter does
_SEVERAL = 2
PART = 1.0
_EQUAL = 0.1  # each number, date or reference that agrees, two at most
_LEAST_SHARE = 0.6
_ROW = 3
_FULL = 0.9  # share of the words that a sentence further off must hold to count instead of the nearest
_FULL_CONFLICT = 0.7
_NEAR = 0.04  # cosine that such a sentence may lie behind the nearest
# Words that begin another part of a claim.
_JOINING = frozenset("en and maar but terwijl while waarbij waarna waarvan waaronder which who die".split())
_LEAST_WORDS = 3  # a name alone claims nothing


@dataclass(frozen=True, slots=True)
class Decision:
    """The label, and the findings that decided it."""

    label: Label
    findings: tuple[Finding, ...]


class Reading(NamedTuple):
    """A claim held against one sentence and those that add to it."""

    aligned: Aligned
    findings: tuple[Finding, ...]
    decision: Decision


def choose(readings: Sequence[Reading]) -> Reading:
    """The reading that counts, of those of one claim, the nearest first.

    Another sentence counts instead of the nearest where it says all that the claim says, or where
    it has as many of the claim's words and says something else: then the claim is not supported.
    """
    first = readings[0]
    held = first.aligned.own_share
    for other in readings[1:]:
        share, label = other.aligned.own_share, other.decision.label
        if label in ("supported", "partly_supported") and _counts_elsewhere(first, other):
            return other
        if label == "supported" and first.decision.label == "not_found" and share >= max(held, _FULL):
            return other
        near = other.aligned.cosine >= first.aligned.cosine - _NEAR
        if _counts_elsewhere(other, first):  # it counts something else
            continue
        if label == "contradicted" != first.decision.label and near and share >= max(held, _FULL_CONFLICT):
            return other
        if first.decision.label != "contradicted" and _denies_missing(first, other):
            return other
    return first


def may_count(first: Reading, other: Aligned) -> bool:
    """Whether `choose` could take another sentence than the nearest: else it need not be compared."""
    conflict = any(finding.outcome == "conflict" for finding in first.findings)
    missing = {word.folded for word in first.aligned.missing}
    adds = any(word.folded in missing for word, held in zip(other.said, other.own, strict=True) if held)
    return conflict or adds or other.own_share >= first.aligned.own_share


def _counts_elsewhere(first: Reading, other: Reading) -> bool:
    """Whether the numbers or dates that the first sentence has otherwise stand in another one as the claim has them."""
    apart = {finding.ours for finding in first.findings if finding.outcome == "conflict"}
    counted = all(f.kind in ("number", "date") for f in first.findings if f.outcome == "conflict")
    return bool(apart) and counted and any(f.outcome == "equal" and _in_one(f.ours, apart) for f in other.findings)


def _denies_missing(first: Reading, other: Reading) -> bool:
    """Whether another sentence denies or excepts a word that the first one does not have."""
    missing = {word.folded for word in first.aligned.missing}
    denied = (f.ours for f in other.findings if f.outcome == "conflict" and f.kind in ("exception", "negation"))
    return any(missing.intersection(tokens(text)) for text in denied)


def _in_one(text: str, wider: set[str]) -> bool:
    return any(text in item for item in wider)


def strength(aligned: Aligned, findings: Sequence[Finding]) -> float:
    """How surely the nearest sentences speak of what the claim speaks of; about 0 to 2."""
    equal = sum(finding.outcome == "equal" for finding in findings)
    return aligned.near_share + _SLOPE * (aligned.cosine - _GROUND) + _EQUAL * min(equal, 2)


def _one_name(aligned: Aligned, conflicts: Sequence[Finding]) -> bool:
    """Whether one name is what differs: with another figure too, or other words, it is something else that is told."""
    figures = any(f.kind in ("number", "date") for f in conflicts)
    return not figures and aligned.rest_share([f.ours for f in conflicts]) >= NAMES


def _in_a_part(text: str, aligned: Aligned) -> bool:
    """Whether what is told nowhere stands in a part of its own, so that the claim says something without it.

    "The EU condemned it and froze 50 million": a part is held. "50 soldiers guard it": nothing is.
    """
    said, own = aligned.said, set(tokens(text))
    at = next((place for place, word in enumerate(said) if own & {word.folded}), 0)
    borders = [
        place
        for place, word in enumerate(said)
        if word.folded in _JOINING or (place and said[place - 1].clause != word.clause)
    ]
    rests = [said[:border] if border <= at else said[border:] for border in borders]
    return any(sum(word.carries for word in rest) >= _LEAST_WORDS for rest in rests)


def countable(aligned: Aligned) -> bool:
    """Whether a claim says enough to be held against anything; a word said again says no more, nor do names alone."""
    carrying = [word for word in aligned.said if word.carries or word.numeric]
    return len({word.folded for word in carrying}) >= _LEAST_WORDS and not all(word.capital for word in carrying)


def whole(aligned: Aligned) -> bool:
    """Whether most of a claim stands there, and no part of it is missing as a whole."""
    return aligned.share >= _LEAST_SHARE and aligned.row < _ROW


def decide(aligned: Aligned, findings: Sequence[Finding]) -> Decision:
    """The label of a claim from its alignment and every comparison."""
    if not countable(aligned):
        return Decision("not_found", ())
    sure = strength(aligned, findings)
    conflicts = tuple(f for f in findings if f.outcome == "conflict")
    absent = tuple(f for f in findings if f.outcome == "absent" and f.kind in HARD)
    doubts = tuple(f for f in findings if f.outcome == "absent" and f not in absent)
    equal = tuple(f for f in findings if f.outcome == "equal")
    if all(f.kind == "role" for f in conflicts) and (sure < ROLES or aligned.near_share < NAMES):
        conflicts = ()
    uncounted = any(f.kind == "number" for f in absent)
    if uncounted:  # "... and froze fifty million": what is refused is told nowhere
        conflicts = tuple(f for f in conflicts if f.kind != "negation")
    if any(f.kind == "name" for f in conflicts) and (uncounted or not _one_name(aligned, conflicts)):
        return Decision("not_found", ())
    if conflicts and sure >= CONFLICT and not any(f.kind == "name" for f in absent):
        return Decision("contradicted", conflicts)
    if conflicts:
        return Decision("not_found", ())
    enough = SUPPORT if len(aligned.missing) < _SEVERAL else SEVERAL
    if not absent and whole(aligned) and sure >= enough and not doubts:
        return Decision("supported", equal)
    if sure >= PART and aligned.near_share >= 0.5 and (not absent or any(_in_a_part(f.ours, aligned) for f in absent)):
        return Decision("partly_supported", absent or doubts)
    return Decision("not_found", absent)
