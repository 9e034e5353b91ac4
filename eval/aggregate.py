"""From scored items to numbers: means with intervals, by language, kind and half."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from eval.claimscores import LABELS, Confusion, confusion, macro_f1
from eval.intervals import Estimate, estimate, resampled
from eval.metrics import BY_NAME, METRICS
from eval.pairs import agreement, gaps
from eval.scores import REFUSING
from eval.scoring import Scored
from rag.types import Answer, Verdict

Group = dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class Summary:
    """All numbers of one system on one gold set."""

    groups: dict[str, Group]
    gap: Group
    curve: tuple[tuple[float, float], ...]
    confusion: Confusion | None
    dead: tuple[str, ...]
    outside: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, rounded to 6 places."""
        return {
            "groups": {name: _plain(group) for name, group in self.groups.items()},
            "gap_nl_minus_en": _plain(self.gap),
            "risk_coverage": [[round(x, 6), round(y, 6)] for x, y in self.curve],
            **({"confusion": self.confusion} if self.confusion else {}),
            "dead_metrics": list(self.dead),
            "halves_apart": list(self.outside),
        }


def summarise(scored: Sequence[Scored]) -> Summary:
    """All numbers of one system."""
    groups = {name: _group(members) for name, members in _groups(scored).items() if members}
    answers = [s for s in scored if isinstance(s.outcome.result, Answer)]
    labels = _labels(scored)
    return Summary(
        groups=groups,
        gap=gaps(scored),
        curve=risk_coverage(answers),
        confusion=confusion(labels) if labels else None,
        dead=dead_metrics(scored),
        outside=halves_apart(groups),
    )


def _groups(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    """The items by group: all, each language, kind and half, and the languages within each half."""
    tests: dict[str, Callable[[Scored], bool]] = {"all": lambda s: True}
    for lang in ("nl", "en"):
        tests[lang] = lambda s, lang=lang: s.item.lang == lang  # type: ignore[misc]
    for half in ("tuning", "test"):
        tests[half] = lambda s, half=half: s.item.half == half  # type: ignore[misc]
        for lang in ("nl", "en"):
            tests[f"{half} {lang}"] = lambda s, h=half, g=lang: (s.item.half, s.item.lang) == (h, g)  # type: ignore[misc]
    for kind in dict.fromkeys(s.item.kind for s in scored):
        tests[f"kind {kind}"] = lambda s, kind=kind: s.item.kind == kind  # type: ignore[misc]
        for lang in ("nl", "en"):
            tests[f"kind {kind} {lang}"] = lambda s, k=kind, g=lang: (s.item.kind, s.item.lang) == (k, g)  # type: ignore[misc]
    return {name: [s for s in scored if test(s)] for name, test in tests.items()}


def _group(scored: Sequence[Scored]) -> Group:
    group: Group = {}
    pair_values = agreement(scored)
    for metric in METRICS:
        values = [(s.scores[metric.name], s.item.slug) for s in scored if metric.name in s.scores]
        values += pair_values.get(metric.name, [])
        found = estimate([v for v, _ in values], [slug for _, slug in values], share=metric.share)
        if found is not None:
            group[metric.name] = found
    for name, found in (("macro_f1", _macro_f1(scored)), ("aurc", _aurc(scored))):
        if found is not None:
            group[name] = found
    return group


def _labels(scored: Sequence[Scored]) -> list[tuple[str, str]]:
    return [(str(s.item.label), s.outcome.result.label) for s in scored if isinstance(s.outcome.result, Verdict)]


def _macro_f1(scored: Sequence[Scored]) -> Estimate | None:
    pairs = _labels(scored)
    mean = macro_f1(confusion(pairs)) if pairs else None
    if mean is None:
        return None
    slugs = [s.item.slug for s in scored if isinstance(s.outcome.result, Verdict)]
    right = np.array([LABELS.index(a) for a, _ in pairs])
    given = np.array([LABELS.index(b) for _, b in pairs])

    def drawn(weights: np.ndarray) -> np.ndarray:
        f1s = []
        for label in sorted(set(right.tolist())):
            both = (weights * ((right == label) & (given == label))).sum(axis=1)
            either = (weights * (right == label)).sum(axis=1) + (weights * (given == label)).sum(axis=1)
            with np.errstate(invalid="ignore", divide="ignore"):
                f1s.append(2 * both / either)
        return np.asarray(np.nanmean(np.array(f1s), axis=0))

    low, high = resampled(slugs, drawn) or (mean, mean)
    return Estimate(mean, low, high, len(pairs), len(set(slugs)))


def confidence(answer: Answer) -> float:
    """How sure the system is: what its receipt says, else the score of its best hit."""
    said = answer.receipt.get("confidence")
    if isinstance(said, int | float) and not isinstance(said, bool):
        return float(said)
    return answer.hits[0].score if answer.hits else 0.0


def risk_coverage(scored: Sequence[Scored]) -> tuple[tuple[float, float], ...]:
    """Share answered and share wrong among those, as the cut-off of confidence falls.

    Only questions that the system answered are on the curve, surest first: it ends where the
    system itself stops. Ties of confidence move together.
    """
    answered = _by_confidence(scored)
    points = []
    wrong = 0
    for place, (sure, is_wrong, _) in enumerate(answered, start=1):
        wrong += is_wrong
        if place == len(answered) or answered[place][0] != sure:
            points.append((place / len(scored), wrong / place))
    return tuple(points)


def _by_confidence(scored: Sequence[Scored]) -> list[tuple[float, bool, str]]:
    """Confidence, whether it is wrong, and slug of each answer that is not a refusal, surest first."""
    answers = [(s, s.outcome.result) for s in scored if isinstance(s.outcome.result, Answer)]
    kept = [(confidence(a), _is_wrong(s), s.item.slug) for s, a in answers if a.status not in REFUSING]
    return sorted(kept, key=lambda pair: -pair[0])


def _is_wrong(scored: Scored) -> bool:
    """An answer misleads where it had to be refused or lacks a fact."""
    return scored.item.must_refuse or scored.scores.get("facts_found", 1.0) < 1


def _aurc(scored: Sequence[Scored]) -> Estimate | None:
    """Mean risk over the cut-offs of confidence, up to where the system itself stops answering."""
    answered = _by_confidence(scored)
    if not answered:
        return None
    wrong = np.array([is_wrong for _, is_wrong, _ in answered], dtype=np.float64)
    slugs = [slug for _, _, slug in answered]

    def drawn(weights: np.ndarray) -> np.ndarray:
        with np.errstate(invalid="ignore", divide="ignore"):
            risk = np.nan_to_num(np.cumsum(weights * wrong, axis=1) / np.cumsum(weights, axis=1))
            return np.asarray((weights * risk).sum(axis=1) / weights.sum(axis=1))

    mean = float(drawn(np.ones((1, len(answered))))[0])
    low, high = resampled(slugs, drawn) or (mean, mean)
    return Estimate(mean, low, high, len(answered), len(set(slugs)))


def dead_metrics(scored: Sequence[Scored]) -> tuple[str, ...]:
    """Metrics that no item has, or that are 0 on all, or 1 on all, each with which of the three."""
    told = []
    pair_values = agreement(scored)
    for metric in METRICS:
        if metric.name in ("macro_f1", "aurc"):
            continue
        values = {s.scores[metric.name] for s in scored if metric.name in s.scores}
        values |= {value for value, _ in pair_values.get(metric.name, [])}
        if not values:
            told.append(f"{metric.name}: on no item")
        elif values in ({0.0}, {1.0}):
            told.append(f"{metric.name}: {values.pop():g} on every item")
    return tuple(told)


def halves_apart(groups: dict[str, Group]) -> tuple[str, ...]:
    """Metrics whose mean on one half is outside the interval of the other half."""
    tuning, test = groups.get("tuning", {}), groups.get("test", {})
    return tuple(
        name
        for name in BY_NAME
        if name in tuning and name in test and name != "aurc"
        and not (
            test[name].low <= tuning[name].mean <= test[name].high
            and tuning[name].low <= test[name].mean <= tuning[name].high
        )
    )  # fmt: skip


def _plain(group: Group) -> dict[str, Any]:
    return {
        name: {key: round(value, 6) if isinstance(value, float) else value for key, value in asdict(e).items()}
        for name, e in group.items()
    }
