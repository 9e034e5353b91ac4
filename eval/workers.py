"""The same work on many things, in a process for each core, each with the index opened once."""

from __future__ import annotations

import functools
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings

_MOST = 8  # processes: each holds some 400 MB
_CHUNK = 40  # things that a process takes at once: what it returns comes in pieces of that size
Thing = TypeVar("Thing")
Result = TypeVar("Result")


def spread(settings: Settings, work: Callable[[Pipeline, Thing], Result], things: Sequence[Thing]) -> Iterator[Result]:
    """What `work` makes of each thing, in their order; `work` is a function of a module.

    Processes are spawned: one that is forked would share the threads and locks of the embedder.
    """
    with ProcessPoolExecutor(min(os.cpu_count() or 1, _MOST), multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(functools.partial(_done, settings, work), things, chunksize=_CHUNK)


def _done(settings: Settings, work: Callable[[Pipeline, Thing], Result], thing: Thing) -> Result:
    return work(_opened(settings), thing)


_opened = functools.cache(open_pipeline)  # once a process
