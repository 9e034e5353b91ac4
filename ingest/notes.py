"""Note marks: the footnote's number that the print glues to a word ('EU-standpunt1', 'juli 20235')."""

from __future__ import annotations

import re
from collections import deque

from ingest.blocks import Block
from rag.printed import Run

# Digits glued to a letter, to a mark that ends a sentence or quotation (not inside a number), or to a year.
_MARK = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[!?»”’\"%\])])|(?<=\D[.,;:])|(?<=\D(?:19|20)\d\d)|(?<=\D(?:19|20)\d\d[.,;:]))"
    r"(\d{1,3})(?=[\s.,;:?!»”’)\]]|$)"
)
# After a word that ends in a digit itself: 'NIS24' may be note 4 at 'NIS2'.
_ON_DIGIT = re.compile(r"(?<=[^\W\d_]\d)(\d{1,2})(?=[\s.,;:?!»”’)\]]|$)")
# 'A4', 'CO2', 'PM10' end in a number of their own.
_FORMULA = re.compile(r"(?:\b|\d)[A-Z]{1,3}$")


def note_marks(blocks: list[Block], runs: list[Run]) -> list[tuple[tuple[int, int], ...]]:
    """For each block the (start, end) of the note marks in its run's text.

    Each note has one mark. It stands before the note in the source and after the mark of the note
    before it; a capital abbreviation with a number is taken only where nothing else fits.
    """
    found: dict[str, deque[tuple[int, int, int, bool]]] = {}
    for index, (block, run) in enumerate(zip(blocks, runs, strict=True)):
        if block.kind == "footnote":
            continue
        for mark in _MARK.finditer(run.text):
            formula = _FORMULA.search(run.text, max(0, mark.start() - 5), mark.start())
            one = (run.positions[mark.start()], index, mark.start(), formula is not None)
            found.setdefault(mark[1], deque()).append(one)
        for mark in _ON_DIGIT.finditer(run.text):
            found.setdefault(mark[1], deque()).append((run.positions[mark.start()], index, mark.start(), True))
    marks: list[list[tuple[int, int]]] = [[] for _ in blocks]
    after = -1
    for block in blocks:
        if block.kind != "footnote":
            continue
        start = block.segments[0][0]
        queue = found.get(block.label, deque())
        candidates = []
        while queue and queue[0][0] < start:  # what stands before this note is no mark of a later namesake
            one = queue.popleft()
            if one[0] > after:
                candidates.append(one)
        plain = [one for one in candidates if not one[3]]
        for position, index, first, _ in plain[:1] or (candidates if len(candidates) == 1 else []):
            marks[index].append((first, first + len(block.label)))
            after = position
    return [tuple(sorted(one)) for one in marks]
