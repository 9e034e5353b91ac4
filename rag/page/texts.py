"""What the page itself says, in both languages; outcomes and notices are in rag/replies.py.

Both languages are in the page at once, and a style rule shows one of them: changing language
costs no request, and loses nothing that is on the screen.
"""

from __future__ import annotations

from html import escape

from rag.types import Label, Language, Status

TEXTS: dict[str, tuple[str, str]] = {
    "skip": ("Naar de inhoud", "Skip to content"),
    "tagline": (
        "Antwoorden uit Kamerbrieven, met de plaats van elke zin",
        "Answers from letters to the Dutch parliament, with the place of every sentence",
    ),
    "sections": ("Onderdelen", "Sections"),
    "language": ("Taal", "Language"),
    "ask": ("Vragen", "Ask"),
    "letters": ("Brieven", "Letters"),
    "check": ("Controleren", "Check"),
    "measure": ("Meten", "Measure"),
    "add": ("Toevoegen", "Add"),
    "intro": (
        "Stel een vraag over de brieven van bewindslieden aan de Tweede Kamer. Elke zin van het antwoord "
        "wijst naar de woorden in de brief.",
        "Ask about the letters that ministers send to the Dutch House of Representatives. Every sentence of "
        "the answer points to the words in the letter.",
    ),
    "question": ("Uw vraag", "Your question"),
    "submit": ("Vraag", "Ask"),
    "stop": ("Stop", "Stop"),
    "retry": ("Opnieuw", "Try again"),
    "new_talk": ("Nieuw gesprek", "New talk"),
    "examples": ("Bijvoorbeeld", "For example"),
    "go_on": ("Verder vragen", "Go on with"),
    "searching": ("De brieven worden doorzocht …", "Searching the letters …"),
    "checking": (
        "wordt nagekeken: elke zin wordt nog vergeleken met de brieven",
        "being checked: every sentence is still to be compared with the letters",
    ),
    "stopped": ("Gestopt.", "Stopped."),
    "gone": (
        "Er kwam geen antwoord van de server. Probeer het opnieuw.",
        "No answer came from the server. Try again.",
    ),
    "failed": (
        "Er ging iets mis bij het beantwoorden. Probeer het opnieuw; blijft het misgaan, zeg het de beheerder.",
        "Something went wrong while answering. Try again; if it keeps failing, tell the operator.",
    ),
    "read_as": ("Gelezen als:", "Read as:"),
    "sources": ("Bronnen", "Sources"),
    "source": ("Bron", "Source"),
    "nearest": ("Passages die er het dichtst bij komen", "Nearest passages"),
    "original": ("Woordelijk uit de brief", "Verbatim from the letter"),
    "translation": ("Onofficiële Engelse vertaling", "Unofficial English translation"),
    "no_translation": ("Van deze passage is geen vertaling.", "There is no translation of this passage."),
    "section": ("Onderdeel", "Section"),
    "senders": ("Van", "From"),
    "official": ("Officiële publicatie", "Official publication"),
    "new_window": ("(nieuw venster)", "(new window)"),
    "in_letter": ("Lees in de brief", "Read in the letter"),
    "copy_citation": ("Kopieer citaat", "Copy citation"),
    "copy_answer": ("Kopieer antwoord", "Copy answer"),
    "copy_link": ("Kopieer link", "Copy link"),
    "copied": ("Gekopieerd", "Copied"),
    "export": ("Bewaar als JSON", "Save as JSON"),
    "made_by": ("Hoe dit antwoord is gemaakt", "How this answer was made"),
    "by_quotes": (
        "Samengesteld uit zinnen van de brieven zelf, zonder taalmodel.",
        "Put together from sentences of the letters themselves, without a chat model.",
    ),
    "by_chain": (
        "Geschreven door een taalmodel; elke zin is vergeleken met de brieven.",
        "Written by a chat model; every sentence was compared with the letters.",
    ),
    "seconds": ("seconden", "seconds"),
    "receipt": ("Bewijs om dit antwoord opnieuw te krijgen", "Receipt to get this answer again"),
    "about": ("Wat Briefwijzer is, en wat niet", "What Briefwijzer is, and is not"),
    "about_is": (
        "Briefwijzer zoekt in een vaste verzameling Kamerbrieven en toont bij elke zin de letterlijke plaats. "
        "Het Nederlands is de bron; Engels is een onofficiële vertaling.",
        "Briefwijzer searches a fixed collection of letters to parliament and shows the exact place of every "
        "sentence. Dutch is the source; English is an unofficial translation.",
    ),
    "about_not": (
        "Het is geen site van de overheid. Het weet niets buiten deze brieven: staat iets er niet in, dan "
        "zegt dat niet dat het onwaar is. Een brief zegt wat een bewindspersoon toen schreef, niet wat nu geldt.",
        "It is not a government site. It knows nothing beyond these letters: what they do not say is not "
        "therefore untrue. A letter says what a minister wrote at the time, not what holds now.",
    ),
    "about_private": (
        "Vragen worden niet bewaard of vastgelegd. Het gesprek staat alleen in dit browservenster.",
        "Questions are not stored or logged. The talk is kept in this browser window only.",
    ),
    "about_letters": ("Nu doorzocht:", "Searched now:"),
    "letters_intro": (
        "Lees de brieven zelf. De originele tekst staat naast de vertaling, zin voor zin.",
        "Read the letters themselves. The original stands beside the translation, sentence by sentence.",
    ),
    "find": ("Zoek in alle brieven", "Search all letters"),
    "find_submit": ("Zoek", "Search"),
    "found": ("Gevonden passages", "Passages found"),
    "found_none": ("Niets gevonden.", "Nothing found."),
    "no_such_letter": (
        "Deze brief staat niet in de verzameling. Kies er een uit de lijst.",
        "That letter is not in the collection. Choose one from the list.",
    ),
    "all_letters": ("Alle brieven", "All letters"),
    "filter": ("Zoek in deze brief", "Search in this letter"),
    "outline": ("Inhoud", "Outline"),
    "show": ("Toon", "Show"),
    "both": ("beide talen", "both languages"),
    "dutch_only": ("alleen Nederlands", "Dutch only"),
    "english_only": ("alleen Engels", "English only"),
    "to": ("Aan", "To"),
    "footnote": ("Voetnoot", "Footnote"),
    "start": ("Begin van de brief", "Start of the letter"),
    "more_letters": ("De nieuwste staan hier; zoek om oudere te vinden.", "The newest are here; search to find older."),
    "passages": ("passages", "passages"),
    "dutch": ("Nederlands", "Dutch"),
    "english": ("Engels", "English"),
    "answer_ready": ("Antwoord klaar", "Answer ready"),
    "hits_in_letter": ("keer gevonden", "found"),
    "opened": ("Brief geopend", "Letter opened"),
}

STATUS: dict[Status, tuple[str, str]] = {
    "answered": ("Beantwoord uit de brieven", "Answered from the letters"),
    "partly_answered": ("Deels beantwoord", "Partly answered"),
    "not_in_letters": ("Niet in deze brieven", "Not in these letters"),
    "out_of_scope": ("Buiten het onderwerp van de brieven", "Outside the subject of the letters"),
}

VERDICT: dict[Label, tuple[str, str]] = {
    "supported": ("De brieven zeggen dit", "The letters say so"),
    "contradicted": ("De brieven zeggen iets anders", "The letters say otherwise"),
    "partly_supported": ("De brieven zeggen dit deels", "The letters say part of it"),
    "not_found": ("Niet in deze brieven", "Not in these letters"),
}

_MONTHS: dict[Language, tuple[str, ...]] = {
    "nl": tuple("januari februari maart april mei juni juli augustus september oktober november december".split()),
    "en": tuple("January February March April May June July August September October November December".split()),
}


def say(name: str, language: Language) -> str:
    """A text of the page in one language, as plain text. Raises KeyError."""
    return TEXTS[name][language == "en"]


def twin(dutch: str, english: str) -> str:
    """HTML of a text in both languages, of which the page shows one; the texts are plain text."""
    return f'<span class="nl" lang="nl">{escape(dutch)}</span><span class="en" lang="en">{escape(english)}</span>'


def both(name: str) -> str:
    """HTML of a text of the page in both languages. Raises KeyError."""
    return twin(*TEXTS[name])


def day(iso: str, language: Language) -> str:
    """'2016-12-21' as '21 december 2016'; anything else unchanged."""
    year, month, date = iso.split("-") if iso.count("-") == 2 else ("", "", "")
    if not (date.isdigit() and month.isdigit()):
        return iso
    return f"{int(date)} {_MONTHS[language][int(month) - 1]} {year}"


def days(iso: str) -> str:
    """HTML of a date in both languages."""
    return f'<time datetime="{escape(iso)}">{twin(day(iso, "nl"), day(iso, "en"))}</time>'
