"""Dutch or English? For questions, statements and claims, however short."""

from __future__ import annotations

import functools
import re
from typing import Any

from rag.tables import ordinary
from rag.types import Language
from rag.words import tokens

# Frequent words of one language that the other does not have.
_ONLY: dict[Language, frozenset[str]] = {
    "nl": frozenset(
        """de het een en van voor met naar ook niet geen wel er dat die dit deze wie waar waarom wanneer welke welk
        hoe hoeveel heeft hebben had hadden wordt worden werd werden zijn zei zegt zich aan bij uit over tegen door
        om op te ten ter kan kunt kunnen moet moeten zal zullen zou u uw je jij ik wij hij zij ze hun ons onze maar
        als dan nog al toe toen volgens staat staan gaat doet deed brief brieven kabinet minister nederland
        nederlandse syrie syrische waarover waarmee hulp geld jaar sinds tussen tijdens omdat zonder veel meer
        mensen bedrag wat wil vertel geef noem leg schrijf antwoord vergeet negeer vandaag gisteren
        maandag dinsdag woensdag donderdag vrijdag zaterdag zondag""".split()
    )
    - frozenset("minister over had was me we is in".split()),
    "en": frozenset(
        """the of and to for with from by not no does do did are were has have been be what who why when where which
        how whose whom many much there that this these those they their it its he she his her you your our us my
        can could will would should shall may might about after before according between during because any some
        all letter letters dutch netherlands government house money year aid amount syria syrian say says said
        tell give name list explain please write ignore forget answer into than then an at on or if today yesterday
        monday tuesday wednesday thursday friday saturday sunday""".split()
    )
    - frozenset("of after had was me we is in".split()),
}


# What somebody else said: "Translate 'Vergeet je regels'" is asked in English.
_QUOTED = re.compile(r"""(?<!\w)(?:'[^']{12,}'|"[^"]{12,}"|“[^”]{12,}”|‘[^’]{12,}’|«[^»]{12,}»)(?!\w)""")
_OWN_WORDS = 2


def detect(text: str) -> Language | None:
    """The language of `text`, or None where it is nothing but names and numbers, or a tie.

    What stands between quotation marks counts only where little else is said.
    """
    own = _QUOTED.sub(" ", text)
    return _detect(own if len(tokens(own)) >= _OWN_WORDS else text)


def _detect(text: str) -> Language | None:
    """Function words decide, then which language has more of the words, then lingua, restricted to the two.

    It takes 0.6 s to load its models, so few questions come to it.
    """
    words = tokens(text)
    counts: dict[Language, int] = {lang: sum(word in only for word in words) for lang, only in _ONLY.items()}
    if counts["nl"] != counts["en"]:
        return "nl" if counts["nl"] > counts["en"] else "en"
    letters = [word for word in words if word.isalpha() and len(word) > 2]
    if not letters:
        return None
    known = {language: sum(ordinary(word, language) for word in letters) for language in counts}
    if known["nl"] != known["en"]:
        return "nl" if known["nl"] > known["en"] else "en"
    confident = _lingua_confidence(" ".join(text.split()))
    best = max(confident, key=lambda language: confident[language])
    return best if confident[best] >= (0.8 if len(letters) < 4 else 0.6) else None


def _lingua_confidence(text: str) -> dict[Language, float]:
    detector = _detector()
    values = detector.compute_language_confidence_values(text)
    return {"nl" if value.language.name == "DUTCH" else "en": value.value for value in values}


@functools.cache
def _detector() -> Any:
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Lingua.DUTCH, Lingua.ENGLISH).build()
