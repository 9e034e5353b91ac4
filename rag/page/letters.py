"""The letters to read: the list, and one letter with its outline, both languages side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rag.page.answer import passage_html
from rag.page.links import official, to_letter
from rag.page.marks import Asked
from rag.page.texts import both, days, twin
from rag.types import Edition, Evidence, Letter, LetterInfo, Passage, Sentence

_LISTED = 50


def list_html(letters: Sequence[LetterInfo]) -> str:
    """The newest letters first, at most 50; older ones are found by searching."""
    items = "".join(_item(info) for info in sorted(letters, key=lambda info: info.date, reverse=True)[:_LISTED])
    more = f'<p class="label">{both("more_letters")}</p>' if len(letters) > _LISTED else ""
    return f'<ul class="letters">{items}</ul>{more}'


def _item(info: LetterInfo) -> str:
    senders = "; ".join(map(str, info.senders))
    english = f" · {both('english')}" if "en" in info.languages else ""
    return (
        f'<li><a href="{escape(to_letter(info.id))}" lang="nl">{escape(info.title)}</a>'
        f'<p class="meta">{days(info.date.isoformat())} · <span lang="nl">{escape(info.reference)}<br>'
        f"{escape(senders)}</span><br>{info.passages} {both('passages')} · {both('dutch')}{english}</p></li>"
    )


def found_html(evidence: Sequence[Evidence], asked: Asked) -> str:
    """What searching all letters found."""
    if not evidence:
        return f'<p role="status">{both("found_none")}</p>'
    items = "".join(passage_html(item, asked) for item in evidence)
    return f'<h3 class="found-title" tabindex="-1">{both("found")}</h3><ul class="found">{items}</ul>'


def missing_html() -> str:
    """Where somebody followed a link to a letter that we do not have."""
    return f'<p class="status failed" role="alert">{both("no_such_letter")}</p>'


def letter_html(letter: Letter, info: LetterInfo, english: Edition, spot: tuple[int, int] | None) -> str:
    """A whole letter; the sentences that `spot` (a range of the source) touches are highlighted."""
    sections = [passage for passage in letter.passages if passage.kind == "heading"]
    rows = "".join(_passage(passage, english.get(passage.id), spot) for passage in letter.passages)
    senders = "; ".join(map(str, letter.senders))
    address = official(info.url)
    publication = (
        f'<br><a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{both("official")}'
        f'<span class="sr"> {both("new_window")}</span></a>'
        if address
        else ""
    )
    return (
        f'<article class="letter" data-letter="{escape(letter.id)}">'
        f'<p><a href="#letters">← {both("all_letters")}</a></p>'
        f'<h3 lang="nl" tabindex="-1">{escape(letter.title)}</h3>'
        f'<p class="meta">{days(letter.date.isoformat())} · <span lang="nl">{escape(info.reference)}</span><br>'
        f'{both("senders")}: <span lang="nl">{escape(senders)}</span><br>'
        f'{both("to")}: <span lang="nl">{escape(letter.addressee)}</span>{publication}</p>'
        f"{_tools(bool(english))}{_outline(sections, english)}"
        f'<div class="text{" two" if english else ""}">{_heads(bool(english))}{rows}</div></article>'
    )


def _tools(translated: bool) -> str:
    choices = (("both", "both"), ("nl", "dutch_only"), ("en", "english_only"))
    shown = "".join(
        f'<label><input type="radio" name="show" value="{value}"{" checked" if value == "both" else ""}> '
        f"{both(text)}</label>"
        for value, text in choices
    )
    which = f'<fieldset class="show"><legend>{both("show")}</legend>{shown}</fieldset>' if translated else ""
    return (
        f'<div class="tools"><label>{both("filter")} <input type="search" data-do="filter" autocomplete="off"></label>'
        f'<span class="count" role="status"></span>{which}</div>'
    )


def _outline(sections: Sequence[Passage], english: Edition) -> str:
    if not sections:
        return ""
    items = "".join(
        f'<li><a href="#p{passage.number}">{_heading(passage, english.get(passage.id))}</a></li>'
        for passage in sections
    )
    return f'<details class="outline" open><summary>{both("outline")}</summary><ol>{items}</ol></details>'


def _heading(passage: Passage, translation: Sequence[str] | None) -> str:
    return (
        twin(passage.text, " ".join(translation)) if translation else f'<span lang="nl">{escape(passage.text)}</span>'
    )


def _heads(translated: bool) -> str:
    if not translated:
        return ""
    return f'<div class="heads"><span>{both("dutch")}</span><span>{both("translation")}</span></div>'


def _passage(passage: Passage, translation: Sequence[str] | None, spot: tuple[int, int] | None) -> str:
    note = f'<span class="label">{both("footnote")}</span>' if passage.kind == "footnote" else ""
    rows = "".join(
        _sentence(sentence, translation[number] if translation else None, spot)
        for number, sentence in enumerate(passage.sentences)
    )
    return f'<section class="passage {passage.kind}" id="p{passage.number}" tabindex="-1">{note}{rows}</section>'


def _sentence(sentence: Sentence, english: str | None, spot: tuple[int, int] | None) -> str:
    hit = spot is not None and any(piece.start < spot[1] and spot[0] < piece.end for piece in sentence.pieces)
    beside = f'<p lang="en">{escape(english)}</p>' if english is not None else ""
    return (
        f'<div class="row{" spot" if hit else ""}" data-start="{sentence.start}" data-end="{sentence.end}">'
        f'<p lang="nl">{escape(sentence.plain)}</p>{beside}</div>'
    )
