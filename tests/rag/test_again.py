"""Claims of a first time and of a next one; 'else not', 'France, too', 'all of'."""

from __future__ import annotations

import pytest

from rag.claims.again import denies_first, turned_again
from rag.claims.quantifiers import added
from rag.overlap import words
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings


@pytest.fixture(scope="module")
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


@pytest.mark.parametrize(
    ("claim", "source", "found"),
    [
        ("Het fonds kreeg voor het eerst geld.", "Het fonds kreeg opnieuw geld.", ("voor het eerst", "opnieuw")),
        ("The fund got money again.", "The fund got money for the first time.", ("again", "first time")),
        ("Het fonds kreeg opnieuw geld.", "Het fonds kreeg opnieuw geld.", None),
        ("Dat was niet de eerste keer.", "Het fonds kreeg opnieuw geld.", None),
        ("The first fund got money.", "The fund got money again.", None),
    ],
)
def test_a_first_time_is_no_next_one(claim: str, source: str, found: tuple[str, str] | None) -> None:
    assert turned_again(claim, source) == found


def test_what_is_denied_may_be_the_first_time() -> None:
    assert denies_first("Het fonds kreeg geld, en niet voor het eerst.")
    assert not denies_first("Het fonds kreeg niet als eerste geld.")


def test_a_sum_is_not_the_whole() -> None:
    source = words("In totaal ging er 3 miljoen heen via twee fondsen.", "nl")
    assert added("", words("Het geld ging geheel via een fonds.", "nl"), source) == "geheel"
    assert not added("", words("Het geld ging geheel via een fonds.", "nl"), words("Het ging volledig via een.", "nl"))
    english = words("In total 3 million went through two funds.", "en")
    assert added("", words("All of the 3 million went through one fund.", "en"), english) == "All of"


@pytest.mark.parametrize(
    ("claim", "never"),
    [
        ("Ook Frankrijk ontbood na de val van Aleppo de Russische ambassadeur.", "contradicted"),
        ("France, too, summoned the Russian ambassador after the fall of Aleppo.", "contradicted"),
        ("De bewijzenbank IIIM kreeg in 2025 geld van Nederland, en niet voor het eerst.", "contradicted"),
        ("The evidence bank IIIM got money from the Netherlands in 2025 for the first time.", "supported"),
    ],
)
def test_the_real_letters(pipeline: Pipeline, claim: str, never: str) -> None:
    assert pipeline.check(claim).label != never
