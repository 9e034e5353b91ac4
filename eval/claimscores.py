"""The scores of one verdict, and of the labels as a set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from eval.evidence import cites
from eval.gold import GoldItem
from eval.scores import Outcome, Scores, language_right, quote_validity
from eval.sources import Source
from rag.types import Citation, Label, Verdict

LABELS: tuple[Label, ...] = get_args(Label)
Confusion = dict[str, dict[str, int]]  # right label -> given label -> count


def score_verdict(item: GoldItem, outcome: Outcome, sources: Mapping[str, Source]) -> Scores:
    """All scores of one verdict but `passed`. `outcome.result` is a Verdict."""
    verdict = outcome.result
    assert isinstance(verdict, Verdict)  # noqa: S101 - answers go to score_answer
    citations = (*verdict.for_, *verdict.against)
    scores: dict[str, float | None] = {
        "label": float(verdict.label == item.label),
        "not_false_support": None if item.label == "supported" else float(verdict.label != "supported"),
        "not_false_denial": float(verdict.label != "contradicted") if item.label == "supported" else None,
        "language": language_right(item, verdict.language, verdict.reason),
        "quote_validity": quote_validity(citations, sources),
        "claim_evidence": _on_its_side(item, verdict, sources),
    }
    return {name: value for name, value in scores.items() if value is not None}


def _on_its_side(item: GoldItem, verdict: Verdict, sources: Mapping[str, Source]) -> float | None:
    """Share of the evidence cited for a supported claim, against a contradicted one, either if partly."""
    if not item.evidence:
        return None
    sides: dict[str, Sequence[Citation]] = {"supported": verdict.for_, "contradicted": verdict.against}
    side = sides.get(str(item.label), (*verdict.for_, *verdict.against))
    return sum(any(cites(c, p, sources) for c in side) for p in item.evidence) / len(item.evidence)


def confusion(pairs: Sequence[tuple[str, str]]) -> Confusion:
    """Counts of (right label, given label), in the order of LABELS, with zeros."""
    return {right: {given: pairs.count((right, given)) for given in LABELS} for right in LABELS}


def macro_f1(table: Confusion) -> float | None:
    """Mean F1 of the labels that occur in the gold; None where there are no claims."""
    f1s = []
    for label in LABELS:
        right = sum(table[label].values())
        given = sum(row[label] for row in table.values())
        if right:
            f1s.append(2 * table[label][label] / (right + given))
    return sum(f1s) / len(f1s) if f1s else None
