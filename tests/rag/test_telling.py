"""Frames: what may stand before a sentence of a letter, and what may not."""

from __future__ import annotations

import pytest

from rag.overlap import words
from rag.telling import unframed
from rag.types import DraftStatement, Language, SentenceRef
from rag.verify import verify
from tests.rag.evidence import everything, holding

EVACUATED = "ongeveer 25.000 mensen"
DUTCH = "Op het moment van schrijven zijn ongeveer 25.000 mensen geëvacueerd"
ENGLISH = "At the time of writing, approximately 25,000 people have been evacuated"


@pytest.mark.parametrize(
    ("text", "language", "kept"),
    [
        (f"De brief zegt letterlijk: «{DUTCH}».", "nl", True),
        (f"In de brief van 21 december 2016 staat: {DUTCH}.", "nl", True),
        (f"De brief van december 2016 zegt: {DUTCH}.", "nl", True),
        (f"In de brief van 2016 staat het volgende: {DUTCH}.", "nl", True),
        (f"In de brief van 19 september 2025 staat: {DUTCH}.", "nl", False),
        (f"De brief zegt niet: «{DUTCH}».", "nl", False),
        (f"De minister ontkent: «{DUTCH}».", "nl", False),
        (f"De brief zegt: «{DUTCH}», en dat is gelogen.", "nl", False),
        (f"De brief zegt letterlijk: {DUTCH}.", "nl", False),
        (f"Over 2025 zegt de brief: {DUTCH}.", "nl", False),
        (f"De brief zegt over de ministers: {DUTCH}.", "nl", False),
        (f"The letter says in Dutch: “{DUTCH}”.", "en", True),
        (f"The letter says: {ENGLISH}.", "en", True),
        (f"The letter of December 21, 2016 says: {ENGLISH}.", "en", True),
        (f"According to the letter of 21 December 2016: {ENGLISH}.", "en", True),
        (f"The letter says: “{ENGLISH}”.", "en", False),
        (f"The letter literally says: {ENGLISH}.", "en", False),
        (f"On 21 December 2016, the letter says: {ENGLISH}.", "en", False),
        (f"According to the letter, in December 2016: {ENGLISH}.", "en", False),
        (f"The letter of 21 December 2016, dated 2015: {ENGLISH}.", "en", False),
        (f"The letter to the minister says: {ENGLISH}.", "en", False),
        (f"The letter of 22 December 2016 says: {ENGLISH}.", "en", False),
    ],
)
def test_only_that_the_letter_says_it_may_stand_before_a_sentence(text: str, language: Language, kept: bool) -> None:
    evidence = holding(EVACUATED)
    passage = evidence[0].passage
    refs = tuple(SentenceRef(passage.id, at) for at in range(len(passage.sentences)))
    assert bool(verify([DraftStatement(text, refs)], evidence, language)[0]) is kept


def test_without_a_frame_the_text_is_as_it_was() -> None:
    letter = everything()[0].letter
    for text in (f"{DUTCH}.", "De brief zegt niets.", "", "De brief van gisteren zegt: x"):
        assert unframed(text, letter, "nl") == (text, False)


def test_forms_of_one_verb() -> None:
    apart, whole = words("om de stad in te nemen", "nl")[-1], words("de ingenomen stad", "nl")[1]
    assert apart.key == whole.key
    assert words("They chose it.", "en")[1].key == words("They have chosen it.", "en")[2].key
