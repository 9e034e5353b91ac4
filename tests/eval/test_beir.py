"""Retrieval on a folder in BEIR's layout that can be worked out by eye, and the kept embeddings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.beir import measure, read_collection
from eval.vectors import embed
from rag.embedding import Vectors
from rag.errors import InputError

DOCUMENTS = {
    "d1": "De brug over de rivier wordt dit jaar gebouwd door de gemeente.",
    "d2": "Het ministerie plant bomen langs de wegen van het land.",
    "d3": "De trein rijdt niet op zondag, zegt de directeur van het spoor.",
}
QUERIES = {"q1": "Wie bouwt de brug over de rivier?", "q2": "Welke bomen komen er langs de wegen?"}


def _folder(tmp_path: Path, grades: str = "q1\td1\t1\nq2\td2\t1\n") -> Path:
    folder = tmp_path / "small"
    (folder / "qrels").mkdir(parents=True)
    rows = [{"_id": name, "title": "", "text": text} for name, text in DOCUMENTS.items()]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    rows = [{"_id": name, "text": text} for name, text in QUERIES.items()]
    (folder / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + grades, encoding="utf-8")
    return folder


class Backwards:
    """Puts the right documents last: the dense retriever is always wrong. `calls` counts."""

    name = "backwards"

    def __init__(self) -> None:
        self.calls = 0

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        return np.asarray([[1.0, 0.0] for _ in texts], dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        angle = [0.0 if "trein" in text else 1.2 if "brug" in text else 1.5 for text in texts]
        return np.asarray([[np.cos(a), np.sin(a)] for a in angle], dtype=np.float32)


def test_each_retriever_gets_its_own_numbers(tmp_path: Path) -> None:
    result = measure(read_collection(_folder(tmp_path)), Backwards(), tmp_path / "cache", quiet=True)
    assert result.languages == ("nl", "nl")
    assert result.numbers["bm25"]["nDCG@10"].mean == 1
    assert result.numbers["dense"]["RR@10"].mean == pytest.approx((1 / 2 + 1 / 3) / 2)
    assert result.best == "bm25"
    assert result.lead.mean == pytest.approx(result.numbers["hybrid"]["nDCG@10"].mean - 1)


def test_a_second_time_embeds_nothing_and_gives_the_same(tmp_path: Path) -> None:
    collection = read_collection(_folder(tmp_path))
    first = measure(collection, Backwards(), tmp_path / "cache", quiet=True)
    again = Backwards()
    assert measure(collection, again, tmp_path / "cache", quiet=True) == first
    assert again.calls == 0


def test_embedding_that_was_broken_off_goes_on(tmp_path: Path) -> None:
    texts = [f"tekst {n}" for n in range(80)]
    asked: list[int] = []

    def engine(part: Sequence[str]) -> Vectors:
        asked.append(len(part))
        if len(asked) == 3:
            raise KeyboardInterrupt
        return np.asarray([[float(text.split()[1])] for text in part], dtype=np.float32)

    with pytest.raises(KeyboardInterrupt):
        embed(texts, engine, "m", tmp_path, "x", quiet=True)
    vectors = embed(texts, engine, "m", tmp_path, "x", quiet=True)
    assert asked == [32, 32, 16, 16]
    assert vectors[:, 0].tolist() == list(range(80))
    assert len(list(tmp_path.iterdir())) == 1


def test_another_model_or_text_is_embedded_anew(tmp_path: Path) -> None:
    embedder = Backwards()
    for model, texts in (("a", ["x", "y"]), ("b", ["x", "y"]), ("a", ["x y"]), ("a", ["xy", ""])):
        embed(texts, embedder.queries, model, tmp_path, "x", quiet=True)
    assert embedder.calls == 4


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("corpus.jsonl", '{"_id": "d1"}\n', "a line lacks 'text'"),
        ("corpus.jsonl", "{\n", "corpus.jsonl:1: not JSON"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\tgood\n", "test.tsv: cannot be read"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "no query has a judged document"),
    ],
)
def test_a_folder_that_is_none_is_named(tmp_path: Path, file: str, text: str, said: str) -> None:
    folder = _folder(tmp_path)
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_collection(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"corpus.jsonl: cannot be read"):
        read_collection(tmp_path / "nothing")
