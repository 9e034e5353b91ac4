"""An export to read: Markdown, and plain text with notes in the Dutch legal form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.exports.escape import line, markdown
from rag.exports.items import Cited, Item
from rag.exports.words import day, word
from rag.types import Answer, Language


def to_markdown(items: Sequence[Item]) -> str:
    """Each item a chapter, in its own language, its sources as a list."""
    return "\n\n---\n\n".join(_chapter(item) for item in items) + "\n"


def to_legal(items: Sequence[Item]) -> str:
    """Plain text in Dutch: what was asked, what is said, and numbered notes.

    A note gives the reference as in the Leidraad voor juridische auteurs, then title and date of
    the letter, its heading, the quote, the address and the anchor.
    """
    return f"\n\n{'=' * 40}\n\n".join(_pleading(item) for item in items) + "\n"


def _chapter(item: Item) -> str:
    told = word("answer" if isinstance(item.made, Answer) else "verdict", item.language)
    blocks = [
        f"# {markdown(item.asked)}",
        f"**{told}: {markdown(word(item.outcome, item.language))}**",
        *(_said(text, numbers, markdown, r"\[{}\]") for text, numbers in item.lines),
        *(f"> {markdown(notice)}" for notice in item.notices),
    ]
    if item.cited:
        blocks.append(f"## {word('sources', item.language)}")
        blocks.append("\n".join(_source(cited, item.language) for cited in item.cited))
    blocks.append(f"{word('receipt', item.language)}: {markdown(_receipt(item))}")
    return "\n\n".join(blocks)


def _source(cited: Cited, language: Language) -> str:
    citation = cited.citation
    reference = markdown(citation.reference)
    parts = [
        f"- \\[{cited.number}\\]",
        f"({word(cited.stance, language)})" if cited.stance else "",
        f"[{reference}]({cited.address})," if cited.address else f"{reference},",
        f"{markdown(citation.title)}, {day(citation.date, language)}{_section(citation.section, markdown)}:",
        f"«{markdown(citation.quote)}»",
        _translated(cited, language, language, markdown),
        f"`{cited.anchor}`",
    ]
    return " ".join(part for part in parts if part)


def _pleading(item: Item) -> str:
    asked, told = ("question", "answer") if isinstance(item.made, Answer) else ("claim", "verdict")
    blocks = [
        f"{word(asked, 'nl')}: {line(item.asked)}",
        f"{word(told, 'nl')}: {word(item.outcome, 'nl')}",
        *(_said(text, numbers, line, "[{}]") for text, numbers in item.lines),
        *(line(notice) for notice in item.notices),
        *(_note(cited, item.language) for cited in item.cited),
        f"{word('receipt', 'nl')}: {_receipt(item)}",
    ]
    return "\n\n".join(blocks)


def _note(cited: Cited, language: Language) -> str:
    citation = cited.citation
    side = f" ({word(cited.stance, 'nl')})" if cited.stance else ""
    about = f"{line(citation.title)}, {day(citation.date, 'nl')}{_section(citation.section, line)}"
    lines = [
        f"[{cited.number}]{side} {line(citation.reference)} ({about}).",
        f"    «{line(citation.quote)}»",
        f"    {_translated(cited, language, 'nl', line)}",
        f"    {cited.address}",
        f"    {cited.anchor}",
    ]
    return "\n".join(text for text in lines if text.strip())


def _said(text: str, numbers: Sequence[int], escape: Callable[[str], str], mark: str) -> str:
    marks = "".join(mark.format(number) for number in numbers)
    return f"{escape(text)} {marks}".rstrip()


def _section(section: str, escape: Callable[[str], str]) -> str:
    return f", ‘{escape(section)}’" if section else ""


def _translated(cited: Cited, language: Language, labelled: Language, escape: Callable[[str], str]) -> str:
    """The translation for readers of `language`, which only the English need, with a label in `labelled`."""
    translation = cited.citation.translation
    return f"({word('translation', labelled)}: {escape(translation)})" if translation and language == "en" else ""


def _receipt(item: Item) -> str:
    """Hashes and names of the receipt on one line; the ids of the hits stand in the full JSON."""
    kept = {name: value for name, value in item.made.receipt.items() if isinstance(value, str | int | float)}
    return line("; ".join(f"{name} {value}" for name, value in kept.items()))[:1000]
