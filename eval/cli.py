"""The command line of the harness. Nothing heavy is imported before a command is known."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from rag.errors import BriefwijzerError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 good, 1 found wanting, 2 trouble."""
    args = parser().parse_args(argv)
    from eval import commands

    try:
        status: int = getattr(commands, args.command.replace("-", "_"))(args)
    except BriefwijzerError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; run the same command again to go on", file=sys.stderr)
        return 2
    except Exception:
        # Python's own status for this is 1, which would read as a regression.
        traceback.print_exc()
        return 2
    return status


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python -m eval", description="Measure answers against gold.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="see whether gold files are fit to measure with")
    check.add_argument("gold", nargs="*", type=Path, metavar="FILE", help="gold files (those of the project)")
    check.add_argument("--letters", type=Path, metavar="FOLDER", help="text letters, instead of the index")

    run = commands.add_parser("run", help="answer and score gold, and write the report")
    _gold(run)
    run.add_argument("--composer", choices=("quotes", "chain", "stock"), default="quotes", help="what answers (quotes)")
    run.add_argument("--out", type=Path, metavar="FOLDER", help="folder of the run (one under eval/runs)")
    run.add_argument("--no-stock", action="store_true", help="leave the stock comparator out")
    run.add_argument("--against", type=Path, metavar="RUN", help="folder of another run, for the report's changes")
    run.add_argument("--judge", metavar="MODEL", help="also let a chat model judge (provider:name), three votes each")
    run.add_argument("--baseline", action="store_true", help="make this run the committed baseline of the gate")
    run.add_argument("--quiet", action="store_true", help="no progress bar")

    tune = commands.add_parser(
        "tune", help="fit the weights of answers and of verdicts, choose their thresholds, and write both"
    )
    tune.add_argument("what", nargs="?", choices=("questions", "claims"), help="only these (both)")

    diff = commands.add_parser("diff", help="what changed between two runs")
    diff.add_argument("before", type=Path, metavar="A", help="folder of a run")
    diff.add_argument("after", type=Path, metavar="B", help="folder of a later run")

    gate = commands.add_parser("gate", help="stop a release that is worse than the committed baseline")
    _gold(gate)
    gate.add_argument("--baseline", type=Path, metavar="FOLDER", help="the baseline (eval/baseline)")
    gate.add_argument("--quiet", action="store_true", help="no progress bar")

    retrieval = commands.add_parser("retrieval", help="the project's own retrieval on any BEIR folder")
    retrieval.add_argument("--data", type=Path, required=True, action="append", metavar="FOLDER")
    retrieval.add_argument("--out", type=Path, metavar="FILE", help="also write the numbers as JSON")
    retrieval.add_argument("--quiet", action="store_true", help="no progress bar")

    speed = commands.add_parser("speed", help="the two promises on speed, each as a ratio within one run")
    speed.add_argument("--questions", type=int, default=60, metavar="N", help="questions of the warm half (60)")
    speed.add_argument("--rounds", type=int, default=5, metavar="N", help="processes of the cold half (5)")

    tamper = commands.add_parser("tamper", help="what a lying or broken chat model can get shown as verified")
    tamper.add_argument("--out", type=Path, metavar="FOLDER", help="folder of the report (eval/runs/tamper)")
    tamper.add_argument("--kind", action="append", default=[], metavar="KIND", help="only this kind (all)")
    tamper.add_argument("--no-stock", action="store_true", help="leave the stock comparator out")
    tamper.add_argument("--quiet", action="store_true", help="no progress bar")

    feedback = commands.add_parser("from-feedback", help="what readers judged, as draft gold for a person to fill in")
    feedback.add_argument("--out", type=Path, metavar="FILE", help="write here instead of to standard output")
    return top


def _gold(command: argparse.ArgumentParser) -> None:
    command.add_argument("--gold", type=Path, action="append", metavar="FILE", help="gold file (those of the project)")
