"""Heads as the House prints them, in all the usual forms, and messages where one is wanting."""

from __future__ import annotations

import datetime

import pytest

from ingest.header import parliamentary_year, parse_header, running_case
from ingest.parse import parse_letter
from rag.errors import InputError
from rag.types import Sender

HEAD = """{masthead}{dossier} {title}

Nr. {number} {heading}

Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

{date}

Het kabinet deelt het volgende mee.
"""


def head(
    *,
    dossier: str = "32 623",
    date: str = "Den Haag, 3 maart 2021",
    number: str = "45",
    masthead: str = "",
    title: str = "Een dossier",
    heading: str = "BRIEF VAN DE MINISTER VAN DEFENSIE",
) -> str:
    return HEAD.format(dossier=dossier, date=date, number=number, masthead=masthead, title=title, heading=heading)


@pytest.mark.parametrize(
    ("dossier", "printed", "id_"),
    [
        ("32 623", "32 623", "kst-32623-1176"),
        ("32623", "32 623", "kst-32623-1176"),
        ("21 501-20", "21 501-20", "kst-21501-20-1176"),
        ("35 000 V", "35 000 V", "kst-35000-V-1176"),
        ("35 570 XVII", "35 570 XVII", "kst-35570-XVII-1176"),
        ("36 600-X", "36 600-X", "kst-36600-X-1176"),
    ],
)
def test_dossier_numbers(dossier: str, printed: str, id_: str) -> None:
    header = parse_header(head(dossier=dossier, number="1176"), "x.txt")
    assert (header.dossier, header.number, header.id, header.title) == (printed, "1176", id_, "Een dossier")


def test_a_dossier_alone_on_its_line() -> None:
    header = parse_header(head().replace("32 623 Een", "32 623\n\nEen"), "x.txt")
    assert (header.dossier, header.title) == ("32 623", "Een dossier")


def test_the_first_of_two_dossiers_numbers_the_letter() -> None:
    header = parse_header(head(title="Een dossier\n\n29 754 Een ander dossier"), "x.txt")
    assert (header.id, header.title) == ("kst-32623-45", "Een dossier")


@pytest.mark.parametrize(
    "line",
    [
        "Den Haag, 3 maart 2021",
        "’s-Gravenhage, 3 maart 2021",
        "'s-Gravenhage, 3 maart 2021",
        "Den Haag, woensdag 3 maart 2021",
        "Ontvangen 3 maart 2021",
        "Ontvangen ter Griffie op 3 maart 2021.",
        "DEN HAAG, 3 MAART 2021",
    ],
)
def test_date_lines(line: str) -> None:
    header = parse_header(head(date=line), "x.txt")
    assert (header.date, header.session) == (datetime.date(2021, 3, 3), "2020-2021")


def test_with_and_without_the_masthead() -> None:
    masthead = "Tweede Kamer der Staten-Generaal\n2\nVergaderjaar 2019–2020\n\n"
    assert parse_header(head(masthead=masthead), "x.txt").session == "2019-2020"
    assert len(parse_header(head(masthead=masthead), "x.txt").parts) == 6
    assert len(parse_header(head(), "x.txt").parts) == 4


@pytest.mark.parametrize(
    ("day", "session"),
    [
        ("2016-12-21", "2016-2017"),
        ("2025-09-15", "2024-2025"),
        ("2025-09-16", "2025-2026"),
        ("2026-09-15", "2026-2027"),
    ],
)
def test_parliamentary_year(day: str, session: str) -> None:
    assert parliamentary_year(datetime.date.fromisoformat(day)) == session


def test_capitals_of_a_heading_follow_the_signatures() -> None:
    senders = (Sender("A. B", "Minister voor Klimaat en Energie"),)
    assert running_case("BRIEF VAN DE MINISTER VOOR KLIMAAT EN ENERGIE", senders) == (
        "Brief van de minister voor Klimaat en Energie"
    )
    assert running_case("Brief van de minister", senders) == "Brief van de minister"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Een brief zonder hoofd.", "no date line such as"),
        (head(dossier="Dossier"), "no dossier number such as"),
        (head().replace("Nr. 45", "Brief"), "no letter number such as"),
        (head(date="Den Haag, 31 februari 2021"), "31 februari 2021 is not a date"),
        (head(date="Den Haag, 3 maart 0000"), "not a date"),
        (head().replace("Het kabinet deelt het volgende mee.", ""), "no text under the head"),
        ("", "no date line"),
    ],
)
def test_a_head_that_wants_something_is_named_in_one_line(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        parse_letter(text, "brief.txt")
    assert str(caught.value).startswith("brief.txt: ")
    assert "\n" not in str(caught.value)
