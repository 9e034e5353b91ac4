"""`python -m eval speed`: the two promises on speed, each as a ratio within one run.

A warm answer takes at most twice the time of embedding its question alone (medians of questions
asked by turns), and a cold `python -m rag ask` under a third of the time of the usual script
(`eval.usual`) on the same letters, with the same weights and an index made before.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import InputError
from rag.pipeline import Pipeline

WARM_AT_MOST = 2.0
COLD_UNDER = 1 / 3
QUESTION = "Hoeveel mensen zijn er geëvacueerd?"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Medians in seconds of ours and of what it is held against."""

    ours: float
    theirs: float
    most: float

    @property
    def value(self) -> float:
        return self.ours / self.theirs

    @property
    def kept(self) -> bool:
        return self.value <= self.most


def warm(pipeline: Pipeline, questions: Sequence[str]) -> Ratio:
    """Answering against embedding, by turns on the same questions, so that both feel the same other work."""
    pipeline.ask(questions[0])
    answers, embeddings = [], []
    for question in questions:
        embeddings.append(_seconds(lambda: pipeline.embedder.queries([question])))  # noqa: B023 - called at once
        answers.append(_seconds(lambda: pipeline.ask(question)))  # noqa: B023
    return Ratio(statistics.median(answers), statistics.median(embeddings), WARM_AT_MOST)


def cold(sources: dict[str, str], rounds: int) -> Ratio:
    """A new process of `python -m rag ask` against one of the usual script, by turns; `sources` by file name."""
    with tempfile.TemporaryDirectory(prefix="briefwijzer-speed-") as work:
        folder = Path(work)
        model, index = folder / "model", folder / "index"
        _run([sys.executable, "-m", "ingest", "export-model", str(model)])
        for name, text in sources.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        usual = [sys.executable, "-m", "eval.usual", str(model), str(index)]
        _run([*usual, "--build", *(str(folder / name) for name in sources)])
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(_seconds(lambda: _run([sys.executable, "-m", "rag", "ask", QUESTION])))
            theirs.append(_seconds(lambda: _run([*usual, QUESTION])))
    return Ratio(statistics.median(ours), statistics.median(theirs), COLD_UNDER)


def told(name: str, against: str, ratio: Ratio, least: int) -> str:
    """One line for people."""
    verdict = "kept" if ratio.kept else "BROKEN"
    return (
        f"{name}: {ratio.ours * 1000:.0f} ms, {against}: {ratio.theirs * 1000:.0f} ms; "
        f"{ratio.value:.2f} x of at most {ratio.most:.2f} x ({least} rounds, medians): {verdict}\n"
    )


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _run(command: list[str]) -> None:
    # Our own modules, files and question; nothing from outside.
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise InputError(f"{' '.join(command[1:3])} failed: {(done.stderr.strip().splitlines() or ['no reason'])[-1]}")
