"""A first English edition by the chat model, for a person to read over."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import prompts
from ingest.editions import check_edition, sentences, write_edition
from rag.chat import Chat, open_chat
from rag.context import neutral
from rag.errors import InputError
from rag.settings import load_settings
from rag.types import Edition, Letter

# Sentences of one call: with the ones around them a sentence is understood better, and the
# answer stays far below the longest that `rag.chat` takes.
_MOST, _CHARACTERS = 8, 2000
_LINE = re.compile(r"^\s*(\d{1,3})[.):]\s+(\S.*)$")
_SHOWN = 3

Progress = Callable[[int, int], None]


def draft_edition(letter: Letter, path: Path, progress: Progress = lambda _done, _total: None) -> None:
    """Write a draft of the letter's English edition to `path`, made by the chat model of the settings.

    Every sentence passes `check_edition` or no edition is written: one that lacks sentences would
    be refused when it is read. `progress` is called with sentences done, total. Raises ChatError
    where there is no chat model or it fails, InputError naming the sentences that did not pass twice.
    """
    edition = translated(letter, open_chat(load_settings()), progress)
    write_edition(path, letter, edition, "en", draft=True)


def translated(letter: Letter, chat: Chat, progress: Progress = lambda _done, _total: None) -> Edition:
    """The letter in English, all of it. Raises ChatError or InputError as `draft_edition` does."""
    dutch = dict(sentences(letter))
    english: dict[str, str] = {}
    faults: dict[str, str] = {}
    for batch in _batches(list(dutch.items())):
        for place, first in zip(batch, _ask(chat, [dutch[place] for place in batch]), strict=True):
            said = first
            fault = _fault(letter, place, said)
            if fault:  # once more, alone: at temperature 0 the same question gives the same answer
                (said,) = _ask(chat, [dutch[place]])
                fault = _fault(letter, place, said)
            if fault:
                faults[place] = fault
            english[place] = said
        progress(len(english), len(dutch))
    if faults:
        shown = "; ".join(list(faults.values())[:_SHOWN])
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise InputError(
            f"{letter.file}: no English edition drafted, {len(faults)} of {len(dutch)} sentences did not pass the "
            f"check twice ({shown}{more}). Set another BRIEFWIJZER_CHAT_MODEL, or write the edition by hand."
        )
    return {
        passage.id: tuple(english[f"{passage.id}.{index}"] for index in range(1, len(passage.sentences) + 1))
        for passage in letter.passages
    }


def _batches(items: Sequence[tuple[str, str]]) -> Iterator[list[str]]:
    """Places of sentences that go in one call, in order."""
    batch: list[str] = []
    length = 0
    for place, dutch in items:
        if batch and (len(batch) == _MOST or length + len(dutch) > _CHARACTERS):
            yield batch
            batch, length = [], 0
        batch.append(place)
        length += len(dutch)
    if batch:
        yield batch


def _ask(chat: Chat, dutch: Sequence[str]) -> list[str]:
    """A translation of each sentence, '' where the model gave none or two different ones."""
    numbered = "\n".join(f"{number}. {neutral(text)}" for number, text in enumerate(dutch, 1))
    reply = chat.complete(prompts.load("translate", "en").render(sentences=numbered))
    found: dict[int, set[str]] = {}
    for line in reply.splitlines():
        if match := _LINE.match(line):
            found.setdefault(int(match[1]), set()).add(" ".join(match[2].split()))
    return [next(iter(said)) if len(said := found.get(n, set())) == 1 else "" for n in range(1, len(dutch) + 1)]


def _fault(letter: Letter, place: str, english: str) -> str:
    """The first thing that `check_edition` says of one translation, or ''."""
    if not english.isprintable():
        return f"{place}: holds invisible characters"
    name, _, number = place.rpartition(".")
    passage = next(passage for passage in letter.passages if passage.id == name)
    alone = dataclasses.replace(passage, sentences=(passage.sentences[int(number) - 1],))
    problems = check_edition(dataclasses.replace(letter, passages=(alone,)), {name: (english,)}, "en")
    # It counts sentences from 1 in what it was given, which is this one alone.
    return f"{place}: {problems[0].partition(': ')[2]}" if problems else ""
