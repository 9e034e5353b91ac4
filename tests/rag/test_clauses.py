"""The clauses of a claim and how far they lie from the sentences found."""

from __future__ import annotations

import pytest

from rag.claims.align import Aligned
from rag.claims.clauses import distances, parts
from rag.overlap import words
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings
from tests.rag.test_weigh import source


@pytest.fixture(scope="module")
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("De brug gaat open.", ["De brug gaat open."]),
        ("De brug gaat open, en de trein rijdt weer.", ["De brug gaat open", "de trein rijdt weer."]),
        ("The bridge opens while the train departs.", ["The bridge opens", "the train departs."]),
        ("Jansen, De Boer en Smit tekenden.", []),
    ],
)
def test_what_is_embedded_of_a_claim(claim: str, expected: list[str]) -> None:
    whole, *clauses = parts(claim)
    assert whole == claim
    assert clauses == (expected if expected != [claim] else [])


def test_no_claim_has_more_clauses_than_are_worth_embedding() -> None:
    assert len(parts("de brug gaat open, " * 500)) <= 7


def test_the_farthest_clause_counts() -> None:
    best = source()
    said = words("De brug gaat open, en de trein rijdt.", "nl")
    flags = (True,) * len(said)
    aligned = Aligned(said, flags, flags, flags, (best,), 0.9)
    here, elsewhere = (best.ref.passage, best.ref.index), ("kst-1-1#99", 0)
    near, far = {here: 0.95, elsewhere: 0.85}, {here: 0.8, elsewhere: 0.9}
    assert distances(aligned, ()) == pytest.approx((0, 0, 0, 0, 0))
    assert distances(aligned, (near, far)) == pytest.approx((-2, 0, 2, 1, 3))
    assert distances(aligned, (near, {**far, (best.ref.passage, -1): 0.99}))[1] == pytest.approx(0), (
        "a whole passage is none"
    )


def test_a_clause_of_its_own_lowers_the_chance(pipeline: Pipeline) -> None:
    """What is added in words that all stand somewhere in the letters is told by its clause alone."""
    plain = pipeline.compare("Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd.", "nl")
    added = pipeline.compare("Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd, en de premier fietst graag.", "nl")
    assert plain is not None
    assert added is not None
    assert added.numbers[-5] < plain.numbers[-5]
