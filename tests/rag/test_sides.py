"""What a comparison asks of one letter only."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings
from rag.sides import sides
from rag.types import LetterInfo
from tests.rag.evidence import everything


@pytest.fixture(scope="module")
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


ANY = everything()[0].letter
LETTERS: tuple[LetterInfo, ...] = (
    replace(ANY, id="kst-1-7", number="7", date=datetime.date(2018, 2, 1)),
    replace(ANY, id="kst-1-9", number="9", date=datetime.date(2023, 6, 5)),
)
OLD, NEW = (letter.id for letter in LETTERS)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (
            "Bridges: what was planned in 2018, and who pays for them in 2023?",
            "what was planned in 2018, ",
            "and who pays for them in 2023?",
        ),
        (
            "Wat kostte de brug volgens de ene brief, en hoe wordt hij volgens de andere brief geverfd?",
            "Wat kostte de brug volgens de ene brief, ",
            "en hoe wordt hij volgens de andere brief geverfd?",
        ),
        ("Both tell of rain. What fell in 2018 and what in 2023?", "What fell in 2018 ", "and what in 2023?"),
    ],
)
def test_each_letter_has_its_clause(text: str, old: str, new: str) -> None:
    assert sides(text, LETTERS) == {OLD: old, NEW: new}


@pytest.mark.parametrize(
    "text",
    [
        "How did it change between 2018 and 2023?",
        "Compare bridges in 2018 and in 2023.",
        "What was planned in 2018?",
        "In 2018, what was 2023 to bring, and what had 2018 brought?",
    ],
)
def test_what_is_asked_of_both_is_not_parted(text: str) -> None:
    assert sides(text, LETTERS) == {}
    assert sides(text, LETTERS[:1]) == {}


def test_words_asked_of_the_other_letter_count_less(pipeline: Pipeline) -> None:
    question = "Wat zegt de brief van 2016 over tankervliegtuigen, en wat zegt die van 2025 over verkiezingen?"
    asked = pipeline.read(question).question
    assert asked.kind == "compare"
    old, new = (asked.sides[letter.id] for letter in sorted(pipeline.letters(), key=lambda letter: letter.date))
    assert any("tanker" in term for term in old)
    assert any("verki" in term for term in new)
    assert not old & new
