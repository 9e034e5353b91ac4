"""Generate: ask a system every item, slowly, and keep what it said as it comes; start again where it stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from eval.files import write_whole
from eval.gold import GoldItem
from eval.records import line_of, outcome_of, record_of, seconds_of
from eval.scores import Outcome
from eval.system import System
from rag.jsonlines import json_lines

Times = dict[str, float]


@dataclass(frozen=True, slots=True)
class Generated:
    """The outcomes of one system by gold id, and the seconds that each took."""

    outcomes: Mapping[str, Outcome]
    times: Times


def generate(items: Sequence[GoldItem], system: System, path: Path, *, quiet: bool = False) -> Generated:
    """Ask `system` every item that it takes and leave the records in `path`.

    Each outcome is first written to `path`.partial, one line each, so that a run that was broken
    off goes on where it stopped. Items already in `path` are not asked again. Outcomes are always
    read back from their records: what is scored is what was written.
    """
    wanted = [item for item in items if system.takes(item)]
    partial = path.with_name(path.name + ".partial")
    path.parent.mkdir(parents=True, exist_ok=True)
    done = {row["id"]: row for source in (path, partial) for row in _whole_lines(source)}
    left = [item for item in wanted if item.id not in done]
    if left:
        kept = "".join(line_of(row) for row in done.values())
        write_whole(partial, kept)  # without a last line that was cut off
        with partial.open("a", encoding="utf-8", newline="\n") as stream:
            for row in _ask(left, system, stream, quiet=quiet):
                done[row["id"]] = row
    times = _old_times(path) | {name: row["seconds"] for name, row in done.items() if "seconds" in row}
    records = [{key: value for key, value in done[item.id].items() if key != "seconds"} for item in wanted]
    times = {item.id: times[item.id] for item in wanted if item.id in times}
    write_whole(times_path(path), json.dumps(times, indent=0, sort_keys=True) + "\n")
    write_whole(path, "".join(map(line_of, records)))
    partial.unlink(missing_ok=True)
    return Generated({row["id"]: outcome_of(row) for row in records}, times)


def times_path(path: Path) -> Path:
    """Where the seconds of the records in `path` are: they differ from run to run, the records do not."""
    return path.with_name(path.name.replace(".jsonl", "-times.json"))


def _ask(items: Sequence[GoldItem], system: System, stream: IO[str], *, quiet: bool) -> Iterator[dict[str, Any]]:
    from tqdm import tqdm

    outcomes = tqdm(system.outcomes(items), desc=system.name, total=len(items), unit="item", disable=quiet or None)
    for item, outcome in zip(items, outcomes, strict=True):
        row = record_of(item.id, outcome) | {"seconds": seconds_of(outcome)}
        stream.write(line_of(row))
        stream.flush()
        yield row


def _whole_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file; a line that a broken run left unfinished is not one."""
    if not path.exists():
        return
    for _, line in json_lines(path.read_text(encoding="utf-8", errors="replace")):
        with suppress(ValueError):
            row = json.loads(line)
            if isinstance(row, dict) and "id" in row and ("answer" in row or "verdict" in row):
                yield row


def _old_times(path: Path) -> Times:
    with suppress(OSError, ValueError):
        return dict(json.loads(times_path(path).read_text(encoding="utf-8")))
    return {}
