"""A letter file's text to a Letter: header, blocks, passages, sentences."""

from __future__ import annotations

import hashlib
import re

from ingest.blocks import Block, blocks_of, body_lines
from ingest.header import Header, parse_header, parse_senders, running_case
from ingest.sentences import split
from rag.errors import InputError
from rag.printed import Hyphenation, Run, run_of, unprint
from rag.types import Letter, Passage, PassageKind, Piece, Sentence


def parse_letter(source: str, name: str) -> Letter:
    """Parse the whole text of a letter; `name` is the file's name, for messages and the record.

    Raises InputError where the header lacks a date or number or there is no text under it.
    """
    header = parse_header(source, name)
    hyphenation = Hyphenation.of(source)
    blocks = blocks_of(body_lines(source, header.end))
    if not any(block.kind in ("paragraph", "item") for block in blocks):
        raise InputError(f"{name}: no text under the date line. Give the whole letter.")
    labels = tuple(block.label for block in blocks if block.kind == "footnote")
    passages = [_title(source, header, hyphenation)]
    senders = parse_senders([block.texts for block in blocks if block.kind == "signature"])
    section = ""
    for block in blocks:
        run = run_of(source, block.segments, hyphenation)
        if block.kind == "heading":
            section = run.text
        elif block.kind == "signature":
            section = ""
        sentences = _sentences(source, run, labels, hyphenation, block.kind)
        passages.append(_passage(header.id, len(passages) + 1, block.kind, section, sentences))
    return Letter(
        id=header.id,
        dossier=header.dossier,
        number=header.number,
        date=header.date,
        title=header.title,
        heading=running_case(header.heading, senders),
        senders=senders,
        addressee=header.addressee,
        session=header.session,
        file=name,
        sha256=hashlib.sha256(source.encode("utf-8")).hexdigest(),
        source=source,
        passages=tuple(passages),
    )


def _passage(
    letter: str, number: int, kind: PassageKind, section: str, sentences: tuple[Sentence, ...]
) -> Passage:
    return Passage(f"{letter}#{number}", letter, kind, section, sentences)


def _title(source: str, header: Header, hyphenation: Hyphenation) -> Passage:
    sentences = tuple(
        _sentence(source, run_of(source, list(part), hyphenation), 0, None, (), hyphenation)
        for part in header.parts
    )
    return _passage(header.id, 1, "title", "", sentences)


def _sentences(
    source: str, run: Run, labels: tuple[str, ...], hyphenation: Hyphenation, kind: PassageKind
) -> tuple[Sentence, ...]:
    marks = _note_marks(run.text, labels) if kind != "footnote" else ()
    masked = list(run.text)
    for start, end in marks:
        masked[start:end] = " " * (end - start)
    whole = kind in ("heading", "signature")
    spans = [(0, len(run.text))] if whole else split("".join(masked))
    return tuple(_sentence(source, run, a, b, marks, hyphenation) for a, b in spans)


def _note_marks(text: str, labels: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Numbers of footnotes glued to a word, a full stop or a year ('EU-standpunt1', 'juli 20235')."""
    marks: list[tuple[int, int]] = []
    for label in labels:
        glued = rf"(?:(?<=[^\W\d_])|(?<=[.,;:?!»”)])|(?<=\D(?:19|20)\d\d)){label}(?=[\s.,;:?!»”)]|$)"
        if found := re.search(glued, text):
            marks.append(found.span())
    return tuple(sorted(marks))


def _sentence(
    source: str,
    run: Run,
    start: int,
    end: int | None,
    marks: tuple[tuple[int, int], ...],
    hyphenation: Hyphenation,
) -> Sentence:
    """One sentence of `run`, cut into pieces where furniture or a footnote interrupts it."""
    end = len(run.text) if end is None else end
    edges = [start, *(gap for gap in run.gaps if start < gap < end), end]
    pieces = []
    for left, right in zip(edges, edges[1:], strict=False):
        while right > left and run.text[right - 1] == " ":
            right -= 1
        first, last = run.positions[left], run.positions[right - 1] + 1
        pieces.append(Piece(unprint(source, first, last, hyphenation), first, last))
    plain = run.text[start:end]
    for mark_start, mark_end in reversed(marks):
        if start <= mark_start and mark_end <= end:
            plain = plain[: mark_start - start] + plain[mark_end - start :]
    return Sentence(plain, tuple(pieces))
