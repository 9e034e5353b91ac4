"""Letters into the index: what is new, changed, unchanged and removed."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.embedding import Embedder, Vectors
from rag.errors import IndexMissing
from rag.serial import Editions, Record, info_of, record_json, record_of
from rag.store import FORMAT, WHOLE, Manifest, Row, Store
from rag.types import Language, Letter, LetterInfo

_BATCH = 32  # texts to embed between two steps of the progress bar
# Rows between two states that are published: an hour of embedding on two cores, so that no more
# than that is lost where a long ingest is stopped.
_CHECKPOINT = 20_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A letter with its editions, ready to be indexed; `origin` is where its file lies."""

    letter: Letter
    editions: Editions
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Ids of letters, by what became of them."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rebuilt: bool = False


def version_of(record: Record, model: str) -> str:
    """The letter's id with the hash of everything that its rows depend on."""
    content = f"{FORMAT}\n{model}\n{record_json(record)}"
    return f"{record.letter.id}@{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def texts_of(parsed: Parsed, version: str) -> Iterator[tuple[Row, str]]:
    """Every row of a letter with its text: sentences and whole passages, in each language.

    Headings are no passages to answer from, but they say what the passages under them are
    about, so a whole passage is embedded with its section in front.
    """
    for passage in parsed.letter.passages:
        if passage.kind == "heading":
            continue
        original = tuple(sentence.plain for sentence in passage.sentences)
        editions: dict[Language, tuple[str, ...]] = {"nl": original}
        editions |= {
            language: edition[passage.id] for language, edition in parsed.editions.items() if passage.id in edition
        }
        for language, sentences in editions.items():
            section = _section(parsed, passage.section, language)
            head = f"{section}. " if section else ""
            yield Row(version, passage.number, WHOLE, language), head + " ".join(sentences)
            for place, sentence in enumerate(sentences):
                yield Row(version, passage.number, place, language), sentence


def _section(parsed: Parsed, section: str, language: Language) -> str:
    if language == "nl" or not section:
        return section
    heading = next(p for p in parsed.letter.passages if p.kind == "heading" and p.text == section)
    return " ".join(parsed.editions[language].get(heading.id, ()))


def update(
    store: Store,
    embedder: Embedder,
    parsed: Sequence[Parsed],
    *,
    remove: Sequence[str] = (),
    rebuild: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Summary:
    """Bring the index to hold `parsed` besides what it holds, less `remove`; where both name a letter, it goes.

    An index made with another model, or `rebuild`, is made anew with the letters that it holds
    itself, so that vectors of two models never meet. `progress` is called with rows done, total.
    `store` must be open for writing. Killed or failing, the index holds whole letters only: all
    as they were before, or after many thousands of rows some as they are now.
    """
    old = _manifest(store)
    before = old.letters if old is not None else {}
    anew = old is not None and (rebuild or old.model != embedder.name)
    given = {item.letter.id: item for item in parsed if item.letter.id not in remove}
    work = given | (_held(store, before, {*given, *remove}) if anew else {})
    versions = {name: version_of(record_of(item.letter, item.editions), embedder.name) for name, item in work.items()}
    todo = [name for name in work if anew or name not in before or before[name].version != versions[name]]
    letters = {name: info for name, info in before.items() if name not in remove}
    letters |= {
        name: dataclasses.replace(letters[name], origin=given[name].origin) for name in given if name in letters
    }
    if old is None or anew:
        store.renew()
    total = sum(1 for name in todo for _ in texts_of(work[name], versions[name]))
    done = unpublished = 0
    progress(done, total)
    for name in todo:
        item, version = work[name], versions[name]
        rows, texts = zip(*texts_of(item, version), strict=True)
        parts: list[Vectors] = []
        for start in range(0, len(texts), _BATCH):
            parts.append(embedder.passages(texts[start : start + _BATCH]))
            done += len(parts[-1])
            progress(done, total)
        store.add(embedder.name, record_of(item.letter, item.editions), rows, np.concatenate(parts))
        letters[name] = dataclasses.replace(info_of(item.letter, version, ("nl", *item.editions)), origin=item.origin)
        unpublished += len(rows)
        if unpublished >= _CHECKPOINT and not anew:
            store.publish(Manifest(embedder.name, _by_date(letters)))
            unpublished = 0
    if old is None or anew or letters != before:
        store.publish(Manifest(embedder.name, _by_date(letters)))
    store.sweep()
    return Summary(
        added=tuple(name for name in given if name not in before),
        changed=tuple(name for name in given if name in before and before[name].version != versions[name]),
        unchanged=tuple(name for name in given if name in before and before[name].version == versions[name]),
        removed=tuple(name for name in dict.fromkeys(remove) if name in before),
        rebuilt=anew,
    )


def _held(store: Store, before: Mapping[str, LetterInfo], but: set[str]) -> dict[str, Parsed]:
    """The letters of the index itself, to be embedded again."""
    held = {name: (store.record(info.version), info.origin) for name, info in before.items() if name not in but}
    return {name: Parsed(record.letter, record.editions, origin) for name, (record, origin) in held.items()}


def _manifest(store: Store) -> Manifest | None:
    try:
        return store.manifest()
    except IndexMissing:
        return None


def _by_date(letters: Mapping[str, LetterInfo]) -> dict[str, LetterInfo]:
    return dict(sorted(letters.items(), key=lambda item: (item[1].date, item[0])))
