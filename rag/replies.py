"""Every outcome's sentence for the reader, in both languages, in one place."""

from __future__ import annotations

from rag.types import Language, Status

_STATUS: dict[Status, dict[Language, str]] = {
    "not_in_letters": {
        "nl": "Dat staat niet in de brieven die hier doorzocht zijn. Dat betekent niet dat het onwaar is. "
        "De passages die er het dichtst bij komen staan hieronder.",
        "en": "The letters searched here do not say that. That does not mean it is untrue. "
        "The passages that come nearest are below.",
    },
    "out_of_scope": {
        "nl": "Deze vraag gaat niet over de brieven die hier doorzocht zijn. "
        "Briefwijzer antwoordt alleen uit brieven van bewindslieden aan de Tweede Kamer.",
        "en": "This question is not about the letters searched here. "
        "Briefwijzer answers only from letters of ministers to the Dutch House of Representatives.",
    },
}

_NOTICES: dict[str, dict[Language, str]] = {
    "untranslated": {
        "nl": "Van deze brief is geen Engelse vertaling; de aanhalingen staan in het Nederlands.",
        "en": "There is no English edition of a letter quoted here; its quotes are in Dutch.",
    },
    "unofficial": {
        "nl": "De Engelse tekst is een onofficiële vertaling; alleen het Nederlands is de bron.",
        "en": "The English text is an unofficial translation; only the Dutch original is authoritative.",
    },
    "too_long": {
        "nl": "De vraag is te lang; alleen het begin is gelezen.",
        "en": "The question is too long; only its beginning was read.",
    },
    "chat_failed": {
        "nl": "Het taalmodel gaf geen bruikbaar antwoord; dit zijn de woorden van de brieven zelf.",
        "en": "The chat model gave no usable answer; these are the letters' own words.",
    },
    "newer": {
        "nl": "Een nieuwere brief zegt ook iets over dit onderwerp.",
        "en": "A newer letter also says something on this point.",
    },
    "empty": {
        "nl": "Stel een vraag over de brieven.",
        "en": "Ask a question about the letters.",
    },
}


def status_text(status: Status, language: Language) -> str:
    """The sentence for a refusing status; empty for one that answers."""
    return _STATUS.get(status, {}).get(language, "")


def notice(name: str, language: Language) -> str:
    """A notice by name. Raises KeyError for a name that is not there."""
    return _NOTICES[name][language]
