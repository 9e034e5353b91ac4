"""`python -m rag check`: one claim, or every claim of an article, put to the letters."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import InputError

if TYPE_CHECKING:
    from rag.pipeline import Pipeline


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments of `check`."""
    check = commands.add_parser("check", help="what the letters say of a claim, or of every claim of an article")
    check.add_argument("claim", nargs="?", help="the claim, in Dutch or English")
    check.add_argument("--file", type=Path, metavar="ARTICLE", help="an article: .txt, .md, .html, .docx or .pdf")
    check.add_argument("--language", choices=("nl", "en"), help="language of the claim; found out where not given")
    form = check.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--csv", action="store_true", help="as CSV, one line a quote")
    form.add_argument("--markdown", action="store_true", help="as a Markdown table")


def run(options: argparse.Namespace, open_pipeline: Callable[[], Pipeline]) -> int:
    """Print the verdicts. Raises InputError where not one of claim and file is given, or the file cannot be read."""
    from rag.articles import read_article
    from rag.claims import report_json
    from rag.claims.show import csv_text, markdown, report_markdown, shown, shown_report
    from rag.contract import verdict_json

    if (options.claim is None) == (options.file is None):
        raise InputError('Give either a claim or --file ARTICLE. For example: python -m rag check "..."')
    if options.file is not None:
        text = read_article(options.file)
        report = open_pipeline().check_article(text, options.language)
        if options.json:
            print(json.dumps(report_json(report), ensure_ascii=False, indent=2))
        elif options.csv:
            print(csv_text(report.verdicts), end="")
        else:
            print(report_markdown(report) if options.markdown else shown_report(report))
        return 0
    verdict = open_pipeline().check(options.claim, options.language)
    if options.json:
        print(json.dumps(verdict_json(verdict), ensure_ascii=False, indent=2))
    elif options.csv:
        print(csv_text([verdict]), end="")
    else:
        print(markdown([verdict], verdict.receipt["searched"]) if options.markdown else shown(verdict))
    return 0
