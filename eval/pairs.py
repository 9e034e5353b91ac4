"""The same question in Dutch and in English: whether the outcomes agree, and how the languages compare."""

from __future__ import annotations

from collections.abc import Sequence

from eval.intervals import Estimate, paired
from eval.metrics import METRICS
from eval.scores import REFUSING
from eval.scoring import Scored
from eval.text import numbers
from rag.types import Answer

Valued = list[tuple[float, str]]  # value, slug


def twins(scored: Sequence[Scored]) -> tuple[tuple[Scored, Scored], ...]:
    """The items that are there in both languages, as (Dutch, English)."""
    by_slug: dict[str, dict[str, Scored]] = {}
    for s in scored:
        by_slug.setdefault(s.item.slug, {})[s.item.lang] = s
    return tuple((pair["nl"], pair["en"]) for pair in by_slug.values() if len(pair) == 2)


def agreement(scored: Sequence[Scored]) -> dict[str, Valued]:
    """For each pair of questions, 1 or 0: same outcome; and, both answered: same letters, same numbers."""
    found: dict[str, Valued] = {"agree_status": [], "agree_letters": [], "agree_numbers": []}
    for dutch, english in twins(scored):
        nl, en = dutch.outcome.result, english.outcome.result
        if not isinstance(nl, Answer) or not isinstance(en, Answer):
            continue
        slug = dutch.item.slug
        refused = [answer.status in REFUSING for answer in (nl, en)]
        found["agree_status"].append((float(refused[0] == refused[1]), slug))
        if not any(refused):
            found["agree_letters"].append((float(_letters(nl) == _letters(en)), slug))
            found["agree_numbers"].append((float(_numbers(nl) == _numbers(en)), slug))
    return {name: values for name, values in found.items() if values}


def gaps(scored: Sequence[Scored]) -> dict[str, Estimate]:
    """For each metric, Dutch minus English over the pairs that have it in both, with its interval."""
    pairs = twins(scored)
    found: dict[str, Estimate] = {}
    for metric in METRICS:
        both = [(a, b) for a, b in pairs if metric.name in a.scores and metric.name in b.scores]
        gap = paired(
            [b.scores[metric.name] for _, b in both],
            [a.scores[metric.name] for a, _ in both],
            [a.item.slug for a, _ in both],
        )
        if gap is not None:
            found[metric.name] = gap
    return found


def _letters(answer: Answer) -> frozenset[str]:
    return frozenset(citation.letter for citation in answer.citations)


def _numbers(answer: Answer) -> frozenset[str]:
    return numbers(" ".join(statement.text for statement in answer.statements) or answer.text)
