"""Why a verdict is what it is, in the claim's language. Nothing here says that a claim is not true."""

from __future__ import annotations

from collections.abc import Sequence

from rag.claims.findings import Finding
from rag.types import Label, Language

_CONFLICTS: dict[str, dict[Language, str]] = {
    "number": {
        "nl": "getal: de bewering zegt «{ours}», de brief «{theirs}»",
        "en": "number: the claim says “{ours}”, the letter “{theirs}”",
    },
    "date": {
        "nl": "datum: de bewering zegt «{ours}», de brief «{theirs}»",
        "en": "date: the claim says “{ours}”, the letter “{theirs}”",
    },
    "reference": {
        "nl": "vindplaats: de bewering zegt «{ours}», de brief «{theirs}»",
        "en": "reference: the claim says “{ours}”, the letter “{theirs}”",
    },
    "name": {
        "nl": "naam: de bewering zegt «{ours}», de brief «{theirs}»",
        "en": "name: the claim says “{ours}”, the letter “{theirs}”",
    },
    "negation": {
        "nl": "ontkenning: «{ours}» staat maar aan één kant",
        "en": "negation: “{ours}” stands on one side only",
    },
    "opposite": {
        "nl": "tegengestelde: de bewering zegt «{ours}», de brief «{theirs}»",
        "en": "opposite: the claim says “{ours}”, the letter “{theirs}”",
    },
    "role": {
        "nl": "wie wat doet: vergelijk «{ours}» in de bewering met «{theirs}» in de brief",
        "en": "who does what: compare “{ours}” in the claim with “{theirs}” in the letter",
    },
    "all": {
        "nl": "allen of sommigen: de bewering zegt «{ours}», de brief «{theirs}»",
        "en": "all or some: the claim says “{ours}”, the letter “{theirs}”",
    },
    "order": {
        "nl": "volgorde: de bewering zegt «{ours}», de datums in de brief zeggen het omgekeerde",
        "en": "order: the claim says “{ours}”, the dates in the letter say the reverse",
    },
    "exception": {
        "nl": "uitzondering: de bewering zegt «{ours}», de brief «{theirs}»",
        "en": "exception: the claim says “{ours}”, the letter “{theirs}”",
    },
    "signer": {
        "nl": "ondertekening: de bewering zegt «{ours}», de brief «{theirs}»",
        "en": "signature: the claim says “{ours}”, the letter “{theirs}”",
    },
}  # fmt: skip
_EQUALS: dict[Language, str] = {"nl": "«{theirs}» komt overeen", "en": "“{theirs}” agrees"}
_ABSENT: dict[str, dict[Language, str]] = {
    "quote": {
        "nl": "«{ours}» staat niet letterlijk in de brief",
        "en": "“{ours}” is not literally in the letter",
    },
    "word": {
        "nl": "waar de bewering «{ours}» zegt, staat in de brief «{theirs}»",
        "en": "where the claim says “{ours}”, the letter has “{theirs}”",
    },
    "open": {
        "nl": "de brief zegt niet dat het zo is of gebeurd is («{theirs}»)",
        "en": "the letter does not say that it is so or has been done (“{theirs}”)",
    },
    "": {
        "nl": "«{ours}» staat er niet bij",
        "en": "“{ours}” does not stand there",
    },
}  # fmt: skip
_LABELS: dict[Label, dict[Language, str]] = {
    "supported": {
        "nl": "De aangehaalde zinnen zeggen dit",
        "en": "The sentences quoted say this",
    },
    "contradicted": {
        "nl": "De aangehaalde zinnen zeggen iets anders",
        "en": "The sentences quoted say something else",
    },
    "partly_supported": {
        "nl": "De aangehaalde zinnen zeggen een deel hiervan",
        "en": "The sentences quoted say a part of this",
    },
    "not_found": {
        "nl": "Dit is in deze brieven niet gevonden; dat zegt niet of het klopt",
        "en": "This was not found in these letters; that does not tell whether it is right",
    },
}
_NEAREST: dict[Language, str] = {
    "nl": " De zin die er het dichtst bij komt ({place}): «{quote}»",
    "en": " The sentence that comes nearest ({place}): “{quote}”",
}
_EMPTY: dict[Language, str] = {
    "nl": "Er staat geen bewering om te vergelijken.",
    "en": "There is no claim to compare.",
}
_WHOLE: dict[Language, str] = {
    "nl": "als geheel vergeleken; geen getal, naam of woord wijst het aan",
    "en": "compared as a whole; no number, name or word points it out",
}
_WORDS: dict[Language, str] = {"nl": "niet teruggevonden: {0}", "en": "not found there: {0}"}
_MOST = 3


def empty(language: Language) -> str:
    """For a claim without words."""
    return _EMPTY[language]


def reason(
    label: Label,
    findings: Sequence[Finding],
    language: Language,
    missing: Sequence[str] = (),
    nearest: tuple[str, str] | None = None,
) -> str:
    """What the label says, the comparisons that decided, and for `not_found` the nearest sentence.

    `missing` are words of the claim that stand nowhere; `nearest` is a place and the sentence there.
    """
    told = [_told(finding, language) for finding in findings]
    if label == "partly_supported" and not told and missing:
        told = [_WORDS[language].format(", ".join(missing[:5]))]
    if label == "contradicted" and not told:
        told = [_WHOLE[language]]
    told = list(dict.fromkeys(told))[:_MOST] if label != "not_found" else []
    text = _LABELS[label][language] + (f" ({'; '.join(told)})." if told else ".")
    if label == "not_found" and nearest:
        text += _NEAREST[language].format(place=nearest[0], quote=nearest[1])
    return text


def signed_reason(ours: str, theirs: str, holds: bool, language: Language) -> str:
    """For a claim on who signed a letter."""
    label: Label = "supported" if holds else "contradicted"
    pattern = _EQUALS[language] if holds else _CONFLICTS["signer"][language]
    return f"{_LABELS[label][language]} ({pattern.format(ours=ours, theirs=theirs)})."


def _told(finding: Finding, language: Language) -> str:
    if finding.outcome == "conflict":
        pattern = _CONFLICTS[finding.kind][language]
    elif finding.outcome == "equal":
        pattern = _EQUALS[language]
    else:
        pattern = _ABSENT.get(finding.kind, _ABSENT[""])[language]
    return pattern.format(ours=finding.ours, theirs=finding.theirs)
