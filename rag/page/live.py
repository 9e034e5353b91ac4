"""The pipeline of the moment: another takes its place when letters were added, here or by another process."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from rag.errors import BriefwijzerError
from rag.pipeline import Pipeline

_LOG = logging.getLogger("briefwijzer")
# Seconds between two looks at whether the index changed: a look at a Chroma server is a request.
LOOK_EVERY = 1.0


class Live:
    """`now` is the pipeline to use. Who uses an old one may finish with it."""

    def __init__(self, pipeline: Pipeline, clock: Callable[[], float] = time.monotonic) -> None:
        self._pipeline = pipeline
        self._clock = clock
        self._looked = clock()
        self._lock = threading.Lock()

    @property
    def now(self) -> Pipeline:
        """The pipeline over the index as it is now, or was a second ago."""
        if self._clock() - self._looked >= LOOK_EVERY and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._pipeline

    def renew(self) -> None:
        """Open the index anew at once. Raises what `Pipeline.reopened` raises."""
        with self._lock:
            self._pipeline = self._pipeline.reopened()
            self._looked = self._clock()

    def _look(self) -> None:
        try:
            if self._pipeline.changed():
                self._pipeline = self._pipeline.reopened()
        except BriefwijzerError as error:
            # What was read before still answers.
            _LOG.warning("the index changed, and cannot be opened: %s", error)
        self._looked = self._clock()
