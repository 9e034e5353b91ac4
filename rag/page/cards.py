"""A source as a card, with everything needed to find the words again."""

from __future__ import annotations

from html import escape

from rag.page.links import official, to_place
from rag.page.marks import Asked, decisive, marked
from rag.page.texts import both, day, days
from rag.types import Citation


def card(citation: Citation, asked: Asked, name: str, judged: bool = False) -> str:
    """An item of the list of sources; `name` is its id in the page."""
    return (
        f'<li class="card" id="{escape(name)}" tabindex="-1" value="{citation.number}">'
        f"{quotes(citation, asked)}"
        f'<p class="meta"><strong lang="nl">{escape(citation.title)}</strong><br>'
        f'{days(citation.date)} · <span lang="nl">{escape(citation.reference)}</span>'
        f"{_labelled('section', citation.section)}{_labelled('senders', '; '.join(citation.senders))}</p>"
        f'<p class="links">{_links(citation, judged)}</p></li>'
    )


def quotes(citation: Citation, asked: Asked) -> str:
    """The words of the letter, and their translation."""
    return f'<div class="quotes">{_quote(citation, asked)}{_translation(citation, asked)}</div>'


def _quote(citation: Citation, asked: Asked) -> str:
    words = marked(citation.quote, decisive(citation.quote, "nl", asked))
    return f'<figure><figcaption>{both("original")}</figcaption><blockquote lang="nl">{words}</blockquote></figure>'


def _translation(citation: Citation, asked: Asked) -> str:
    """Beside the quote for an English question; folded away for a Dutch one."""
    if citation.translation is None:
        missing = f'<p class="label">{both("no_translation")}</p>'
        return missing if asked.language == "en" else ""
    words = marked(citation.translation, decisive(citation.translation, "en", asked))
    quote = f'<blockquote lang="en">{words}</blockquote>'
    if asked.language == "en":
        return f'<figure class="translation"><figcaption>{both("translation")}</figcaption>{quote}</figure>'
    return f'<details class="translation"><summary>{both("translation")}</summary>{quote}</details>'


def _labelled(label: str, value: str) -> str:
    return f'<br>{both(label)}: <span lang="nl">{escape(value)}</span>' if value else ""


def place_links(citation: Citation, name: str) -> str:
    """To the letter at the quote, and the citation to take along; `name` tells them from those of other quotes."""
    place = escape(to_place(citation.letter, citation.start, citation.end))
    number = f'<span class="sr"> {escape(name)}</span>'
    link = f'<a href="{place}">{both("in_letter")}{number}</a> ' if place else ""
    return f"{link}{_copy(citation, number)}"


def _copy(citation: Citation, number: str) -> str:
    return (
        f'<button type="button" data-copy="{escape(plain_citation(citation))}">{both("copy_citation")}{number}</button>'
    )


def _links(citation: Citation, judged: bool) -> str:
    place = escape(to_place(citation.letter, citation.start, citation.end))
    number = f'<span class="sr"> {citation.number}</span>'
    links = [f'<a href="{place}">{both("in_letter")}{number}</a>'] if place else []
    if url := official(citation.url):
        links.append(
            f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{both("official")}'
            f'<span class="sr"> {citation.number} {both("new_window")}</span></a>'
        )
    links.append(_copy(citation, number))
    if place:
        links.append(f'<button type="button" data-link="{place}">{both("copy_link")}{number}</button>')
    if judged:
        data = f'data-judge="wrong_source" data-source="{citation.number}"'
        links.append(f'<button type="button" {data}>{both("wrong_source")}{number}</button>')
    return " ".join(links)


def plain_citation(citation: Citation) -> str:
    """The citation as one writes it in Dutch: quote, senders, date, reference, address."""
    senders = "; ".join(citation.senders)
    url = official(citation.url)
    return (
        f"‘{citation.quote}’ ({senders}, {day(citation.date, 'nl')}, {citation.reference}"
        f"{', ' + citation.section if citation.section else ''}{', ' + url if url else ''})"
    )
