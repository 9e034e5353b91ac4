"""Translations laid beside a letter, sentence by sentence, as gettext PO files.

One entry for each sentence: `msgctxt` is its id (`kst-32623-169#4.1`: the passage, then the
sentence from 1), `msgid` the Dutch, `msgstr` the translation. Any PO editor opens it. The flag
`fuzzy` marks the draft of a machine that no person has read yet.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.po import Entry, po_text, read_po
from rag.embedding import Embedder
from rag.entities import dates, identifiers, missing, names, quantities
from rag.errors import InputError
from rag.identifiers import overlaps
from rag.language import detect
from rag.types import Edition, Language, Letter

_LANGUAGES: dict[Language, str] = {"nl": "Dutch", "en": "English"}
# In the two first letters the English is 0.67 to 1.44 times as long as the Dutch.
_SHORTEST, _LONGEST = 0.4, 2.5
# How much nearer another sentence must be before a translation counts as misplaced; in the two
# first letters each of the 134 translations is nearest to its own sentence.
_NEARER = 0.01
_DIGITS = re.compile(r"\d+")
# "One of the largest donors" counts nothing, and Dutch writes it with the article.
_ONE_OF = re.compile(r"(?:one of|[eé][eé]n van)\b", re.IGNORECASE)


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


def check_edition(letter: Letter, edition: Edition, language: Language) -> tuple[str, ...]:
    """What a reader of the translations would stumble over, one line for each problem.

    A sentence that has no translation, is left in Dutch, or is far longer or shorter than the
    Dutch; a number, date or name that stands on one side only. Nothing here needs a model.
    """
    problems: list[str] = []
    for passage in letter.passages:
        texts = edition.get(passage.id, ())
        for index, sentence in enumerate(passage.sentences):
            text = texts[index].strip() if index < len(texts) else ""
            found = _faults(sentence.plain, text, language) if text else ["no translation"]
            problems += [f"{passage.id}.{index + 1}: {fault}" for fault in found]
        if len(texts) > len(passage.sentences):
            problems.append(f"{passage.id}: {len(texts)} translations of {len(passage.sentences)} sentences")
    known = {passage.id for passage in letter.passages}
    return (*problems, *(f"{_shown(name)}: no passage of {letter.id}" for name in edition if name not in known))


def misplaced(letter: Letter, edition: Edition, embedder: Embedder) -> tuple[str, ...]:
    """Translations that mean another sentence of the letter than the one they stand beside.

    Catches what `check_edition` cannot see: two translations changed places that hold neither
    numbers nor names. Takes two embeddings for each sentence (some 10 s for a letter on a laptop).
    """
    beside = [
        (f"{passage.id}.{index}", sentence.plain, text)
        for passage in letter.passages
        for index, (sentence, text) in enumerate(zip(passage.sentences, edition.get(passage.id, ()), strict=False), 1)
        if text.strip()
    ]
    if not beside:
        return ()
    places, dutch, translations = zip(*beside, strict=True)
    # As passages on both sides: as queries, one short line of the first letters is taken for another.
    near = embedder.passages(translations) @ embedder.passages(dutch).T
    return tuple(
        f"{places[i]}: reads like the translation of {places[int(row.argmax())]}"
        for i, row in enumerate(near)
        if row.max() > row[i] + _NEARER
    )


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


def _faults(dutch: str, text: str, language: Language) -> list[str]:
    faults: list[str] = []
    # Short lines can be all names, and names stay as they are.
    if len(text.split()) > 4 and detect(text) not in (language, None):
        faults.append(f"not in {_LANGUAGES[language]}")
    if len(dutch) >= 40 and not _SHORTEST <= len(text) / len(dutch) <= _LONGEST:
        faults.append("far shorter than the Dutch" if len(text) < len(dutch) else "far longer than the Dutch")
    return faults + _differences(dutch, text, language)


def _differences(dutch: str, text: str, language: Language) -> list[str]:
    """Numbers, dates, official numbers and names that stand on one side only."""
    ours, theirs = _figures(dutch, "nl"), _figures(text, language)
    added = [theirs[key][0] for key in theirs if len(theirs[key]) > len(ours.get(key, ()))]
    lacking = [ours[key][0] for key in ours if len(ours[key]) > len(theirs.get(key, ()))]
    # `missing` knows names, units and bounds; its numbers are those of a claim, which may be
    # looser than its source ("more than 20%" of 30%). Those of a translation are the same.
    added += missing(text, language, [(dutch, "nl")])
    lacking += missing(dutch, "nl", [(text, language)])
    return [
        *(f"says {_shown(part)}, which the Dutch does not" for part in _counting(added)),
        *(f"does not say {_shown(part)} as the Dutch does" for part in _counting(lacking)),
    ]


def _counting(parts: list[str]) -> list[str]:
    return [part for part in dict.fromkeys(parts) if not _ONE_OF.match(part)]


def _figures(text: str, language: Language) -> dict[tuple[object, ...], list[str]]:
    """Every number of a text by what it means, with its wordings: 25.000 in Dutch is 25,000 in English.

    Persons with initials come along. Digits of no known meaning (a type of aircraft, a
    parliamentary year) mean themselves.
    """
    figures: dict[tuple[object, ...], list[str]] = {}
    spans: list[tuple[int, int]] = []
    for mention in dates(text, language):
        spans.append((mention.start, mention.end))
        if key := tuple(part for part in (mention.year, mention.month, mention.day) if part is not None):
            figures.setdefault(("date", *key), []).append(mention.text)
    for item in identifiers(text):
        spans.append((item.start, item.end))
        figures.setdefault((item.kind, item.dossier, item.number), []).append(item.text)
    for quantity in quantities(text, language):
        # "One" and "two" in words may be an article, "both", a pair.
        if quantity.value > 2 or _DIGITS.search(quantity.text):
            spans.append((quantity.start, quantity.end))
            figures.setdefault(("number", quantity.value), []).append(quantity.text)
    for name in names(text, language):
        # Signatures: `missing` forgives a surname that is also a word of the language.
        if name.kind == "person" and "." in name.text:
            figures.setdefault(("person", name.canonical), []).append(name.text)
    for match in _DIGITS.finditer(text):
        if not overlaps(match.span(), spans):
            figures.setdefault(("digits", match.group()), []).append(match.group())
    return figures


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
