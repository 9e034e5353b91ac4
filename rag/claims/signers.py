"""Who signed which letter, and as what: the one thing that the letters tell in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import cues
from rag.dates import dates
from rag.library import Library
from rag.names import Name, names
from rag.numbers import quantities
from rag.overlap import supported, words
from rag.question import Question
from rag.types import Evidence, Hit, Language, LetterInfo, SentenceRef
from rag.words import tokens

_SIGNS = re.compile(
    r"\b(?:\w*onderteken\w*|getekend\w*|afzenders?|signed|signs?|signator(?:y|ies)|co-?signed|senders?)\b", re.I
)
# What else is signed, perhaps by others, as a letter may tell.
_OTHER_PAPER = re.compile(
    r"\b(?:\w*akkoord\w*|overeenkomst\w*|\w*verdrag\w*|bestand|wapenstilstand|staakt-het-vuren|convenant|verklaring|artikel"
    r"|petitie|contract\w*|agreements?|treat(?:y|ies)|accords?|deals?|pacts?|ceasefires?|truces?|declarations?|articles?"
    r"|petitions?|memorand\w+|conventions?)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\b\w*(?:brief|brieven|letters?)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:[Mm]inisters?|[Ss]taatssecretaris|[Ss]tate [Ss]ecretary)\s+(?:van|voor|of|for)\s+"
    r"([A-Z]\w+(?:\s+(?:en|and|de|het|the)\s+[A-Z]\w+|\s+[A-Z]\w+)*)"
)
# "signed by Jansen, De Boer and Smit": after the word of signing only names and what joins them.
_BEFORE_SIGNER = re.compile(
    r"(?:\b(?:door|by|met|with|van|of|from|also|ook|alleen|only|minister|ministers)|[A-Z]\w+(?:,| en| and| &)) $"
)
_AFTER_SIGNER = re.compile(r"(?:,? (?:en|and|&) [A-Z]\w+)* (?:onder|mede|co-?)?(?:teken|sign)")
# "the letter of 2016 on Zeeland was signed": what a letter is about tells nothing of who signed it.
_SUBJECT = re.compile(
    r"\b(?:over|about|on|inzake|betreffende|regarding|concerning)\b[^,.]{1,60}?"
    r"(?=\b(?:is|was|werd|wordt|were|are|has|have|heeft|hebben)\b|[,.]|$)",
    re.IGNORECASE,
)
# A surname with the names before it and what is in brackets behind it.
_CALLED = r"(?:\b(?:[A-Z][\w.’'-]*|van|von|de|der|den|ten|ter)\s+){{0,4}}(?i:{0})\b(?:\s*\([^()]{{1,20}}\))?"
_ALONE = re.compile(r"\b(?:alleen|slechts|enkel|uitsluitend|only|solely|alone|just)\b", re.IGNORECASE)
_SIGNER = re.compile(
    r"[\w-]+\s+(?:\w+\s+)?(?:ministers?|bewinds\w+|staatssecretarissen|personen|mensen|ondertekenaars|people|persons|"
    r"signator(?:y|ies)|(?:state )?secretaries|members)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:niet|geen|nooit|not|never|n't|no)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signing:
    """Whether a claim on who signed holds; `ours` is what it says and `theirs` what the signature says."""

    holds: bool
    ours: str
    theirs: str
    refs: tuple[SentenceRef, ...]


@dataclass(frozen=True, slots=True)
class _Signature:
    ref: SentenceRef
    surname: str
    text: str
    office: frozenset[str]


def signing(question: Question, library: Library) -> Signing | None:
    """What a claim says of the signatures of the one letter that it names, or None where it says nothing of them."""
    text = question.text
    if not (_SIGNS.search(text) and _LETTER.search(text)) or _DENIED.search(text) or _OTHER_PAPER.search(text):
        return None
    letter = _letter(question, library)
    if letter is None:
        return None
    if wrong_day := _other_day(question, letter):
        refs = tuple(s.ref for s in _signatures(letter, library, question.language) if s.surname in tokens(text))
        return Signing(False, wrong_day, letter.date.isoformat(), refs) if refs else None
    signatures = _signatures(letter, library, question.language)
    persons = _persons(question, library)
    if not signatures or not persons:
        return None
    claimed = (_offices(question, library) | _named_office(question)) - _name_words(question, library)
    chosen = [signature for signature in signatures if signature.surname in persons]
    opened = library.open(letter.id)
    strangers = [surname for surname in persons if all(s.surname != surname for s in signatures)]
    told = _SUBJECT.sub(" ", text)
    head = " ".join(opened.texts(opened.passages[1], question.language))
    if not _told_in_full(told, question.language, f"{head} {' '.join((*claimed, *strangers))}", signatures):
        return None
    if strangers:
        return _conflict(strangers[0].title(), signatures)
    if few := _too_few(told, question.language, chosen, signatures):
        return _conflict(few, signatures)
    wrong = [s for s in chosen if len(chosen) == 1 and claimed and not claimed <= s.office]
    if wrong:
        other = next((s for s in signatures if s not in chosen and claimed <= s.office), wrong[0])
        return Signing(False, wrong[0].surname.title(), other.text, tuple(dict.fromkeys((wrong[0].ref, other.ref))))
    return Signing(True, "", "; ".join(s.text for s in chosen), tuple(s.ref for s in chosen))


def _conflict(ours: str, signatures: Sequence[_Signature]) -> Signing:
    return Signing(False, ours, "; ".join(s.text for s in signatures), tuple(s.ref for s in signatures))


def _too_few(text: str, language: Language, chosen: Sequence[_Signature], signatures: Sequence[_Signature]) -> str:
    """What a claim says of how many signed, where it is not so: "only Jansen", "three ministers"; else ''."""
    alone = _ALONE.search(text)
    if alone and len(chosen) < len(signatures):
        return f"{alone.group()} {', '.join(s.surname.title() for s in chosen)}"
    for counted in quantities(text, language):
        if counted.value != len(signatures) and _SIGNER.match(text, counted.start):
            return text[counted.start : counted.end]
    return ""


def _told_in_full(text: str, language: Language, known: str, signatures: Sequence[_Signature]) -> bool:
    """Whether every word of a claim tells of signing, of the signatures or is `known`: "in secret" is not.

    First names and a party in brackets ("Jan Jansen (ABC)") tell no more than the surname.
    """
    offices = {key for s in signatures for key in s.office}
    shared = {word for s in signatures for word in tokens(s.text)} | set(tokens(known)) | cues.META_WORDS
    for signature in signatures:
        text = re.sub(_CALLED.format(signature.surname), " ", text)
    for mention in [*_ALONE.finditer(text), *_SIGNS.finditer(text)]:
        text = text.replace(mention.group(), " ")
    left = (word for word in words(text, language) if word.carries)
    return all(word.key in offices or word.folded in shared or word.key in shared for word in left)


def _letter(question: Question, library: Library) -> LetterInfo | None:
    """The letter that the claim names by date, year or number; not by a sender, as that is what is claimed."""
    days = [info for info in library.letters if _dated(question, info)]
    found = days or [info for info in library.letters if info.date.year in question.years]
    found = found or [
        info
        for info in library.letters
        if re.search(rf"\b(?:nr\.?|no\.?|nummer|number)\s*{info.number}\b", question.text, re.I)
    ]
    return found[0] if len(found) == 1 else None


def _other_day(question: Question, letter: LetterInfo) -> str:
    """A full date of the claim that is not the letter's; '' where it gives none, or the right one."""
    full = [m for m in dates(question.text, question.language) if m.year and m.month and m.day]
    return "" if _dated(question, letter) or not full else full[0].text


def _named_office(question: Question) -> frozenset[str]:
    """The words with capitals after "minister of": 'Defensie'."""
    match = _OFFICE.search(question.text)
    return frozenset(w.key for w in words(match[1], question.language) if w.carries) if match else frozenset()


def _name_words(question: Question, library: Library) -> frozenset[str]:
    """Words of the names of senders: "Minister of Foreign Affairs Van Weel"."""
    called = " ".join(sender.name for info in library.letters for sender in info.senders)
    folded = set(tokens(called))
    return frozenset(w.key for w in words(question.text, question.language) if w.folded in folded)


def _dated(question: Question, info: LetterInfo) -> bool:
    own = (info.date.year, info.date.month, info.date.day)
    return any((m.year, m.month, m.day) == own for m in dates(question.text, question.language))


def _signatures(letter: LetterInfo, library: Library, language: Language) -> list[_Signature]:
    found = []
    for passage in library.open(letter.id).letter.passages:
        if passage.kind != "signature":
            continue
        item: Evidence = library.evidence(Hit(passage.id, 0.0))
        for index, sentence in enumerate(passage.sentences):
            for sender in letter.senders:
                if sender.name in sentence.plain:
                    shown = item.translation[index] if language == "en" and item.translation else sentence.plain
                    surname = _surname(sender.name)
                    office = {w.key for w in words(shown.replace(sender.name, " "), language) if w.carries}
                    found.append(_Signature(SentenceRef(passage.id, index), surname, sentence.plain, frozenset(office)))
    return found


def _surname(name: str) -> str:
    return (tokens(name) or [""])[-1]


def _persons(question: Question, library: Library) -> list[str]:
    """Surnames of senders of any letter, and of other people, that the claim names."""
    said = tokens(question.text)
    known = [_surname(sender.name) for info in library.letters for sender in info.senders]
    found = [surname for surname in dict.fromkeys(known) if surname and surname in said]
    others = (
        _surname(name.text)
        for name in names(question.text, question.language)
        if not set(tokens(name.text)) <= cues.MINISTRY  # "ministers of Foreign Affairs and Trade"
        and (name.kind == "person" or (name.kind == "other" and _beside_a_signer(name, question.text)))
    )
    return list(dict.fromkeys((*found, *others)))


def _beside_a_signer(name: Name, text: str) -> bool:
    """Whether a name stands where those who signed are told: "by Jansen", "Jansen and De Boer signed"."""
    return bool(_BEFORE_SIGNER.search(text[: name.start]) or _AFTER_SIGNER.match(text, name.end))


def _offices(question: Question, library: Library) -> frozenset[str]:
    """The words of the claim that belong to an office of some signature, but for those that all offices share."""
    everyone = [s for info in library.letters for s in _signatures(info, library, question.language)]
    shared = frozenset.intersection(*(s.office for s in everyone)) if everyone else frozenset()
    said = words(question.text, question.language)
    offices = {key for s in everyone for key in s.office} - shared
    held = {word.key for word, flag in zip(said, supported(said, said), strict=True) if flag and word.carries}
    return frozenset(offices & held)
