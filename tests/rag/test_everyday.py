"""Short everyday questions: forms of verbs, words around what is asked, who and what for, names in either language."""

from __future__ import annotations

import pytest

from rag.describe import describe
from rag.holding import met
from rag.pipeline import Pipeline, open_pipeline
from rag.pointing import pointed
from rag.question import analyse
from rag.settings import Settings
from rag.types import Language
from rag.vocabulary import INFLECTED, MISSPELT, Vocabulary, inflected, said_together
from rag.wants import wants_of
from rag.words import content, stem
from tests.rag.test_asking import LETTERS


@pytest.fixture(scope="module")
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


@pytest.mark.parametrize(("asked", "written"), [("speelt", "spelen"), ("steunen", "steunt"), ("betaalt", "betalen")])
def test_forms_of_a_dutch_verb_meet(asked: str, written: str) -> None:
    (term,), held = content(asked, "nl"), stem(written, "nl")
    assert term != held, "the stemmer does not bring them together"
    assert Vocabulary.of([held], "nl").expand(term)[held] >= INFLECTED


def test_short_words_and_names_have_no_other_form() -> None:
    assert inflected("gas", "nl") == ()
    assert inflected("@kabinet", "nl") == ()
    assert inflected("paint", "en") == ()


def test_a_synonym_in_another_form_is_found() -> None:
    """A table has 'steunen', the question 'ondersteunt', the letter 'steunt'."""
    assert Vocabulary.of([stem("steunt", "nl")], "nl").expand(stem("bijstaat", "nl")) is not None
    held = stem("ondersteunt", "nl")
    assert held in Vocabulary.of([held], "nl").expand(stem("helpen", "nl"))


def test_a_wording_may_be_parted() -> None:
    apart, together = "Did they take the country to court?", "They take to court whom they like."
    for text in (apart, together):
        assert "court" in said_together(text, "en"), text
    assert said_together("They take the country to dinner.", "en").keys().isdisjoint({"countri", "dinner"})


def test_a_name_with_a_slip_is_that_name() -> None:
    assert Vocabulary.of(["@peshmerga"], "nl").expand("peshmega") == {"@peshmerga": MISSPELT}


def test_a_government_does_not_govern() -> None:
    assert stem("governments", "en") == stem("government", "en") != stem("governs", "en")


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("Welke rol speelt de vakbond?", "nl", "vakbond"),
        ("What role does the union play?", "en", "union"),
        ("Hoe beoordeelt de vakbond de staking?", "nl", "vakbond staking"),
        ("How does the union see the strike?", "en", "union strike"),
        ("What does the union actually do?", "en", "union"),
    ],
)
def test_words_around_what_is_asked_need_not_stand_there(text: str, language: Language, left: str) -> None:
    assert set(analyse(text, language, LETTERS).terms) == set(content(left, language))


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Waar is dat fonds voor bedoeld?", "nl", "why"),
        ("Het fonds, waar is dat voor?", "nl", "why"),
        ("What's the fund for?", "en", "why"),
        ("What is the fund meant to do?", "en", "why"),
        ("Waar ligt het fonds voor Friesland?", "nl", "fact"),
        ("What is the fund for Friesland called?", "en", "fact"),
    ],
)
def test_what_something_is_for_is_why(text: str, language: Language, kind: str) -> None:
    assert analyse(text, language, LETTERS).kind == kind


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Who are the White Ravens?", "en", ""),
        ("Wie zijn de Witte Raven?", "nl", ""),
        ("Wie zijn de leiders van de Witte Raven?", "nl", "person"),
        ("Wie zijn er ontboden?", "nl", "who"),
        ("What was that Danish ambassador's name?", "en", "called"),
        ("How much in 2025, and through whom?", "en", "count"),
    ],
)
def test_what_short_questions_want(text: str, language: Language, kind: str) -> None:
    assert wants_of(text, language).kind == kind


@pytest.mark.parametrize(
    ("question", "sentence", "least", "most"),
    [
        ("Met wie praat de minister?", "De minister sprak met de gemeenschappen aldaar.", 0.5, 0.9),
        ("Met wie praat de minister?", "De minister sprak over het weer.", 0.0, 0.0),
        ("Welke milities vochten met wie?", "De milities vochten door.", 0.0, 0.0),
        ("Naar welk land is hij gevlucht?", "Hij is naar Denemarken gevlucht.", 1.0, 1.0),
        ("Naar welk land is hij gevlucht?", "De macht in Denemarken is gewisseld.", 0.0, 0.0),
        ("Hoeveel, en via wie?", "Het gaat om EUR 3 miljoen.", 1.0, 1.0),
    ],
)
def test_how_well_it_is_met(question: str, sentence: str, least: float, most: float) -> None:
    asked = describe(question, "nl")
    value = met(wants_of(question, "nl"), describe(sentence, "nl"), asked, lambda name: False)
    assert least <= value <= most


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Welke rol speelt de bond volgens de brief van 2019?", ("kst-1-8",)),
        ("What did the 2019 letter say?", ("kst-1-8",)),
        ("Wat gebeurde er in 2019?", ()),
        ("Wat staat in de brief van 2019 en in die van 2023?", ()),
        ("Wat is het verschil met de brief van 2019?", ()),
        ("What did the letter of 2018 say?", ()),
    ],
)
def test_a_letter_is_called_by_its_year(text: str, named: tuple[str, ...]) -> None:
    assert pointed(text, "nl", LETTERS, meta=False).named == named


@pytest.mark.parametrize(
    ("history", "question", "told"),
    [
        ((), "What did the Russian and Iranian ambassadors promise?", "capitals"),
        (("Wie zijn er ontboden op Buitenlandse Zaken?",), "Wat zegden ze toe?", "hoofdstad"),
        ((), "Who are the White Helmets?", "White Helmets"),
        ((), "Did the Netherlands take Syria to court?", "International Court of Justice"),
        ((), "Met wie praat Nederland in Syrië?", "overgangsregering"),
        ((), "Are we still training the Peshmega?", "Peshmerga"),
    ],
)
def test_the_letters_answer(pipeline: Pipeline, history: tuple[str, ...], question: str, told: str) -> None:
    answer = pipeline.ask(question, history)
    assert answer.status == "answered"
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Waarom heeft China in de Veiligheidsraad steeds zijn veto uitgesproken?",
        "Why did Germany summon the Iranian ambassador after the fall of Aleppo?",
        "What did NATO decide on the evacuation of Aleppo?",
    ],
)
def test_nobody_is_answered_for_with_what_another_did(pipeline: Pipeline, question: str) -> None:
    assert pipeline.ask(question).status == "not_in_letters"


def test_one_of_a_row_is_told_alone(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Uit welke landen kwamen de strijders die Iran betaalde?")
    assert "Pakistaanse" in answer.text
    assert len(answer.statements) == 1


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Naar welk land is Assad gevlucht?", "not_in_letters"),
        ("Hoeveel kamelen telt Syrië?", "not_in_letters"),
        ("Wat heeft de OPCW over chemische wapens in Peru gezegd?", "out_of_scope"),
    ],
)
def test_what_is_about_the_subject_of_the_letters_is_in_scope(pipeline: Pipeline, question: str, status: str) -> None:
    assert pipeline.ask(question).status == status
