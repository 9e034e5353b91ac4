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
from rag.sides import sides
from rag.slips import mended
from rag.types import Language, LetterInfo
from rag.vocabulary import said_together
from rag.wants import Wants, wants_of
from rag.words import content, fold, is_content, stem, tokens

Kind = Literal["fact", "list", "compare", "why", "meta"]
_COUNTS = re.compile(r"\b(?:hoeveel|aantal|how (?:many|much)|number of)\b", re.IGNORECASE)
_SIGNING = re.compile(r"\b(?:\w*teken\w*|sign\w*)\b", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:en|and)\b", re.IGNORECASE)
# What a letter is called by: "the letter about Zeeland".
_SUBJECT = re.compile(
    rf"\b{cues.LETTER}(?:\s+(?:to|aan)\s+(?:\w+\s+){{1,3}}?)?"
    r"(\s*\b(?:(?:waarin\s+het|die|that|which)\s+)?(?:(?:gaat|ging|handelt|is|was|goes)\s+)?"
    r"(?:about|on|over|inzake|betreffende|regarding|concerning|aangaande|omtrent|(?:deals?|dealt|dealing)\s+with)\s+"
    r"(?:(?:the|de|het|een|a|an)\s+)?)",
    re.IGNORECASE,
)
_SUBJECT_WORDS = 4
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")
_RIVALS = ("sender", "date", "addressee")
_LETTER_WORD = re.compile(cues.LETTER)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d])")
_NUMBER = re.compile(
    r"\b(?:nr\.?|no\.?|nummer|number|kamerstuk|brief|letter)\s*(\d{1,4})\b|\b(\d{1,4})\s*(?:brief|letter)\b", re.I
)
# One letter told from another by its age. "The previous letter" may be one that is not here.
_OLDER = re.compile(
    rf"\b(?:oudere|oudste|eerdere|eerste|earlier|older|oldest|first)\s+{cues.LETTER}\b|\b{cues.LETTER} van toen\b"
    rf"|\b{cues.LETTER} (?:from|of) (?:back )?then\b",
    re.IGNORECASE,
)
_NEWER = re.compile(
    rf"\b(?:nieuwere|nieuwste|latere|laatste|recentste|meest recente|newer|newest|later|latest|most recent|last)\s+"
    rf"{cues.LETTER}\b"
    rf"|\b{cues.LETTER} van nu\b",
    re.IGNORECASE,
)
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
_MONTHS = {
    name: number
    for names in (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), 1)
}


@dataclass(frozen=True, slots=True)
class Question:
    """`named` are letters the question points at by number, sender or date of the letter.

    `years` are the years it speaks of, `preferred` the letters named or else of those years;
    `sited` are canonical names of places that stand where a place is told ("in The Hague");
    `background` are terms that come from an earlier question only; `order` says that it tells
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
    order: bool
    years: tuple[int, ...]
    named: tuple[str, ...]
    preferred: tuple[str, ...]
    sides: Mapping[str, frozenset[str]]


def analyse(text: str, language: Language, letters: Sequence[LetterInfo], before: str = "") -> Question:
    """Read a question against the letters there are; `letters` in order of date.

    `before` is the earlier question that a follow-up was completed with, as it stands in `text`.
    """
    text, whole = mended(text, language), text
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(text)))
    named = _named(text, letters)
    preferred = _preferred(text, named, years, letters)
    meta = _meta(text, letters)
    described = describe(recased(text, language), language)
    scope_words = _scope_words(letters)
    before = mended(before, language)
    own = text.replace(before, " ") if before else text
    wants = wants_of(own, language)
    kind = _kind(text, own, meta, preferred, letters)
    if kind == "why":  # "Why talk to them, when everybody knows who they are?" asks for no date and nobody's name
        wants = Wants(asking=wants.asking)
    framing = cues.COMPARING if kind == "compare" else frozenset[str]()
    # "What does it give?" asks what it says; "when did they give up" does not.
    reporting = {stem(word, language) for word in cues.REPORTING} - said_together(text, language).keys()
    asking = {stem(word, language) for word in (*wants.asking, *framing)} | reporting
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
        order=bool(ORDERS.search(text)),
        years=years,
        named=named,
        preferred=preferred,
        sides=_sides(text, language, preferred, letters) if kind == "compare" else {},
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
    whole, text = text, _without_subject(text)
    wanted = tuple(name for name, pattern in cues.META.items() if pattern.search(text))
    if _COUNTS.search(text):  # "How many people had left when the letter was written?"
        wanted = tuple(name for name in wanted if name == "sender" and _SIGNING.search(text))
    if wanted == ("about",):  # "What does the letter say about Iran?" asks about Iran
        text = whole
    if len(wanted) > 1 and _named(text, letters):  # "Who stands under Kamerstuk 32 623, nr. 169?"
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
    known |= set(_MONTHS) | (cues.MINISTRY if "sender" in wanted else set())
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


def _preferred(
    text: str, named: tuple[str, ...], years: tuple[int, ...], letters: Sequence[LetterInfo]
) -> tuple[str, ...]:
    """Letters named, else those of the years named; and the older or newer of them all ("the earlier letter")."""
    found = set(named or (info.id for info in letters if info.date.year in years))
    if len(letters) > 1:
        found |= {letters[0].id} if _OLDER.search(text) else set()
        found |= {letters[-1].id} if _NEWER.search(text) else set()
    return tuple(info.id for info in letters if info.id in found)


def _place(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)


def _is_asking(word: str) -> bool:
    return is_content(word, "nl") and is_content(word, "en")


def _named(text: str, letters: Sequence[LetterInfo]) -> tuple[str, ...]:
    """Letters named by number, by full or month date, by a sender's name with a word for letter, or as newest."""
    folded = fold(text)
    words = set(tokens(text))
    numbers = {number for pair in _NUMBER.findall(text) for number in pair if number}
    months = {_MONTHS[word] for word in words if word in _MONTHS}
    points = re.search(rf"\b{cues.LETTER}\b", text, re.IGNORECASE)
    found: list[str] = []
    for info in letters:
        month_named = info.date.month in months and str(info.date.year) in words
        by_sender = bool(signers(text, (info,)))
        if info.number in numbers or info.id in folded or (points and month_named) or by_sender:
            found.append(info.id)
    return tuple(found)


def letter_subject(text: str) -> str:
    """By what a question calls a letter: 'Zeeland' for the Zeeland letter, the letter on Zeeland, de Zeelandbrief."""
    called = [found.capitalize() for found in cues.CALLED.findall(text) if found.lower() not in cues.META_WORDS]
    return " ".join([*called, *_subject(text)[1]])


def _without_subject(text: str) -> str:
    start, words, end = _subject(text)
    if words:
        text = f"{text[:start]} {text[end:]}"
    return cues.CALLED.sub(lambda found: found.group() if found.group(1).lower() in cues.META_WORDS else "letter", text)


def _subject(text: str) -> tuple[int, tuple[str, ...], int]:
    """Where a letter's subject starts ("the letter about ..."), its words, and where it ends."""
    about = _SUBJECT.search(text)
    if not about:
        return 0, (), 0
    words: list[str] = []
    end = about.end()
    for found in _WORD.finditer(text, about.end()):
        word = tokens(found.group())
        told = words and (set(word) & cues.META_WORDS or word[0].isdigit())
        if told or len(words) == _SUBJECT_WORDS or re.search(r"[,.;?!]", text[end : found.start()]):
            break
        words.append(found.group())
        end = found.end()
    return about.start(1), tuple(words), end


def signers(text: str, letters: Sequence[LetterInfo]) -> tuple[str, ...]:
    """The surnames, folded, of those under the letters whom a text names."""
    words = f" {' '.join(tokens(text))} "
    surnames = (" ".join(tokens(sender.name.split(".")[-1])) for info in letters for sender in info.senders)
    return tuple(dict.fromkeys(name for name in surnames if name and re.search(rf" {re.escape(name)}s? ", words)))


def _background(text: str, before: str, language: Language) -> frozenset[str]:
    if not before or before not in text:
        return frozenset()
    return frozenset(content(before, language)) - frozenset(content(text.replace(before, " "), language))


def _sited(text: str, language: Language) -> frozenset[str]:
    places = [(name.canonical, text[: name.start]) for name in names(text, language) if name.kind == "place"]
    return frozenset(name for name, before in places if _WHERE.search(before) and not _RULING.search(before))


def _scope_words(letters: Sequence[LetterInfo]) -> frozenset[str]:
    """Words that choose a letter and need not stand in the answer: its year and number."""
    return frozenset(word for info in letters for word in (str(info.date.year), info.number))
