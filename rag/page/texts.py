"""What the page itself says, in both languages; outcomes and notices are in rag/replies.py.

Both languages are in the page at once, and a style rule shows one of them: changing language
costs no request, and loses nothing that is on the screen.
"""

from __future__ import annotations

import datetime
from html import escape

from rag import months
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
    "about_feedback": (
        "Alleen als u een antwoord beoordeelt, worden vraag, antwoord en oordeel bewaard.",
        "Only when you judge an answer are the question, the answer and the judgement stored.",
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
    "measure_intro": (
        "Hoe goed de antwoorden zijn, gemeten aan vragen waarvan een mens het juiste antwoord heeft opgeschreven.",
        "How good the answers are, measured with questions of which a person wrote down the right answer.",
    ),
    "no_runs": (
        "Er is nog niet gemeten. De beheerder kan dat doen met: python -m eval run",
        "Nothing has been measured yet. The operator can do so with: python -m eval run",
    ),
    "latest": ("Laatste meting", "Latest run"),
    "trend": ("Verloop", "Trend"),
    "measured_on": ("Gemeten op", "Measured on"),
    "items": ("vragen en beweringen", "questions and claims"),
    "figure": ("Maat", "Figure"),
    "all": ("Alles", "All"),
    "report": ("Lees het hele rapport", "Read the whole report"),
    "gold_file": ("Eigen bestand met vragen (JSON per regel)", "A file of questions of your own (JSON lines)"),
    "gold_help": (
        "Ten hoogste 200 vragen en 1 MB. Er wordt niets van bewaard.",
        "At most 200 questions and 1 MB. Nothing of it is kept.",
    ),
    "run_gold": ("Meet met dit bestand", "Measure with this file"),
    "running": ("Bezig met meten …", "Measuring …"),
    "measuring_already": (
        "Er loopt al een meting. Probeer het over een paar minuten opnieuw.",
        "A measurement is running already. Try again in a few minutes.",
    ),
    "no_text": ("Dit bestand is geen tekst in UTF-8.", "This file is not text in UTF-8."),
    "own_run": ("Uw bestand", "Your file"),
    "useful": ("Nuttig", "Useful"),
    "not_useful": ("Niet nuttig", "Not useful"),
    "wrong_source": ("Verkeerde bron", "Wrong source"),
    "judge": ("Uw oordeel over dit antwoord", "Your judgement of this answer"),
    "judge_help": (
        "Wordt bewaard met de vraag en het antwoord, om Briefwijzer te verbeteren.",
        "Is stored with the question and the answer, to improve Briefwijzer.",
    ),
    "judged": ("Dank u; uw oordeel is bewaard.", "Thank you; your judgement is stored."),
    "not_judged": ("Het oordeel kon niet worden bewaard.", "The judgement could not be stored."),
    "add_intro": (
        "Voeg een Kamerbrief toe als .txt of .pdf van de officiële publicatie. U ziet eerst wat eruit gelezen is.",
        "Add a letter as the .txt or .pdf of the official publication. First you see what was read from it.",
    ),
    "letter_file": ("Bestand van de brief", "File of the letter"),
    "read_file": ("Lees dit bestand", "Read this file"),
    "read_from": ("Dit is eruit gelezen", "This was read from it"),
    "accept": ("Voeg toe", "Add it"),
    "discard": ("Gooi weg", "Discard"),
    "discarded": ("Weggegooid; er is niets toegevoegd.", "Discarded; nothing was added."),
    "adding": ("Wordt toegevoegd; dit kan een minuut duren …", "Being added; this may take a minute …"),
    "added": ("Toegevoegd. De brief wordt nu doorzocht.", "Added. The letter is searched from now on."),
    "sentences": ("zinnen", "sentences"),
    "known": (
        "Deze brief staat er al in; toevoegen vervangt hem.",
        "This letter is in the collection already; adding replaces it.",
    ),
    "too_large": ("Dit bestand is te groot.", "This file is too large."),
    "opened": ("Brief geopend", "Letter opened"),
    "check_intro": (
        "Leg een bewering of een heel artikel naast de brieven. Bij elke bewering staat wat de brieven erover "
        "zeggen, met de woorden voor en tegen.",
        "Put a claim or a whole article to the letters. Each claim gets what the letters say of it, with the words "
        "for and against.",
    ),
    "article": ("Bewering of artikel", "Claim or article"),
    "article_file": ("Of een bestand", "Or a file"),
    "article_help": (
        "Kies of sleep hierheen: .txt, .md, .html, .docx of .pdf, ten hoogste 10 MB. Er wordt niets van bewaard.",
        "Choose or drop here: .txt, .md, .html, .docx or .pdf, at most 10 MB. Nothing of it is kept.",
    ),
    "check_submit": ("Controleer", "Check"),
    "checking_claims": ("Bezig met controleren …", "Checking …"),
    "checking_done": ("Klaar met controleren", "Checking done"),
    "check_failed": (
        "Er ging iets mis bij het controleren. Probeer het opnieuw; blijft het misgaan, zeg het de beheerder.",
        "Something went wrong while checking. Try again; if it keeps failing, tell the operator.",
    ),
    "verdicts": ("Wat de brieven ervan zeggen", "What the letters say of it"),
    "claim": ("Bewering", "Claim"),
    "verdict": ("Oordeel", "Verdict"),
    "letter_words": ("Woorden van de brieven", "Words of the letters"),
    "for": ("Ervoor", "For"),
    "against": ("Ertegen", "Against"),
    "no_words": ("Geen", "None"),
    "more_words": ("meer", "more"),
    "claim_checked": ("bewering gecontroleerd", "claim checked"),
    "claims_checked": ("beweringen gecontroleerd", "claims checked"),
    "no_claims": ("Er staat geen zin in die iets beweert.", "No sentence in it claims anything."),
    "left_out": (
        "beweringen zijn niet gecontroleerd: het zijn er te veel ineens.",
        "claims were not checked: there are too many at once.",
    ),
    "passed_over": ("zinnen overgeslagen, die niets beweren", "sentences passed over, which claim nothing"),
    "passed_over_one": ("zin overgeslagen, die niets beweert", "sentence passed over, which claims nothing"),
    "why_question": ("vraag", "question"),
    "why_heading": ("kop, of geen hele zin", "heading, or no whole sentence"),
    "why_opinion": ("mening", "opinion"),
    "why_short": ("te kort", "too short"),
    "why_long": ("te lang voor een zin", "too long for a sentence"),
    "searched": ("Doorzocht:", "Searched:"),
    "letter_one": ("brief", "letter"),
    "letter_many": ("brieven", "letters"),
    "until": ("tot en met", "to"),
    "not_found_means": (
        "Niet gevonden zegt niet dat het onwaar is: deze brieven zeggen er niets over.",
        "Not found does not mean untrue: these letters say nothing about it.",
    ),
    "rows_shown": ("getoond", "shown"),
    "save_markdown": ("Bewaar als Markdown", "Save as Markdown"),
    "save_csv": ("Bewaar als CSV", "Save as CSV"),
    "save_json": ("Bewaar als JSON", "Save as JSON"),
    "saved": ("Bewaard", "Saved"),
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
    "not_found": ("Niet gevonden in deze brieven", "Not found in these letters"),
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
    try:
        return months.day(datetime.date.fromisoformat(iso), language)
    except ValueError:
        return iso


def days(iso: str) -> str:
    """HTML of a date in both languages."""
    return f'<time datetime="{escape(iso)}">{twin(day(iso, "nl"), day(iso, "en"))}</time>'
