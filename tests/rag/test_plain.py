"""Claims in other words than the letter's: whose view it is, denials, none, only, no longer, parts of a claim."""

from __future__ import annotations

import pytest

from rag.claims.again import turned_again
from rag.claims.plain import plain
from rag.claims.quantifiers import added, nothing_of_much, sole
from rag.claims.refusal import refusals
from rag.overlap import words
from rag.pipeline import Pipeline, open_pipeline
from rag.polarity import negations
from rag.settings import Settings
from rag.types import Language


@pytest.fixture(scope="module")
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


@pytest.mark.parametrize(
    ("claim", "language", "texts", "expected"),
    [
        ("Meer geld is volgens het kabinet nodig.", "nl", [], "Meer geld is nodig."),
        ("Volgens de regering is meer geld nodig.", "nl", [], "Is meer geld nodig."),
        ("De oppositie zal weigeren, verwacht het kabinet.", "nl", [], "De oppositie zal weigeren."),
        ("The government expects that the fund will grow.", "en", [], "The fund will grow."),
        ("In the Dutch government's view, more money is needed.", "en", [], "More money is needed."),
        ("According to the opposition more money is needed.", "en", [], None),
        ("Het kabinet verwacht geld.", "nl", [], None),
        ("Er is te weinig geld.", "nl", ["Er is niet voldoende geld."], "Er is niet voldoende geld."),
        ("Er is te weinig geld.", "nl", ["Er is genoeg geld."], None),
        ("It proved unfeasible.", "en", ["It was not possible."], "It proved not possible."),
        ("Hulp boven Noord-Stad.", "nl", ["de wijk NoordStad"], "Hulp boven NoordStad."),
        ("Hulp boven Noord-Stad.", "nl", ["de wijk Noord-Stad"], None),
    ],
)
def test_a_claim_as_it_is_compared(claim: str, language: Language, texts: list[str], expected: str | None) -> None:
    assert plain(claim, language, texts) == (expected or claim)


def test_no_longer_is_not_not_yet() -> None:
    assert turned_again("Het fonds bestaat niet meer.", "Het fonds bestaat nog niet.") == ("niet meer", "nog niet")
    assert turned_again("The fund is not yet there.", "The fund is no longer there.") == ("not yet", "no longer")
    assert turned_again("Het fonds bestaat nog niet.", "Het fonds bestaat nog niet.") is None
    assert turned_again("Het fonds telt niet meer dan 3 mensen.", "Het fonds telt nog geen 3 mensen.") is None


def test_who_is_named_alone_is_not_one_of_a_list() -> None:
    source = "Het geld gaat via de Wereldbank, het IMF en UNICEF."

    def only(claim: str) -> tuple[str, str]:
        return sole(claim, words(claim, "nl"), source, words(source, "nl"), "nl")

    assert only("Het geld gaat uitsluitend via het IMF.")[0] == "uitsluitend"
    assert only("Het geld gaat niet alleen via het IMF.") == ("", "")
    assert only("Het geld gaat via het IMF.") == ("", "")


def test_the_whole_of_a_sum_goes_one_way_or_several() -> None:
    source = "In 2025 komt het op 7,3 miljoen euro, via de Wereldbank, het IMF en UNICEF."

    def only(claim: str) -> tuple[str, str]:
        return sole(claim, words(claim, "nl"), source, words(source, "nl"), "nl")

    assert only("De volledige 7,3 miljoen euro gaat via het IMF.")[0] == "volledige"
    assert only("De volledige 7,3 miljoen euro gaat via de Wereldbank, het IMF en UNICEF.") == ("", "")
    assert only("Van de 7,3 miljoen euro gaat iets via het IMF.") == ("", "")


def test_nothing_is_not_much() -> None:
    source = words("Er valt veel aan te merken op de brug.", "nl")
    assert nothing_of_much(words("Er valt niets aan te merken op de brug.", "nl"), source)
    assert not nothing_of_much(words("Er valt genoeg aan te merken op de brug.", "nl"), source)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("The Netherlands Does Not Support It", "en", ["Not"]),
        ("They killed no fewer than 82 people.", "en", []),
        ("Het waren er niet minder dan 82.", "nl", []),
        ("Het is niet minder erg.", "nl", ["niet"]),
    ],
)
def test_what_denies(text: str, language: Language, found: list[str]) -> None:
    assert [negation.word for negation in negations(words(text, language), ())] == found


def test_none_whatsoever_is_no_only() -> None:
    source = words("Er kwam geen kind.", "nl")
    assert not added("", words("Er kwam geen enkel kind.", "nl"), source)
    assert added("", words("Er kwam enkel een kind.", "nl"), source) == "enkel"


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("Onder de 82 burgers die bij de verovering van Oost-Aleppo stierven, was geen enkel kind.", "contradicted"),
        ("Opposition groups in Aleppo surrendered on 13 December in return for a withdrawal of fighters and "
         "civilians.",
         "supported"),
        ("De minister heeft niets aan te merken op de Syrische parlementsverkiezingen.", "contradicted"),
        ("Is er in de VN te weinig steun voor een bewijsvergaringsmechanisme, dan laat Nederland het plan vallen.",
         "contradicted"),
        ("The Syrian transitional government has security and law enforcement under control.", "contradicted"),
        ("De steun van Nederland aan gematigde gewapende oppositiegroepen in Syrië bestaat niet uit wapens.",
         "supported"),
        ("Around fifty Dutch soldiers are guarding the Belgian F-16 detachment.", "not_found"),
        ("Golfstaten, Wereldbank en IMF praten met de Syrische overgangsregering over pakketten voor economisch "
         "herstel.",
         "supported"),
        ("De 20,4 miljoen euro voor Syrië in 2025 gaat in totaal via de Dutch Relief Alliance, het Nederlandse Rode "
         "Kruis en VN-fondsen.", "supported"),
    ],
)  # fmt: skip
def test_the_real_letters(pipeline: Pipeline, claim: str, label: str) -> None:
    assert pipeline.check(claim).label == label


@pytest.mark.parametrize(
    ("claim", "refuses"),
    [
        ("The ambassador denied that the army had bombed the city.", False),
        ("The army denied civilians access to aid.", True),
        ("De ambassadeur ontkende dat het leger de stad had gebombardeerd.", False),
        ("De ambassadeur weigerde de punten over te brengen.", True),
    ],
)
def test_to_deny_that_it_is_so_refuses_nothing(claim: str, refuses: bool) -> None:
    language: Language = "en" if claim.startswith("The") else "nl"
    assert bool(refusals(words(claim, language), language)) is refuses
