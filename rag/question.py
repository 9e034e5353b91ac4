"""What a question asks: its terms, its kind, the letters it names, what its answer must hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rag import cues
from rag.describe import Described, describe
from rag.names import names, recased
from rag.orders import ORDERS
from rag.pointing import MONTH_NAMES, named, pointed, signers, without_subject
from rag.sides import sides
from rag.slips import mended
from rag.types import Language, LetterInfo
from rag.vocabulary import said_together
from rag.wants import Wants, wants_of
from rag.words import content, is_content, stem, tokens

Kind = Literal["fact", "list", "compare", "why", "meta"]
_COUNTS = re.compile(rf"\b(?:hoeveel|aantal|how (?:many|much)|number of(?! (?:{cues.OF_PAPER})))\b", re.IGNORECASE)
_SIGNING = re.compile(r"\b(?:\w*teken\w*|sign\w*)\b", re.IGNORECASE)
_TOLD_NUMBER = re.compile(r"\b(?:nr|no|nummer|number)\b[. ]*\d", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:en|and)\b", re.IGNORECASE)
# What stands beside a word of courtesy: "thank you very much", "dank je wel".
_BESIDE_COURTESY = frozenset(
    "je u wel zeer heel erg veel hartelijk voor het you very much so for the that dat is".split()
)
_RIVALS = ("sender", "date", "addressee")
_LETTER_WORD = re.compile(cues.LETTER)
# A capital after one of these is a place, and not the government in it: "fled to Moscow", but "the rulers in Moscow".
_WHERE = re.compile(
    r"\b(?:naar|in|te|bij|nabij|rond|rondom|buiten|door|boven|at|near|into|around|outside|through|above|"
    r"(?:fle[ed]\w*|go|goes|gone|going|went|ran|run|escaped?|moved?|returns?|returned|travel\w*|flew|flown|flies|back|"
    r"way|heade?d?s?|sent|taken|came|come) to)\s*$",
    re.IGNORECASE,
)
_RULING = re.compile(
    r"\b(?:\w*macht\w*|bewind|\w*regering|regime|leid(?:ers?|ing)|autoriteiten|\w*kabinet|rul(?:ers?|ing)|power|"
    r"governments?|lead(?:ers?|ership)|authorities|cabinet)\s+(?:\w+\s+)?in\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read; `years`, `named`, `preferred`, `foreign` and `absent` as in `rag.pointing.Pointed`.

    `sited` are canonical names of places that stand where a place is told ("in The Hague");
    `background` are terms that come from an earlier question only, `earlier` such names; `order` says that it tells
    the system what to do rather than asking the letters; `sides` are the terms that a comparison
    asks of one letter and not of the other, by letter.
    """

    text: str
    language: Language
    kind: Kind
    meta: tuple[str, ...]
    wants: Wants
    described: Described
    terms: tuple[str, ...]
    sited: frozenset[str]
    background: frozenset[str]
    earlier: frozenset[str]
    order: bool
    years: tuple[int, ...]
    named: tuple[str, ...]
    preferred: tuple[str, ...]
    foreign: frozenset[str]
    absent: bool
    sides: Mapping[str, frozenset[str]]


def analyse(text: str, language: Language, letters: Sequence[LetterInfo], before: str = "") -> Question:
    """Read a question against the letters there are; `letters` in order of date.

    `before` is the earlier question that a follow-up was completed with, as it stands in `text`.
    """
    text, whole = mended(text, language), text
    meta = _meta(text, letters)
    at = pointed(text, language, letters, meta=bool(meta))
    if at.foreign and not set(meta) & set(_RIVALS):  # "Paper 12 345, no. 6": what do the letters say of it
        meta = ()
    described = describe(recased(text, language), language)
    scope_words = _scope_words(letters)
    before = mended(before, language)
    own = text.replace(before, " ") if before else text
    wants = wants_of(own, language)
    kind = _kind(text, own, meta, at.preferred, letters)
    if kind == "why":  # "Why talk to them, when everybody knows who they are?" asks for no date and nobody's name
        wants = Wants(asking=wants.asking)
    framing = cues.COMPARING if kind == "compare" else frozenset[str]()
    # "What does it give?" asks what it says; "when did they give up" does not.
    reporting = {stem(word, language) for word in cues.REPORTING} - said_together(text, language).keys()
    asking = {stem(word, language) for word in (*wants.asking, *framing)} | reporting
    asking |= {stem(word, language) for found in cues.HOW_ABOUT.findall(text) for word in tokens(found)}
    for frame, words in cues.FRAMES:
        asking |= {stem(word, language) for word in words} if frame.search(text) else set()
    if wants.kind == "named":  # "which minorities are named?" asks for minorities
        asking -= set(wants.focus)
    # "What did Minister Jansen say of ...": who signed chooses the letter, and need not stand in the answer.
    signed = " ".join(f"{name} minister ministers" for name in signers(text, letters)).split()
    passed = asking | {stem(word, language) for word in signed}
    terms = tuple(term for term in described.terms if term not in scope_words and term not in passed)
    return Question(
        text=whole,
        language=language,
        kind=kind,
        meta=meta,
        wants=wants,
        described=described,
        terms=terms,
        sited=_sited(recased(text, language), language),
        background=_background(text, before, language),
        earlier=_names(before, language) - _names(own, language) if before else frozenset(),
        order=bool(ORDERS.search(text)),
        years=at.years,
        named=at.named,
        preferred=at.preferred,
        foreign=at.foreign,
        absent=at.absent,
        sides=_sides(text, language, at.preferred, letters) if kind == "compare" else {},
    )


def asks_something(question: Question) -> bool:
    """Whether a question has a word of substance, a number or a name: 'wie wie wie', 'OK' and '?' ask nothing."""
    held = any(question.described.holds(kind) for kind in ("caps", "date", "quantity", "money"))
    said = [word for word in tokens(question.text) if word not in cues.COURTESY]
    return bool(question.meta) or held or any(_is_asking(word) for word in said)


def polite(text: str) -> bool:
    """Whether a text only thanks or agrees: "Dank je wel!" asks nothing after an answer either."""
    said = tokens(text)
    return (
        bool(said)
        and all(word in cues.COURTESY | _BESIDE_COURTESY for word in said)
        and not cues.COURTESY.isdisjoint(said)
    )


def _sides(
    text: str, language: Language, preferred: tuple[str, ...], letters: Sequence[LetterInfo]
) -> dict[str, frozenset[str]]:
    compared = [info for info in letters if info.id in preferred or len(letters) == 2]
    said = {
        letter: set(describe(recased(clause, language), language).terms)
        for letter, clause in sides(text, compared).items()
    }
    both = (
        frozenset[str]().union(*said.values())
        if len(said) < 2
        else frozenset.intersection(*map(frozenset, said.values()))
    )
    return {letter: frozenset(terms - both) for letter, terms in said.items()}


def _kind(
    text: str, own: str, meta: tuple[str, ...], preferred: tuple[str, ...], letters: Sequence[LetterInfo]
) -> Kind:
    if meta:
        return "meta"
    if len(letters) > 1 and (cues.COMPARE.search(text) or len(preferred) > 1):
        return "compare"
    if cues.WHY.search(own):
        return "why"
    return "list" if cues.LIST.search(text) else "fact"


def _meta(text: str, letters: Sequence[LetterInfo]) -> tuple[str, ...]:
    """What of the letter itself is asked; empty where the question asks what a letter says."""
    whole, text = text, without_subject(text)
    wanted = tuple(name for name, pattern in cues.META.items() if pattern.search(text))
    if _COUNTS.search(text):  # "How many people had left when the letter was written?"
        wanted = tuple(name for name in wanted if name == "sender" and _SIGNING.search(text))
    if wanted == ("about",):  # "What does the letter say about Iran?" asks about Iran
        text = whole
    if _TOLD_NUMBER.search(text) and not named(text, letters):  # "motion no. 343" tells a number and asks for none
        wanted = tuple(name for name in wanted if name != "number")
    if len(wanted) > 1 and named(text, letters):  # "Who stands under Kamerstuk 32 623, nr. 169?"
        wanted = tuple(name for name in wanted if name not in ("number", "dossier")) or wanted
    rivals = [name for name in wanted if name in _RIVALS]
    if len(rivals) > 1 and not _JOINS.search(text):
        # "Who signed it when ...": what is asked for comes first; "to whom was it sent" asks for no sender.
        first = "addressee" if "addressee" in rivals else min(rivals, key=lambda name: _place(cues.META[name], text))
        wanted = tuple(name for name in wanted if name not in rivals or name == first)
    if cues.OFFICE.search(text) and signers(text, letters) and "about" not in wanted:
        wanted = ("sender",)
    if not wanted:
        return ()
    known = {word for info in letters for sender in info.senders for word in tokens(f"{sender.name} {sender.role}")}
    known |= {word for info in letters for word in tokens(f"{info.dossier} {info.number} {info.title}")}
    known |= set(MONTH_NAMES) | (cues.MINISTRY if "sender" in wanted else set())
    rest = [
        word
        for word in tokens(text)
        if word not in cues.META_WORDS | cues.REPORTING
        and not _LETTER_WORD.fullmatch(word)
        and word not in known
        and not word.isdigit()
        and _is_asking(word)
    ]
    # "When would parliament get a forecast?" asks for no letter's date.
    house = "" if wanted == ("date",) else "|kamer|parlement|parliament|house"
    points = bool(re.search(rf"\b(?:{cues.LETTER}{house})\b", text, re.IGNORECASE))
    points = points or bool(signers(text, letters))
    # "Wie ondertekende het akkoord met Iran?" asks of an agreement: words are left over.
    allowed = 1 if points and wanted != ("about",) else 0
    return wanted if len(rest) <= allowed else ()


def _place(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)


def _is_asking(word: str) -> bool:
    return is_content(word, "nl") and is_content(word, "en")


def _background(text: str, before: str, language: Language) -> frozenset[str]:
    if not before or before not in text:
        return frozenset()
    return frozenset(content(before, language)) - frozenset(content(text.replace(before, " "), language))


def _names(text: str, language: Language) -> frozenset[str]:
    return frozenset(name.canonical for name in names(recased(text, language), language))


def _sited(text: str, language: Language) -> frozenset[str]:
    places = [(name.canonical, text[: name.start]) for name in names(text, language) if name.kind == "place"]
    return frozenset(name for name, before in places if _WHERE.search(before) and not _RULING.search(before))


def _scope_words(letters: Sequence[LetterInfo]) -> frozenset[str]:
    """Words that choose a letter and need not stand in the answer: its year and number."""
    return frozenset(word for info in letters for word in (str(info.date.year), info.number))
