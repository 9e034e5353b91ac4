"""Follow-up questions: a talk of any length."""

from __future__ import annotations

import pytest

from rag.followup import MOST_BEFORE, after, rewrite
from rag.types import Language
from rag.vocabulary import said_together


def test_a_long_talk_is_bounded() -> None:
    history = ["Wat zei de brief over Aleppo?", *["En in 2016?"] * 1500]
    alone, _ = rewrite("En in 2025?", history, "nl", (), lambda _: None)
    assert "2025" in alone
    assert "Aleppo" not in alone
    assert after("En in 2025?", "Dat was in 2016.", history, "nl", (), lambda _: None)[0]


def test_the_last_questions_are_looked_at() -> None:
    for before, found in ((MOST_BEFORE - 1, True), (MOST_BEFORE, False)):
        history = ["Wat zei de brief over Aleppo in 2014?", *["En in 2016?"] * before]
        alone, _ = rewrite("En in 2025?", history, "nl", (), lambda _: None)
        assert ("Aleppo" in alone) is found


@pytest.mark.parametrize(
    ("question", "language", "leans"),
    [
        ("Op grond van welk verdrag?", "nl", True),
        ("In which city?", "en", True),
        ("Voor hoeveel weken?", "nl", True),
        ("Naar welk land vluchtte de leider van de rebellen?", "nl", False),
        ("Under which treaty did the Netherlands bring a case against the regime?", "en", False),
    ],
)
def test_a_fragment_without_a_verb_leans_on_the_question_before(question: str, language: Language, leans: bool) -> None:
    before = "Heeft Nederland meegedaan aan een zaak?"
    assert (before in rewrite(question, [before], language, (), lambda _: None)[0]) is leans


def test_a_verb_and_its_particle_are_read_together_over_the_subject() -> None:
    assert "zeg" in said_together("Wat zegden ze toe?", "nl")
    assert "zeg" in said_together("Wat zegde de Russische ambassadeur toe?", "nl")
    assert "zeg" not in said_together("Wat zegden ze daarover?", "nl")
