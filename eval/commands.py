"""The commands, one function each: from parsed arguments to an exit status."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from eval.config import config_of, short
from eval.diff import Diff, diff_runs, diff_text
from eval.evaluate import Evaluation, evaluate
from eval.files import Row, json_text, read_lines, read_run, rows_of, scores_text, write_whole
from eval.gate import BASELINE, read_waivers
from eval.gate import gate as judge_release
from eval.gold import GOLD, GoldItem, load_gold, read_gold
from eval.goldcheck import check_gold
from eval.junit import junit_xml
from eval.report import report_html
from eval.sources import read_sources
from eval.stock import StockSystem
from eval.summary import summary_text
from eval.system import PipelineSystem, SpreadSystem, System, sources_of
from rag.embedding import open_embedder
from rag.errors import InputError
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings, load_settings

RUNS = Path(__file__).resolve().parent / "runs"


def check(args: argparse.Namespace) -> int:
    """1 where some gold file has a problem."""
    files = args.gold or _own_gold()
    sources = read_sources(args.letters) if args.letters else sources_of(open_pipeline(load_settings()))
    items: list[GoldItem] = []
    problems: list[str] = []
    for file in files:
        found, wrong = read_gold(file)
        items.extend(found)
        problems.extend(wrong)
    problems.extend(check_gold(items, sources))
    for problem in problems:
        print(problem)
    languages = ", ".join(f"{sum(item.lang == lang for item in items)} {lang}" for lang in ("nl", "en"))
    print(f"{len(items)} items ({languages}) in {len(files)} files: {len(problems) or 'no'} problems")
    return 1 if problems else 0


def run(args: argparse.Namespace) -> int:
    """Always 0: a run measures, the gate judges."""
    gold = args.gold or _own_gold()
    if args.baseline and (args.gold or args.composer != "quotes"):
        raise InputError(
            "A baseline is made of the project's gold with the quoting composer: leave --gold and --composer."
        )
    evaluation, pipeline = _evaluate(
        gold, args.composer, args.out, stock=not args.no_stock or args.composer == "stock", quiet=args.quiet
    )
    sources = sources_of(pipeline)
    changes: tuple[str, Diff] | None = None
    if args.against:
        changes = (args.against.name, diff_runs(read_run(args.against), read_run(evaluation.folder)))
    write_whole(evaluation.folder / "report.html", report_html(evaluation, sources, changes))
    write_whole(evaluation.folder / "junit.xml", junit_xml(evaluation.main.name, evaluation.main.scored))
    if args.baseline:
        write_whole(BASELINE / "scores.jsonl", scores_text(evaluation.main.scored))
        write_whole(BASELINE / "config.json", json_text(evaluation.config))
    print(summary_text(evaluation))
    if args.judge:
        from eval.judge import judge_run

        print(judge_run(evaluation, args.judge, evaluation.folder / "judge.json", quiet=args.quiet))
    print(f"report: {evaluation.folder / 'report.html'}")
    return 0


def diff(args: argparse.Namespace) -> int:
    """Always 0: what a change is worth is for a person, or the gate, to say."""
    compared = diff_runs(read_run(args.before), read_run(args.after))
    sys.stdout.write(diff_text(compared, args.before.name, args.after.name))
    return 0


def gate(args: argparse.Namespace) -> int:
    """1 for a regression."""
    folder = args.baseline or BASELINE
    if not (folder / "scores.jsonl").exists():
        raise InputError(f"{folder} holds no baseline. Run: python -m eval run --baseline")
    baseline = {row.id: row for row in map(_row, read_lines(folder / "scores.jsonl"))}
    waivers = read_waivers(folder / "waivers.toml")
    # Always asked afresh, in a folder of its own: kept answers would let a change slip through.
    with tempfile.TemporaryDirectory(prefix="briefwijzer-gate-") as out:
        evaluation, _ = _evaluate(
            args.gold or _own_gold(), "quotes", Path(out), stock=False, quiet=args.quiet, timed=False
        )
        result = judge_release(baseline, rows_of(evaluation.main.scored), waivers)
    sys.stdout.write(result.text)
    return 1 if result.failures else 0


def tune(args: argparse.Namespace) -> int:
    """Always 0. Reads what was written for tuning alone, and the tuning half of the gold."""
    from eval import tune as tuning
    from eval import tune_claims
    from eval.comparing import compare_all

    half = [item for item in load_gold(_own_gold()) if item.half == "tuning"]
    items = load_gold(sorted((GOLD / "tuning").rglob("*.jsonl")))
    settings = _settings("quotes")
    pipeline = open_pipeline(settings)
    pipeline.embedder = tuning.Remembered(pipeline.embedder)
    if args.what != "questions":
        judged, report = tune_claims.tune(
            pipeline,
            partial(compare_all, settings),
            [i for i in items if i.is_claim],
            [i for i in half if i.is_claim],
        )
        tune_claims.write(judged)
        print(report)
    if args.what != "claims":
        fitted, report = tuning.tune(
            pipeline, [i for i in items if not i.is_claim], [i for i in half if not i.is_claim]
        )
        tuning.write(fitted)
        print(report)
    return 0


def retrieval(args: argparse.Namespace) -> int:
    """Always 0."""
    from eval.beir import retrieval_report

    text, numbers = retrieval_report(args.data, load_settings(), quiet=args.quiet)
    sys.stdout.write(text)
    if args.out:
        write_whole(args.out, json_text(numbers))
    return 0


def speed(args: argparse.Namespace) -> int:
    """1 where a promise on speed is broken."""
    from eval.speed import cold, told, warm

    pipeline = open_pipeline(_settings("quotes"))
    questions = [item.text for item in load_gold(_own_gold()) if not item.is_claim and not item.history]
    asked = warm(pipeline, questions[: args.questions])
    sys.stdout.write(told("a warm answer", "embedding its question", asked, min(args.questions, len(questions))))
    sources = {f"{info.id}.txt": pipeline.source(info.id) for info in pipeline.letters()}
    started = cold(sources, args.rounds)
    sys.stdout.write(told("a cold `rag ask`", "the usual script", started, args.rounds))
    return 0 if asked.kept and started.kept else 1


def tamper(args: argparse.Namespace) -> int:
    """1 where something tampered was shown as verified, or too few faithful answers; 2 where too little was put."""
    from eval.tamper.command import tamper as benchmark

    return benchmark(args.out, args.kind, stock=not args.no_stock, quiet=args.quiet)


def from_feedback(args: argparse.Namespace) -> int:
    """Always 0."""
    from eval.from_feedback import draft_gold
    from rag.page.feedback import Feedback

    if args.out and args.out.exists():
        raise InputError(f"{args.out} is there already, perhaps half filled in. Name another file with --out FILE.")
    text = draft_gold(Feedback(load_settings().data).read())
    if args.out:
        write_whole(args.out, text)
    else:
        sys.stdout.write(text)
    drafts = text.count("\n")
    print(f"{drafts} lines to fill in. They say how." if drafts else "No judgements are stored.", file=sys.stderr)
    return 0


def _row(raw: dict[str, Any]) -> Row:
    try:
        return Row(str(raw["id"]), dict(raw["scores"]), tuple(raw["problems"]))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"The baseline has a line that is none ({error}). Run: python -m eval run --baseline"
        ) from None


def _own_gold() -> list[Path]:
    return sorted(GOLD.glob("*.jsonl"))


def _evaluate(
    gold: Sequence[Path], composer: str, out: Path | None, *, stock: bool, quiet: bool, timed: bool = True
) -> tuple[Evaluation, Pipeline]:
    """Score the gold with a composer, and with the stock comparator beside it.

    What is not `timed` is asked in several processes at once.
    """
    items = load_gold(gold)
    settings = _settings(composer)
    pipeline = open_pipeline(settings)
    letters = pipeline.letters()
    config = config_of(settings, composer, gold, letters, stock=stock)
    own = PipelineSystem(composer, pipeline) if timed else SpreadSystem(settings)
    systems: list[System] = [] if composer == "stock" else [own]
    if stock:
        texts = [(letter, pipeline.source(letter.id)) for letter in letters]
        systems.append(StockSystem(texts, open_embedder(settings.embedding)))
    folder = out or RUNS / f"{composer}-{short(config)}"
    return evaluate(items, systems, sources_of(pipeline), config, folder, quiet=quiet), pipeline


def _settings(composer: str) -> Settings:
    return load_settings(composer="chain" if composer == "chain" else "quotes")
