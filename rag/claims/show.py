"""Verdicts for people: on a terminal, and as a Markdown table. rag/exports writes the other forms.

On the terminal, what a person, a letter or a chat model wrote goes through `plain`: it may hold
signs that a terminal obeys.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rag.claims.article import ArticleReport
from rag.exports.escape import markdown
from rag.exports.escape import shown as plain
from rag.exports.items import Cited, Item, Stance
from rag.exports.words import word
from rag.show import WIDTH, quoted
from rag.types import Language, Verdict

_SEARCHED: dict[Language, str] = {
    "nl": "Doorzocht: {letters} ({first} tot en met {last}).",
    "en": "Searched: {letters} ({first} to {last}).",
}
_PASSED: dict[Language, str] = {
    "nl": "{verdicts} beweringen getoetst, {passed} zinnen die niets beweren overgeslagen.",
    "en": "{verdicts} claims checked, {passed} sentences that claim nothing passed over.",
}
_HEADS: dict[Language, str] = {
    "nl": "| # | Bewering | Oordeel | Reden | Voor | Tegen |",
    "en": "| # | Claim | Verdict | Reason | For | Against |",
}


def shown(verdict: Verdict) -> str:
    """A verdict for the terminal, with quotes for and against and what was searched."""
    return f"{_block(verdict)}\n\n{plain(_searched(verdict.receipt['searched'], verdict.language))}\n"


def shown_report(report: ArticleReport) -> str:
    """A report for the terminal."""
    language = _language(report)
    blocks = [*map(_block, report.verdicts), _summary(report, language), plain(_searched(report.searched, language))]
    return "\n\n".join(blocks) + "\n"


def verdict_markdown(verdict: Verdict) -> str:
    """A table of one row, with what was searched."""
    searched = markdown(_searched(verdict.receipt["searched"], verdict.language))
    return f"{_table([verdict], verdict.language)}\n\n{searched}\n"


def report_markdown(report: ArticleReport) -> str:
    """The table of an article, with what was passed over and searched."""
    language = _language(report)
    searched = markdown(_searched(report.searched, language))
    return f"{_table(report.verdicts, language)}\n\n{_summary(report, language)}\n\n{searched}\n"


def _searched(searched: dict[str, list[str]], language: Language) -> str:
    """The letters and the period that a claim was put to."""
    first, last = searched["period"] or ("-", "-")
    return _SEARCHED[language].format(letters="; ".join(searched["letters"]), first=first, last=last)


def _language(report: ArticleReport) -> Language:
    dutch = sum(verdict.language == "nl" for verdict in report.verdicts)
    return "nl" if 2 * dutch >= len(report.verdicts) else "en"


def _summary(report: ArticleReport, language: Language) -> str:
    line = _PASSED[language].format(verdicts=len(report.verdicts), passed=len(report.passed_over))
    counts = ", ".join(f"{word(label, language)}: {count}" for label, count in report.counts.items() if count)
    return f"{line} {counts}" + (f" (+{report.left_out})" if report.left_out else "")


def _block(verdict: Verdict) -> str:
    lines = textwrap.wrap(f"[{word(verdict.label, verdict.language)}] {plain(verdict.claim)}", WIDTH)
    lines += textwrap.wrap(plain(verdict.reason), WIDTH, initial_indent="  ", subsequent_indent="  ")
    for mark, side in (("+", verdict.for_), ("-", verdict.against)):
        for citation in side:
            place = f"{citation.reference}, {citation.passage}, {citation.start}-{citation.end}"
            lines += textwrap.wrap(f"{mark} {quoted(citation)}", WIDTH, initial_indent="  ", subsequent_indent="    ")
            lines.append(f"    {plain(place)}. {plain(citation.url)}")
    return "\n".join(lines)


def _table(verdicts: Sequence[Verdict], language: Language) -> str:
    rows = [_row(number, Item(verdict)) for number, verdict in enumerate(verdicts, 1)]
    return "\n".join([_HEADS[language], "|--:|---|---|---|---|---|", *rows])


def _row(number: int, item: Item) -> str:
    ((reason, _),) = item.lines
    cells = [str(number), markdown(item.asked), word(item.outcome, item.language), markdown(reason)]
    return f"| {' | '.join([*cells, _side(item, 'for'), _side(item, 'against')])} |"


def _side(item: Item, stance: Stance) -> str:
    return "<br>".join(_cited(cited) for cited in item.cited if cited.stance == stance)


def _cited(cited: Cited) -> str:
    """With its anchor, so that `resolve` finds the quote again."""
    reference = markdown(cited.citation.reference)
    linked = f"[{reference}]({cited.address})" if cited.address else reference
    return f"«{markdown(cited.citation.quote)}» ({linked}) `{cited.anchor}`"
