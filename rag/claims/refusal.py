"""Verbs that say of something that it is not done, or no longer: to refuse, to stop, to break off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rag.claims.roots import root
from rag.overlap import Word
from rag.types import Language

_VERBS: dict[Language, str] = {
    "nl": """weigeren verwerpen blokkeren stoppen verzetten verbieden staken schorsen schrappen dwarsbomen
    saboteren verbreken beeindigen annuleren boycotten negeren mijden vermijden nalaten verzuimen verhinderen
    opschorten opschort afwijzen tegenhouden intrekken afbreken opzeggen terugtrekken opgeven afhaken stilleggen
    stopzetten afzien afblazen afgelasten uitsluiten buitensluiten dichtdraaien afschaffen weglopen opdoeken
    terugdraaien stilgelegd stopgezet ingetrokken opgezegd afgewezen afgebroken teruggetrokken tegengehouden
    afgeblazen opgegeven uitgesloten ontbreken bevriezen bevroren uitblijven uitgebleven""",
    "en": """refuse reject block stop oppose deny withdraw ban cancel halt suspend scrap sabotage resist drop abandon
    quit sever boycott shun ignore exclude decline cease discontinue axe ditch shelve neglect terminate rescind
    veto obstruct freeze forbid refusal withdrawal""",
}
_PREVENTING: dict[Language, str] = {
    "nl": "voorkomen verhinderen vermijden verhoeden beletten voorkomt",
    "en": "prevent avoid avert preclude",
}
# Forms that only a verb has, where its other forms are nouns too: "the end of the year".
_FORMS: dict[Language, frozenset[str]] = {"nl": frozenset(), "en": frozenset(("ending",))}
# A verb and what stands with it, anywhere after it in its clause.
_PARTED: dict[Language, str] = {
    "nl": """breken af|zeggen op|trekken terug|geven op|haken af|leggen stil|zetten stop|zien af|blazen af|sluiten uit
    |draaien dicht|schaffen af|lopen weg|houden op|trekken in|wijzen af|houden tegen|draaien terug|stappen uit
    |staan rem|trappen rem|blijven uit|laten vallen|laat vallen|liet vallen|lieten vallen""",
    "en": """break off|call off|pull out|give up|walk away|cut off|turn down|back out|put hold|cut ties|do without
    |leave alone|shut down|shut out|rule out|hold back|turn away""",
}
# These are prepositions as well: they belong to the verb only at the end of the clause.
_ALSO = frozenset("op in uit tegen".split())
# And these only right after it: who pulls somebody out does not pull out.
_BESIDE = frozenset("off out up away down back".split())
# "He denied that ..." tells what somebody said, and ends nothing; "they denied access" does.
_SAYING = frozenset("deny denies denied denying".split())
# Nouns and other words by which a sentence says that something ended, so that a verb of ending is no contrary.
_ENDED: dict[Language, frozenset[str]] = {
    "nl": frozenset("einde weigering afwijzing verbod blokkade mislukt tevergeefs evenmin veto".split()),
    "en": frozenset("ended refusal rejection ban failed unable likewise instead veto".split()),
}


@cache
def _roots(language: Language) -> frozenset[str]:
    return frozenset(root(verb, language) for verb in _VERBS[language].split())


@cache
def _pairs(language: Language) -> frozenset[tuple[str, str]]:
    pairs = (pair.split() for pair in _PARTED[language].split("|"))
    return frozenset((root(verb, language), other) for verb, other in pairs)


@cache
def preventing(language: Language) -> frozenset[str]:
    """Roots of the verbs that say that something must not be."""
    return frozenset(root(verb, language) for verb in _PREVENTING[language].split())


def refusals(text: Sequence[Word], language: Language) -> list[tuple[Word, ...]]:
    """The verbs of refusing and ending in a text, each with the word that is parted from it."""
    found: list[tuple[Word, ...]] = []
    for at, word in enumerate(text):
        key = root(word.folded, language)
        if word.folded in _SAYING and [other.folded for other in text[at + 1 : at + 2]] in ([], ["that"], ["having"]):
            continue
        if word.carries and (key in _roots(language) or word.folded in _FORMS[language]):
            found.append((word,))
            continue
        after = [other for other in text[at + 1 :] if other.clause == word.clause]
        parted = next(
            (
                other
                for place, other in enumerate(after)
                if (key, other.folded) in _pairs(language)
                and (other.folded not in _ALSO or [w.folded for w in after[place + 1 :]][:1] in ([], ["met"]))
                and (other.folded not in _BESIDE or place == 0)
            ),
            None,
        )
        if parted:
            found.append((word, parted))
    return found


def answered(text: Sequence[Word], language: Language) -> bool:
    """Whether a sentence tells of a refusal or an end itself."""
    return bool(refusals(text, language)) or any(
        word.folded in _ENDED[language] or word.folded.startswith("veto") for word in text
    )
