"""Writing the files of a run, whole or not at all, and reading them back."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.gold import slug
from eval.scoring import Scored
from rag.errors import InputError
from rag.jsonlines import json_lines


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one item in one run, what is wrong with it, and (in a whole run) its record."""

    id: str
    scores: Mapping[str, float]
    problems: tuple[str, ...]
    record: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def slug(self) -> str:
        return slug(self.id)

    @property
    def passed(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class RunFiles:
    """A finished run as read from its folder."""

    folder: Path
    config: Mapping[str, Any]
    rows: Mapping[str, Row]


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old or the new text, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def json_text(value: Any) -> str:
    """`value` as readable JSON that is the same each time."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def scores_text(scored: Iterable[Scored]) -> str:
    """The scores of a system as JSON lines, one item a line."""
    rows = (
        {
            "id": s.item.id,
            "problems": list(s.problems),
            "scores": {name: round(value, 6) for name, value in sorted(s.scores.items())},
        }
        for s in scored
    )
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)


def rows_of(scored: Iterable[Scored]) -> dict[str, Row]:
    """Scored items as rows by id."""
    return {s.item.id: Row(s.item.id, s.scores, s.problems) for s in scored}


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines. Raises InputError naming file and line."""
    try:
        lines = json_lines(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}). Run: python -m eval run") from None
    rows = []
    for number, line in lines:
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}:{number}: not JSON ({error}). Run: python -m eval run") from None
        if not isinstance(row, dict):
            raise InputError(f"{path}:{number}: not a JSON object. Run: python -m eval run")
        rows.append(row)
    return rows


def read_run(folder: Path) -> RunFiles:
    """The run in a folder: config.json, scores.jsonl and, where there, answers.jsonl. Raises InputError."""
    rows = read_lines(folder / "scores.jsonl")
    answers = folder / "answers.jsonl"
    records = {row.get("id"): row for row in read_lines(answers)} if answers.exists() else {}
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        read = [
            Row(str(row["id"]), dict(row["scores"]), tuple(row["problems"]), records.get(row["id"], {})) for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder}: not a finished run ({error}). Run: python -m eval run") from None
    return RunFiles(folder, config, {row.id: row for row in read})
