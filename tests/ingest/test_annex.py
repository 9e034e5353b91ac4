"""Answers to members' questions, as text; the PDFs are in test_pdf.py."""

from __future__ import annotations

import pytest

from ingest.parse import parse_letter
from rag.errors import InputError
from rag.types import Sender
from tests.ingest.invariants import check, left_out

ANSWER = """Tweede Kamer der Staten-Generaal 2
Vergaderjaar 2023–2024 Aanhangsel van de Handelingen
Vragen gesteld door de leden der Kamer, met de daarop door de
regering gegeven antwoorden
{number}
Vragen van de leden Jansen (Partij) en De Vries (Lijst) aan de Ministers van
Buitenlandse Zaken en voor Klimaat en Energie over
het bericht «Kou op komst» (ingezonden 6 maart 2024).
{answer}
Vraag 1
Kent u het bericht «Kou op komst»?1
Antwoord 1
Ja
Vraag 2 en 3
Wat vindt u daarvan, en wat doet u met de regen-
boog?
Is dat genoeg?
Antwoord 2 en 3
Het kabinet zet in op samen-

1 Krant, 1 maart 2024, «Kou op komst», https://krant.example/nieuws/kou-
op-komst
{imprint}
’s-Gravenhage 2024 Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1
\fwerking met de NAVO en wacht af.
Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2
"""
MINISTER = "Antwoord van Minister Van Dijk (Buitenlandse Zaken), mede namens de Minister\nvoor Defensie"
RECEIVED = "(ontvangen 25 maart 2024). Zie ook Aanhangsel Handelingen,\nvergaderjaar 2023–2024, nr. 99"
IMPRINT = "ah-tk-20232024-1314\nISSN 0921 - 7398"


def answer(who: str = MINISTER, received: str = RECEIVED, number: str = "1314", imprint: str = IMPRINT) -> str:
    return ANSWER.format(answer=f"{who} {received}", number=number, imprint=imprint)


def test_an_answer_goes_in_whole() -> None:
    letter = parse_letter(answer(), "a.txt")
    check(letter)
    assert (letter.id, letter.dossier, letter.number) == ("ah-tk-20232024-1314", "Aanhangsel", "1314")
    assert (letter.date.isoformat(), letter.session) == ("2024-03-25", "2023-2024")
    assert letter.reference == "Aanhangsel Handelingen II 2023/24, nr. 1314"
    assert letter.url == "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-1314.html"
    assert letter.title == (
        "Vragen van de leden Jansen (Partij) en De Vries (Lijst) aan de Ministers van Buitenlandse Zaken "
        "en voor Klimaat en Energie over het bericht «Kou op komst»"
    )
    assert letter.addressee == "de leden Jansen (Partij) en De Vries (Lijst)"
    assert letter.senders == (Sender("Van Dijk", "Minister van Buitenlandse Zaken"),)
    assert [(p.kind, p.section, p.text) for p in letter.passages[1:]] == [
        ("heading", "Vraag 1", "Vraag 1"),
        ("paragraph", "Vraag 1", "Kent u het bericht «Kou op komst»?"),
        ("heading", "Antwoord 1", "Antwoord 1"),
        ("paragraph", "Antwoord 1", "Ja"),
        ("heading", "Vraag 2 en 3", "Vraag 2 en 3"),
        ("paragraph", "Vraag 2 en 3", "Wat vindt u daarvan, en wat doet u met de regenboog?"),
        ("paragraph", "Vraag 2 en 3", "Is dat genoeg?"),
        ("heading", "Antwoord 2 en 3", "Antwoord 2 en 3"),
        (
            "paragraph",
            "Antwoord 2 en 3",
            "Het kabinet zet in op samenwerking met de NAVO en wacht af.",
        ),
        (
            "footnote",
            "Antwoord 2 en 3",
            "Krant, 1 maart 2024, «Kou op komst», https://krant.example/nieuws/kou-op-komst",
        ),
    ]


def test_only_furniture_is_left_out_of_an_answer() -> None:
    assert left_out(parse_letter(answer(), "a.txt")) == [
        "2",  # beside the masthead
        "1",  # the mark between two sentences
        "-",  # the print hyphen at the page break
        "1",
        "ah-tk-20232024-1314",
        "ISSN 0921 - 7398",
        "’s-Gravenhage 2024 Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1",
        "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2",
    ]


@pytest.mark.parametrize(
    ("who", "senders"),
    [
        ("Antwoord van Minister Kaag (Klimaat en Energie)", ["Kaag, Minister voor Klimaat en Energie"]),
        ("Antwoord van Minister Kaag (Financiën)", ["Kaag, Minister (Financiën)"]),
        (
            "Antwoord van Staatssecretaris De Wit-van Rijn (Buitenlandse Zaken – Handel en\nHulp)",
            ["De Wit-van Rijn, Staatssecretaris van Buitenlandse Zaken – Handel en Hulp"],
        ),
        (
            "Antwoord van Ministers Kaag (Financiën) en Bot (Buitenlandse Zaken)",
            ["Kaag, Minister (Financiën)", "Bot, Minister van Buitenlandse Zaken"],
        ),
        ("Mededeling van Minister Bot (BZ) (ontvangen", ["Bot, Minister (BZ)"]),
    ],
)
def test_the_ministers_who_answer(who: str, senders: list[str]) -> None:
    letter = parse_letter(answer(who), "a.txt")
    assert [str(sender) for sender in letter.senders] == senders
    assert letter.date.isoformat() == "2024-03-25"


def test_the_number_may_stand_in_the_imprint_or_above_the_questions_only() -> None:
    assert parse_letter(answer(number=""), "a.txt").id == "ah-tk-20232024-1314"
    assert parse_letter(answer(imprint=""), "a.txt").id == "ah-tk-20232024-1314"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (answer(number="", imprint=""), "the answer has no number"),
        (answer(received="(ontvangen gisteren)"), r"no '\(ontvangen 25 maart 2024\)'"),
        (answer(received="(ontvangen 30 februari 2024)"), "30 februari 2024 is not a date"),
        (answer(who="Zonder minister"), "no line 'Antwoord van"),
    ],
)
def test_an_answer_that_wants_something_is_named(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        parse_letter(text, "a.txt")
    assert "\n" not in str(caught.value)
