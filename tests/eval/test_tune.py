"""Fitting ranking and refusing: no question is judged by a model that was fitted on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from eval import fit_ranker
from eval import tune as tuning
from eval.fit_ranker import Choice, Fitted, fit
from eval.gold import GOLD, GoldItem, load_gold
from rag.embedding import Vectors
from rag.pipeline import Pipeline, open_pipeline
from rag.rank import Model
from rag.settings import Settings
from rag.signs import ANSWER_PRIOR, ANSWER_SIGNS
from rag.types import SentenceRef


@pytest.fixture
def restored(index: Settings) -> Pipeline:
    return open_pipeline(index)


@pytest.fixture(scope="module")
def items() -> list[GoldItem]:
    held = load_gold([GOLD / "tuning" / "more.jsonl"])
    refused = [item for item in load_gold([GOLD / "tuning" / "questions.jsonl"]) if item.must_refuse]
    off_topic = [item for item in refused if item.kind in ("offtopic", "injection")]
    return [*held[:20], *[item for item in refused if item not in off_topic][:8], *off_topic[:20]]


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """How good the fit is, is tested elsewhere."""
    monkeypatch.setattr(fit_ranker, "ITERATIONS", 3)


def test_every_question_is_ranked_by_a_model_of_the_others(
    restored: Pipeline, items: list[GoldItem], monkeypatch: pytest.MonkeyPatch
) -> None:
    fits: dict[int, set[bytes]] = {}
    reads: list[tuple[str, Model]] = []
    plain = restored.read

    def watched_fit(choices: Sequence[Choice], vectors: Mapping[SentenceRef, Vectors], model: str) -> Fitted:
        fitted = fit(choices, vectors, model)
        fits[id(fitted.matcher.left)] = {choice.question.tobytes() for choice in choices}
        kept.append(fitted)
        return fitted

    def watched_read(*asked: object) -> object:
        reads.append((str(asked[0]), restored.model))
        return plain(*asked)  # type: ignore[arg-type]

    kept: list[Fitted] = []
    monkeypatch.setattr(tuning, "fit", watched_fit)
    monkeypatch.setattr(restored, "read", watched_read)
    data = tuning.examples(restored, items)
    of_text = {example.item.text: example.choice.question.tobytes() for example in data}
    reads.clear()
    held, unknown = tuning._held_out(restored, items, data, tuning.sentence_vectors(restored, data))
    every = {example.item.id for example in data}
    assert {example.item.id for example in held} == {example.item.id for example in unknown} == every
    for text, model in reads:
        assert model.matcher is not None
        assert of_text[text] not in fits[id(model.matcher.left)]


def test_the_threshold_is_of_the_tuning_half(restored: Pipeline, items: list[GoldItem]) -> None:
    answerable = [item for item in items if not item.must_refuse]
    model, report = tuning.tune(restored, items, items)
    assert model.matcher is not None
    assert model.refuser is not None
    assert model.matcher.letters == model.refuser.letters == {info.id for info in restored.letters()}
    unknown = Model(model.weights, None, None)
    for used, lost in ((model, tuning.WRONGLY_REFUSED), (unknown, tuning.WRONGLY_REFUSED_UNKNOWN)):
        restored.model = used
        refused = [example.ranked.refused for example in tuning.examples(restored, answerable)]
        assert sum(refused) <= lost * len(refused) + 1
    assert "of a letter that was not fitted on" in report


def test_a_refuser_learns_from_numbers_and_from_embeddings() -> None:
    """What the numbers do not tell apart, columns of the embeddings do; the prior holds where nothing speaks."""
    labels = np.asarray([True, False] * 20)
    numbers = np.zeros((40, len(ANSWER_SIGNS)))
    numbers[:, 0] = 1.0
    plain = tuning.fit_logistic(numbers, labels, 0.1)
    assert plain[1:] == pytest.approx(list(ANSWER_PRIOR.values())[1:], abs=1e-3)
    joint = tuning.fit_logistic(np.hstack([numbers, np.where(labels, 1.0, -1.0)[:, None]]), labels, 0.1, 0.3)
    assert joint[-1] > 0.5
