"""The stock comparator, with an embedder that can be worked out by eye."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from eval.evaluate import evaluate
from eval.scores import is_valid
from eval.sources import read_sources
from eval.stock import CHUNK, StockSystem
from eval.system import PipelineSystem, System
from rag.embedding import Vectors
from rag.settings import PROJECT
from tests.eval.fake import LETTER, SOURCES, TEXT, FakePipeline, gold, info

_WORDS = ("brug", "bridge", "bomen", "trees", "fietspad", "cycle", "mei", "may")


class Counting:
    """Embeds a text as how often it holds each of a few words."""

    name = "counting"

    def queries(self, texts: Sequence[str]) -> Vectors:
        rows = [[text.lower().count(word) for word in _WORDS] + [0.01] for text in texts]
        found = np.asarray(rows, dtype=np.float32)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self.queries(texts)


def test_it_answers_everything_with_the_nearest_chunk_and_a_true_quote() -> None:
    stock = StockSystem([(info(), TEXT)], Counting())
    answer = stock.ask("Waar vind ik een kapper?")
    assert answer.status == "answered"
    assert answer.citations[0].quote in TEXT
    assert is_valid(answer.citations[0], SOURCES)
    assert answer.citations[0].letter == LETTER
    assert answer.language == "nl"


def test_a_second_one_starts_empty_and_finds_the_right_chunk_of_many() -> None:
    filler = "\n\n".join(f"Alinea {n} gaat over iets anders. " + "x" * 900 for n in range(5))
    text = f"{filler}\n\nEr komen bomen.\n\n{filler}"
    stock = StockSystem([(info(), text)], Counting())
    answer = stock.ask("Hoeveel bomen?")
    assert "Er komen bomen." in answer.text
    citation = answer.citations[0]
    assert text[citation.start : citation.end] == citation.quote
    assert len(citation.quote) <= CHUNK
    again = StockSystem([(info(), "Er is alleen een brug.")], Counting())
    assert [hit.passage for hit in again.ask("bomen").hits] == [f"{LETTER}@0"]


def test_it_is_scored_beside_the_pipeline_and_takes_no_claims(tmp_path: Path) -> None:
    systems: list[System] = [PipelineSystem("quotes", FakePipeline()), StockSystem([(info(), TEXT)], Counting())]
    run = evaluate(gold(tmp_path), systems, SOURCES, {}, tmp_path / "run", quiet=True)
    ours, stock = (r.summary.groups["all"] for r in run.runs)
    assert run.runs[1].untaken == 4
    assert ours["refused"].mean == 1 > stock["refused"].mean == 0
    assert "refusal_right" not in stock
    assert stock["language"].mean == 0.5


def test_every_chunk_of_the_real_letters_is_where_it_says() -> None:
    letters = read_sources(PROJECT / "ingest" / "letters")
    for source in letters.values():
        stock = StockSystem([(info(), source.text)], Counting())
        for question in ("bomen", "brug", "mei"):
            citation = stock.ask(question).citations[0]
            assert source.text[citation.start : citation.end] == citation.quote
