"""From outcomes to scored items: every score, what went wrong in words, and whether the item is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.claimscores import score_verdict
from eval.evidence import first_rank, ranked
from eval.gold import GoldItem
from eval.scores import REFUSING, Outcome, Scores, is_valid, score_answer
from eval.sources import Source
from eval.text import holds, normalise
from rag.types import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Scored:
    """A gold item, what came of it, its scores, what is wrong with it, and the rank of its evidence."""

    item: GoldItem
    outcome: Outcome
    scores: Scores
    problems: tuple[str, ...]
    rank: int | None

    @property
    def passed(self) -> bool:
        return not self.problems


def score_all(
    items: Sequence[GoldItem], outcomes: Mapping[str, Outcome], sources: Mapping[str, Source]
) -> tuple[Scored, ...]:
    """Score the items that have an outcome (by id), in the order of the gold."""
    there = [item for item in items if item.id in outcomes]
    ranking = _ranking_scores(there, outcomes, sources)
    unspoken = languageless(items)
    scored = []
    for item in there:
        outcome = outcomes[item.id]
        score = score_verdict if isinstance(outcome.result, Verdict) else score_answer
        scores = score(item, outcome, sources) | ranking.get(item.id, {})
        if item.slug in unspoken:
            del scores["language"]
        problems = problems_of(item, outcome, sources, scores)
        scores["passed"] = float(not problems)
        rank = first_rank(outcome.spans, item.evidence, sources) if item.evidence else None
        scored.append(Scored(item, outcome, scores, problems, rank))
    return tuple(scored)


def languageless(items: Sequence[GoldItem]) -> frozenset[str]:
    """Slugs of items that ask the same words in both languages ('IIIM?'): no answer is in the wrong one."""
    asked: dict[str, list[tuple[str, ...]]] = {}
    for item in items:
        asked.setdefault(item.slug, []).append((normalise(item.text), *map(normalise, item.history)))
    return frozenset(slug for slug, texts in asked.items() if len(texts) == 2 and texts[0] == texts[1])


def problems_of(item: GoldItem, outcome: Outcome, sources: Mapping[str, Source], scores: Scores) -> tuple[str, ...]:
    """What is wrong with the outcome of an item, in words for a person; nothing when it is right."""
    result = outcome.result
    if isinstance(result, Verdict):
        citations = (*result.for_, *result.against)
        found = [] if scores["label"] else [f"said {result.label}, should be {item.label}"]
    else:
        citations = result.citations
        found = _wrong_answer(item, result, scores)
    if not scores.get("language", 1.0):
        found.append(f"not in the language of the question ({item.lang})")
    found += [f"quote [{c.number}] is not in {c.letter}" for c in citations if not is_valid(c, sources)]
    return tuple(found)


def _wrong_answer(item: GoldItem, answer: Answer, scores: Scores) -> list[str]:
    refused = answer.status in REFUSING
    if item.must_refuse:
        return [] if refused else ["answered, should be refused"]
    if refused:
        return [f"refused ({answer.status}), should be answered"]
    told = (answer.text, *(statement.text for statement in answer.statements))
    found = [
        f"lacks {' / '.join(group[:3])}"
        for group in item.facts
        if not any(holds(text, wording) for text in told for wording in group)
    ]
    if item.evidence and not scores["citation_recall"]:
        found.append("cites none of the evidence")
    return found


def _ranking_scores(
    items: Sequence[GoldItem], outcomes: Mapping[str, Outcome], sources: Mapping[str, Source]
) -> dict[str, Scores]:
    """MRR and nDCG of the evidence among the hits, by item; items without evidence are absent."""
    judged: dict[str, dict[str, int]] = {}
    runs: dict[str, dict[str, float]] = {}
    for item in items:
        outcome = outcomes[item.id]
        if item.evidence and isinstance(outcome.result, Answer):
            judged[item.id], runs[item.id] = ranked(outcome.spans, item.evidence, sources)
    if not judged:
        return {}
    import ir_measures

    names = {str(ir_measures.RR): "mrr", str(ir_measures.nDCG @ 10): "ndcg@10"}
    # An item without any hit is left out of the run by the library, and counts as 0.
    scores: dict[str, Scores] = {name: dict.fromkeys(names.values(), 0.0) for name in judged}
    for value in ir_measures.iter_calc([ir_measures.RR, ir_measures.nDCG @ 10], judged, runs):
        scores[value.query_id][names[str(value.measure)]] = float(value.value)
    return scores
