"""The fixed words of an export, in both languages."""

from __future__ import annotations

import datetime

from rag import months
from rag.types import Language

WORDS: dict[str, tuple[str, str]] = {
    "question": ("Vraag", "Question"),
    "claim": ("Bewering", "Claim"),
    "answer": ("Antwoord", "Answer"),
    "verdict": ("Oordeel", "Verdict"),
    "sources": ("Bronnen", "Sources"),
    "translation": ("niet-officiële vertaling", "unofficial translation"),
    "receipt": ("Ontvangstbewijs", "Receipt"),
    "for": ("voor", "for"),
    "against": ("tegen", "against"),
    "answered": ("beantwoord", "answered"),
    "partly_answered": ("deels beantwoord", "partly answered"),
    "not_in_letters": ("staat niet in deze brieven", "not in these letters"),
    "out_of_scope": ("valt buiten deze brieven", "outside these letters"),
    "supported": ("gesteund", "supported"),
    "contradicted": ("weersproken", "contradicted"),
    "partly_supported": ("deels gesteund", "partly supported"),
    "not_found": ("niet gevonden in deze brieven", "not found in these letters"),
}


def word(name: str, language: Language) -> str:
    """The word for `name`. Raises KeyError."""
    return WORDS[name][language == "en"]


def day(iso: str, language: Language) -> str:
    """'2016-12-21' as '21 december 2016' or '21 December 2016'."""
    return months.day(datetime.date.fromisoformat(iso), language)
