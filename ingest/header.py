"""The printed head of a letter: dossier, number, date, title, addressee, and who signed."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from rag.errors import InputError
from rag.printed import Hyphenation, line_segments, run_of
from rag.types import Sender

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
_DATE = re.compile(
    rf"^(?:[A-Z’'][\w’' .-]*,\s*)(?:\w+dag,?\s+)?(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})$", re.IGNORECASE
)
_MASTHEAD = re.compile(r"^(?:Tweede|Eerste) Kamer der Staten-Generaal(?P<loose>\s+\d)?$")
_SESSION = re.compile(r"^Vergaderjaar\s+(\d{4})\s*[–-]\s*(\d{4})")
_DOSSIER = re.compile(r"^(\d{2}\s?\d{3}(?:-(?:[IVXLC]+|\d{1,3})|\s(?:[IVXLC]+|[A-Z])(?=\s))?)\s+(?=\S)")
_NUMBER = re.compile(r"^Nr\.?\s+(\d+[A-Z]?)\s*")
_TO = re.compile(r"^Aan de (?:Voorzitter|voorzitter|leden)\b")
_STARTS = (_MASTHEAD, _SESSION, _DOSSIER, _NUMBER, _TO, _DATE)
_HEAD_LINES = 60

Part = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Header:
    """`parts` are the sentences of the title block, each a list of line segments."""

    dossier: str
    number: str
    date: datetime.date
    title: str
    heading: str
    addressee: str
    session: str
    parts: tuple[Part, ...]
    end: int

    @property
    def id(self) -> str:
        dossier = re.sub(r"[^0-9A-Za-z]+", "-", self.dossier.replace(" ", "", 1))
        return f"kst-{dossier}-{self.number}"


def parliamentary_year(date: datetime.date) -> str:
    """'2016-2017' for 21 December 2016: the year starts on the third Tuesday of September.

    Source: Grondwet art. 65.
    """
    first = datetime.date(date.year, 9, 1)
    third_tuesday = first + datetime.timedelta(days=(1 - first.weekday()) % 7 + 14)
    start = date.year if date >= third_tuesday else date.year - 1
    return f"{start}-{start + 1}"


def parse_header(source: str, name: str) -> Header:
    """Read the title block at the head of `source`; `name` is for messages.

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

    def text_of(part: Part) -> str:
        return run_of(source, list(part), hyphenation).text

    parts = _parts(source, segments[: last + 1])
    found = {pattern: (match, part) for part in parts for pattern in _STARTS if (match := pattern.match(text_of(part)))}
    if _DOSSIER not in found or _NUMBER not in found:
        missing = "dossier number such as '32 623'" if _DOSSIER not in found else "letter number such as 'Nr. 169'"
        raise InputError(f"{name}: no {missing} above the date line. Give the letter as the House prints it.")
    dossier, title = found[_DOSSIER][0][1], text_of(found[_DOSSIER][1])[found[_DOSSIER][0].end() :]
    heading = text_of(found[_NUMBER][1])[found[_NUMBER][0].end() :]
    day, month, year = _DATE.match(text_of(parts[-1])).groups()  # type: ignore[union-attr]
    try:
        date = datetime.date(int(year), MONTHS.index(month.lower()) + 1, int(day))
    except ValueError as error:
        raise InputError(f"{name}: {day} {month} {year} is not a date. Correct the date line.") from error
    session = found[_SESSION][0] if _SESSION in found else None
    return Header(
        dossier=re.sub(r"^(\d{2})\s?(\d{3})", r"\1 \2", dossier),
        number=found[_NUMBER][0][1],
        date=date,
        title=title,
        heading=heading,
        addressee=text_of(found[_TO][1]).removeprefix("Aan ") if _TO in found else "",
        session=f"{session[1]}-{session[2]}" if session else parliamentary_year(date),
        parts=parts,
        end=segments[last][1],
    )


def _parts(source: str, segments: list[tuple[int, int]]) -> tuple[Part, ...]:
    """Cut the head where a line starts something new; the masthead's loose '2' is furniture."""
    parts: list[list[tuple[int, int]]] = []
    for start, end in segments:
        text = source[start:end]
        masthead = _MASTHEAD.match(text)
        if masthead and masthead["loose"]:
            end -= len(masthead["loose"])
        if not parts or any(pattern.match(text) for pattern in _STARTS):
            parts.append([])
        parts[-1].append((start, end))
    return tuple(tuple(part) for part in parts)


def running_case(heading: str, senders: tuple[Sender, ...]) -> str:
    """A heading printed in capitals as in running text, with the capitals of the offices signed for."""
    if not heading.isupper():
        return heading
    capitals = {word.lower(): word for sender in senders for word in sender.role.split()[1:]}
    words = [capitals.get(word, word) for word in heading.lower().split()]
    return " ".join([words[0].capitalize(), *words[1:]])


def parse_senders(signatures: list[list[str]]) -> tuple[Sender, ...]:
    """Names and offices from the signature blocks, each a list of lines."""
    senders = []
    for lines in signatures:
        *role, name = [line.strip().rstrip(",") for line in lines]
        senders.append(Sender(name, re.sub(r"^[Dd]e ", "", " ".join(role))))
    return tuple(senders)
