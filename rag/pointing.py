"""Which letters a question points at, by number, date, sender, age or subject; and whether it means one not here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import cues
from rag.dates import dates
from rag.months import MONTHS
from rag.types import Language, LetterInfo
from rag.words import fold, tokens

# What a letter is called by: "the letter about Zeeland".
_SUBJECT = re.compile(
    rf"\b{cues.LETTER}(?:\s+(?:to|aan)\s+(?:\w+\s+){{1,3}}?)?"
    r"(\s*\b(?:(?:waarin\s+het|die|that|which)\s+)?(?:(?:gaat|ging|handelt|is|was|goes)\s+)?"
    r"(?:about|on(?!\s+behalf\b)|over|inzake|betreffende|regarding|concerning|aangaande|omtrent|(?:deals?|dealt|dealing)\s+with)\s+"
    r"(?:(?:the|de|het|een|a|an)\s+)?)",
    re.IGNORECASE,
)
_SUBJECT_WORDS = 4
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\w])")
_NUMBER = re.compile(
    r"\b(?:nr\.?|no\.?|nummer|number|kamerstuk|brief|letter)\s*(\d{1,4})\b|\b(\d{1,4})\s*(?:brief|letter)\b", re.I
)
# A number that only a letter can bear: "letter no. 12", or "letter 12" where nothing is counted.
_NUMBERED = re.compile(
    rf"\b(?:kamerstuk|{cues.LETTER})[ ,]+(?:(?:met|with|onder|under|kamerstuk) ){{0,2}}(?:nr|no|nummer|number)\b[. ]*"
    r"(\d{1,4})\b(?![.,/-]\d)"
    r"|\b\d{2} ?\d{3}(?:-[\dIVXL]+)?,? (?:nr|no)\b[. ]*(\d{1,4})\b"
    r"|\b(?:kamerstuk|\w*brief|letter|document) (\d{1,4})\b(?![.,/-]\d)"
    r"(?=\W*$|[?!;,]|\s+(?:is|was|were|are|werd|van|uit|of|from|about|over|on|by|door|signed|sent|written|says?|zegt|gaat|"
    r"en|and|die|that|which|ondertekend\w*|geschreven|verstuurd|verzonden)\b)",
    re.IGNORECASE,
)
# What comes between a letter and the day, month or year that it is called by: "the letter that was sent on".
_TIED = re.compile(
    rf"\b{cues.LETTER}(?:\s+(?!(?:over|about|inzake|betreffende|regarding|concerning|dat)\b)[\w.]+){{0,5}}?\s+"
    r"(?:(?:van|uit|of|from|in|on|op|dated|gedateerd|d\.d\.)\s+)?(?:(?:de|the|het jaar|the year)\s+)?$",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:voor|na|sinds|tot|vanaf|before|after|since|until|till|by)\s+$", re.IGNORECASE)
_AFTER_YEAR = re.compile(rf"[\s-]*{cues.LETTER}\b", re.IGNORECASE)
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
# "The last letter of 2016" is of that year.
_OF_ITS_YEAR = re.compile(
    rf"\b(?:oudste|eerste|oldest|first|nieuwste|laatste|newest|latest|last)\s+{cues.LETTER}\s+(?:van|uit|of|from|in)\s+"
    r"(?:19|20)\d\d\b",
    re.IGNORECASE,
)
# The same in a question about a letter itself: "Who signed the most recent?"
_OLDEST = re.compile(r"\b(?:oudste|oudere|eerste|oldest|older|earliest|first)\b(?!\s+kamer)", re.IGNORECASE)
_NEWEST = re.compile(r"\b(?:nieuwste|nieuwere|laatste|recentste|newest|newer|latest|most recent)\b", re.IGNORECASE)
_MONTHS = {
    name.lower(): number for names in MONTHS.values() for number, name in enumerate(names, 1)
}  # of both languages: a question in one may hold the other's
MONTH_NAMES = tuple(_MONTHS)


@dataclass(frozen=True, slots=True)
class Pointed:
    """The years a question speaks of, and the letters (ids, oldest first) that it points at.

    `named` are pointed at by number, by sender or by date (the year of a letter too), `preferred` are those or else
    the letters of the years. `foreign` are numbers of letters that are not here, `absent` says that none has the
    number, the day or the year that it calls a letter by.
    """

    years: tuple[int, ...]
    named: tuple[str, ...]
    preferred: tuple[str, ...]
    foreign: frozenset[str]
    absent: bool


def pointed(text: str, language: Language, letters: Sequence[LetterInfo], *, meta: bool) -> Pointed:
    """What `text` points at of `letters`, in order of date; `meta` where it asks about a letter itself."""
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(text)))
    found = named(text, letters) or (() if meta else _of_year(text, years, letters))
    preferred = _preferred(text, found, years, letters, meta=meta)
    foreign = _foreign(text, language, letters)
    return Pointed(years, found, preferred, foreign, bool(foreign) or _of_no_letter(text, language, letters))


def _foreign(text: str, language: Language, letters: Sequence[LetterInfo]) -> frozenset[str]:
    """The numbers of letters in `text` that none of `letters` bears; "letter 2" of two may be the second."""
    for mention in dates(text, language):
        text = f"{text[: mention.start]}{' ' * (mention.end - mention.start)}{text[mention.end :]}"
    for dossier in {info.dossier for info in letters}:
        text = re.sub(r"\b" + dossier.replace(" ", r"\W?") + r"\b", " ", text)
    own = {info.number for info in letters}
    said = {number for numbers in _NUMBERED.findall(text) for number in numbers if number}
    said = {number for number in said if int(number) > len(letters) and not _YEAR.fullmatch(number)}
    return frozenset(said - own) if not said & own else frozenset()


def _of_no_letter(text: str, language: Language, letters: Sequence[LetterInfo]) -> bool:
    """Whether a letter is called by a day, month or year of which none is: "the letter of 2018".

    Where no letter is spoken of ("Who was minister in 2018?") any year that bounds nothing counts.
    """
    spoken = re.search(rf"\b{cues.LETTER}\b", text, re.IGNORECASE)
    called = [
        (m.year, m.month, m.day)
        for m in dates(text, language)
        if m.year
        and not _BOUND.search(text[: m.start])
        and _YEAR.search(text[m.start : m.end])
        and (not spoken or _TIED.search(text[: m.start]) or _AFTER_YEAR.match(text, m.end))
    ]
    own = [(info.date.year, info.date.month, info.date.day) for info in letters]
    return bool(called) and not any(
        all(mine in (None, theirs) for mine, theirs in zip(day, date, strict=True)) for day in called for date in own
    )


def _preferred(
    text: str, named: tuple[str, ...], years: tuple[int, ...], letters: Sequence[LetterInfo], *, meta: bool
) -> tuple[str, ...]:
    """Letters named, else those of the years named; and the older or newer of them all ("the earlier letter")."""
    found = set(named or (info.id for info in letters if info.date.year in years))
    text = _OF_ITS_YEAR.sub(" ", text)
    loose = meta and not found
    if len(letters) > 1:
        found |= {letters[0].id} if _OLDER.search(text) or (loose and _OLDEST.search(text)) else set()
        found |= {letters[-1].id} if _NEWER.search(text) or (loose and _NEWEST.search(text)) else set()
    return tuple(info.id for info in letters if info.id in found)


def named(text: str, letters: Sequence[LetterInfo]) -> tuple[str, ...]:
    """Letters named by number, by full or month date, or by a sender's name."""
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


def signers(text: str, letters: Sequence[LetterInfo]) -> tuple[str, ...]:
    """The surnames, folded, of those under the letters whom a text names."""
    words = f" {' '.join(tokens(text))} "
    surnames = (" ".join(tokens(sender.name.split(".")[-1])) for info in letters for sender in info.senders)
    return tuple(dict.fromkeys(name for name in surnames if name and re.search(rf" {re.escape(name)}s? ", words)))


def _of_year(text: str, years: tuple[int, ...], letters: Sequence[LetterInfo]) -> tuple[str, ...]:
    """The one letter that is called by its year ("the letter of 2016"), where no other is spoken of."""
    found = tuple(info.id for info in letters if info.date.year in years)
    if len(years) != 1 or len(found) != 1 or cues.COMPARE.search(text) or _OLDER.search(text) or _NEWER.search(text):
        return ()
    year = next(iter(_YEAR.finditer(text)))
    return found if _TIED.search(text[: year.start()]) or _AFTER_YEAR.match(text, year.end()) else ()


def letter_subject(text: str) -> str:
    """By what a question calls a letter: 'Zeeland' for the Zeeland letter, the letter on Zeeland, de Zeelandbrief."""
    called = [found.capitalize() for found in cues.CALLED.findall(text) if found.lower() not in cues.META_WORDS]
    return " ".join([*called, *_subject(text)[1]])


def without_subject(text: str) -> str:
    """The question without what it calls a letter by."""
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
