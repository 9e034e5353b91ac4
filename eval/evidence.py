"""Does this show the evidence? For citations and for hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from eval.gold import Proof
from eval.sources import Source, Span
from eval.text import normalise
from rag.types import Citation

_HALF = 0.5


def cites(citation: Citation, proof: Proof, sources: Mapping[str, Source]) -> bool:
    """Whether a citation shows the evidence.

    Its quote holds the evidence, or is a part of it with at least half of its words, or it covers
    at least half of the place in the letter where the evidence stands.
    """
    if citation.letter != proof.letter:
        return False
    quote, wanted = _plain(citation.quote), _plain(proof.quote)
    if wanted in quote:
        return True
    if quote in wanted and len(quote.split()) >= _HALF * len(wanted.split()):
        return True
    return covers((citation.letter, citation.start, citation.end), proof, sources)


def covers(span: Span, proof: Proof, sources: Mapping[str, Source]) -> bool:
    """Whether a stretch of a letter covers at least half of the place of the evidence."""
    letter, start, end = span
    place = _place(proof, sources)
    if letter != proof.letter or place is None:
        return False
    shared = min(end, place[1]) - max(start, place[0])
    return shared >= _HALF * (place[1] - place[0])


def evidence_share(
    citations: Sequence[Citation], proofs: Sequence[Proof], sources: Mapping[str, Source]
) -> float | None:
    """Share of the cited characters that are evidence; None where nothing is cited."""
    cited = {(c.letter, place) for c in citations for place in _within(c, sources)}
    wanted: set[tuple[str, int]] = set()
    for proof in proofs:
        if place := _place(proof, sources):
            wanted.update((proof.letter, position) for position in range(*place))
    return len(cited & wanted) / len(cited) if cited else None


def recall_at(spans: Sequence[Span], proofs: Sequence[Proof], sources: Mapping[str, Source], k: int) -> float:
    """Share of the evidence that the first `k` hits cover. There is at least one piece of evidence."""
    return sum(any(covers(span, proof, sources) for span in spans[:k]) for proof in proofs) / len(proofs)


def ranked(
    spans: Sequence[Span], proofs: Sequence[Proof], sources: Mapping[str, Source]
) -> tuple[dict[str, int], dict[str, float]]:
    """The hits as judgements and a run, as ir-measures takes them.

    A hit is worth the pieces of evidence that it covers and no earlier hit did; evidence that no
    hit covers counts as a document that was not found.
    """
    worth: dict[str, int] = {}
    run: dict[str, float] = {}
    left = list(proofs)
    for rank, span in enumerate(spans):
        found = [proof for proof in left if covers(span, proof, sources)]
        left = [proof for proof in left if proof not in found]
        run[f"hit-{rank}"] = -float(rank)
        if found:
            worth[f"hit-{rank}"] = len(found)
    worth.update({f"missed-{place}": 1 for place in range(len(left))})
    return worth, run


def first_rank(spans: Sequence[Span], proofs: Sequence[Proof], sources: Mapping[str, Source]) -> int | None:
    """Rank, from 1, of the first hit that covers some evidence; None where none does."""
    for rank, span in enumerate(spans, start=1):
        if any(covers(span, proof, sources) for proof in proofs):
            return rank
    return None


def _within(citation: Citation, sources: Mapping[str, Source]) -> range:
    source = sources.get(citation.letter)
    return range(max(0, citation.start), min(citation.end, len(source.text))) if source else range(0)


def _place(proof: Proof, sources: Mapping[str, Source]) -> tuple[int, int] | None:
    source = sources.get(proof.letter)
    return source.locate(proof.quote) if source else None


@cache
def _plain(text: str) -> str:
    return normalise(text)
