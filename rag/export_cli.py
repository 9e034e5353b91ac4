"""`python -m rag export`, `resolve` and `replay`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import InputError
from rag.given import read_text

if TYPE_CHECKING:
    from rag.exports.items import Item
    from rag.replay import Replay
    from rag.resolve import Resolved
    from rag.types import Answer

# Named here again since the formats themselves are imported only when used; a test compares them.
FORMATS = ("markdown", "text", "csv", "bibtex", "ris", "csl-json", "json")
_SHOWN = 300  # characters of one side of a difference on the terminal


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three subcommands."""
    export = commands.add_parser("export", help="an answer or verdict in another format")
    export.add_argument("file", type=Path, metavar="FILE", help="JSON of ask or check; - for standard input")
    export.add_argument("--format", choices=FORMATS, default="markdown", help="default markdown")
    export.add_argument("--output", type=Path, metavar="FILE", help="write here instead of to standard output")
    resolve = commands.add_parser("resolve", help="find exported citations in the present letters")
    resolve.add_argument("file", type=Path, metavar="FILE", help="an export in any format; - for standard input")
    resolve.add_argument("--json", action="store_true", help="as JSON")
    replay = commands.add_parser("replay", help="ask again from a receipt and tell what differs")
    replay.add_argument("file", type=Path, metavar="FILE", help="JSON of ask, check or export; - for standard input")
    replay.add_argument("--json", action="store_true", help="as JSON")


def run_export(options: argparse.Namespace) -> int:
    """0: written. Raises InputError."""
    from rag.exports import load

    text = written(load(read_text(options.file), str(options.file)), options.format)
    if options.output is None:
        put(text)
        return 0
    try:
        options.output.write_bytes(text.encode())
    except OSError as error:
        raise InputError(f"{options.output}: cannot be written ({error.strerror}). Name another file.") from None
    return 0


def show(answers: Sequence[tuple[Answer, Sequence[str]]], form: str) -> int:
    """Answers with the earlier questions of their talk, to standard output in one of FORMATS."""
    from rag.exports import Item

    put(written(tuple(Item(answer, tuple(history)) for answer, history in answers), form))
    return 0


def written(items: tuple[Item, ...], form: str) -> str:
    """The items in one of FORMATS."""
    from rag.exports import FORMATS as WRITERS

    return WRITERS[form](items)


def run_resolve(options: argparse.Namespace) -> int:
    """0: every quote still stands, at its place or another; 1: one changed or is gone."""
    from rag.exports.read import citations_in
    from rag.resolve import Resolver, Shelf
    from rag.settings import load_settings

    found = citations_in(read_text(options.file), str(options.file))
    resolver = Resolver(Shelf(load_settings()))
    resolved = [resolver.resolve(item) for item in found]
    if options.json:
        put(json.dumps([_resolved_json(item) for item in resolved], ensure_ascii=False, indent=2) + "\n")
    else:
        put("".join(_resolved_lines(item) for item in resolved))
        counts = Counter(item.outcome for item in resolved)
        put(", ".join(f"{count} {outcome}" for outcome, count in counts.items()) + "\n")
    bent = any(item.found.bent is not None for item in resolved)
    return int(bent or any(item.outcome in ("changed", "gone") for item in resolved))


def run_replay(options: argparse.Namespace) -> int:
    """0: the same, 1: something differs."""
    from rag.exports import load
    from rag.pipeline import open_pipeline
    from rag.replay import replay
    from rag.settings import load_settings

    items = load(read_text(options.file), str(options.file))
    pipeline = open_pipeline(load_settings())
    replays = [replay(item, pipeline, pipeline.check) for item in items]
    if options.json:
        put(json.dumps([_replay_json(item) for item in replays], ensure_ascii=False, indent=2) + "\n")
    else:
        put("".join(_replay_lines(item) for item in replays))
    return int(any(not item.same for item in replays))


def put(text: str) -> None:
    """To standard output as it is: a text stream would turn the line ends of RIS and CSV on some systems."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(text.encode())
        buffer.flush()


def _resolved_json(item: Resolved) -> dict[str, Any]:
    anchor = item.found.anchor
    return {
        **dataclasses.asdict(anchor),
        "outcome": item.outcome,
        "quote": item.found.quote,
        "bent": item.found.bent,
        "now": dataclasses.asdict(item.now) if item.now else None,
    }


def _resolved_lines(item: Resolved) -> str:
    from rag.exports.escape import shown

    anchor, now = item.found.anchor, item.now
    there = f" -> {now.passage} {now.start}-{now.end}" if now and item.outcome != "same" else ""
    lines = [f"{item.outcome:8}{anchor.passage} {anchor.start}-{anchor.end}{there}"]
    if item.outcome in ("changed", "gone") and item.found.quote:
        lines.append(f"        was: «{shown(item.found.quote)}»")
    if now and item.outcome == "changed":
        lines.append(f"        now: «{shown(now.text)}»")
    if item.found.bent is not None:
        lines.append(f"        the file gives another quote than was cited: «{shown(item.found.bent)}»")
        if now and item.outcome in ("same", "moved"):
            lines.append(f"        the letter says: «{shown(now.text)}»")
    return "\n".join(lines) + "\n"


def _replay_json(item: Replay) -> dict[str, Any]:
    return {
        "asked": item.asked,
        "same": item.same,
        "alone": item.alone,
        "differences": [dataclasses.asdict(difference) for difference in item.differences],
    }


def _replay_lines(item: Replay) -> str:
    from rag.exports.escape import shown

    lines = [f"{'same' if item.same else 'differs'}  {shown(item.asked)}"]
    if item.alone:
        lines.append("        asked alone, as completed then: the file does not hold the earlier questions")
    for difference in item.differences:
        lines.append(f"        {shown(difference.part)}")
        for side, value in (("was", difference.before), ("now", difference.now)):
            lines.append(f"            {side}: {shown(json.dumps(value, ensure_ascii=False))[:_SHOWN]}")
    return "\n".join(lines) + "\n"
