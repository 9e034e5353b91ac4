"""The models over numbers and two embeddings: their arithmetic, and what they keep silent about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.claims.phrases import PLACES
from rag.claims.weigh import BOLD, FEATURES, LABELS
from rag.joint import MEANING, REFUSING, Axes, Joint, load_joint, products, write_joint
from rag.pipeline import Pipeline, open_pipeline
from rag.rank import load_model
from rag.settings import Settings
from rag.signs import ANSWER_SIGNS

DIMENSION = 5


@pytest.fixture
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


@pytest.fixture
def joint() -> Joint:
    random = np.random.default_rng(4)
    asked, sentence = (
        Axes(random.normal(size=DIMENSION).astype(np.float32), random.normal(size=(DIMENSION, k)).astype(np.float32))
        for k in (3, 2)
    )
    weights = random.normal(size=(2, 1 + 3 + 3 * 2)).astype(np.float32)
    phrases = np.asarray([[1.0, 2.0, 4.0, 8.0], [0.0, 0.0, 0.0, -1.0]], np.float32)
    return Joint("m", frozenset({"kst-1-1"}), asked, sentence, weights, phrases, {"one": 0.25, "two": 0.5})


def test_a_score_weighs_numbers_axes_and_their_products(joint: Joint) -> None:
    asked, sentence = np.random.default_rng(5).normal(size=(2, DIMENSION)).astype(np.float32)
    places = (asked - joint.asked.mean) @ joint.asked.axes, (sentence - joint.sentence.mean) @ joint.sentence.axes
    between = np.outer(*places).ravel()
    expected = [w[0] * 7 + w[1:4] @ places[0] + w[4:] @ between for w in joint.weights]
    assert joint.scores([7.0], asked, sentence) == pytest.approx(expected, rel=1e-4)


def test_a_wording_weighs_the_same_however_long(joint: Joint) -> None:
    asked, sentence = np.random.default_rng(5).normal(size=(2, DIMENSION)).astype(np.float32)
    plain = joint.scores([7.0], asked, sentence)
    assert joint.scores([7.0], asked, sentence, [3]) - plain == pytest.approx([8, -1], rel=1e-4)
    assert joint.scores([7.0], asked, sentence, [0, 1, 2, 3]) - plain == pytest.approx([15 / 2, -1 / 2], rel=1e-4)


def test_products_of_many_are_those_of_each() -> None:
    asked, sentence = (np.arange(2.0 * k, dtype=np.float32).reshape(2, k) for k in (3, 2))
    together = products(asked, sentence)
    assert together.shape == (2, 9)
    assert np.array_equal(together[1], products(asked[1], sentence[1]))


def test_it_knows_its_letters_and_its_embedder(joint: Joint) -> None:
    assert joint.knows("m", "kst-1-1")
    assert not joint.knows("m", "kst-1-2")
    assert not joint.knows("another", "kst-1-1")


def test_written_and_read(joint: Joint, tmp_path: Path) -> None:
    path = tmp_path / "joint.npz"
    assert load_joint(path) is None
    write_joint(path, joint)
    first = path.read_bytes()
    read = load_joint(path)
    assert read is not None
    assert (read.model, read.letters, read.thresholds) == (joint.model, joint.letters, joint.thresholds)
    assert np.allclose(read.weights, joint.weights, rtol=1e-3)
    assert np.array_equal(read.phrases, joint.phrases)
    assert np.allclose(read.asked.axes, joint.asked.axes, rtol=1e-3)
    write_joint(path, read)
    assert path.read_bytes() == first


def test_the_fitted_models_fit_what_they_are_given(pipeline: Pipeline) -> None:
    bundled = {info.id for info in pipeline.letters()}
    for path, numbers, outcomes, places, thresholds in (
        (REFUSING, len(ANSWER_SIGNS), 1, 0, {"answerable"}),
        (MEANING, len(FEATURES), len(LABELS), PLACES, {BOLD}),
    ):
        joint = load_joint(path)
        assert joint is not None
        assert joint.letters == bundled
        assert set(joint.thresholds) == thresholds
        axes, pairs = joint.asked.axes.shape[1], joint.asked.axes.shape[1] * joint.sentence.axes.shape[1]
        assert joint.weights.shape == (outcomes, numbers + axes + pairs)
        assert joint.phrases.shape == (outcomes, places)


def test_another_embedder_has_no_refuser(pipeline: Pipeline) -> None:
    assert load_model(pipeline.embedder.name).refuser is not None
    assert load_model("another").refuser is None


def test_of_an_unknown_letter_the_numbers_alone_decide(pipeline: Pipeline) -> None:
    """As if a letter had been added by a reader: how sure an answer is does not rest on what was learnt of others."""
    before = pipeline.model
    assert before.refuser is not None
    question, letter = "Hoeveel mensen zijn uit Aleppo geëvacueerd?", "kst-32623-169"
    known = pipeline.read(question).ranked
    assert known.least == before.refuser.thresholds["answerable"]
    pipeline.model = replace(before, refuser=replace(before.refuser, letters=before.refuser.letters - {letter}))
    unknown = pipeline.read(question).ranked
    assert unknown.least == before.thresholds["answerable"]
    assert unknown.answerable != known.answerable
    pipeline.model = replace(before, refuser=None)
    assert pipeline.read(question).ranked == unknown
