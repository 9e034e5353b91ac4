"""The label of a claim, weighed from its comparisons."""

from __future__ import annotations

import math

import pytest

from rag.claims.align import Aligned
from rag.claims.decide import Decision, Reading
from rag.claims.findings import Finding, Kind, Outcome
from rag.claims.weigh import ALONE, FEATURES, LABELS, UNSAID, features, label_of, likely, load_weights
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
THRESHOLDS = {"supported": 0.7, "contradicted": 0.5, ALONE: 0.95}


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
    assert label_of(SURE[chance], [finding(*f) for f in findings], THRESHOLDS) == label


@pytest.mark.parametrize("label", ["supported", "contradicted"])
def test_a_bold_label_needs_a_chance_above_its_threshold(label: Label) -> None:
    findings = [finding("number", "conflict")] if label == "contradicted" else []
    chances: dict[Label, float] = dict.fromkeys(LABELS, 0.0)
    for chance, expected in ((THRESHOLDS[label] + 0.01, label), (THRESHOLDS[label], "not_found")):
        assert label_of({**chances, label: chance, "not_found": 1 - chance}, findings, THRESHOLDS) == expected


def test_a_contradiction_that_the_rules_do_not_see_needs_a_higher_chance() -> None:
    conflict = [finding("name", "conflict")]
    assert label_of(SURE["contradicted"], conflict, THRESHOLDS) == "contradicted"
    assert label_of(SURE["contradicted"], conflict, THRESHOLDS, alone=True) == "partly_supported"


def test_without_a_comparison_only_what_knows_the_letter_contradicts() -> None:
    assert label_of(SURE["contradicted"], (), THRESHOLDS) == "partly_supported"
    assert label_of(SURE["contradicted"], (), {**THRESHOLDS, UNSAID: 0.9}) == "contradicted"
    assert label_of(SURE["contradicted"], (), {**THRESHOLDS, UNSAID: 0.95}) == "partly_supported"


def test_what_hardly_stands_there_is_never_supported(pipeline: Pipeline) -> None:
    assert label_of(SURE["supported"], (), THRESHOLDS, held=False) == "partly_supported"
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
    assert set(model["thresholds"]) == set(THRESHOLDS)
    assert pipeline.compare("Syrië.", "nl") is None, "a name claims nothing"
    numbers = pipeline.compare("Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd.", "nl")
    assert numbers is not None
    assert likely(numbers.numbers, model["weights"])["supported"] > 0.9
