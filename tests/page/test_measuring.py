"""Measuring on the page: one run at a time, which ends when nobody watches."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable

import pytest

from rag.errors import InputError
from rag.page.measure import Figure, Run
from rag.page.measuring import Measuring
from rag.page.texts import both

RUN = Run(datetime.datetime(2026, 1, 2), 1, (Figure("Facts found", 1.0, None, None),))


class Slow:
    """Takes a step each time that it may, and tells when it has ended and why."""

    def __init__(self, steps: int = 1000) -> None:
        self.steps, self.may, self.ended = steps, threading.Semaphore(0), threading.Event()

    def runs(self) -> list[Run]:
        return []

    def report(self) -> None:
        return None

    def measure(self, gold: str, progress: Callable[[int, int], None]) -> Run:
        try:
            for at in range(self.steps):
                progress(at, self.steps)
                self.may.acquire(timeout=10)
            return RUN
        finally:
            self.ended.set()


def _outcome(measuring: Measuring, gold: object = "x") -> str:
    *_, last = measuring.run({"gold": gold})
    return last


def test_a_second_run_is_told_that_one_runs_and_leaving_ends_the_first() -> None:
    slow = Slow()
    measuring = Measuring(slow)
    first = measuring.run({"gold": "x"})
    assert "0 / 1000" in next(first)
    assert both("measuring_already") in _outcome(measuring)
    first.close()  # type: ignore[attr-defined]
    slow.may.release()
    assert slow.ended.wait(5), "the run goes on though nobody watches"


def test_the_next_run_may_go_after_one_that_ended_well_or_badly() -> None:
    class Refusing(Slow):
        def measure(self, gold: str, progress: Callable[[int, int], None]) -> Run:
            if gold == "bad":
                raise InputError("<b>line 1</b>")
            if gold == "broken":
                raise ValueError("secret")
            return RUN

    measuring = Measuring(Refusing())
    assert "&lt;b&gt;line 1" in _outcome(measuring, "bad")
    assert both("failed") in _outcome(measuring, "broken")
    assert "Facts found" in _outcome(measuring, "good")


@pytest.mark.parametrize(
    ("gold", "told"),
    [("\ud800", "no_text"), (None, "too_large"), ("x" * 1_000_001, "too_large"), ("é" * 600_000, "too_large")],
)
def test_what_cannot_be_measured_is_told(gold: object, told: str) -> None:
    assert both(told) in _outcome(Measuring(Slow()), gold)
