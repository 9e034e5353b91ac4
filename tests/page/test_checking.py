"""Checking as functions: what is taken in, how it goes on, what is exported."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from rag.articles import MOST_CHARACTERS
from rag.claims import MOST_CLAIMS, ArticleReport
from rag.errors import InputError
from rag.page.checking import article_of, exported, reports, whole
from rag.page.events import check, export
from rag.page.marks import Asked, decisive
from rag.page.texts import TEXTS
from rag.page.verdicts import report_html
from rag.types import Citation, Label, Language, Verdict

QUOTE = "Nederland gaf 12 miljoen euro."
CITATION = Citation(
    1, "kst-1-1#1", "kst-1-1", "Titel", "2020-01-02", ("A, B",), "", QUOTE, "The Netherlands gave 12 million euros.",
    5, 5 + len(QUOTE), "Kamerstukken II 2019/20, 1, nr. 1", "https://zoek.officielebekendmakingen.nl/kst-1-1.html",
)  # fmt: skip
SEARCHED = {"letters": ["Kamerstukken II 2019/20, 1, nr. 1"], "period": ["2020-01-02", "2020-01-02"]}


class Sure:
    """Says `label` of every claim, and keeps what it was given."""

    def __init__(self, label: Label = "contradicted") -> None:
        self.label, self.claims = label, [""]

    def check(self, claim: str, language: Language | None = None) -> Verdict:
        self.claims.append(claim)
        if "broken" in claim:
            raise ValueError(f"secret {claim}")
        against = (CITATION,) if self.label == "contradicted" else ()
        return Verdict(claim, language or "nl", self.label, "Reden.", (), against, {"corpus": "c"}, 0.1)

    def check_article(self, text: str, language: Language | None = None) -> ArticleReport:
        return ArticleReport((), (), SEARCHED, 0, 0.0)


def _run(pipeline: Any, data: dict[str, object]) -> list[tuple[str, str]]:
    return list(check(pipeline, data))


@pytest.mark.parametrize(
    "data", [{}, {"text": None}, {"text": " \n"}, {"text": ["x"]}, {"text": "x" * (MOST_CHARACTERS + 1)}]
)
def test_what_is_no_text_is_refused_in_one_line(data: dict[str, object]) -> None:
    with pytest.raises(InputError) as told:
        article_of(data)
    assert "\n" not in str(told.value)
    progress, table = _run(Sure(), data)[-1]
    assert 'role="alert"' in progress
    assert table == ""


def test_a_file_is_read_and_its_place_on_the_server_is_told_to_nobody() -> None:
    sent = base64.b64encode(b"Een zin van een artikel.").decode()
    assert article_of({"name": "../../x.txt", "file": sent}) == ("x.txt", "Een zin van een artikel.")
    for name in ("x.exe", "x.docx", "x.pdf"):
        with pytest.raises(InputError) as told:
            article_of({"name": name, "file": sent})
        assert str(told.value).startswith(f"{name}:")
        assert "/" not in str(told.value).replace("https://", "")


def test_one_sentence_is_a_claim_and_an_article_is_sifted() -> None:
    pipeline: Any = Sure()
    totals = [(total, len(report.verdicts)) for total, report in reports(pipeline, "Geen punt")]
    assert totals == [(1, 0), (1, 1)]
    *_, (total, report) = reports(pipeline, "Kop\n\nNederland gaf 12 miljoen euro. Klopt dat wel echt?")
    assert (total, [item.why for item in report.passed_over]) == (1, ["heading", "question"])
    assert pipeline.claims == ["", "Geen punt", QUOTE]


def test_what_is_too_much_is_left_out_and_said() -> None:
    pipeline: Any = Sure("not_found")
    text = " ".join(f"Nederland gaf {number} miljoen euro." for number in range(MOST_CLAIMS + 7))
    told = _run(pipeline, {"text": text})
    assert len(pipeline.claims) == 1 + MOST_CLAIMS
    progress, table = told[-1]
    assert progress == ""
    assert f"7 {TEXTS['left_out'][0]}" in re.sub("<[^>]+>", "", table)
    # The table is sent at each doubling only: all of it together stays within twice the last.
    sent = [len(html) for html in dict.fromkeys(html for _, html in told)]
    assert sum(sent) < 2.2 * sent[-1]


def test_a_failure_tells_nothing_of_the_inside_and_keeps_what_was_there(caplog: pytest.LogCaptureFixture) -> None:
    told = _run(Sure(), {"text": "Nederland gaf 12 miljoen euro. This broken claim has five words."})
    progress, table = told[-1]
    assert "secret" not in progress + table
    assert "status failed" in progress
    assert table.count("<tr") == 2, "head and the first verdict"
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


@pytest.fixture
def report() -> ArticleReport:
    pipeline: Any = Sure()
    *_, (_, last) = reports(pipeline, "=1+1 Nederland gaf <b>13</b> miljoen.")
    return last


def test_every_form_is_exported_and_cells_hold_no_formula(report: ArticleReport) -> None:
    assert "weersproken" in exported("markdown", whole(report))
    assert "\"'=1+1 Nederland" in exported("csv", whole(report))
    assert json.loads(exported("json", whole(report)))["label"] == "contradicted"


@pytest.mark.parametrize(
    ("form", "verdicts"),
    [("exe", "[]"), (None, "[]"), ("csv", "no json"), ("csv", None), ("csv", "[]"), ("csv", "[{}]")],
)
def test_what_cannot_be_exported_is_told(form: object, verdicts: object) -> None:
    assert 'role="alert"' in export({"form": form, "verdicts": verdicts})


def test_a_bent_quote_is_not_exported(report: ArticleReport) -> None:
    data = json.loads(exported("json", whole(report)))
    data["against"][0]["quote"] = "Nederland gaf 13 miljoen euro."
    with pytest.raises(InputError, match="SHA-256"):
        exported("csv", json.dumps([data]))


def test_what_is_not_found_is_never_worded_as_false(report: ArticleReport) -> None:
    absent = replace(report, verdicts=(replace(report.verdicts[0], label="not_found", against=()),))
    shown = re.sub("<[^>]+>", " ", report_html(absent, "", 1)).lower()
    assert "niet gevonden in deze brieven" in shown
    assert "zegt niet dat het onwaar is" in shown
    assert not re.search(r"\b(?:onjuist|fout|weerlegd|wrong|refuted|otherwise)\b", shown)


def test_a_report_escapes_names_and_claims(report: ArticleReport) -> None:
    html = report_html(report, "<img src=x>.txt", 1)
    assert "<img" not in html
    assert "&lt;b&gt;13&lt;/b&gt;" in html


def test_amounts_and_names_of_a_claim_decide_not_all_its_words() -> None:
    text = "Nederland gaf 12 miljoen euro aan noodhulp."
    asked = Asked("Nederland gaf 13 miljoen euro aan noodhulp.", "nl", claim=True)
    assert [text[start:end] for start, end in decisive(text, "nl", asked)] == ["Nederland", "12 miljoen euro"]
    without = Asked("De noodhulp ging door.", "nl", claim=True)
    assert decisive(text, "nl", without) == ()
