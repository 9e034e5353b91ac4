"""Letters that a reader adds: no weights were fitted on them, and they may be without an edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.cli import main
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import load_settings

LETTER = """32 623  Actuele situatie in Noord-Afrika en het Midden-
Oosten
Nr. 401  Brief van de minister van Buitenlandse Zaken
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal
Den Haag, 3 februari 2026

Hierbij bied ik u de antwoorden aan op vragen over de haven van Latakia.

Hoeveel containers heeft de haven van Latakia in 2025 verwerkt?

De haven van Latakia heeft vorig jaar 310.000 containers verwerkt.

Wanneer gaat de spoorlijn naar de haven weer open?

De spoorlijn tussen Homs en Latakia gaat naar verwachting in mei open.

De minister van Buitenlandse Zaken,
D.M. van Weel
"""


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    folder = tmp_path_factory.mktemp("other")
    (folder / "401.txt").write_text(LETTER, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFWIJZER_DATA", str(folder / "data"))
        assert main(["--quiet", str(Path("ingest/letters")), str(folder / "401.txt")]) == 0
        return open_pipeline(load_settings())


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Hoeveel containers verwerkte de haven van Latakia?", "310.000"),
        ("How many containers did the port of Latakia handle?", "310.000"),
        ("Wanneer gaat de spoorlijn naar Latakia open?", "mei"),
        ("When will the railway between Homs and Latakia open?", "mei"),
    ],
)
def test_the_answer_is_quoted_and_not_the_question(pipeline: Pipeline, question: str, fact: str) -> None:
    answer = pipeline.ask(question)
    assert fact in answer.text
    assert {citation.letter for citation in answer.citations} == {"kst-32623-401"}
    assert not any(citation.quote.endswith("?") for citation in answer.citations)


def test_a_question_in_a_letter_is_found_all_the_same(pipeline: Pipeline) -> None:
    found = pipeline.search("Hoeveel containers heeft de haven van Latakia in 2025 verwerkt?", 2)
    assert any(item.passage.text.endswith("?") for item in found)


def test_a_question_in_a_letter_supports_no_claim(pipeline: Pipeline) -> None:
    verdict = pipeline.check("De spoorlijn naar de haven gaat weer open.")
    assert not any(citation.quote.endswith("?") for citation in (*verdict.for_, *verdict.against))


@pytest.mark.parametrize(
    "question",
    [
        "Wat vindt Nederland van de Israëlische aanvallen op Syrië?",
        "What does the Netherlands think of the Israeli attacks on Syria?",
        "Hoeveel containers verwerkte de haven van Rotterdam?",
        "How many containers did the port of Rotterdam handle?",
    ],
)
def test_what_no_letter_names_is_refused(pipeline: Pipeline, question: str) -> None:
    assert pipeline.ask(question).status != "answered"
