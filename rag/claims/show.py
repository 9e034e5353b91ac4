"""Verdicts for people: a terminal, a Markdown table, and CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Sequence

from rag.claims.article import ArticleReport
from rag.exports.escape import cell
from rag.types import Citation, Label, Language, Verdict

_WIDTH = 100
_NAMES: dict[Label, dict[Language, str]] = {
    "supported": {"nl": "gesteund", "en": "supported"},
    "contradicted": {"nl": "weersproken", "en": "contradicted"},
    "partly_supported": {"nl": "deels gesteund", "en": "partly supported"},
    "not_found": {"nl": "niet gevonden in deze brieven", "en": "not found in these letters"},
}
_SEARCHED: dict[Language, str] = {
    "nl": "Doorzocht: {letters} ({first} tot en met {last}).",
    "en": "Searched: {letters} ({first} to {last}).",
}
_PASSED: dict[Language, str] = {
    "nl": "{verdicts} beweringen getoetst, {passed} zinnen die niets beweren overgeslagen.",
    "en": "{verdicts} claims checked, {passed} sentences that claim nothing passed over.",
}
_COLUMNS = ("claim", "label", "reason", "side", "quote", "reference", "passage", "start", "end", "url")


def label_name(label: Label, language: Language) -> str:
    """The label for the reader."""
    return _NAMES[label][language]


def shown(verdict: Verdict) -> str:
    """A verdict for the terminal, with quotes for and against and what was searched."""
    return "\n".join([*_block(verdict), "", searched_line(verdict.receipt["searched"], verdict.language)])


def shown_report(report: ArticleReport) -> str:
    """A report for the terminal."""
    language = _language(report)
    blocks = ["\n".join(_block(verdict)) for verdict in report.verdicts]
    return "\n\n".join([*blocks, _summary(report, language), searched_line(report.searched, language)])


def searched_line(searched: dict[str, list[str]], language: Language) -> str:
    """The letters and the period that a claim was put to."""
    first, last = searched["period"] or ("-", "-")
    return _SEARCHED[language].format(letters="; ".join(searched["letters"]), first=first, last=last)


def _language(report: ArticleReport) -> Language:
    dutch = sum(verdict.language == "nl" for verdict in report.verdicts)
    return "nl" if 2 * dutch >= len(report.verdicts) else "en"


def _summary(report: ArticleReport, language: Language) -> str:
    line = _PASSED[language].format(verdicts=len(report.verdicts), passed=len(report.passed_over))
    counts = ", ".join(f"{label_name(label, language)}: {count}" for label, count in report.counts.items() if count)
    return f"{line} {counts}" + (f" (+{report.left_out})" if report.left_out else "")


def _block(verdict: Verdict) -> list[str]:
    lines = textwrap.wrap(f"[{label_name(verdict.label, verdict.language)}] {verdict.claim}", _WIDTH)
    lines += textwrap.wrap(verdict.reason, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    for mark, side in (("+", verdict.for_), ("-", verdict.against)):
        for citation in side:
            place = f"{citation.reference}, {citation.passage}, {citation.start}-{citation.end}"
            lines += textwrap.wrap(f"{mark} «{citation.quote}»", _WIDTH, initial_indent="  ", subsequent_indent="    ")
            lines.append(f"    {place}. {citation.url}")
    return lines


def csv_text(verdicts: Sequence[Verdict]) -> str:
    """One line a quote, and one for a verdict without any; a spreadsheet must not take a cell for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for verdict in verdicts:
        quotes: list[tuple[str, Citation | None]] = [
            *(("for", citation) for citation in verdict.for_),
            *(("against", citation) for citation in verdict.against),
        ]
        for side, citation in quotes or [("", None)]:
            cells: list[object] = [verdict.claim, verdict.label, verdict.reason, side]
            if citation is None:
                cells += [""] * 6
            else:
                cells += [
                    citation.quote,
                    citation.reference,
                    citation.passage,
                    citation.start,
                    citation.end,
                    citation.url,
                ]
            writer.writerow([cell(str(value)) for value in cells])
    return out.getvalue()


def markdown(verdicts: Sequence[Verdict], searched: dict[str, list[str]], summary: str = "") -> str:
    """A table with one row a claim; texts are escaped, so that none of them can break out of its cell."""
    language: Language = "nl" if not verdicts or verdicts[0].language == "nl" else "en"
    heads = {
        "nl": "| # | Bewering | Oordeel | Reden | Voor | Tegen |",
        "en": "| # | Claim | Verdict | Reason | For | Against |",
    }
    lines = [heads[language], "|--:|---|---|---|---|---|"]
    for number, verdict in enumerate(verdicts, 1):
        sides = ["<br>".join(_quoted(citation) for citation in side) for side in (verdict.for_, verdict.against)]
        name = label_name(verdict.label, verdict.language)
        lines.append(
            f"| {number} | {_escaped(verdict.claim)} | {name} | {_escaped(verdict.reason)} | {' | '.join(sides)} |"
        )
    lines += ["", *([summary, ""] if summary else []), searched_line(searched, language)]
    return "\n".join(lines) + "\n"


def report_markdown(report: ArticleReport) -> str:
    """The table of an article, with what was passed over and searched."""
    return markdown(report.verdicts, report.searched, _summary(report, _language(report)))


def _quoted(citation: Citation) -> str:
    return f"«{_escaped(citation.quote)}» ([{_escaped(citation.reference)}]({citation.url}))"


def _escaped(text: str) -> str:
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#!|~])", r"\\\1", plain)
