"""From comparisons to a label. Precision before recall: what is not certain is partly supported or not found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.claims.align import Aligned
from rag.claims.findings import Finding
from rag.types import Label

# Chosen on the tuning half of eval/gold/claims.jsonl. Strength is the share of the claim's words in the
# nearest sentences, and its cosine with the best of them above what any two sentences of letters have.
_GROUND = 0.85
_SLOPE = 8.0
CONFLICT = 0.65
ROLES = 0.95  # who does what is compared without a grammar: only where nearly all words stand there
SUPPORT = 0.9
PART = 1.1
_EQUAL = 0.1  # each number, date or reference that agrees, two at most
_LEAST_SHARE = 0.6
_ROW = 3
_LEAST_WORDS = 3  # a name alone claims nothing


@dataclass(frozen=True, slots=True)
class Decision:
    """The label, and the findings that decided it."""

    label: Label
    findings: tuple[Finding, ...]


def strength(aligned: Aligned, findings: Sequence[Finding]) -> float:
    """How surely the nearest sentences speak of what the claim speaks of; about 0 to 2."""
    equal = sum(finding.outcome == "equal" for finding in findings)
    return aligned.near_share + _SLOPE * (aligned.cosine - _GROUND) + _EQUAL * min(equal, 2)


def decide(aligned: Aligned, findings: Sequence[Finding]) -> Decision:
    """The label of a claim from its alignment and every comparison."""
    if sum(word.carries or word.numeric for word in aligned.said) < _LEAST_WORDS:
        return Decision("not_found", ())
    sure = strength(aligned, findings)
    conflicts = tuple(f for f in findings if f.outcome == "conflict")
    absent = tuple(f for f in findings if f.outcome == "absent" and f.kind in ("number", "date", "name", "reference"))
    doubts = tuple(f for f in findings if f.outcome == "absent" and f not in absent)
    equal = tuple(f for f in findings if f.outcome == "equal")
    if all(f.kind == "role" for f in conflicts) and sure < ROLES:
        conflicts = ()
    if conflicts and sure >= CONFLICT and not any(f.kind == "name" for f in absent):
        return Decision("contradicted", conflicts)
    if conflicts:
        return Decision("not_found", ())
    whole = aligned.share >= _LEAST_SHARE and aligned.row < _ROW
    if not absent and whole and sure >= SUPPORT and not doubts:
        return Decision("supported", equal)
    if sure >= PART and aligned.near_share >= 0.5:
        return Decision("partly_supported", absent or doubts)
    return Decision("not_found", absent)
