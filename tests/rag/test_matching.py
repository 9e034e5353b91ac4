"""The fitted match of questions and sentences: its arithmetic, and what it keeps silent about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.matching import SCALE, Matcher, load_matcher, write_matcher
from rag.pipeline import Pipeline, open_pipeline
from rag.rank import load_model
from rag.retrieve import Rows
from rag.settings import Settings
from rag.store import WHOLE

DIMENSION, RANK = 6, 2


@pytest.fixture
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


@pytest.fixture
def matcher() -> Matcher:
    random = np.random.default_rng(1)
    means = random.normal(size=(2, DIMENSION)).astype(np.float32)
    halves = random.normal(size=(2, DIMENSION, RANK)).astype(np.float32)
    return Matcher("m", frozenset({"kst-1-1"}), *means, *halves)


def test_a_score_is_bilinear(matcher: Matcher) -> None:
    question, sentence = np.random.default_rng(2).normal(size=(2, DIMENSION)).astype(np.float32)
    direction, offset = matcher.toward(question)
    between = (question - matcher.question_mean) @ matcher.left @ matcher.right.T
    expected = SCALE * between @ (sentence - matcher.sentence_mean)
    assert sentence @ direction + offset == pytest.approx(float(expected), rel=1e-4)


def test_only_sentences_of_known_letters_match(matcher: Matcher) -> None:
    """Each is the mean of its editions; a passage as a whole, and another letter, has none."""
    own, twins = np.random.default_rng(3).normal(size=(2, 3, DIMENSION)).astype(np.float32)
    rows = Rows((("kst-1-1#2", WHOLE), ("kst-1-1#2", 0), ("kst-1-2#2", 0)), own, twins[:2], np.asarray([0, 1]))
    question = np.ones(DIMENSION, dtype=np.float32)
    direction, offset = matcher.toward(question)
    expected = float((own[1] + twins[1]) / 2 @ direction) + offset
    assert rows.matches(question, matcher) == {("kst-1-1#2", 0): pytest.approx(expected, rel=1e-4)}
    assert rows.mean()[1] @ direction + offset == pytest.approx(expected, rel=1e-4)
    assert np.array_equal(rows.mean()[2], own[2])


def test_written_and_read(matcher: Matcher, tmp_path: Path) -> None:
    path = tmp_path / "matching.npz"
    assert load_matcher(path) is None
    load_matcher.cache_clear()
    write_matcher(matcher, path)
    first = path.read_bytes()
    read = load_matcher(path)
    assert read is not None
    assert (read.model, read.letters) == (matcher.model, matcher.letters)
    assert np.array_equal(read.left, matcher.left)
    write_matcher(matcher, path)
    assert path.read_bytes() == first


def test_another_embedder_has_no_matcher(pipeline: Pipeline) -> None:
    ours = load_model(pipeline.embedder.name)
    assert ours.matcher is not None
    assert ours.matcher.letters == {info.id for info in pipeline.letters()}
    assert load_model("another").matcher is None
    assert load_model("another").weights == ours.weights


def test_a_letter_that_was_not_fitted_on_is_answered_from(pipeline: Pipeline) -> None:
    """As if each letter had been added by a reader: the other one's sentences do not push it aside."""
    before = pipeline.model
    assert before.matcher is not None
    assert before.refuser is not None
    asked = (
        ("Hoeveel mensen zijn uit Aleppo geëvacueerd?", "kst-32623-169"),
        ("Welke sancties tegen Syrië heeft de EU in 2025 opgeheven?", "kst-32623-376"),
    )
    for question, letter in asked:
        matcher = replace(before.matcher, letters=before.matcher.letters - {letter})
        refuser = replace(before.refuser, letters=before.refuser.letters - {letter})
        pipeline.model = replace(before, matcher=matcher, refuser=refuser)
        answer = pipeline.ask(question)
        assert {citation.letter for citation in answer.citations} == {letter}, question
