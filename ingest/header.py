"""The printed head of a letter: dossier, number, date, title, addressee, and who signed."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from rag.errors import InputError
from rag.months import MONTHS
from rag.printed import Hyphenation, line_segments, run_of
from rag.types import Sender

DATE = rf"(\d{{1,2}})\s+({'|'.join(MONTHS['nl'])})\s+(\d{{4}})"
_DATE = re.compile(
    rf"^(?:[A-Z’'][\w’' .-]{{0,60}},\s*|(?:Ontvangen|Vastgesteld|Verzonden)\s+(?:ter Griffie\s+)?(?:op\s+)?)"
    rf"(?:\w+dag,?\s+)?{DATE}\.?$",
    re.IGNORECASE,
)
MASTHEAD = re.compile(r"^(?P<house>Tweede|Eerste) Kamer der Staten-Generaal(?P<loose>\s+\d)?$")
SESSION = re.compile(r"^Vergaderjaar\s+(\d{4})\s*[–-]\s*(\d{4})")
_DOSSIER = re.compile(
    r"^(\d{2}\s?\d{3}(?:-(?:[IVXLC]+|\d{1,3})\b|\s(?:[IVXLC]+|[A-Z])(?=\s|$))?)(?:\s+(?=[^\s\d.,])|$)"
)
_NUMBER = re.compile(r"^Nr\.?\s+(\d+[A-Z]?)\b\s*")
_TO = re.compile(r"^Aan de (?:Voorzitter|voorzitter|leden)\b")
_STARTS = (MASTHEAD, SESSION, _DOSSIER, _NUMBER, _TO, _DATE)
_HEAD_LINES = 60

Part = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Header:
    """`parts` are the sentences of the title block, each a list of line segments; `end` is where it ends.

    `senders` is empty where they stand under the letter and not in its head.
    """

    id: str
    dossier: str
    number: str
    date: datetime.date
    title: str
    heading: str
    senders: tuple[Sender, ...]
    addressee: str
    session: str
    parts: tuple[Part, ...]
    end: int


def parliamentary_year(date: datetime.date) -> str:
    """'2016-2017' for 21 December 2016: the year starts on the third Tuesday of September.

    Source: Grondwet art. 65.
    """
    first = datetime.date(date.year, 9, 1)
    third_tuesday = first + datetime.timedelta(days=(1 - first.weekday()) % 7 + 14)
    start = date.year if date >= third_tuesday else date.year - 1
    return f"{start}-{start + 1}"


def date_of(found: re.Match[str], name: str) -> datetime.date:
    """The date that a match ending in the groups of DATE holds. Raises InputError for 31 February and the like."""
    day, month, year = found.groups()[-3:]
    try:
        return datetime.date(int(year), MONTHS["nl"].index(month.lower()) + 1, int(day))
    except ValueError:
        raise InputError(f"{name}: {day} {month} {year} is not a date. Correct the date in the head.") from None


def parse_header(source: str, name: str) -> Header:
    """Read the title block of a Kamerbrief at the head of `source`; `name` is for messages.

    Raises InputError where the date, the dossier or the number is not there.
    """
    segments = line_segments(source, 0, len(source))[:_HEAD_LINES]
    last = next((i for i, (a, b) in enumerate(segments) if _DATE.match(source[a:b])), None)
    if last is None:
        raise InputError(
            f"{name}: no date line such as 'Den Haag, 21 december 2016' in the first {_HEAD_LINES} lines. "
            "Give the letter as the House prints it."
        )
    hyphenation = Hyphenation.of(source)
    parts = parts_of(source, segments[: last + 1], _STARTS)
    found: dict[re.Pattern[str], tuple[re.Match[str], str]] = {}
    for part in parts:
        text = run_of(source, list(part), hyphenation).text
        for pattern in _STARTS:
            # The first of several dossiers is the one that numbers the letter.
            if pattern not in found and (match := pattern.match(text)):
                found[pattern] = (match, text)
    if _DOSSIER not in found or _NUMBER not in found or _DATE not in found:
        missing = "dossier number such as '32 623'" if _DOSSIER not in found else "letter number such as 'Nr. 169'"
        raise InputError(f"{name}: no {missing} above the date line. Give the letter as the House prints it.")
    dossier = re.sub(r"^(\d{2})\s?(\d{3})", r"\1 \2", found[_DOSSIER][0][1])
    number = found[_NUMBER][0][1]
    date = date_of(found[_DATE][0], name)
    session = found[SESSION][0] if SESSION in found else None
    return Header(
        id=f"kst-{re.sub(r'[^0-9A-Za-z]+', '-', dossier.replace(' ', '', 1))}-{number}",
        dossier=dossier,
        number=number,
        date=date,
        title=_rest(found[_DOSSIER]),
        heading=_rest(found[_NUMBER]),
        senders=(),
        addressee=found[_TO][1].removeprefix("Aan ") if _TO in found else "",
        session=f"{session[1]}-{session[2]}" if session else parliamentary_year(date),
        parts=parts,
        end=segments[last][1],
    )


def _rest(found: tuple[re.Match[str], str]) -> str:
    match, text = found
    return text[match.end() :].strip()


def parts_of(source: str, segments: list[tuple[int, int]], starts: tuple[re.Pattern[str], ...]) -> tuple[Part, ...]:
    """Cut the head where a line starts something new; the masthead's loose '2' is furniture."""
    parts: list[list[tuple[int, int]]] = []
    for start, end in segments:
        text = source[start:end]
        masthead = MASTHEAD.match(text)
        last = end - len(masthead["loose"] or "") if masthead else end
        if re.fullmatch(r"[12]", text) and parts and MASTHEAD.match(source[slice(*parts[-1][-1])]):
            continue
        if not parts or any(pattern.match(text) for pattern in starts):
            parts.append([])
        parts[-1].append((start, last))
    return tuple(tuple(part) for part in parts)


def running_case(heading: str, senders: tuple[Sender, ...]) -> str:
    """A heading printed in capitals as in running text, with the capitals of the offices signed for."""
    if not heading.isupper():
        return heading
    capitals = {word.lower(): word for sender in senders for word in sender.role.split()[1:]}
    words = [capitals.get(word, word) for word in heading.lower().split()]
    return " ".join([words[0].capitalize(), *words[1:]])
