"""Translations laid beside a letter, sentence by sentence, as gettext PO files.

One entry for each sentence: `msgctxt` is its id (`kst-32623-169#4.1`: the passage, then the
sentence from 1), `msgid` the Dutch, `msgstr` the translation. Any PO editor opens it. The flag
`fuzzy` marks the draft of a machine that no person has read yet.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.po import Entry, po_text, read_po
from rag.errors import InputError
from rag.types import Edition, Language, Letter

_LANGUAGES: dict[Language, str] = {"nl": "Dutch", "en": "English"}


def edition_path(letter_file: Path, language: Language) -> Path:
    """Where the edition of a letter lies: beside it, `kst-32623-169.en.po`."""
    return letter_file.with_name(f"{letter_file.stem}.{language}.po")


def sentences(letter: Letter) -> Iterator[tuple[str, str]]:
    """Every sentence as (id, Dutch), in the order of the letter."""
    for passage in letter.passages:
        for index, sentence in enumerate(passage.sentences, 1):
            yield f"{passage.id}.{index}", sentence.plain


def read_edition(path: Path, letter: Letter) -> Edition:
    """The translations in the file `path`, one for each sentence of `letter`.

    Raises InputError where the file cannot be read (`ingest.po.read_po`) or does not fit the
    letter (`misfits`). Whether the translations are right is for `check_edition`.
    """
    entries = read_po(path)
    if problems := _misfits(entries, letter):
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InputError(
            f"{path.name}: {problems[0]}{more}. Mend the translation, or move the file away to do without it."
        )
    found = {entry.place: " ".join(entry.translation.split()) for entry in entries}
    return {
        passage.id: tuple(found[f"{passage.id}.{index}"] for index in range(1, len(passage.sentences) + 1))
        for passage in letter.passages
    }


def misfits(path: Path, letter: Letter) -> tuple[str, ...]:
    """All that keeps `read_edition` from taking a PO file, one line for each sentence concerned.

    A sentence without a translation or with two, a translation of words that the letter does
    not have (any more), a character that cannot be seen. Raises InputError as `read_po` does.
    """
    return _misfits(read_po(path), letter)


def is_draft(path: Path) -> bool:
    """Whether any translation in the file is still the unread draft of a machine."""
    return any(entry.draft for entry in read_po(path))


def template(letter: Letter, language: Language) -> str:
    """An edition to be filled in: the text of a PO file with every translation empty."""
    return _text(letter, {}, language, draft=False)


def write_edition(path: Path, letter: Letter, edition: Edition, language: Language, draft: bool) -> None:
    """Write the edition to `path`, whole or not at all; `draft` marks every translation as unread.

    Sentences that the edition lacks are left empty. Raises InputError where it has passages or
    sentences that the letter does not have, or the file cannot be written.
    """
    text = _text(letter, edition, language, draft)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written: {error.strerror}. Give another place.") from error


def _misfits(entries: Sequence[Entry], letter: Letter) -> tuple[str, ...]:
    dutch = dict(sentences(letter))
    problems: list[str] = []
    seen: set[str] = set()
    for entry in entries:
        if entry.place not in dutch:
            problems.append(f"{_shown(entry.place or entry.original)}: no sentence of {letter.id}")
        elif entry.place in seen:
            problems.append(f"{entry.place}: translated twice")
        elif entry.original != dutch[entry.place]:
            problems.append(f"{entry.place}: translates other Dutch words than the letter has")
        elif not entry.translation.strip():
            problems.append(f"{entry.place}: no translation")
        elif hidden := _hidden(entry.translation):
            problems.append(f"{entry.place}: holds the invisible character U+{ord(hidden):04X}")
        seen.add(entry.place)
    return (*problems, *(f"{place}: no translation" for place in dutch if place not in seen))


def _shown(text: str) -> str:
    """Text of the file as a message may show it: one line, short, nothing invisible."""
    visible = "".join(char if char.isprintable() else "?" for char in text)
    return f"«{visible if len(visible) <= 40 else visible[:40] + '…'}»"


def _hidden(text: str) -> str:
    """The first character that shows nothing or turns the line around, or ''."""
    wrong = (c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and not c.isspace())
    return next(wrong, "")


def _text(letter: Letter, edition: Edition, language: Language, draft: bool) -> str:
    known = {passage.id: len(passage.sentences) for passage in letter.passages}
    for name, texts in edition.items():
        if len(texts) > known.get(name, 0):
            raise InputError(
                f"{_shown(name)}: {len(texts)} translations for {known.get(name, 0)} sentences of {letter.id}. "
                "Translate this letter, sentence by sentence."
            )
    translated = {
        f"{name}.{index}": " ".join(text.split())
        for name, texts in edition.items()
        for index, text in enumerate(texts, 1)
    }
    entries = [
        Entry(place, dutch, translated.get(place, ""), draft and bool(translated.get(place)))
        for place, dutch in sentences(letter)
    ]
    comment = (
        f"Unofficial {_LANGUAGES[language]} translation of {letter.id}, made for Briefwijzer.\n"
        "The Dutch original is the only authoritative text.\n"
        f"sha256 of the Dutch source: {letter.sha256}"
    )
    metadata = {"Project-Id-Version": letter.id, "Language": language, "X-Source-Sha256": letter.sha256}
    return po_text(entries, comment, metadata)
