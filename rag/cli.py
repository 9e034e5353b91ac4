"""`python -m rag`: ask, search and list letters from the command line."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag import check_cli, export_cli
from rag.errors import BriefwijzerError, InputError

if TYPE_CHECKING:
    from rag.pipeline import Pipeline
    from rag.types import Answer, Citation, Evidence

_WIDTH = 100
_MOST_BATCH = 50_000_000


def parser() -> argparse.ArgumentParser:
    """The arguments of every subcommand."""
    arguments = argparse.ArgumentParser(
        prog="python -m rag",
        description="Answers from letters of Dutch ministers, with the exact place of every sentence.",
    )
    commands = arguments.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="answer a question, with sources")
    ask.add_argument("question", nargs="?", help="the question, in Dutch or English")
    ask.add_argument(
        "--history",
        action="append",
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
    search.add_argument("text")
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
        print(f"rag: {error}", file=sys.stderr)
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
    from rag.contract import answer_json

    if (options.question is None) == (options.batch is None):
        raise InputError(
            "Give either a question or --batch FILE. "
            'For example: python -m rag ask "Wie ondertekende de brief van 2016?"'
        )
    if options.batch is not None:
        items = list(_batch(options.batch))
        pipeline = _open()
        if options.format:
            return export_cli.show([(pipeline.ask(*item), item[1]) for item in items], options.format)
        for question, history in items:
            print(json.dumps(answer_json(pipeline.ask(question, history)), ensure_ascii=False), flush=True)
        return 0
    answer = _open().ask(options.question, options.history)
    if options.format:
        return export_cli.show([(answer, options.history)], options.format)
    print(json.dumps(answer_json(answer), ensure_ascii=False, indent=2) if options.json else shown(answer))
    return 0


def _batch(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The questions of a file of JSON lines. Raises InputError with file and line."""
    try:
        text = sys.stdin.read(_MOST_BATCH) if str(path) == "-" else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}). Give a file of JSON lines in UTF-8.") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            question, history = item["question"], item.get("history", [])
            if not isinstance(question, str) or not all(isinstance(said, str) for said in history):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(
                f'{path}:{number}: not a line such as {{"question": "..."}}. Correct it and run again.'
            ) from None
        yield question, history


def _search(options: argparse.Namespace) -> int:
    found = _open().search(options.text, options.count)
    if options.json:
        print(json.dumps([_evidence_json(item) for item in found], ensure_ascii=False, indent=2))
        return 0
    for item in found:
        print(
            f"{item.hit.score:.3f}  {item.passage.id}  {item.letter.date}  {item.passage.section or item.passage.kind}"
        )
        print(textwrap.indent(textwrap.fill(item.passage.text, _WIDTH), "       "))
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
    from rag.store import open_store

    letters = open_store(load_settings()).manifest().letters.values()
    if options.json:
        print(json.dumps([letter_info_json(info) for info in letters], ensure_ascii=False, indent=2))
        return 0
    for info in letters:
        print(f"{info.id}  {info.date}  {info.reference}")
        print(f"    {info.title}. {info.heading}")
        senders = "; ".join(map(str, info.senders))
        print(f"    {senders}; {info.passages} passages; {', '.join(info.languages)}; {info.url}")
    return 0


def _check(options: argparse.Namespace) -> int:
    return check_cli.run(options, _open)


def shown(answer: Answer) -> str:
    """An answer for the terminal: text, notices, sources."""
    blocks = []
    if answer.rewritten:
        blocks.append(textwrap.fill(f"({answer.rewritten})", _WIDTH))
    blocks.append("\n".join(textwrap.fill(paragraph, _WIDTH) for paragraph in _paragraphs(answer)))
    blocks += [textwrap.fill(f"* {told}", _WIDTH, subsequent_indent="  ") for told in answer.notices]
    blocks += [_source(citation, answer.language) for citation in answer.citations]
    if not answer.citations and answer.hits:
        blocks.append("  ".join(hit.passage for hit in answer.hits[:3]))
    blocks += [textwrap.fill(f"- {item.text} ({item.reason})", _WIDTH) for item in answer.rejected]
    return "\n\n".join(blocks)


def _paragraphs(answer: Answer) -> list[str]:
    if not answer.statements:
        return [answer.text]
    return [f"{s.text} {''.join(f'[{number}]' for number in s.citations)}" for s in answer.statements]


def _source(citation: Citation, language: str) -> str:
    place = f", {citation.section}" if citation.section else ""
    where = f"({citation.passage}, {citation.start}-{citation.end})"
    lines = [f"[{citation.number}] {citation.reference}, {citation.date}{place} {where}"]
    lines += textwrap.wrap(f"«{citation.quote}»", _WIDTH, initial_indent="    ", subsequent_indent="    ")
    if citation.translation and language == "en":
        lines += textwrap.wrap(
            f"{citation.translation} (unofficial translation)", _WIDTH, initial_indent="    ", subsequent_indent="    "
        )
    lines.append(f"    {'; '.join(citation.senders)}. {citation.url}")
    return "\n".join(lines)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "ask": _ask,
    "search": _search,
    "letters": _letters,
    "check": _check,
    "export": export_cli.run_export,
    "resolve": export_cli.run_resolve,
    "replay": export_cli.run_replay,
}
