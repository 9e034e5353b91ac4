"""PDF letters: pages set as the printer sets them come out whole; bad files are one clear line."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.files import find_files, read_source
from ingest.parse import parse_letter
from ingest.pdf import clean, pdf_text, read
from rag.errors import InputError
from tests.ingest import pdfs
from tests.ingest.invariants import check, left_out

# What may be left out of an answer: page furniture, numbers of notes, markers of items, a hyphen at a page break.
FURNITURE = re.compile(
    r"(?:’s-Gravenhage \d{4}\t)?Tweede Kamer, vergaderjaar \d{4}–\d{4}, Aanhangsel(?:\t\d+)?"
    r"|ah-tk-\d{8}-\d+|ISSN 0921 - 7398|\d{1,2}\.|[–•-]|(?:\d{1,2}\s*)+"
)

_QUESTION = re.compile(r"[\n\f]Vraag \d+(?:(?:, | en | t/m | )\d+)*(?=\n)")


def test_a_printed_answer_goes_in_whole() -> None:
    letter = parse_letter(pdf_text(pdfs.answer(), "a.pdf"), "a.pdf")
    check(letter)
    assert letter.id == "ah-tk-20232024-1314"
    assert [str(sender) for sender in letter.senders] == ["Van Dijk, Minister van Defensie"]
    assert [(p.kind, p.section, [s.plain for s in p.sentences]) for p in letter.passages[1:]] == [
        ("heading", "Vraag 1", ["Vraag 1"]),
        (
            "paragraph",
            "Vraag 1",
            [
                "Kent u het bericht «Kou op komst» dat op 1 maart in de krant heeft gestaan en dat over de "
                "regen- en zonneweerkaart gaat?"
            ],
        ),
        ("heading", "Antwoord 1", ["Antwoord 1"]),
        ("paragraph", "Antwoord 1", ["Ja."]),
        ("heading", "Vraag 2", ["Vraag 2"]),
        ("paragraph", "Vraag 2", ["Wat doet u?"]),
        ("heading", "Antwoord 2", ["Antwoord 2"]),
        (
            "paragraph",
            "Antwoord 2",
            [
                "Het kabinet zet zich langs drie wegen in, en het volgt daarbij de regenboogkaart van het instituut "
                "dat daarvoor verantwoordelijk is, voor zover dat kan:"
            ],
        ),
        (
            "item",
            "Antwoord 2",
            ["eerst de kaart, die in alle gevallen en voor ieder die dat wil beschikbaar is en blijft;"],
        ),
        ("item", "Antwoord 2", ["dan de weg."]),
        (
            "paragraph",
            "Antwoord 2",
            [
                "Daarna volgt de rest van het beleid.",
                "Dat is vastgelegd in de nieuwe kaart van het land, die in samenhang met de eerdere afspraken over "
                "het weer en de samenwerking wordt gelezen.",
            ],
        ),
        ("footnote", "Antwoord 2", ["Krant, 1 maart 2024, «Kou op komst», https://krant.example/nieuws/kou.html"]),
        ("footnote", "Antwoord 2", ["Kamerstuk 36 410, nr. 3"]),
        ("paragraph", "Antwoord 2", ["Soort 2021 2022", "Regen 10 14", "Zon 2 3"]),
        ("heading", "Vraag 3", ["Vraag 3"]),
        ("paragraph", "Vraag 3", ["Is dat alles?"]),
        ("heading", "Antwoord 3", ["Antwoord 3"]),
        ("paragraph", "Antwoord 3", ["Ja"]),
    ]
    assert all(FURNITURE.fullmatch(one) for one in left_out(letter))


def test_the_text_is_the_same_every_time() -> None:
    """Offsets count in it."""
    data = pdfs.answer()
    assert pdf_text(data, "a.pdf") == pdf_text(data, "b.pdf") == read(data)["text"]


def test_a_form_feed_parts_pages_and_a_tab_parts_cells() -> None:
    pages = pdf_text(pdfs.answer(), "a.pdf").split("\f")
    assert len(pages) == 2
    assert pages[1].startswith("menwerking wordt gelezen.\n")
    assert "Soort\t2021\t2022\n" in pages[1]
    assert "over de regen- en" in pages[0].replace("\n", " ")
    assert "gaat?1\n" in pages[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdfs.answer(password="geheim"), "locked with a password.*qpdf --decrypt"),
        (pdfs.picture(), "a picture without text.*ocrmypdf"),
        (b"%PDF-1.7\nno more", "damaged or not a PDF"),
        (b"no PDF at all", "damaged or not a PDF"),
        (pdfs.answer()[:700], "damaged or not a PDF"),
    ],
    ids=["encrypted", "scanned", "header-only", "other-file", "cut"],
)
def test_a_pdf_that_cannot_be_read_is_one_clear_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        pdf_text(data, "map/brief.pdf")
    assert str(caught.value).startswith("map/brief.pdf: the PDF ")
    assert "\n" not in str(caught.value)


def test_a_page_without_text_or_picture_is_no_error() -> None:
    text = pdf_text(pdfs.document([(["Eerste."], []), ([], [])], "x"), "a.pdf")
    assert "Eerste." in text


def test_a_crash_in_the_child_does_not_reach_us() -> None:
    with pytest.raises(InputError, match="damaged"):
        pdf_text(pdfs.answer(), "a.pdf", program="import os; os.abort()")


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(InputError, match="took more than 1 s"):
        pdf_text(pdfs.answer(), "a.pdf", seconds=1, program="import time; time.sleep(60)")


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_damage_anywhere_gives_text_or_an_input_error(data: st.DataObject) -> None:
    whole = bytearray(pdfs.answer())
    for _ in range(data.draw(st.integers(1, 30))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(whole)), st.integers(0, len(whole))))
    try:
        outcome = pdf_text(bytes(whole[:cut]), "a.pdf")
    except InputError as error:
        outcome = str(error).removeprefix("a.pdf: the PDF ")
        assert outcome.startswith(("is damaged", "is locked", "has a page that is a picture"))
    assert outcome


@pytest.mark.parametrize(
    ("code", "char"),
    [
        (0x02, "-"), (0xFFFE, "-"), (0x0, ""), (0x1B, ""), (0xF0B7, "•"), (0xE123, ""), (0xFB01, "fi"), (0xA0, " "),
        (0x09, " "), (0xD83D, ""), (0x20AC, "€"), (0x110000, ""), (ord("a"), "a"),
    ],
)  # fmt: skip
def test_characters_as_they_are_kept(code: int, char: str) -> None:
    assert clean(code) == char


def test_the_houses_own_pdfs() -> None:
    """Real answers, in the folder that BRIEFWIJZER_PDFS names (they are not part of the project)."""
    folder = os.environ.get("BRIEFWIJZER_PDFS")
    if not folder:
        pytest.skip("BRIEFWIJZER_PDFS names no folder of real PDFs")
    paths = find_files([Path(folder)])
    assert paths
    for path in paths:
        letter = parse_letter(read_source(path), path.name)
        check(letter)
        assert re.fullmatch(r"ah-tk-\d{8}-\d+", letter.id)
        assert letter.senders
        assert letter.addressee.startswith(("de leden ", "het lid "))
        assert [one for one in left_out(letter) if not FURNITURE.fullmatch(one)] == []
        labels = [p.text for p in letter.passages if p.kind == "heading"]
        assert len([one for one in labels if one.startswith("Vraag ")]) == len(_QUESTION.findall(letter.source))
        for passage in letter.passages[1:]:
            for sentence in passage.sentences:
                if passage.kind == "paragraph" and "\t" not in letter.source[sentence.start : sentence.end]:
                    assert not sentence.plain[0].islower() or sentence.plain.startswith("dcypher"), sentence.plain
