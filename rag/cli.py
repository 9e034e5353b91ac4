"""`python -m rag`: ask, search and list letters from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag import check_cli, export_cli
from rag.errors import BriefwijzerError, InputError
from rag.given import words

if TYPE_CHECKING:
    from rag.pipeline import Pipeline
    from rag.types import Evidence


def parser() -> argparse.ArgumentParser:
    """The arguments of every subcommand."""
    arguments = argparse.ArgumentParser(
        prog="python -m rag",
        description="Answers from letters of Dutch ministers, with the exact place of every sentence.",
    )
    commands = arguments.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="answer a question, with sources")
    ask.add_argument("question", nargs="?", type=words, help="the question, in Dutch or English")
    ask.add_argument(
        "--history",
        action="append",
        type=words,
        default=[],
        metavar="QUESTION",
        help="an earlier question of the same talk; may be given several times, oldest first",
    )
    ask.add_argument(
        "--batch",
        type=Path,
        metavar="FILE.jsonl",
        help='answer every line of a file ({"question": ..., "history": [...]}), as JSON lines; - for standard input',
    )
    ask.add_argument("--json", action="store_true", help="the answer as JSON")
    ask.add_argument("--format", choices=export_cli.FORMATS, help="the answer as a file for others, see export")
    search = commands.add_parser("search", help="the passages nearest to a text")
    search.add_argument("text", type=words)
    search.add_argument(
        "--count", type=int, default=8, choices=range(1, 51), metavar="N", help="how many, 1 to 50 (default 8)"
    )
    search.add_argument("--json", action="store_true", help="as JSON")
    letters = commands.add_parser("letters", help="the letters of the index")
    letters.add_argument("--json", action="store_true", help="as JSON")
    check_cli.add_parser(commands)
    export_cli.add_commands(commands)
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done (a refusal is an answer too), 2 trouble, with one line that says what to do."""
    options = parser().parse_args(argv)
    try:
        return _COMMANDS[options.command](options)
    except BriefwijzerError as error:
        from rag.exports.escape import shown

        print(f"rag: {shown(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130


def _open() -> Pipeline:
    from rag.pipeline import open_pipeline
    from rag.settings import load_settings

    return open_pipeline(load_settings())


def _ask(options: argparse.Namespace) -> int:
    if (options.question is None) == (options.batch is None):
        raise InputError(
            "Give either a question or --batch FILE. "
            'For example: python -m rag ask "Wie ondertekende de brief van 2016?"'
        )
    return _ask_one(options) if options.batch is None else _ask_all(options)


def _ask_one(options: argparse.Namespace) -> int:
    from rag.contract import answer_json
    from rag.show import answer_text

    answer = _open().ask(options.question, options.history)
    if options.format:
        return export_cli.show([(answer, options.history)], options.format)
    print(json.dumps(answer_json(answer), ensure_ascii=False, indent=2) if options.json else answer_text(answer))
    return 0


def _ask_all(options: argparse.Namespace) -> int:
    from rag.batch import read_batch
    from rag.contract import answer_json

    if options.history:
        raise InputError('--history goes with one question. In a batch each line has its own: "history": ["..."].')
    items = read_batch(options.batch)
    pipeline = _open()
    if options.format:
        return export_cli.show([(pipeline.ask(*item), item[1]) for item in items], options.format)
    for question, history in items:
        print(json.dumps(answer_json(pipeline.ask(question, history)), ensure_ascii=False), flush=True)
    return 0


def _search(options: argparse.Namespace) -> int:
    from rag.show import evidence_text

    found = _open().search(options.text, options.count)
    if options.json:
        print(json.dumps([_evidence_json(item) for item in found], ensure_ascii=False, indent=2))
        return 0
    for item in found:
        print(evidence_text(item))
    return 0


def _evidence_json(item: Evidence) -> dict[str, Any]:
    return {
        "passage": item.passage.id, "score": round(item.hit.score, 4),
        "letter": item.letter.id, "section": item.passage.section,
        "text": item.passage.text, "translation": " ".join(item.translation) if item.translation else None,
        "reference": item.letter.reference, "url": item.letter.url,
    }  # fmt: skip


def _letters(options: argparse.Namespace) -> int:
    from rag.contract import letter_info_json
    from rag.settings import load_settings
    from rag.show import letter_text
    from rag.store import open_store

    letters = open_store(load_settings()).manifest().letters.values()
    if options.json:
        print(json.dumps([letter_info_json(info) for info in letters], ensure_ascii=False, indent=2))
        return 0
    for info in letters:
        print(letter_text(info))
    return 0


def _check(options: argparse.Namespace) -> int:
    return check_cli.run(options, _open)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "ask": _ask,
    "search": _search,
    "letters": _letters,
    "check": _check,
    "export": export_cli.run_export,
    "resolve": export_cli.run_resolve,
    "replay": export_cli.run_replay,
}
