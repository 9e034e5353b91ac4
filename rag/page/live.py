"""The pipeline of the moment: another takes its place when a letter has been added."""

from __future__ import annotations

import threading
from collections.abc import Callable

from rag.pipeline import Pipeline


class Live:
    """`now` is the pipeline to use; `renew` opens the index anew. Who uses the old one may finish."""

    def __init__(self, pipeline: Pipeline, open_again: Callable[[], Pipeline] | None = None) -> None:
        self._pipeline = pipeline
        self._open_again = open_again
        self._lock = threading.Lock()

    @property
    def now(self) -> Pipeline:
        return self._pipeline

    def renew(self) -> None:
        with self._lock:
            if self._open_again is not None:
                self._pipeline = self._open_again()
