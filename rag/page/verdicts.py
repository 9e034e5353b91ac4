"""Verdicts as HTML: a table that a narrow window shows as cards, with the words for and against.

Everything that comes from a letter or an article is escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rag.claims import LABELS, ArticleReport, PassedOver
from rag.page.cards import place_links, quotes
from rag.page.checking import SUFFIX, whole
from rag.page.marks import Asked
from rag.page.texts import TEXTS, VERDICT, both, days, twin
from rag.types import Citation, Verdict

_AT_ONCE = 2  # quotes of one side that are seen at once; the others are folded away
_NAMED = 12  # letters named as searched; of more only the number is told


def form_html(most_bytes: int, most_characters: int) -> str:
    """Where a claim or an article is pasted, or a file dropped."""
    return (
        f'<h2>{both("check")}</h2><p class="intro">{both("check_intro")}</p>'
        f'<form id="bw-checking" class="ask file"><label for="bw-article">{both("article")}</label>'
        f'<textarea id="bw-article" rows="6" maxlength="{most_characters}" autocomplete="off"></textarea>'
        f'<label for="bw-article-file">{both("article_file")}</label><div class="line">'
        '<input id="bw-article-file" type="file" accept=".txt,.md,.html,.htm,.docx,.pdf" '
        f'aria-describedby="bw-article-help" data-most="{most_bytes}">'
        f'<button type="submit" class="primary">{both("check_submit")}</button>'
        f'<button type="button" data-do="halt" class="primary" hidden>{both("stop")}</button></div>'
        f'<p class="label" id="bw-article-help">{both("article_help")}</p></form><div id="bw-told"></div>'
    )


def report_html(report: ArticleReport, name: str, total: int) -> str:
    """The verdicts so far of `total` claims; `name` is that of the file, empty for pasted text."""
    done = len(report.verdicts) == total
    of = f' <span class="file-name">{escape(name)}</span>' if name else ""
    return (
        f'<section class="verdicts" data-state="{"done" if done else "checking"}">'
        f'<h3 tabindex="-1">{both("verdicts")}{of}</h3>{_summary(report, done)}'
        f"{_filters(report) + _table(report) if report.verdicts else ''}{_actions(report) if done else ''}</section>"
    )


def _summary(report: ArticleReport, done: bool) -> str:
    counted = f"{len(report.verdicts)} {both('claim_checked' if len(report.verdicts) == 1 else 'claims_checked')}"
    lines = [f'<p class="meta counted">{counted}</p>'] if report.verdicts else []
    if done and not report.verdicts:
        lines.append(f'<p class="status">{both("no_claims")}</p>')
    if report.left_out:
        lines.append(f'<p class="status partly_answered">{report.left_out} {both("left_out")}</p>')
    if report.passed_over:
        lines.append(_passed_over(report.passed_over))
    lines.append(_searched(report))
    if report.counts["not_found"]:
        lines.append(f'<p class="label">{both("not_found_means")}</p>')
    return "".join(lines)


def _passed_over(items: Sequence[PassedOver]) -> str:
    shown = "".join(f"<li><q>{escape(item.text)}</q> {_why(item.why)}</li>" for item in items)
    count = f"{len(items)} {both('passed_over_one' if len(items) == 1 else 'passed_over')}"
    return f'<details class="passed-over"><summary>{count}</summary><ul>{shown}</ul></details>'


def _why(why: str) -> str:
    return f'<span class="label">{both(f"why_{why}")}</span>' if f"why_{why}" in TEXTS else ""


def _searched(report: ArticleReport) -> str:
    """The letters and the period that the claims were put to."""
    letters, period = report.searched["letters"], report.searched["period"]
    count = f"{len(letters)} {both('letter_one' if len(letters) == 1 else 'letter_many')}"
    if not period:
        return f'<p class="meta">{both("searched")} {count}</p>'
    names = "".join(f'<li lang="nl">{escape(letter)}</li>' for letter in letters[-_NAMED:])
    more = f"<li>… ({len(letters)})</li>" if len(letters) > _NAMED else ""
    return (
        f'<details class="searched"><summary>{both("searched")} {count}, {days(period[0])} {both("until")} '
        f"{days(period[1])}</summary><ul>{names}{more}</ul></details>"
    )


def _filters(report: ArticleReport) -> str:
    """Nothing to choose where all have one label."""
    counts = {label: count for label, count in report.counts.items() if count}
    if len(counts) < 2:
        return ""
    choices = [("all", both("all"), len(report.verdicts))]
    choices += [(label, twin(*VERDICT[label]), counts[label]) for label in LABELS if label in counts]
    shown = "".join(
        f'<label><input type="radio" name="label" value="{value}"{" checked" if value == "all" else ""}> '
        f"{text} ({count})</label>"
        for value, text, count in choices
    )
    return f'<fieldset class="show"><legend>{both("show")}</legend>{shown}</fieldset>'


def _table(report: ArticleReport) -> str:
    """Roles are named since a narrow window lays the table out as cards, which would undo them."""
    heads = "".join(
        f'<th scope="col" role="columnheader">{both(name)}</th>' for name in ("claim", "verdict", "letter_words")
    )
    rows = "".join(_row(verdict, number) for number, verdict in enumerate(report.verdicts, 1))
    return (
        f'<table role="table" class="claims"><caption class="sr">{both("verdicts")}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _row(verdict: Verdict, number: int) -> str:
    asked = Asked(verdict.claim, verdict.language, claim=True)
    sides = "".join(
        _side(name, side, asked, f"{number}{letter}")
        for name, letter, side in (("for", "+", verdict.for_), ("against", "-", verdict.against))
        if side
    )
    label = verdict.label
    return (
        f'<tr role="row" class="{label}" data-label="{label}">'
        f'<th scope="row" role="rowheader" lang="{verdict.language}">{escape(verdict.claim)}</th>'
        f'<td role="cell"><span class="verdict {label}">{twin(*VERDICT[label])}</span>'
        f'<p class="reason" lang="{verdict.language}">{escape(verdict.reason)}</p></td>'
        f'<td role="cell">{sides or _none()}</td></tr>'
    )


def _none() -> str:
    return f'<span class="label">{both("no_words")}</span>'


def _side(name: str, citations: Sequence[Citation], asked: Asked, place: str) -> str:
    items = [_quoted(citation, asked, f"{place}{at}") for at, citation in enumerate(citations, 1)]
    more = items[_AT_ONCE:]
    folded = (
        f"<details><summary>{len(more)} {both('more_words')}</summary><ul>{''.join(more)}</ul></details>"
        if more
        else ""
    )
    return f'<p class="side label">{both(name)}</p><ul>{"".join(items[:_AT_ONCE])}</ul>{folded}'


def _quoted(citation: Citation, asked: Asked, place: str) -> str:
    return (
        f'<li class="quoted">{quotes(citation, asked)}<p class="meta">{days(citation.date)} · '
        f'<span lang="nl">{escape(citation.reference)}</span></p>'
        f'<p class="links">{place_links(citation, place)}</p></li>'
    )


def _actions(report: ArticleReport) -> str:
    if not report.verdicts:
        return ""
    buttons = "".join(f'<button type="button" data-form="{form}">{both(f"save_{form}")}</button>' for form in SUFFIX)
    made = escape(whole(report), quote=False)
    return f'<div class="actions">{buttons}</div><pre class="whole" hidden>{made}</pre>'


def exported_html(name: str, content: str, stamp: int) -> str:
    """A file for the page's script to save; `stamp` tells it from the one before."""
    return f'<pre hidden data-save="{escape(name)}" data-at="{stamp}">{escape(content, quote=False)}</pre>'
