"""The promises on speed, seen to hold on the real letters, and seen to be noticed when they do not."""

from __future__ import annotations

import time
from typing import Any

import pytest

from eval.speed import COLD_UNDER, Ratio, cold, told, warm
from rag.pipeline import open_pipeline
from rag.settings import Settings

QUESTIONS = [f"Hoeveel geld gaf Nederland in {year} aan humanitaire hulp in Syrië?" for year in range(2005, 2025)]


def test_a_warm_answer_costs_one_embedding_and_less_than_another(index: Settings) -> None:
    pipeline = open_pipeline(index)
    # Other work on the machine can only spoil a round: the best of three counts.
    rounds = [warm(pipeline, QUESTIONS) for _ in range(3)]
    assert min(rounds, key=lambda ratio: ratio.value).kept, [told("warm", "embedding", ratio, 20) for ratio in rounds]


def test_a_cold_question_takes_under_a_third_of_the_usual_script(
    index: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFWIJZER_DATA", str(index.data))
    pipeline = open_pipeline(index)
    ratio = cold({f"{info.id}.txt": pipeline.source(info.id) for info in pipeline.letters()}, rounds=1)
    assert ratio.value <= COLD_UNDER, told("cold", "usual", ratio, 1)


def test_a_broken_promise_is_told() -> None:
    class Slow:
        @property
        def embedder(self) -> Any:
            return self

        def queries(self, _: object) -> None:
            time.sleep(0.001)

        def ask(self, _: str) -> None:
            time.sleep(0.02)

    ratio = warm(Slow(), ["a", "b", "c"])  # type: ignore[arg-type]
    assert not ratio.kept
    assert "BROKEN" in told("a warm answer", "embedding", ratio, 3)
    assert "0.50 x of at most 2.00 x" in told("a", "b", Ratio(0.01, 0.02, 2.0), 3)
