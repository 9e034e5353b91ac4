"""An article with a verdict for each of its claims."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from rag.claims.split import PassedOver
from rag.contract import verdict_json
from rag.types import Label, Verdict

LABELS: tuple[Label, ...] = ("supported", "contradicted", "partly_supported", "not_found")
MOST_CLAIMS = 500


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """The verdicts in the order of the article; `searched` are the letters and the period.

    `left_out` counts claims beyond MOST_CLAIMS.
    """

    verdicts: tuple[Verdict, ...]
    passed_over: tuple[PassedOver, ...]
    searched: dict[str, Any]
    left_out: int
    seconds: float

    @property
    def counts(self) -> dict[Label, int]:
        """How many claims have each label."""
        found = Counter(verdict.label for verdict in self.verdicts)
        return {label: found[label] for label in LABELS}


def report_json(report: ArticleReport) -> dict[str, Any]:
    """The report as plain dictionaries and lists."""
    return {
        "verdicts": [verdict_json(verdict) for verdict in report.verdicts],
        "counts": report.counts,
        "passed_over": [{"text": item.text, "why": item.why} for item in report.passed_over],
        "left_out": report.left_out,
        "searched": report.searched,
        "seconds": round(report.seconds, 4),
    }
