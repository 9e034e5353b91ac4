"""The label of a claim, weighed from its comparisons."""

from __future__ import annotations

import math
from typing import get_args

import pytest

from rag.claims.align import Aligned
from rag.claims.decide import Decision, Reading
from rag.claims.findings import BEYOND, HARD, Finding, Kind, Outcome
from rag.claims.phrases import PLACES, phrases, place
from rag.claims.weigh import BOLD, FEATURES, LABELS, WORDED, features, label_of, likely, load_weights
from rag.grounds import Source, sources_of
from rag.lexical import Bm25
from rag.overlap import words
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings
from rag.types import Label, SentenceRef
from tests.rag.evidence import everything

SURE: dict[Label, dict[Label, float]] = {
    label: {other: 0.91 if other == label else 0.03 for other in LABELS} for label in LABELS
}
TEXT = "De brug opent, de trein vertrekt vandaag."
ENOUGH = 0.7


@pytest.fixture(scope="module")
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


def source() -> Source:
    item = next(item for item in everything() if item.passage.kind == "paragraph")
    return sources_of([SentenceRef(item.passage.id, 0)], [item], "nl")[0]


def finding(kind: Kind, outcome: Outcome) -> Finding:
    return Finding(kind, outcome, "ours", "theirs", source())


def aligned(held: tuple[bool, ...], text: str = TEXT) -> Aligned:
    said = words(text, "nl")
    return Aligned(said, held, held, held, (source(),), 0.9)


def reading(held: tuple[bool, ...], *findings: Finding, text: str = TEXT) -> Reading:
    return Reading(aligned(held, text), findings, Decision("not_found", ()))


@pytest.mark.parametrize(
    ("chance", "findings", "label"),
    [
        ("supported", (), "supported"),
        ("supported", (("word", "absent"),), "supported"),
        ("supported", (("number", "absent"),), "partly_supported"),
        ("supported", (("open", "absent"),), "partly_supported"),
        ("supported", (("number", "conflict"),), "partly_supported"),
        ("contradicted", (("number", "conflict"),), "contradicted"),
        ("contradicted", (("number", "absent"),), "partly_supported"),
        ("contradicted", (), "partly_supported"),
        ("not_found", (), "not_found"),
        ("partly_supported", (("number", "conflict"),), "partly_supported"),
    ],
)
def test_a_bold_label_needs_comparisons_that_agree(
    chance: Label, findings: tuple[tuple[Kind, Outcome], ...], label: Label
) -> None:
    assert label_of(SURE[chance], [finding(*f) for f in findings], ENOUGH) == label


@pytest.mark.parametrize("label", ["supported", "contradicted"])
def test_a_bold_label_needs_a_chance_above_the_threshold(label: Label) -> None:
    findings = [finding("number", "conflict")] if label == "contradicted" else []
    chances: dict[Label, float] = dict.fromkeys(LABELS, 0.0)
    for chance, expected in ((ENOUGH + 0.01, label), (ENOUGH, "not_found")):
        assert label_of({**chances, label: chance, "not_found": 1 - chance}, findings, ENOUGH) == expected


def test_without_a_comparison_only_what_knows_the_letter_contradicts() -> None:
    assert label_of(SURE["contradicted"], (), ENOUGH) == "partly_supported"
    assert label_of(SURE["contradicted"], (), ENOUGH, known=True) == "contradicted"


@pytest.mark.parametrize("kind", get_args(Kind))
def test_what_a_comparison_contradicts_is_never_supported(kind: Kind) -> None:
    for known in (True, False):
        assert label_of(SURE["supported"], [finding(kind, "conflict")], ENOUGH, known=known) == "partly_supported"


@pytest.mark.parametrize("kind", sorted(HARD | BEYOND))
def test_of_a_fact_that_is_missing_only_a_name_may_be_known_by_another(kind: Kind) -> None:
    for known in (True, False):
        expected = "supported" if known and kind in WORDED else "partly_supported"
        assert label_of(SURE["supported"], [finding(kind, "absent")], ENOUGH, known=known) == expected


def test_what_hardly_stands_there_is_never_supported(pipeline: Pipeline) -> None:
    for known in (True, False):
        assert label_of(SURE["supported"], (), ENOUGH, held=False, known=known) == "partly_supported"
    for nonsense in ("woord " * 300, "blauwe brommer balkon " * 60, "Syria " * 300):
        assert pipeline.check(nonsense).label == "not_found", nonsense[:30]


def test_no_feature_grows_with_the_length_of_a_claim() -> None:
    one, many = (
        features(reading((False,) * len(words(text, "nl")), text=text), Bm25(("a", "b"), {}))
        for text in ("blauwe brommer balkon " * times for times in (30, 60))
    )
    assert one == many
    assert max(map(abs, one)) <= 5


def test_chances_add_up_and_follow_the_weights() -> None:
    numbers = [1.0] + [0.0] * (len(FEATURES) - 1)
    even = likely(numbers, {label: {} for label in LABELS})
    assert all(math.isclose(chance, 1 / len(LABELS)) for chance in even.values())
    pulled = likely(numbers, {label: {"one": 800.0 if label == "not_found" else 0.0} for label in LABELS})
    assert pulled["not_found"] > 0.99
    assert math.isclose(sum(pulled.values()), 1)


def test_features_have_their_names() -> None:
    text = words("De brug opent, de trein vertrekt vandaag.", "nl")
    held = tuple(word.clause == 0 for word in text)
    numbers = dict(zip(FEATURES, features(reading(held, finding("word", "absent")), Bm25(("a", "b"), {})), strict=True))
    assert numbers["one"] == 1
    assert numbers["emptiest_clause"] == 0, "nothing of the second clause stands there"
    assert numbers["missing"] > 0
    assert numbers["rarest"] == 1, "a word that no letter has is as rare as can be"
    assert numbers["absent_word"] == 1
    assert numbers["conflict"] == numbers["conflict_share"] == 0


def test_the_fitted_weights_are_of_these_features(pipeline: Pipeline) -> None:
    model = load_weights()
    assert set(model["weights"]) == set(LABELS)
    assert all(set(named) <= set(FEATURES) for named in model["weights"].values())
    assert set(model["thresholds"]) == {BOLD}
    assert pipeline.compare("Syrië.", "nl") is None, "a name claims nothing"
    numbers = pipeline.compare("Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd.", "nl")
    assert numbers is not None
    assert likely(numbers.numbers, model["weights"])["supported"] > model["thresholds"][BOLD]


def test_the_wording_of_a_claim_is_its_stems_and_their_pairs() -> None:
    one, other = (phrases(words(text, "nl")) for text in ("De lange brug.", "de lange bruggen"))
    assert one == other == tuple(sorted({place(text) for text in ("de", "lang", "brug", "de lang", "lang brug")}))
    assert phrases(words("brug brug brug", "nl")) == tuple(sorted({place("brug"), place("brug brug")}))
    assert all(0 <= at < PLACES for at in one)
    assert place("de brug") == 64667, "the fitted weights stand at these places, on any machine"
