"""Where sentences end."""

from __future__ import annotations

import pytest

from rag.sentences import goes_on, split


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Zie Kamerstuk 21 501-20, nr. 1176 en de brief van 15 december jl. over Syrië.",
        "De brief d.d. 1 maart 2024 is bekend.",
        "De heer J.A. Jansen en prof. dr. K. Pieters spraken.",
        "Het gaat om EUR 20.4 miljoen, d.w.z. Veel geld.",
        "Conform art. 68 Grondwet is dit gedeeld.",
        "Wat t.a.v. Syrië geldt, geldt o.a. Libanon ook.",
        "1. een staakt-het-vuren",
    ],
)
def test_one_sentence(text: str) -> None:
    assert parts(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dat is zo. Het blijft zo.", ["Dat is zo.", "Het blijft zo."]),
        ("De motie van 15 december jl. Het kabinet volgt.", ["De motie van 15 december jl.", "Het kabinet volgt."]),
        ("Hoe dan? Zo nee, waarom niet?", ["Hoe dan?", "Zo nee, waarom niet?"]),
        ("Hij zei: «Dat is zo.» Toen ging hij.", ["Hij zei: «Dat is zo.»", "Toen ging hij."]),
        ("In 2017. Daarna niet.", ["In 2017.", "Daarna niet."]),
        ("Dat is zo. «Het» ook.", ["Dat is zo.", "«Het» ook."]),
        ("Enzovoort… Dan dit.", ["Enzovoort…", "Dan dit."]),
        ("Zo. Émile ging.", ["Zo.", "Émile ging."]),
    ],
)
def test_several_sentences(text: str, sentences: list[str]) -> None:
    assert parts(text) == sentences


def test_nothing_in_nothing() -> None:
    assert split("") == split("  \n ") == []


def test_an_abbreviation_at_a_page_end_goes_on() -> None:
    assert goes_on("Kamerstuk 32 623, nr.", "343 van de Kamer")
    assert goes_on("op verzoek van mr.", "Pieters")
    assert goes_on("van 15 december jl.", "is besloten")
    assert not goes_on("van 15 december jl.", "Het kabinet")
    assert not goes_on("Dat is zo.", "klein")
    assert not goes_on("zonder punt", "klein")
