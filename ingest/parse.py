"""A letter file's text to a Letter: header, blocks, passages, sentences."""

from __future__ import annotations

import hashlib
from itertools import pairwise

from ingest.annex import is_annex, parse_annex
from ingest.blocks import Block, blocks_of
from ingest.header import Header, parse_header, running_case
from ingest.lines import body_lines
from ingest.notes import note_marks
from ingest.signatures import parse_senders
from rag.errors import InputError
from rag.printed import Hyphenation, Run, run_of, unprint
from rag.sentences import split
from rag.types import Letter, Passage, PassageKind, Piece, Sentence

Marks = tuple[tuple[int, int], ...]


def parse_letter(source: str, name: str) -> Letter:
    """Parse the whole text of a letter; `name` is the file's name, for messages and the record.

    Raises InputError where the header lacks a date or number or there is no text under it.
    """
    header = parse_annex(source, name) if is_annex(source) else parse_header(source, name)
    hyphenation = Hyphenation.of(source)
    blocks = blocks_of(body_lines(source, header.end), paged="\f" in source)
    if not any(block.kind in ("paragraph", "item") for block in blocks):
        raise InputError(f"{name}: no text under the head. Give the whole letter.")
    senders = header.senders or parse_senders([block.texts for block in blocks if block.kind == "signature"])
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
        passages=_passages(source, header, blocks, hyphenation),
    )


def _passages(source: str, header: Header, blocks: list[Block], hyphenation: Hyphenation) -> tuple[Passage, ...]:
    runs = [run_of(source, block.segments, hyphenation) for block in blocks]
    passages = [_title(source, header, hyphenation)]
    section = ""
    for block, run, marks in zip(blocks, runs, note_marks(blocks, runs), strict=True):
        spans = _spans(source, block, run, marks, hyphenation)
        sentences = tuple(_sentence(source, run, span, marks, hyphenation) for span in spans)
        if not sentences:
            continue
        if block.kind == "heading":
            section = sentences[0].plain
        elif block.kind == "signature":
            section = ""
        passages.append(_passage(header.id, len(passages) + 1, block.kind, section, sentences))
    return tuple(passages)


def _passage(letter: str, number: int, kind: PassageKind, section: str, sentences: tuple[Sentence, ...]) -> Passage:
    return Passage(f"{letter}#{number}", letter, kind, section, sentences)


def _title(source: str, header: Header, hyphenation: Hyphenation) -> Passage:
    runs = [run_of(source, list(part), hyphenation) for part in header.parts]
    sentences = tuple(_sentence(source, run, (0, len(run.text)), (), hyphenation) for run in runs)
    return _passage(header.id, 1, "title", "", sentences)


def _spans(source: str, block: Block, run: Run, marks: Marks, hyphenation: Hyphenation) -> list[tuple[int, int]]:
    """Where the sentences of a block begin and end in its run; a heading is one, a table row is one."""
    if block.kind in ("heading", "signature"):
        return [(0, len(run.text))] if run.text else []
    if block.rows:
        rows, start = [], 0
        for segment in block.segments:
            length = len(run_of(source, [segment], hyphenation).text)
            rows.append((start, start + length))
            start += length + 1
        return rows
    masked = list(run.text)
    for start, end in marks:
        masked[start:end] = " " * (end - start)
    return split("".join(masked))


def _sentence(source: str, run: Run, span: tuple[int, int], marks: Marks, hyphenation: Hyphenation) -> Sentence:
    """One sentence of `run`, cut into pieces where furniture or a footnote interrupts it."""
    start, end = span
    edges = [start, *(gap for gap in run.gaps if start < gap < end), end]
    pieces = []
    for left, right in pairwise(edges):
        inked = left + len(run.text[left:right].rstrip(" "))
        first, last = run.positions[left], run.positions[inked - 1] + 1
        pieces.append(Piece(unprint(source, first, last, hyphenation), first, last))
    plain = run.text[start:end]
    for mark_start, mark_end in reversed(marks):
        if start <= mark_start and mark_end <= end:
            plain = plain[: mark_start - start] + plain[mark_end - start :]
    return Sentence(plain, tuple(pieces))
