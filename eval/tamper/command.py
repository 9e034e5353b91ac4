"""`python -m eval tamper`: from arguments to files and an exit status."""

from __future__ import annotations

from collections.abc import Sequence
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
from eval.tamper.run import Remembering, run_cases
from rag.embedding import open_embedder
from rag.errors import InputError
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import PROJECT, Settings, load_settings
from rag.store import open_store

OUT = Path(__file__).resolve().parent.parent / "runs" / "tamper"
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
    report = Report(tuple(_run(chosen, settings, pipeline, stock=stock, quiet=quiet)), config_of(settings, pipeline))
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


def _run(cases: Sequence[Case], settings: Settings, pipeline: Pipeline, *, stock: bool, quiet: bool) -> list[Any]:
    embedder = Remembering(open_embedder(settings.embedding))
    texts = [(letter, pipeline.source(letter.id)) for letter in pipeline.letters()]
    plain = StockSystem(texts, embedder) if stock else None
    with tqdm(total=len(cases), disable=quiet, unit="case") as bar, open_store(settings) as store:
        return run_cases(cases, settings, store, embedder, stock=plain, tick=lambda: _step(bar))


def _step(bar: tqdm[Any]) -> None:
    bar.update()
