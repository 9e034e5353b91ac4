"""A gold file of the reader's own, measured on the spot: one at a time, and no longer than somebody watches.

A run takes minutes, and Gradio frees its place in the queue when the browser leaves, so the lock and
the stop are ours: reloading the page must not pile up runs that nobody sees.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rag.errors import BriefwijzerError
from rag.given import is_text
from rag.page.adding import refused_html, told_html
from rag.page.faults import place_of
from rag.page.measure import MOST_BYTES, Measures, progress_html, run_html
from rag.page.texts import both

_LOG = logging.getLogger("briefwijzer")

# How far the run is, or its outcome as HTML.
_Told = queue.SimpleQueue[tuple[int, int] | str]


class _Left(Exception):
    """Nobody watches any more."""


class Measuring:
    """Runs of one harness, one at a time; safe to call from several threads."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._running = threading.Lock()

    def run(self, data: Mapping[str, Any]) -> Iterator[str]:
        """How far it is, then the outcome. Closing the iterator ends the run at its next question."""
        gold = data.get("gold")
        if refusal := _refusal(gold):
            yield told_html(refusal, bad=True)
        elif not self._running.acquire(blocking=False):
            yield told_html("measuring_already", bad=True)
        else:
            yield from self._watched(str(gold))

    def _watched(self, gold: str) -> Iterator[str]:
        told, left = _Told(), threading.Event()
        threading.Thread(target=self._work, args=(gold, told, left), daemon=True).start()
        try:
            while not isinstance(item := told.get(), str):
                yield progress_html(*item)
            yield item
        finally:
            left.set()

    def _work(self, gold: str, told: _Told, left: threading.Event) -> None:
        def progress(at: int, total: int) -> None:
            if left.is_set():
                raise _Left
            told.put((at, total))

        try:
            outcome = self._outcome(gold, progress)
        finally:
            self._running.release()
        told.put(outcome)

    def _outcome(self, gold: str, progress: Callable[[int, int], None]) -> str:
        try:
            run = self._measures.measure(gold, progress)
            return f'<h3 tabindex="-1">{both("own_run")}</h3>{run_html(run)}'
        except _Left:
            return ""
        except BriefwijzerError as error:
            return refused_html(error)
        except Exception as error:
            _LOG.error("measuring failed: %s at %s", type(error).__name__, place_of(error))
            return told_html("failed", bad=True)


def _refusal(gold: object) -> str:
    """Which of the page's texts says why this is not measured; empty where it can be."""
    if not isinstance(gold, str) or len(gold) > MOST_BYTES:
        return "too_large"
    if not is_text(gold):
        return "no_text"
    return "too_large" if len(gold.encode()) > MOST_BYTES else ""
