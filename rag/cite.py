"""From sentences to citations: the quote is cut from the source and checked there."""

from __future__ import annotations

from collections.abc import Iterable

from rag.library import Library, Opened
from rag.printed import unprint
from rag.types import Citation, DraftStatement, Passage, Piece, SentenceRef, Statement


def cite(drafts: Iterable[DraftStatement], library: Library) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Number the quotes that statements rest on.

    A sentence that the printer interrupted gives one citation for each of its pieces, so that
    every quote is an unbroken piece of the source. A quote that does not equal its source range
    is never shown: its statement is left out.
    """
    citations: list[Citation] = []
    known: dict[tuple[str, int], int] = {}
    statements: list[Statement] = []
    for draft in drafts:
        numbers: list[int] = []
        for ref in draft.refs:
            opened = library.open(ref.passage.partition("#")[0])
            passage = library.passage(ref.passage)
            for piece in passage.sentences[ref.index].pieces:
                if not _verbatim(piece, opened):
                    numbers.clear()
                    break
                key = (ref.passage, piece.start)
                if key not in known:
                    known[key] = len(citations) + 1
                    citations.append(_citation(len(citations) + 1, ref, piece, passage, opened))
                numbers.append(known[key])
        if numbers:
            statements.append(Statement(draft.text, tuple(numbers)))
    return tuple(statements), tuple(citations)


def _verbatim(piece: Piece, opened: Opened) -> bool:
    return unprint(opened.letter.source, piece.start, piece.end, opened.hyphenation) == piece.text


def _citation(number: int, ref: SentenceRef, piece: Piece, passage: Passage, opened: Opened) -> Citation:
    info = opened.info
    translation = opened.editions.get("en", {}).get(passage.id)
    return Citation(
        number=number,
        passage=passage.id,
        letter=info.id,
        title=info.title,
        date=info.date.isoformat(),
        senders=tuple(str(sender) for sender in info.senders),
        section=passage.section,
        quote=piece.text,
        translation=translation[ref.index] if translation else None,
        start=piece.start,
        end=piece.end,
        reference=info.reference,
        url=info.url,
    )
