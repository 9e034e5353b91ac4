"""Claims put to the two letters: labels, reasons, citations, articles."""

from __future__ import annotations

import csv
import dataclasses
import io

import pytest

from rag.claims import claims_of, report_json
from rag.claims.figures import relation
from rag.claims.show import report_markdown, shown, shown_report, verdict_markdown
from rag.contract import verdict_from_json, verdict_json
from rag.exports import FORMATS, Item
from rag.exports.escape import from_cell
from rag.exports.read import citations_in
from rag.numbers import quantities
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings
from rag.types import Language, Verdict


@pytest.fixture(scope="module")
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


PAIRS: list[tuple[Language, str, str, str]] = [
    ("nl", "supported", "", "Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd."),
    ("nl", "contradicted", "35.000", "Ongeveer 35.000 mensen zijn uit Aleppo geëvacueerd."),
    ("en", "supported", "", "The Netherlands contributed 360 million euros to humanitarian aid in Syria."),
    ("en", "contradicted", "630 million", "The Netherlands contributed 630 million euros to aid in Syria."),
    ("nl", "contradicted", "vijf weken", "Nederland stelt begin 2017 voor vijf weken een tankervliegtuig beschikbaar."),
    ("nl", "contradicted", "14 december", "Op 14 december 2016 gaven de oppositiegroepen in de stad zich over."),
    ("en", "contradicted", "increase",
     "It is necessary to engage with the transitional government to increase Iran's influence."),
    ("nl", "not_found", "", "Het kabinet verhoogt volgend jaar de btw op boeken en kranten."),
    ("en", "not_found", "", "The minister opened a new bicycle bridge in Utrecht last Friday."),
    ("nl", "contradicted", "Koenders", "De brief van 19 september 2025 is ondertekend door minister Koenders."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "label", "told", "claim"), PAIRS)
def test_label_and_the_comparison_that_decided(
    pipeline: Pipeline, language: Language, label: str, told: str, claim: str
) -> None:
    verdict = pipeline.check(claim)
    assert (verdict.label, verdict.language) == (label, language)
    assert told in verdict.reason
    assert bool(verdict.for_) == (label == "supported")
    assert bool(verdict.against) == (label == "contradicted")


@pytest.mark.parametrize(
    "claim",
    [
        "The Netherlands engages with Syria's government to increase Iran's influence.",
        "In the long term it will be hard to subjugate the Sunni minority.",
    ],
)
def test_an_opposite_in_a_looser_paraphrase_is_not_supported(pipeline: Pipeline, claim: str) -> None:
    assert pipeline.check(claim).label != "supported"


BENT: list[tuple[str, str]] = [
    ("exception", "Nederland levert wapens aan gematigde gewapende oppositiegroepen in Syrië."),
    ("exception", "The regime and its allies chose negotiations rather than military escalation."),
    ("another country", "After the fall of Aleppo the government summoned the ambassadors of Russia and Turkey."),
    ("another body", "Voor het kabinet blijft de EU de aangewezen partij om een politieke oplossing te faciliteren."),
    ("roles", "Mede op aandringen van de EU heeft Nederland de recente geweldsescalaties scherp veroordeeld."),
    ("roles", "Belgische militairen verzorgen de force protection van het Nederlandse F-16-detachement."),
    ("a condition waived", "Ook zonder geloofwaardig politiek transitieproces zal Nederland bijdragen aan "
     "wederopbouwactiviteiten in door het regime gecontroleerd gebied."),
    ("far beyond a bound", "ISIS territory has been reduced by more than 60 per cent."),
]  # fmt: skip


@pytest.mark.parametrize(("bent", "claim"), BENT)
def test_a_bent_claim_is_contradicted(pipeline: Pipeline, bent: str, claim: str) -> None:
    assert pipeline.check(claim).label == "contradicted", bent


SAYING_MORE: list[tuple[str, str]] = [
    ("only meant", "Nederland heeft begin 2017 een tankvliegtuig geleverd aan de anti-ISIS-coalitie."),
    ("only possible", "After Aleppo the regime conquered the province of Idlib."),
    ("one of the", "Nederland is de grootste humanitaire donor in Syrië."),
    ("refused", "Within the EU the Netherlands opposes further sanctions relief for Syria."),
]


@pytest.mark.parametrize(("more", "claim"), SAYING_MORE)
def test_a_claim_that_says_more_than_the_letter_is_not_supported(pipeline: Pipeline, more: str, claim: str) -> None:
    assert pipeline.check(claim).label != "supported", more


def test_what_another_sentence_excepts_is_not_supported(pipeline: Pipeline) -> None:
    """The sentence nearest to it tells of support, another one of what that support is not."""
    assert pipeline.check("Nederland steunt de Witte Helmen met wapens.").label != "supported"
    assert pipeline.check("Nederland steunt de Witte Helmen.").label == "supported"


def test_a_number_of_another_sentence_is_no_conflict(pipeline: Pipeline) -> None:
    assert pipeline.check("De Nederlandse humanitaire hulp aan Syrië is dit jaar ongeveer 20 miljoen euro.").label in (
        "supported",
        "partly_supported",
    )


def test_a_part_that_no_letter_has_is_partly_supported_and_named(pipeline: Pipeline) -> None:
    verdict = pipeline.check(
        "Strijders gelieerd aan het regime hebben tenminste 82 burgers gedood, waaronder 13 kinderen en 40 ouderen."
    )
    assert verdict.label == "partly_supported"
    assert "40 ouderen" in verdict.reason


def test_not_found_gives_the_nearest_sentence_and_never_calls_it_untrue(pipeline: Pipeline) -> None:
    for claim, words in (
        ("De bioscopen in Damascus zijn in 2024 gesloten.", ("onwaar", "onjuist", "niet waar", "fout")),
        ("Cinemas in Damascus were closed in 2024.", ("false", "untrue", "wrong", "incorrect")),
    ):
        verdict = pipeline.check(claim)
        assert verdict.label == "not_found"
        assert "Kamerstukken II" in verdict.reason
        assert not any(word in verdict.reason.lower() for word in words)


def test_quotes_are_pieces_of_the_source_and_the_search_is_told(pipeline: Pipeline) -> None:
    verdict = pipeline.check("Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd.")
    assert any("25.000 mensen" in citation.quote for citation in verdict.for_)
    assert verdict.receipt["searched"]["period"] == ["2016-12-21", "2025-09-19"]
    assert len(verdict.receipt["searched"]["letters"]) == 2
    assert verdict_from_json(verdict_json(verdict)) == verdict


@pytest.mark.parametrize("claim", ["", "   ", "\0", "?!", "de het een"])
def test_nothing_to_compare(pipeline: Pipeline, claim: str) -> None:
    assert pipeline.check(claim).label == "not_found"


@pytest.mark.parametrize("claim", ["x" * 5000, "<script>alert(1)</script> in Aleppo", "1 " * 900, "«" * 50 + "Aleppo"])
def test_hostile_claims_get_a_verdict(pipeline: Pipeline, claim: str) -> None:
    assert pipeline.check(claim).label in ("not_found", "partly_supported")


ARTICLE = """Syrië na Aleppo

Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd. Wat betekent dat voor de toekomst? Ik vind dat er te weinig
gebeurt. Nederland heeft 360 miljoen euro bijgedragen aan humanitaire hulp in Syrië en de buurlanden.

Het kabinet | verhoogt *volgend jaar* de btw op boeken en <b>kranten</b>.
"""


def test_an_article(pipeline: Pipeline) -> None:
    report = pipeline.check_article(ARTICLE)
    assert [verdict.label for verdict in report.verdicts] == ["supported", "supported", "not_found"]
    assert [item.why for item in report.passed_over] == ["heading", "question", "opinion"]
    assert report_json(report)["counts"] == {
        "supported": 2, "contradicted": 0, "partly_supported": 0, "not_found": 1,
    }  # fmt: skip
    table = report_markdown(report)
    assert table.count("\n| ") == 3
    assert "<b>" not in table
    assert r"\|" in table


def _csv(verdict: Verdict) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FORMATS["csv"]([Item(verdict)]).removeprefix("\ufeff"))))


def test_csv_has_a_line_a_quote_and_no_formula(pipeline: Pipeline) -> None:
    made: Verdict = pipeline.check("=1+1 Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd.")
    rows = _csv(made)
    assert len(rows) == max(1, len(made.for_) + len(made.against))
    assert rows[0]["asked"].startswith("'=")
    assert from_cell(rows[0]["asked"]) == made.claim
    bent = dataclasses.replace(made, claim="een; =1+1", reason="\uff1d1")
    (row, *_) = _csv(bent)
    assert (row["asked"], row["said"]) == ("een; '=1+1", "'\uff1d1")


def test_the_table_holds_each_quote_with_its_place(pipeline: Pipeline) -> None:
    made = pipeline.check("Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd.")
    table = verdict_markdown(made)
    assert "| 1 |" in table
    assert "gesteund" in table
    assert [found.quote for found in citations_in(table, "x")] == [cited.quote for cited in made.for_]


ESCAPES = "\x1b[2J\x1b]0;weg\x07\u202eom\u202c\x9b31m"


def test_nothing_reaches_the_terminal_that_it_would_obey(pipeline: Pipeline) -> None:
    made = pipeline.check("Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd.")
    (cited, *_) = made.for_
    cited = dataclasses.replace(cited, quote=f"een{ESCAPES}", reference=f"twee{ESCAPES}", url=f"drie{ESCAPES}")
    bent = dataclasses.replace(
        made, claim=f"vier{ESCAPES}", reason=f"vijf{ESCAPES}", for_=(cited,), against=(cited,),
        receipt={"searched": {"letters": [f"zes{ESCAPES}"], "period": []}},
    )  # fmt: skip
    report = dataclasses.replace(pipeline.check_article("x"), verdicts=(bent,))
    for text in (shown(bent), shown_report(report)):
        assert text.replace("\n", "").isprintable()
        assert "vier" in text


@pytest.mark.parametrize(
    ("mine", "other", "told"),
    [
        ("ruim 350 miljoen euro", "360 miljoen euro", "same"),
        ("minder dan 300 miljoen euro", "360 miljoen euro", "apart"),
        ("veertien dagen", "twee weken", "same"),
        ("zes maanden", "zes weken", "apart"),
        ("20 miljoen dollar", "20 miljoen euro", "apart"),
        ("25.000 strijders", "25.000 mensen", "open"),
        ("82 burgers", "13 auto's", "other"),
        ("ongeveer 26.000 mensen", "25.000 mensen", "same"),
    ],
)
def test_relation_of_quantities(mine: str, other: str, told: str) -> None:
    (ours,), (theirs,) = quantities(mine, "nl"), quantities(other, "nl")
    assert relation(ours, theirs, "nl") == told


def test_sentences_that_claim_nothing() -> None:
    claims, passed = claims_of(
        "Kop zonder punt\n\nDe brief telt vijf punten. Is dat zo? Helaas is het niet genoeg. Ja."
    )
    assert claims == ("De brief telt vijf punten.",)
    assert [item.why for item in passed] == ["heading", "question", "opinion", "short"]
