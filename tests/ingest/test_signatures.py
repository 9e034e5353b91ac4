"""Who signs, in the usual forms."""

from __future__ import annotations

import pytest

from ingest.parse import parse_letter
from rag.types import Letter
from tests.ingest.printing import HEAD


def signed(under: str) -> Letter:
    return parse_letter(f"{HEAD}Het kabinet deelt het volgende mee.\n\n{under}\n", "x.txt")


@pytest.mark.parametrize(
    ("under", "senders"),
    [
        ("De Minister van Defensie,\nK.H. Ollongren", ["K.H. Ollongren, Minister van Defensie"]),
        ("De Minister van Defensie,\n\nK.H. Ollongren", ["K.H. Ollongren, Minister van Defensie"]),
        (
            "De Minister-President, Minister van Algemene Zaken,\nM. Rutte",
            ["M. Rutte, Minister-President, Minister van Algemene Zaken"],
        ),
        (
            "De minister-president,\nminister van Algemene Zaken,\n\nDick Schoof",
            ["Dick Schoof, minister-president, minister van Algemene Zaken"],
        ),
        (
            "De Staatssecretaris van Volksgezondheid, Welzijn en Sport,\ndrs. M. van Ooijen",
            ["drs. M. van Ooijen, Staatssecretaris van Volksgezondheid, Welzijn en Sport"],
        ),
        (
            "De Minister van Justitie en Veiligheid,\nD. Yeşilgöz-Zegerius\n\n"
            "De Minister voor Rechtsbescherming,\nF.M. Weerwind\n\n"
            "De Staatssecretaris van Justitie en Veiligheid,\nE. van der Burg",
            [
                "D. Yeşilgöz-Zegerius, Minister van Justitie en Veiligheid",
                "F.M. Weerwind, Minister voor Rechtsbescherming",
                "E. van der Burg, Staatssecretaris van Justitie en Veiligheid",
            ],
        ),
        (
            "Mede namens de Minister van Defensie,\n\nDe Minister van Buitenlandse Zaken,\nH.G.J. Bruins Slot",
            ["H.G.J. Bruins Slot, Minister van Buitenlandse Zaken"],
        ),
        (
            "De Minister van Buitenlandse Zaken, mede namens de Minister van Defensie,\nW.B. Hoekstra",
            ["W.B. Hoekstra, Minister van Buitenlandse Zaken"],
        ),
    ],
)
def test_senders(under: str, senders: list[str]) -> None:
    letter = signed(under)
    assert [str(sender) for sender in letter.senders] == senders
    assert [passage.kind for passage in letter.passages[:2]] == ["title", "paragraph"]
    assert {passage.kind for passage in letter.passages[2:]} == {"signature"}


def test_an_annex_after_the_signature_is_text_again() -> None:
    letter = signed("De Minister van Defensie,\nK.H. Ollongren\n\nBijlage\n\nHier volgt een lange lijst van stukken.")
    assert [passage.kind for passage in letter.passages[2:]] == ["signature", "heading", "paragraph"]
    assert letter.passages[-1].section == "Bijlage"


def test_an_office_in_the_text_is_no_signature() -> None:
    letter = signed("De Minister van Defensie heeft u hierover bericht.\n\nDe Minister van Defensie,\nK.H. Ollongren")
    assert letter.passages[2].kind == "paragraph"
    assert len(letter.senders) == 1
