"""One claim against the letters: retrieve, align, compare, decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rag.cite import cite
from rag.claims.align import Aligned, alignments
from rag.claims.clauses import Cosines
from rag.claims.compare import compare
from rag.claims.decide import Decision, Reading, choose, countable, decide, may_count, strength
from rag.claims.findings import Finding
from rag.claims.order import misplaced
from rag.claims.phrases import phrases
from rag.claims.placing import load_placer, reordered
from rag.claims.plain import plain
from rag.claims.reasons import empty, reason, signed_reason
from rag.claims.signers import Signing, signing
from rag.claims.weigh import Compared, Pair, features, near, stands, weigh
from rag.embedding import Vectors
from rag.grounds import Source, sources_of
from rag.library import Library
from rag.matching import Matcher
from rag.question import Question, analyse
from rag.receipt import receipt
from rag.retrieve import Retrieved, asks, retrieve, rows_of
from rag.settings import Settings
from rag.types import Citation, DraftStatement, Evidence, Label, Language, SentenceRef, Verdict
from rag.words import content

_PASSAGES = 10
_SENTENCES = 10  # nearest by cosine; with all of the best passages, whose sentences lean on each other
_WHOLE = 2
_READINGS = 3  # sentences that a claim is compared with, each on its own


def check(claim: str, language: Language, vectors: Vectors | None, library: Library, settings: Settings) -> Verdict:
    """The verdict on one claim, without its `seconds`; `vectors` embed its `clauses.parts`, None for an empty claim."""
    if vectors is None or not content(claim, language):
        return _verdict(claim, language, "not_found", empty(language), (), (), (), 0.0, library, settings)
    question = analyse(claim, language, library.letters)
    if (signed := signing(question, library)) is not None:
        return _signed(question, signed, library, settings)
    found, reading = _held(question, vectors[0], library, load_placer(library.manifest.model))
    if reading is None:
        text = reason("not_found", (), language)
        return _verdict(claim, language, "not_found", text, (), (), found.evidence, 0.0, library, settings)
    aligned, findings, _ = reading
    clauses = _clauses(found, language, vectors, library)
    decision = weigh(reading, library.lexical(language), clauses, _pair(reading, vectors[0], found, library))
    text = reason(
        decision.label,
        decision.findings,
        language,
        [word.text for word in aligned.missing],
        (aligned.best.item.letter.reference, aligned.best.shown(language) or aligned.best.dutch),
    )
    for_, against = _sides(decision, aligned)
    sure = strength(aligned, findings)
    return _verdict(claim, language, decision.label, text, for_, against, found.evidence, sure, library, settings)


def compared(
    claim: str, language: Language, vectors: Vectors, library: Library, placer: Matcher | None
) -> Compared | None:
    """What `rag.claims.weigh` weighs of a claim whose sentence `placer` helps to find; None for nothing to weigh."""
    question = analyse(claim, language, library.letters)
    if not content(claim, language) or signing(question, library) is not None:
        return None
    found, reading = _held(question, vectors[0], library, placer)
    if reading is None or not countable(reading.aligned):
        return None
    numbers = features(reading, library.lexical(language), _clauses(found, language, vectors, library))
    pair = _pair(reading, vectors[0], found, library)
    return Compared(numbers, pair, phrases(reading.aligned.said), stands(reading), near(reading))


def _pair(reading: Reading, vector: Vectors, found: Retrieved, library: Library) -> Pair:
    """The embedding of a claim and that of its nearest sentence."""
    best = reading.aligned.best
    rows = found.rows or rows_of([best.ref.passage], "nl", library)
    sentence = rows.vector((best.ref.passage, best.ref.index))
    return Pair(vector, sentence, library.manifest.model, best.item.letter.id)


def _clauses(found: Retrieved, language: Language, vectors: Vectors, library: Library) -> Sequence[Cosines]:
    """The cosines of each clause, of the rows of `vectors` behind the first, with the sentences found."""
    names = [item.passage.id for item in found.evidence]
    if len(vectors) == 1:
        return []
    rows = rows_of(names, language, library)
    return [rows.cosines(vector) for vector in vectors[1:]]


def _held(
    question: Question, vector: Vectors, library: Library, placer: Matcher | None
) -> tuple[Retrieved, Reading | None]:
    """What was found for a claim, and the claim held against the sentences that speak of it; None where none do."""
    found = retrieve(question, vector, library, _PASSAGES, matcher=placer)
    sources = _sources(question, found, question.language)
    return found, _read(question.text, question.language, sources, found) if sources else None


def _read(claim: str, language: Language, sources: Sequence[Source], found: Retrieved) -> Reading:
    cosines = found.cosines
    compared = plain(claim, language, (source.shown(language) for source in sources))
    order = misplaced(compared, sources, cosines, language)
    orders = tuple(Finding("order", "conflict", order[0], "", source) for source in order[1:]) if order else ()
    readings: list[Reading] = []
    for aligned in alignments(compared, sources, cosines, language, _READINGS, found.matches):
        if readings and not may_count(readings[0], aligned):
            continue
        findings = (*compare(compared, aligned, language), *orders)
        readings.append(Reading(aligned, findings, decide(aligned, findings)))
    return choose(readings)


def _sources(question: Question, found: Retrieved, language: Language) -> list[Source]:
    """The sentences to compare with: of the letters that the claim names by year or number, where it names any."""
    evidence = [item for item in found.evidence if item.letter.id in question.preferred] or list(found.evidence)
    refs = [
        SentenceRef(e.passage.id, at)
        for e in evidence
        for at, sentence in enumerate(e.passage.sentences)
        if not asks(sentence)
    ]
    near = reordered([found.cosines[ref.passage, ref.index] for ref in refs], refs, found.matches)
    refs = [ref for _, ref in sorted(zip(near, refs, strict=True), key=lambda pair: -pair[0])]
    best = [item.passage.id for item in evidence[:_WHOLE]]
    chosen = [ref for rank, ref in enumerate(refs) if rank < _SENTENCES or ref.passage in best]
    return sources_of(chosen, evidence, language)


def _sides(decision: Decision, aligned: Aligned) -> tuple[Sequence[SentenceRef], Sequence[SentenceRef]]:
    """The sentences for and against."""
    refs = [source.ref for source in aligned.sources]
    if decision.label == "contradicted":
        near = [source.ref for source in aligned.sources if source.ref.passage == aligned.best.ref.passage]
        return (), list(dict.fromkeys([*(finding.source.ref for finding in decision.findings), *near]))
    return (refs, ()) if decision.label in ("supported", "partly_supported") else ((), ())


def _signed(question: Question, signed: Signing, library: Library, settings: Settings) -> Verdict:
    label: Label = "supported" if signed.holds else "contradicted"
    text = signed_reason(signed.ours, signed.theirs, signed.holds, question.language)
    for_, against = (signed.refs, ()) if signed.holds else ((), signed.refs)
    return _verdict(question.text, question.language, label, text, for_, against, (), 1.0, library, settings)


def _verdict(
    claim: str,
    language: Language,
    label: Label,
    text: str,
    for_: Sequence[SentenceRef],
    against: Sequence[SentenceRef],
    evidence: Sequence[Evidence],
    sure: float,
    library: Library,
    settings: Settings,
) -> Verdict:
    made = receipt(settings, library, "rules", None, evidence, sure)
    return Verdict(
        claim, language, label, text, _cited(for_, library), _cited(against, library),
        {**made, "searched": searched(library)}, 0.0,
    )  # fmt: skip


def _cited(refs: Sequence[SentenceRef], library: Library) -> tuple[Citation, ...]:
    return cite([DraftStatement("", tuple(refs))], library)[1] if refs else ()


def searched(library: Library) -> dict[str, Any]:
    """The letters that a claim was put to, oldest first, and the period that they cover (ISO dates)."""
    letters = sorted(library.letters, key=lambda info: info.date)
    days = [info.date.isoformat() for info in letters]
    return {"letters": [info.reference for info in letters], "period": [days[0], days[-1]] if days else []}
