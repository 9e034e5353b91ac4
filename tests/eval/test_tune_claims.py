"""Fitting the weights of verdicts."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from eval import tune_claims
from eval.comparing import Both, compare_all
from eval.gold import GoldItem
from eval.placing import Placed
from eval.tune_claims import MOST_WRONG, MOST_WRONG_UNKNOWN, FittedClaims, fit, softmax, tune
from rag.claims.placing import load_placer
from rag.claims.weigh import BOLD, FEATURES, LABELS, Compared, Pair
from rag.embedding import Vectors
from rag.joint import load_joint
from rag.matching import Matcher, load_matcher
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings
from rag.types import Label, Language


def item(number: int, label: Label) -> GoldItem:
    return GoldItem(f"c-{number}-nl", "nl", "claim", f"{number} {label}", (), (), (), label, "file", number)


def vector(seed: int) -> Vectors:
    return np.random.default_rng(seed).normal(size=8).astype(np.float32)


class Told:
    """A pipeline whose comparisons tell the label, but for one claim in `noise`; the sentence always does."""

    def __init__(self, noise: int) -> None:
        self.noise = noise

    def compare(self, claim: str, _language: Language, _placer: Matcher | None = None) -> Compared | None:
        number, label = int(claim.split(maxsplit=1)[0]), claim.split()[1]
        if number % 8 == 3:
            return None
        said = LABELS[(LABELS.index(label) + (number % self.noise == 0)) % len(LABELS)]
        numbers = dict.fromkeys(FEATURES, 0.0)
        numbers |= {"one": 1.0, "share": 0.2 * LABELS.index(said), "conflict": float(said == "contradicted")}
        numbers |= {"near_share": float(said == "supported"), "own_share": float(said == "partly_supported")}
        pair = Pair(vector(number), vector(LABELS.index(label)), "m", "kst-1-1")
        return Compared(tuple(numbers.values()), pair, (number,), held=number % 5 > 0, near=number % 8 != 4)

    def all(self, asked: Sequence[tuple[GoldItem, Matcher]]) -> list[Both]:
        return [Both(*(self.compare(item.text, item.lang, by) for by in (None, placer))) for item, placer in asked]


PLACER = Matcher("m", frozenset({"kst-1-1"}), *(np.zeros(shape, np.float32) for shape in (8, 8, (8, 1), (8, 1))))
WITHOUT = Matcher("m", frozenset({"kst-1-1"}), *(np.zeros(shape, np.float32) for shape in (8, 8, (8, 1), (8, 1))))
NOBODY = cast(Pipeline, None)  # nothing is asked of it: `placed`


@pytest.fixture(autouse=True)
def placed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which sentence a claim is about has tests of its own."""
    monkeypatch.setattr(tune_claims, "fit_folds", lambda *_: Placed(PLACER, lambda _item: WITHOUT))


ITEMS = [item(number, LABELS[number % len(LABELS)]) for number in range(1, 201)]


def test_what_tells_the_labels_apart_is_found() -> None:
    fitted, report = tune(NOBODY, Told(1000).all, ITEMS, ITEMS)
    weights = np.asarray([[fitted.model["weights"][label].get(name, 0.0) for name in FEATURES] for label in LABELS])
    numbers = [(i, Told(1000).compare(i.text, i.lang)) for i in ITEMS]
    used = [(i, n.numbers) for i, n in numbers if n is not None]
    chosen = (np.asarray([n for _, n in used]) @ weights.T).argmax(axis=1)
    assert [LABELS[at] for at in chosen] == [i.label for i, _ in used]
    assert report.startswith(f"{len(ITEMS)} tuning claims; thresholds on {len(used)} claims of the tuning half")
    assert fitted.meaning.letters == {"kst-1-1"}
    assert fitted.placer is PLACER


def test_what_only_the_sentence_tells_is_learnt() -> None:
    """Where the comparisons mislead in one of three, the embeddings put it right."""
    _, report = tune(NOBODY, Told(3).all, ITEMS, ITEMS)
    unknown, known = (float(right) for right in re.findall(r"right in ([\d.]+)", report))
    assert known > unknown


@pytest.mark.parametrize("noise", [3, 7])
def test_thresholds_let_few_be_wrong(noise: int) -> None:
    fitted, report = tune(NOBODY, Told(noise).all, ITEMS, ITEMS)
    _, unknown, known = re.split(r"^of .*\n", report, flags=re.MULTILINE)
    for told, most in ((unknown, MOST_WRONG_UNKNOWN), (known, MOST_WRONG)):
        counted = [(int(said), int(wrong)) for said, wrong in re.findall(r"(\d+) said, (\d+) wrong", told)]
        assert counted
        assert sum(wrong for _, wrong in counted) <= most * sum(said for said, _ in counted)
    assert set(fitted.model["thresholds"]) == set(fitted.meaning.thresholds) == {BOLD}


def test_a_claim_is_compared_by_a_model_that_was_fitted_without_its_author() -> None:
    asked: list[tuple[GoldItem, Matcher]] = []

    def comparing(pairs: Sequence[tuple[GoldItem, Matcher]]) -> list[Both]:
        asked.extend(pairs)
        return Told(3).all(pairs)

    tune(NOBODY, comparing, ITEMS[:100], ITEMS[100:])
    assert [item for item, _ in asked] == ITEMS
    assert all(placer is (WITHOUT if at < 100 else PLACER) for at, (_, placer) in enumerate(asked))


def test_the_penalty_keeps_weights_small_and_blocks_share_what_tells() -> None:
    numbers, labels = np.asarray([[1.0, 5.0], [1.0, -5.0]]), np.asarray([0, 1])
    (weights,) = fit([numbers], labels, [np.full(2, 0.5)])
    assert (numbers @ weights.T).argmax(axis=1).tolist() == [0, 1]
    assert np.abs(weights).max() < 5
    wording = csr_matrix(np.asarray([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    plain, told = fit([np.ones((2, 1)), wording], labels, [np.full(1, 0.5), np.full(3, 0.01)])
    assert np.allclose(plain, 0, atol=0.1)
    assert np.allclose(told[:, 0], 0), "no claim has it"
    assert told[0, 1] > 1
    assert told[0, 2] < -0.5


def test_chances_add_up() -> None:
    chances = softmax(np.asarray([[1.0, 1e6], [0.0, 0.0]]))
    assert np.isfinite(chances).all()
    assert np.allclose(chances.sum(axis=1), 1)


def test_what_only_the_wording_tells_is_learnt_and_weighed_alike() -> None:
    """The fitted model gives a claim in use the chance that it had when it was fitted."""

    class Worded(Told):
        def compare(self, claim: str, language: Language, placer: Matcher | None = None) -> Compared | None:
            told = super().compare(claim, language, placer)
            pair = Pair(vector(1), vector(2), "m", "kst-1-1")
            return told and told._replace(pair=pair, phrases=(LABELS.index(cast(Label, claim.split()[1])), 9))

    fitted, _ = tune(NOBODY, Worded(1).all, ITEMS, ITEMS)
    for claim in ITEMS[:20]:
        told = Worded(1).compare(claim.text, "nl")
        if told is not None:
            scores = fitted.meaning.scores(told.numbers, told.pair.claim, told.pair.sentence, told.phrases)
            assert LABELS[scores.argmax()] == claim.label


def test_what_is_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tune_claims, "WEIGHTS", tmp_path / "w.json")
    monkeypatch.setattr(tune_claims, "MEANING", tmp_path / "m.npz")
    monkeypatch.setattr(tune_claims, "PLACING", tmp_path / "p.npz")
    fitted, _ = tune(NOBODY, Told(1000).all, ITEMS, ITEMS)
    tune_claims.write(FittedClaims({"weights": {}, "thresholds": {"supported": 0.5}}, fitted.meaning, PLACER))
    read, placer = load_joint(tmp_path / "m.npz"), load_matcher(tmp_path / "p.npz")
    assert read is not None
    assert placer is not None
    assert read.thresholds == fitted.meaning.thresholds
    assert placer.letters == PLACER.letters
    assert json.loads((tmp_path / "w.json").read_text())["thresholds"] == {"supported": 0.5}


def test_other_processes_compare_as_this_one_does(index: Settings) -> None:
    pipeline = open_pipeline(index)
    claims = [
        GoldItem(f"c-{at}-nl", "nl", "claim", text, (), (), (), "supported", "file", at)
        for at, text in enumerate(("Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd.", "Syrië."))
    ]
    placer = load_placer(pipeline.library.manifest.model)
    assert placer is not None
    told, nothing = compare_all(index, [(claim, placer) for claim in claims])
    assert nothing == (None, None)
    for found, helper in ((told.plain, None), (told.placed, placer)):
        expected = pipeline.compare(claims[0].text, "nl", helper)
        assert found is not None
        assert expected is not None
        assert found.numbers == pytest.approx(expected.numbers)
        assert found[2:] == expected[2:]
        assert np.allclose(found.pair.sentence, expected.pair.sentence)
