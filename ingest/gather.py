"""Files to letters with their editions, and one line for each file that cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.editions import check_edition, edition_path, is_draft, read_edition
from ingest.files import find_files, read_source
from ingest.index import Parsed
from ingest.parse import parse_letter
from rag.errors import ChatError, InputError
from rag.types import Edition, Letter

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Gathered:
    """Letters ready to be indexed; a line for each input refused, and for each thing to know."""

    letters: tuple[Parsed, ...]
    refused: tuple[str, ...]
    notes: tuple[str, ...]


def gather(paths: Sequence[Path], *, translate: bool = False, accept: bool = False) -> Gathered:
    """Read the letters under `paths`; what cannot be read does not stop the others.

    `translate` drafts an English edition where there is none; `accept` takes one also where its
    check finds something.
    """
    files: dict[Path, None] = {}
    refused: list[str] = []
    notes: list[str] = []
    for path in paths:
        try:
            files |= dict.fromkeys(find_files([path]))
        except InputError as error:
            refused.append(str(error))
    first: dict[str, Parsed] = {}
    for file in files:
        try:
            letter = _letter(file)
        except InputError as error:
            refused.append(str(error))
            continue
        if held := first.get(letter.id):
            same = "the same text" if held.letter.sha256 == letter.sha256 else "another text"
            refused.append(
                f"{_named(file)}: claims to be {letter.id} with {same}, as {held.letter.file} does already. "
                "Move one of the two files away."
            )
            continue
        if translate:
            translate = _translate(letter, file, refused, notes)
        edition = _edition(letter, file, accept, refused, notes)
        first[letter.id] = Parsed(letter, {"en": edition} if edition else {}, str(file.resolve()))
    return Gathered(tuple(first.values()), tuple(refused), tuple(notes))


def _letter(file: Path) -> Letter:
    source = read_source(file)
    try:
        return parse_letter(source, file.name)
    except InputError as error:
        # The parser knows the name only, which is what the index keeps.
        raise InputError(f"{_named(file)}: {str(error).removeprefix(f'{file.name}: ')}") from None


def _translate(letter: Letter, file: Path, refused: list[str], notes: list[str]) -> bool:
    """Draft an edition where there is none; False where the chat model fails, so that it is asked no more."""
    from ingest.translate import draft_edition

    path = edition_path(file, "en")
    if path.exists():
        return True
    try:
        draft_edition(letter, path)
    except InputError as error:
        refused.append(str(error))
    except ChatError as error:
        refused.append(f"--translate: {error}")
        return False
    return True


def _edition(letter: Letter, file: Path, accept: bool, refused: list[str], notes: list[str]) -> Edition | None:
    """The English edition beside a letter, or None, with lines that say why and whether a person has read it."""
    path = edition_path(file, "en")
    if not path.exists():
        return None
    try:
        edition = read_edition(path, letter)
        draft = is_draft(path)
    except InputError as error:
        refused.append(f"{error} The letter goes in without it.")
        return None
    problems = check_edition(letter, edition, "en")
    notes += [f"{path.name}: {problem}" for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        notes.append(f"{path.name}: and {len(problems) - _SHOWN} more")
    if problems and not accept:
        refused.append(
            f"{_named(path)}: left out, its check found {len(problems)} wrong or doubtful. "
            "Mend the edition, or take it as it is with --accept-editions."
        )
        return None
    if draft:
        notes.append(f"{path.name}: the draft of a machine, not read by a person yet")
    return edition


def _named(path: Path) -> str:
    """The path on one line, however its name was made."""
    return "".join(char if char.isprintable() else "?" for char in str(path))
