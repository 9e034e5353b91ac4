"""The printed head of an answer to members' questions, in the Aanhangsel van de Handelingen."""

from __future__ import annotations

import re

from ingest.blocks import LABEL
from ingest.header import DATE, MASTHEAD, SESSION, Header, date_of, parliamentary_year, parts_of
from rag.errors import InputError
from rag.printed import Hyphenation, line_segments, run_of
from rag.types import Sender

_SERIES = re.compile(r"\bAanhangsel (?:van de|tot het Verslag van de) Handelingen\b")
_PREAMBLE = re.compile(r"^Vragen gesteld door de leden\b")
_NUMBER = re.compile(r"^([0-9]{1,5})$")
_QUESTION = re.compile(r"^(?:Nadere v|Aanvullende v|V)ragen van (?=(?:de leden|het lid)\b)")
_ANSWER = re.compile(
    r"^(?:(?:Nader|Aanvullend|Gedeeltelijk|Herzien)\s+)?(?:Antwoord|Mededeling|Uitstelbericht) van (?=\S)"
)
_STARTS = (MASTHEAD, SESSION, _PREAMBLE, _NUMBER, _QUESTION, _ANSWER)
_RECEIVED = re.compile(rf"\((?:ontvangen|verzonden)\s+{DATE}\)", re.IGNORECASE)
_SUBMITTED = re.compile(r"\s*\(ingezonden\b[^()]*\)\.?$")
_FILE = re.compile(r"^ah-(tk|ek)-([0-9]{4})([0-9]{4})-([0-9]+)$", re.MULTILINE)
# 'Minister Dijkgraaf (Onderwijs, Cultuur en Wetenschap)'; the office may stand before the first of several.
_MINISTER = re.compile(
    r"(?:(?P<office>Minister-President|Minister|Staatssecretaris)(?:s|sen)?\s+)?"
    r"(?P<name>[A-Z][^(),]{0,80}?)\s*\((?P<field>[^()]{1,200})\)"
)
_HEAD_LINES = 80


def is_annex(source: str) -> bool:
    """Whether the head of `source` is that of an answer to members' questions."""
    head = [source[a:b] for a, b in line_segments(source, 0, min(len(source), 20_000))[:_HEAD_LINES]]
    series = any(_SERIES.search(line) or _FILE.match(line) for line in head)
    return series and any(_QUESTION.match(line) for line in head)


def parse_annex(source: str, name: str) -> Header:
    """Read the title block of an answer; `name` is for messages.

    Raises InputError where the number or the date of receipt is not there.
    """
    hyphenation = Hyphenation.of(source)
    head = _head(source)
    parts = parts_of(source, head, _STARTS)
    found: dict[re.Pattern[str], tuple[re.Match[str], str]] = {}
    for part in parts:
        text = run_of(source, list(part), hyphenation).text
        for pattern in _STARTS:
            if pattern not in found and (match := pattern.match(text)):
                found[pattern] = (match, text)
    file = _FILE.search(source)
    if (file is None and _NUMBER not in found) or _QUESTION not in found or _ANSWER not in found:
        missing = "line 'Antwoord van ...' above the questions" if _NUMBER in found or file else "number"
        raise InputError(f"{name}: the answer has no {missing}. Give it as the House prints it.")
    answer = found[_ANSWER][1]
    received = _RECEIVED.search(answer)
    if received is None:
        raise InputError(f"{name}: no '(ontvangen 25 maart 2024)' in the head. Give the answer as the House prints it.")
    date = date_of(received, name)
    years = found[SESSION][0] if SESSION in found else None
    session = f"{years[1]}-{years[2]}" if years else parliamentary_year(date)
    if file:
        session = f"{file[2]}-{file[3]}"
    number = file[4] if file else found[_NUMBER][0][1]
    house = file[1] if file else "ek" if MASTHEAD in found and found[MASTHEAD][0]["house"] == "Eerste" else "tk"
    match, question = found[_QUESTION]
    title = _SUBMITTED.sub("", question)
    return Header(
        id=f"ah-{house}-{session.replace('-', '')}-{number}",
        dossier="Aanhangsel",
        number=number,
        date=date,
        title=title,
        heading=re.split(r"\s*\((?:ontvangen|verzonden)\b", answer, maxsplit=1)[0],
        senders=_senders(answer[found[_ANSWER][0].end() :], title),
        addressee=title[match.end() :].partition(" aan de ")[0],
        session=session,
        parts=parts,
        end=head[-1][1],
    )


def _head(source: str) -> list[tuple[int, int]]:
    """The lines above the first question: up to a label, or to the blank line after the date of receipt."""
    head: list[tuple[int, int]] = []
    answer = ""
    for start, end in line_segments(source, 0, min(len(source), 20_000))[:_HEAD_LINES]:
        text = source[start:end]
        if LABEL.match(text):
            break
        if "ontvangen" in answer and ")" in answer and "\n" in source[head[-1][1] : start].replace("\n", "", 1):
            break
        if answer or _ANSWER.match(text):
            answer += f" {text}"
        head.append((start, end))
    return head


def _senders(answer: str, title: str) -> tuple[Sender, ...]:
    """Who answers, in the words of the head; 'mede namens' names no sender."""
    senders = []
    office = "Minister"
    for found in _MINISTER.finditer(answer.partition("mede namens")[0]):
        office = found["office"] or office
        field = re.sub(r"\s+", " ", found["field"])
        if field.startswith(("ontvangen", "verzonden")):
            continue
        senders.append(Sender(found["name"].strip(), _role(office, field, title)))
    return tuple(senders)


def _role(office: str, field: str, title: str) -> str:
    """'Minister voor Buitenlandse Handel': the head leaves out 'van' or 'voor', the question may give it."""
    main = field.partition(" – ")[0]
    given = re.search(rf"\b(van|voor) {re.escape(main)}(?!\w)", title)
    return f"{office} {given[1]} {field}" if given else f"{office} ({field})"
