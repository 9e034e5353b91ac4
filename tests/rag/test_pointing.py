"""Which letters a question points at, and that a letter which is not here is not answered with those that are."""

from __future__ import annotations

import pytest

from rag.claims.signers import signing
from rag.pipeline import Pipeline, open_pipeline
from rag.pointing import pointed
from rag.question import analyse, asks_something
from rag.settings import Settings
from rag.types import Language
from tests.rag.test_asking import LETTERS


@pytest.fixture(scope="module")
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


@pytest.mark.parametrize(
    ("text", "language", "absent"),
    [
        ("Wie ondertekende de brief van 2018?", "nl", True),
        ("Who signed letter 500?", "en", True),
        ("When was letter nr. 171 sent?", "en", True),
        ("Wie schreef de brief van 2 maart 2019?", "nl", True),
        ("Wie schreef de brief van 1 maart 2019?", "nl", False),
        ("brief 1 maart 2019 wie ondertekende", "nl", False),
        ("Who signed letter no. 8?", "en", False),
        ("Who signed letter 2?", "en", False),
        ("Who signed the letter?", "en", False),
        ("Who signed letter 8 of 2018?", "en", True),
        ("Wie schreef de brief van minister De Boer van 2018?", "nl", True),
        ("Wanneer is de brief van april 2019 verstuurd?", "nl", True),
        ("Who signed the letter sent on 2 March 2019?", "en", True),
        ("Who was minister in 2018?", "en", True),
        ("Wie ondertekende de brief 1-3-2019?", "nl", False),
        ("Wie ondertekende de brief, 9 jaar geleden?", "nl", False),
        ("According to the letter 25 thousand people left, but who signed?", "en", False),
        ("In the letter, 20.4 million euros is promised, but who signed?", "en", False),
        ("Wie ondertekende de brief over de val van de stad in 2018?", "nl", False),
        ("Wie ondertekende de laatste brief voor 2026?", "nl", False),
        ("Who signed the letter in the 2010s?", "en", False),
    ],
)
def test_a_letter_that_is_not_here(text: str, language: Language, absent: bool) -> None:
    assert pointed(text, language, LETTERS, meta=True).absent is absent


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Who signed the first letter and the last letter?", ["7", "9"]),
        ("Who signed the newest and who the oldest letter?", ["7", "9"]),
        ("Wie ondertekende de nieuwste?", ["9"]),
        ("Who signed the last letter of 2019?", ["8"]),
        ("Is de brief aan de Eerste Kamer gericht?", []),
    ],
)
def test_letters_by_their_age(text: str, numbers: list[str]) -> None:
    assert pointed(text, "nl", LETTERS, meta=True).preferred == tuple(f"kst-1-{number}" for number in numbers)


@pytest.mark.parametrize(
    "question",
    [
        "Wie ondertekende de brief van 2018?",
        "Wanneer is de brief van 19 september 2024 verstuurd?",
        "Who signed the letter about Ukraine?",
        "Waar gaat de brief van 2020 over?",
        "Wat zegt brief nr. 171 over humanitaire hulp?",
        "Who signed the 2016 letter about Zeeland?",
    ],
)
def test_no_other_letter_answers_for_it(pipeline: Pipeline, question: str) -> None:
    assert pipeline.ask(question).status == "not_in_letters"


@pytest.mark.parametrize(
    "question",
    [
        "Who signed the letter on behalf of the government?",
        "Wie ondertekende de brief over Alleppo?",
        "Wie schreef de brief over de val van Assad in 2024?",
        "In the letter, 20.4 million euros goes to what?",
        "What does it say?",
    ],
)
def test_a_letter_that_is_here_answers(pipeline: Pipeline, question: str) -> None:
    assert pipeline.ask(question).status == "answered"


@pytest.mark.parametrize("text", ["Thank you!", "Dank je wel", "ok"])
def test_thanks_after_an_answer_ask_nothing(pipeline: Pipeline, text: str) -> None:
    assert pipeline.ask(text, ["What happened in Aleppo?"]).citations == ()
    assert pipeline.ask("And why?", ["What happened in Aleppo?"]).citations


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Wat zegt de brief over motie nr. 343?", "Kahraman"),
        ("Kamerstuk 21 501-20, nr. 1176", "nr. 1176"),
        ("Kamerstuk 32623 nr. 376", "Nr. 376"),
    ],
)
def test_a_number_that_is_told_asks_what_is_said_of_it(pipeline: Pipeline, question: str, told: str) -> None:
    assert told in pipeline.ask(question).text


def test_the_number_of_a_letter_is_no_count(pipeline: Pipeline) -> None:
    assert "No. 169" in pipeline.ask("What is the number of the letter of 2016?").text


@pytest.mark.parametrize("text", ["?", "...", "🙂", "a", "the", "Ja", "Please", "wie wie wie", "Hello there", '"""'])
def test_what_asks_nothing_gets_no_answer(pipeline: Pipeline, text: str) -> None:
    answer = pipeline.ask(text)
    assert (answer.status, answer.citations) == ("not_in_letters", ())
    assert answer.text in ("Stel een vraag over de brieven.", "Ask a question about the letters.")


@pytest.mark.parametrize("text", ["Assad", "VN?", "2016", "Aleppo 82"])
def test_a_name_or_a_number_alone_asks(text: str) -> None:
    assert asks_something(analyse(text, "nl", LETTERS))


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("De brief van 2016 is ondertekend door Koenders en Rutte.", "contradicted"),
        ("De brief van 2016 is ondertekend door Koenders, Ploumen en Hennis.", "contradicted"),
        ("The letter of 2016 was only signed by Koenders.", "contradicted"),
        ("De brief van 2016 is door drie ministers ondertekend: Koenders en Ploumen.", "contradicted"),
        ("De brief van 2016 is door twee ministers ondertekend: Koenders en Ploumen.", "supported"),
        ("The 2025 letter on Syria was signed by Van Weel alone.", "supported"),
        ("De brief van 2016 over Aleppo is ondertekend door Koenders.", "supported"),
        ("Van Weel signed the 2025 letter in The Hague.", "supported"),
        ("The 2016 letter was signed by Bert Koenders and Lilianne Ploumen.", "supported"),
        ("De brief van 2025 is ondertekend door minister Van Weel (VVD).", "supported"),
        ("The two ministers of Foreign Affairs and Trade, Koenders and Ploumen, signed the 2016 letter.", "supported"),
        ("Koenders signed the letter of 2016 about three ministers.", "supported"),
        ("Minister of Defence Hennis co-signed the letter of 2016.", "contradicted"),
        ("According to the 2016 letter, Putin and Erdogan signed a ceasefire agreement.", "not_found"),
    ],
)
def test_claims_on_who_signed(pipeline: Pipeline, claim: str, label: str) -> None:
    assert pipeline.check(claim).label == label


@pytest.mark.parametrize(
    "claim",
    ["The letter of 2016 was signed by Koenders in Paris.", "Koenders ondertekende stiekem de brief van 2016."],
)
def test_what_the_signatures_cannot_tell_is_left_to_other_comparisons(pipeline: Pipeline, claim: str) -> None:
    language: Language = "en" if claim.startswith("The") else "nl"
    assert signing(analyse(claim, language, pipeline.letters()), pipeline.library) is None
    assert pipeline.check(claim).label != "supported"


def test_a_heap_of_names_claims_nothing(pipeline: Pipeline) -> None:
    for heap in ("Damascus Aleppo Syria Russia Iran Turkey.", "Syria Syria Aleppo Damascus"):
        assert pipeline.check(heap).label == "not_found"
