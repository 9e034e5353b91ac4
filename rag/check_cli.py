"""`python -m rag check`: one claim, or every claim of an article, put to the letters."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import InputError
from rag.export_cli import put, written
from rag.given import words

if TYPE_CHECKING:
    from rag.claims import ArticleReport
    from rag.pipeline import Pipeline
    from rag.types import Verdict


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments of `check`."""
    check = commands.add_parser("check", help="what the letters say of a claim, or of every claim of an article")
    check.add_argument("claim", nargs="?", type=words, help="the claim, in Dutch or English")
    check.add_argument("--file", type=Path, metavar="ARTICLE", help="an article: .txt, .md, .html, .docx or .pdf")
    check.add_argument("--language", choices=("nl", "en"), help="language of the claim; found out where not given")
    form = check.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--csv", action="store_true", help="as CSV, one line a quote, as export writes it")
    form.add_argument("--markdown", action="store_true", help="as a Markdown table")


def run(options: argparse.Namespace, open_pipeline: Callable[[], Pipeline]) -> int:
    """Print the verdicts. Raises InputError where not one of claim and file is given, or the file cannot be read."""
    from rag.articles import read_article

    if (options.claim is None) == (options.file is None):
        raise InputError('Give either a claim or --file ARTICLE. For example: python -m rag check "..."')
    if options.file is None:
        put(_verdict(open_pipeline().check(options.claim, options.language), options))
    else:
        text = read_article(options.file)
        put(_report(open_pipeline().check_article(text, options.language), options))
    return 0


def _verdict(verdict: Verdict, options: argparse.Namespace) -> str:
    from rag.claims.show import shown, verdict_markdown
    from rag.contract import verdict_json

    if options.json:
        return _json(verdict_json(verdict))
    if options.csv:
        return _csv([verdict])
    return (verdict_markdown if options.markdown else shown)(verdict)


def _report(report: ArticleReport, options: argparse.Namespace) -> str:
    from rag.claims import report_json
    from rag.claims.show import report_markdown, shown_report

    if options.json:
        return _json(report_json(report))
    if options.csv:
        return _csv(report.verdicts)
    return (report_markdown if options.markdown else shown_report)(report)


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _csv(verdicts: Sequence[Verdict]) -> str:
    from rag.exports import Item

    return written(tuple(map(Item, verdicts)), "csv")
