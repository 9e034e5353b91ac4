"""gettext PO files from anyone: bounded, UTF-8 only, held to a strict grammar.

The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from rag.errors import InputError

SIZE_LIMIT = 5_000_000
# polib joins the lines of one string by `+=`: without a bound 5 MB of them takes minutes.
_LINES_IN_ONE_ENTRY = 1000
_KEYWORD = re.compile(r"(?:#~\s*)?msg(?:ctxt|id|str)\b")
_STRING = re.compile(r'(?:(?:msgctxt|msgid|msgstr)\s+)?"[^"\\]*(?:\\[nrtvbf"\\][^"\\]*)*"')


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where the original stands (`msgctxt`), the original, its translation.

    `draft` is gettext's flag `fuzzy`: nobody has read the translation yet.
    """

    place: str
    original: str
    translation: str
    draft: bool = False


def read_po(path: Path) -> tuple[Entry, ...]:
    """The entries of a PO file in order, without its header and obsolete entries.

    Raises InputError where the file is missing, larger than SIZE_LIMIT bytes, not UTF-8, or
    not a PO file.
    """
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Give a PO file.") from error
    if len(data) > SIZE_LIMIT:
        raise InputError(f"{path.name}: larger than {SIZE_LIMIT:,} bytes. Give the edition of one letter.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: not UTF-8 at byte {error.start:,}. Save the PO file as UTF-8.") from error
    _check_grammar(text, path.name)
    try:
        # Text, not a path: given a path, polib opens it with any codec that the file itself
        # names. The line break keeps it from taking a text that is a path for a path.
        parsed = polib.pofile(text + "\n", encoding="utf-8")
    except (OSError, ValueError) as error:
        place = re.search(r"line \d+", str(error))
        raise InputError(
            f"{path.name}: not a PO file at {place.group() if place else 'its end'}. Mend it in a PO editor."
        ) from error
    return tuple(
        Entry(entry.msgctxt or "", entry.msgid, entry.msgstr, entry.fuzzy) for entry in parsed if not entry.obsolete
    )


def _check_grammar(text: str, name: str) -> None:
    """Refuse what polib misreads: it cuts the last character off a string without a closing quote."""
    run = 0
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if line and not line.startswith("#") and not _STRING.fullmatch(line):
            raise InputError(f"{name}: not a PO file at line {number}. Mend it in a PO editor.")
        run = 0 if _KEYWORD.match(line) else run + 1
        if run > _LINES_IN_ONE_ENTRY:
            raise InputError(f"{name}: the entry around line {number} never ends. Mend it in a PO editor.")


def po_text(entries: Iterable[Entry], comment: str, metadata: Mapping[str, str]) -> str:
    """The text of a PO file, one line for each string."""
    file = polib.POFile(wrapwidth=0)
    file.header = comment
    file.metadata = {
        **metadata,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for entry in entries:
        file.append(
            polib.POEntry(
                msgctxt=entry.place,
                msgid=entry.original,
                msgstr=entry.translation,
                flags=["fuzzy"] if entry.draft else [],
            )
        )
    return str(file)
