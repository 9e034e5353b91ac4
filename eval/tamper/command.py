"""`python -m eval tamper`: from arguments to files and an exit status."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tqdm import tqdm

from eval.config import code_hash
from eval.files import json_text, write_whole
from eval.stock import StockSystem
from eval.tamper.cases import INSTANCES, Case, cases_of
from eval.tamper.controls import Control, generated, lines_of, written
from eval.tamper.kinds import KINDS
from eval.tamper.report import Report, as_json, lines_text, page, summary
from eval.tamper.run import Remembering, Result, run_cases
from rag.errors import InputError
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import PROJECT, Settings, load_settings
from rag.store import open_store

OUT = Path(__file__).resolve().parent.parent / "runs" / "tamper"
MOST_PROCESSES = 8
FEW = 50  # cases for which a process of their own is not worth its start
GENERATED = 24  # near-verbatim controls of each language


def tamper(out: Path | None, kinds: Sequence[str], *, stock: bool, quiet: bool) -> int:
    """Run the benchmark: 0 nothing tampered shown and 95 % of the controls, 1 not so, 2 too little to tell."""
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise InputError(f"No kind {', '.join(unknown)}. Choose from: {', '.join(KINDS)}.")
    settings = load_settings(composer="quotes")
    pipeline = open_pipeline(settings)
    controls = controls_of(pipeline)
    cases = cases_of(controls, lines_of(pipeline))
    chosen = [case for case in cases if not kinds or case.kind in kinds]
    report = Report(tuple(_run(chosen, settings, stock=stock, quiet=quiet)), config_of(settings, pipeline))
    folder = out or OUT
    write_whole(folder / "tamper.json", json_text(as_json(report)))
    write_whole(folder / "cases.jsonl", lines_text(report))
    write_whole(folder / "tamper.html", page(report))
    write_whole(folder / "tamper.txt", summary(report))
    print(summary(report), end="")
    print(f"report: {folder / 'tamper.html'}")
    if report.problems:
        return 1
    # With some kinds only there is too little to pass on, and that is what was asked for.
    return 2 if report.faults and not kinds else 0


def controls_of(pipeline: Pipeline, count: int = GENERATED) -> tuple[Control, ...]:
    """The written controls whose letters are indexed, and `count` near-verbatim ones of each language."""
    lines = lines_of(pipeline)
    return (*written(lines), *generated(lines, "nl", count), *generated(lines, "en", count))


def config_of(settings: Settings, pipeline: Pipeline) -> dict[str, Any]:
    """What the report was made with."""
    return {
        "code": code_hash(PROJECT, ("rag", "prompts")),
        "cases": code_hash(PROJECT, ("eval",)),
        "letters": {letter.id: letter.version for letter in pipeline.letters()},
        "instances": INSTANCES,
        "generated": GENERATED,
        "embedding": settings.embedding,
        "hits": settings.hits,
    }


def _run(cases: Sequence[Case], settings: Settings, *, stock: bool, quiet: bool) -> list[Result]:
    """All results in the order of the cases, from as many processes as there are cores: most of a case is Python."""
    processes = max(1, min(os.cpu_count() or 1, MOST_PROCESSES, len(cases) // FEW))
    # Cases with one question stay together, as it is searched for once in a process.
    shares: list[list[int]] = [[] for _ in range(processes)]
    for question in dict.fromkeys(case.question for case in cases):
        share = min(shares, key=len)
        share += [at for at, case in enumerate(cases) if case.question == question]
    found: dict[int, list[Result]] = {}
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        running = {
            pool.submit(_share, [cases[at] for at in share], settings, stock): share for share in shares if share
        }
        with tqdm(total=len(cases), disable=quiet, unit="case") as bar:
            for done in as_completed(running):
                share = running[done]
                found |= dict(zip(share, done.result(), strict=True))
                bar.update(len(share))
    return [result for at in sorted(found) for result in found[at]]


def _share(cases: Sequence[Case], settings: Settings, stock: bool) -> list[list[Result]]:
    """The results of each of some cases, in a process of its own."""
    pipeline = open_pipeline(settings)
    embedder = Remembering(pipeline.embedder)
    texts = [(letter, pipeline.source(letter.id)) for letter in pipeline.letters()]
    plain = StockSystem(texts, embedder) if stock else None
    with open_store(settings) as store:
        return run_cases(cases, settings, store, embedder, stock=plain)
