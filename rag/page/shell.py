"""The fixed parts of the page: head, forms, and what the system is and is not."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from rag.page.answer import chips
from rag.page.links import to_letter
from rag.page.texts import both, days
from rag.types import LetterInfo

_HERE = Path(__file__).parent
_NAMED = 6
# Texts that the script puts on the page or reads out.
_SPOKEN = (
    "searching",
    "stopped",
    "gone",
    "answer_ready",
    "copied",
    "opened",
    "hits_in_letter",
    "running",
    "adding",
    "too_large",
    "checking_claims",
    "checking_done",
    "rows_shown",
    "saved",
)

# A letter whose flap points the way: our own drawing, as the sign of the page and of its window.
_SHEET, _FOLD = "M4 9h23l9 11-9 11H4z", "M4 9l13 11L4 31M17 20h12"
MARK = (
    '<svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">'
    f'<path class="sheet" d="{_SHEET}"/><path class="fold" d="{_FOLD}"/></svg>'
)
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
    f'<path fill="#14594a" d="{_SHEET}"/><path fill="none" stroke="#fff" stroke-width="2.5" d="{_FOLD}"/></svg>'
)


def head() -> str:
    """Style and script, inside the document so that nothing is fetched for them."""
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    script = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("page.js", "files.js"))
    icon = quote(_ICON)
    return f'<link rel="icon" href="data:image/svg+xml,{icon}"><style>{style}</style><script>{script}</script>'


def top(panels: Sequence[str]) -> str:
    """Name, ways through the page, and the choice of language."""
    links = "".join(f'<li><a href="#{name}" data-panel="{name}">{both(name)}</a></li>' for name in panels)
    languages = "".join(
        f'<button type="button" data-lang="{code}" lang="{code}" aria-pressed="false">{name}</button>'
        for code, name in (("nl", "Nederlands"), ("en", "English"))
    )
    words = "".join(f'<p data-word="{name}">{both(name)}</p>' for name in _SPOKEN)
    return (
        f'<a class="skip" href="#bw-main">{both("skip")}</a><header class="top">'
        f'<div class="brand">{MARK}<div><h1>Briefwijzer</h1><p>{both("tagline")}</p></div></div>'
        f'<div class="languages" role="group" aria-labelledby="bw-lang">'
        f'<span class="sr" id="bw-lang">{both("language")}</span>{languages}</div>'
        f'<nav aria-labelledby="bw-nav"><span class="sr" id="bw-nav">{both("sections")}</span><ul>{links}</ul></nav>'
        '</header><div id="bw-main" tabindex="-1"></div>'
        f'<p class="sr" id="bw-said" role="status"></p><div class="sr" id="bw-words" aria-hidden="true">{words}</div>'
    )


def talk() -> str:
    """Where the turns of the talk go; the newest stands in a part of its own below this one."""
    pending = f'<h3></h3><p class="status writing">{both("searching")}</p>'
    return (
        f'<h2>{both("ask")}</h2><p class="intro">{both("intro")}</p><div id="bw-earlier"></div>'
        f'<article class="turn" id="bw-pending" hidden>{pending}</article>'
    )


def ask_form(limit: int) -> str:
    """Where a question of at most `limit` characters is typed."""
    return (
        '<form id="bw-asking" class="ask" novalidate>'
        f'<label for="bw-question">{both("question")}</label><div class="line">'
        f'<textarea id="bw-question" rows="1" maxlength="{limit}" autocomplete="off" enterkeyhint="send"></textarea>'
        f'<button type="submit" class="primary">{both("submit")}</button>'
        f'<button type="button" data-do="stop" class="primary" hidden>{both("stop")}</button></div>'
        f'<p class="under"><button type="button" data-do="new" hidden>{both("new_talk")}</button></p></form>'
    )


def newcomers(dutch: Sequence[str], english: Sequence[str]) -> str:
    """Example questions, in the language of the page."""
    if not dutch and not english:
        return ""
    return (
        f'<div class="examples"><div class="nl">{chips("examples", dutch, "nl")}</div>'
        f'<div class="en">{chips("examples", english, "en")}</div></div>'
    )


def about(letters: Sequence[LetterInfo], stored: bool = False) -> str:
    """What the system is and is not, and the newest of its letters."""
    newest = sorted(letters, key=lambda info: info.date, reverse=True)
    names = "".join(
        f'<li><a href="{escape(to_letter(info.id))}" lang="nl">{escape(info.reference)}</a>, '
        f"{days(info.date.isoformat())}</li>"
        for info in newest[:_NAMED]
    )
    more = f"<li>… ({len(newest)})</li>" if len(newest) > _NAMED else ""
    return (
        f'<section class="about"><h2>{both("about")}</h2><p>{both("about_is")}</p><p>{both("about_not")}</p>'
        f"<p>{both('about_private')} {both('about_feedback') if stored else ''}</p>"
        f"<p>{both('about_letters')}</p><ul>{names}{more}</ul></section>"
    )


def find_form(limit: int) -> str:
    """Where one searches all letters."""
    return (
        f'<h2>{both("letters")}</h2><p class="intro">{both("letters_intro")}</p>'
        f'<form id="bw-finding" class="ask"><label for="bw-query">{both("find")}</label><div class="line">'
        f'<input id="bw-query" type="search" maxlength="{limit}" autocomplete="off">'
        f'<button type="submit" class="primary">{both("find_submit")}</button></div></form>'
    )
