"""The rules' verdict and the chat model's ruling as one: where they differ the more careful label counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.chat import Chat
from rag.cite import cite
from rag.claims.adjudicate import Ruling, adjudicate
from rag.claims.reasons import reason
from rag.errors import ChatError
from rag.exports.words import word
from rag.library import Library
from rag.types import Citation, DraftStatement, Hit, Label, Language, SentenceRef, Verdict

# From bold to careful; two bold labels that exclude each other leave nothing decided.
_CARE: dict[Label, int] = {"supported": 0, "contradicted": 0, "partly_supported": 1, "not_found": 2}
_DIFFER: dict[Language, str] = {
    "nl": "De vergelijking van woorden en het taalmodel oordelen verschillend ({rules}; {model}): "
    "het voorzichtigste oordeel geldt.",
    "en": "The comparison of words and the chat model differ ({rules}; {model}): the more careful of the two counts.",
}
_AGREE: dict[Language, str] = {"nl": "Het taalmodel oordeelt hetzelfde.", "en": "The chat model says the same."}
_DROPPED: dict[Language, str] = {
    "nl": "Citaten van het taalmodel die niet in de brieven staan, zijn weggelaten: {0}.",
    "en": "Quotes by the chat model that are not in the letters were left out: {0}.",
}
_FAILED: dict[Language, str] = {
    "nl": "Het taalmodel gaf geen bruikbaar oordeel; dit is alleen de vergelijking van woorden.",
    "en": "The chat model gave no ruling of use; this is the comparison of words alone.",
}


def with_ruling(verdict: Verdict, library: Library, chat: Chat, budget: int) -> tuple[Verdict, bool]:
    """The verdict of the rules with the model's ruling, and whether the model answered.

    The model sees the passages of the verdict's receipt, up to `budget` tokens; a verdict that rests on
    none, such as one on a signature, stays as it is. The receipt keeps both labels.
    """
    names: list[str] = verdict.receipt["hits"]
    if not names:
        return verdict, True
    evidence = [library.evidence(Hit(name, 0.0)) for name in names]
    try:
        ruling = adjudicate(verdict.claim, verdict.language, evidence, chat, budget)
    except ChatError:
        receipt = {**verdict.receipt, "ruling": {"rules": verdict.label, "model": None}}
        return replace(verdict, reason=f"{verdict.reason} {failed(verdict.language)}", receipt=receipt), False
    return _together(verdict, ruling, library, chat.model), True


def _together(verdict: Verdict, ruling: Ruling, library: Library, model: str) -> Verdict:
    label = more_careful(verdict.label, ruling.label)
    base = verdict.reason if label == verdict.label else reason(label, (), verdict.language)
    for_, against = verdict.for_, verdict.against
    if ruling.label in ("supported", "partly_supported"):
        for_ = _more(for_, ruling.refs, library)
    elif ruling.label == "contradicted":
        against = _more(against, ruling.refs, library)
    if label == "not_found":
        for_, against = (), ()
    return replace(
        verdict,
        label=label,
        reason=f"{base} {told(verdict.label, ruling, verdict.language)}",
        for_=for_ if label != "contradicted" else (),
        against=against if label != "supported" else (),
        receipt={**verdict.receipt, "model": model, "ruling": {"rules": verdict.label, "model": ruling.label}},
    )


def _more(citations: Sequence[Citation], refs: Sequence[SentenceRef], library: Library) -> tuple[Citation, ...]:
    """The citations with those of `refs` that are not there yet, numbered on."""
    added = cite([DraftStatement("", tuple(refs))], library)[1] if refs else ()
    known = {(citation.passage, citation.start) for citation in citations}
    new = [citation for citation in added if (citation.passage, citation.start) not in known]
    return (*citations, *(replace(c, number=at) for at, c in enumerate(new, start=len(citations) + 1)))


def more_careful(rules: Label, model: Label) -> Label:
    """Of two labels the one that says less; `supported` against `contradicted` is `not_found`."""
    if rules == model:
        return rules
    return "not_found" if _CARE[rules] == _CARE[model] else max(rules, model, key=_CARE.__getitem__)


def told(rules: Label, ruling: Ruling, language: Language) -> str:
    """What to add to the reason: whether the two agree, and what the letters say in the model's checked words."""
    names = {"rules": word(rules, language), "model": word(ruling.label, language)}
    said = [_AGREE[language] if rules == ruling.label else _DIFFER[language].format(**names)]
    if ruling.reason:
        said.append(ruling.reason)
    if ruling.dropped:
        said.append(_DROPPED[language].format(ruling.dropped))
    return " ".join(said)


def failed(language: Language) -> str:
    """What to add to the reason where the model gave nothing."""
    return _FAILED[language]
