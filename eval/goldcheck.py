"""`python -m eval check`: whether a gold file is fit to measure with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from eval.gold import GoldItem, repeated_ids
from eval.sources import Source
from eval.text import holds


def check_gold(items: Sequence[GoldItem], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """A message, with file and line, for each thing wrong with the items as a set.

    `sources` are the letters by id. Checked: unique ids, both languages there and alike, facts
    and evidence where the kind wants them, evidence in its letter, no fact already in its question.
    """
    by_slug: dict[str, list[GoldItem]] = {}
    for item in items:
        by_slug.setdefault(item.slug, []).append(item)
    problems = [
        *repeated_ids(items),
        *chain.from_iterable(_twins(pair) for pair in by_slug.values()),
        *chain.from_iterable(_shape(item) for item in items),
        *chain.from_iterable(_in_letter(item, sources) for item in items),
        *chain.from_iterable(_given_away(item) for item in items),
    ]
    return tuple(sorted(problems, key=_place))


def _place(message: str) -> tuple[str, int]:
    file, line, _ = message.split(":", 2)
    return file, int(line)


def _twins(pair: Sequence[GoldItem]) -> list[str]:
    """The Dutch and the English form of an item ask the same thing."""
    first = pair[0]
    if missing := {"nl", "en"} - {item.lang for item in pair}:
        return [f"{first.place}: {first.slug} is not there in {', '.join(sorted(missing))}"]
    problems = []
    for other in pair[1:]:
        for what in ("kind", "label", "evidence"):
            if getattr(other, what) != getattr(first, what):
                problems.append(f"{other.place}: {what} differs from that of {first.id} ({first.place})")
        if len(other.facts) != len(first.facts):
            problems.append(f"{other.place}: not as many facts as {first.id} ({first.place})")
        if len(other.history) != len(first.history):
            problems.append(f"{other.place}: not as many earlier questions as {first.id} ({first.place})")
    return problems


def _shape(item: GoldItem) -> list[str]:
    """Facts, evidence and history are there exactly where the kind wants them."""
    wants_evidence = item.label != "not_found" if item.is_claim else not item.must_refuse
    problems = []
    if wants_evidence and not item.evidence:
        problems.append(f"{item.place}: {item.id} has no evidence")
    if not wants_evidence and item.evidence:
        problems.append(f"{item.place}: {item.id} must not have evidence")
    if item.must_refuse and item.facts:
        problems.append(f"{item.place}: {item.id} must be refused, so it has no facts")
    if not item.is_claim and not item.must_refuse and not item.facts:
        problems.append(f"{item.place}: {item.id} has no facts")
    if item.kind == "followup" and not item.history:
        problems.append(f"{item.place}: {item.id} is a follow-up without an earlier question")
    return problems


def _in_letter(item: GoldItem, sources: Mapping[str, Source]) -> list[str]:
    problems = []
    for proof in item.evidence:
        source = sources.get(proof.letter)
        if source is None:
            problems.append(f"{item.place}: {item.id} names letter {proof.letter!r}, which is not there")
        elif source.locate(proof.quote) is None:
            problems.append(f"{item.place}: {item.id}: not in {proof.letter}: {proof.quote!r}")
    return problems


def _given_away(item: GoldItem) -> list[str]:
    return [
        f"{item.place}: {item.id}: the fact {wording!r} is already in the question"
        for wording in chain.from_iterable(item.facts)
        if holds(item.text, wording)
    ]
