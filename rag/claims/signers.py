"""Who signed which letter, and as what: the one thing that the letters tell in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.dates import dates
from rag.library import Library
from rag.names import names
from rag.overlap import supported, words
from rag.question import Question
from rag.types import Evidence, Hit, Language, LetterInfo, SentenceRef
from rag.words import tokens

_SIGNS = re.compile(
    r"\b(?:\w*onderteken\w*|getekend\w*|afzenders?|signed|signs?|signator(?:y|ies)|co-?signed|senders?)\b", re.I
)
_LETTER = re.compile(r"\b\w*(?:brief|brieven|letters?)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:[Mm]inister|[Ss]taatssecretaris|[Ss]tate [Ss]ecretary)\s+(?:van|voor|of|for)\s+"
    r"([A-Z]\w+(?:\s+(?:en|and|de|het|the)\s+[A-Z]\w+|\s+[A-Z]\w+)*)"
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
    if not (_SIGNS.search(text) and _LETTER.search(text)) or _DENIED.search(text):
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
    strangers = [surname for surname in persons if all(s.surname != surname for s in signatures)]
    if strangers:
        return _conflict(strangers[0], signatures)
    wrong = [s for s in chosen if len(chosen) == 1 and claimed and not claimed <= s.office]
    if wrong:
        other = next((s for s in signatures if s not in chosen and claimed <= s.office), wrong[0])
        return Signing(False, wrong[0].surname.title(), other.text, tuple(dict.fromkeys((wrong[0].ref, other.ref))))
    return Signing(True, "", "; ".join(s.text for s in chosen), tuple(s.ref for s in chosen))


def _conflict(stranger: str, signatures: Sequence[_Signature]) -> Signing:
    return Signing(False, stranger.title(), "; ".join(s.text for s in signatures), tuple(s.ref for s in signatures))


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
    others = (_surname(name.text) for name in names(question.text, question.language) if name.kind == "person")
    return list(dict.fromkeys((*found, *others)))


def _offices(question: Question, library: Library) -> frozenset[str]:
    """The words of the claim that belong to an office of some signature, but for those that all offices share."""
    everyone = [s for info in library.letters for s in _signatures(info, library, question.language)]
    shared = frozenset.intersection(*(s.office for s in everyone)) if everyone else frozenset()
    said = words(question.text, question.language)
    offices = {key for s in everyone for key in s.office} - shared
    held = {word.key for word, flag in zip(said, supported(said, said), strict=True) if flag and word.carries}
    return frozenset(offices & held)
