"""Denials of a sentence and of what somebody says of it."""

from __future__ import annotations

from rag.overlap import words
from rag.polarity import turned


def test_a_denied_word_is_not_affirmed() -> None:
    source = words("Steun niet zijnde wapens aan de gemeente.", "nl")
    assert turned(words("De gemeente krijgt wapens.", "nl"), source) == "niet"
    assert turned(words("De gemeente krijgt steun maar geen wapens.", "nl"), source) == ""
    assert turned(words("The plan was not made.", "en"), words("The plan was made (Paper 32, no. 343).", "en")) == "not"
