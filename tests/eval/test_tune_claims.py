"""Fitting the weights of verdicts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from eval import tune_claims
from eval.gold import GoldItem
from eval.placing import Placed
from eval.tune_claims import MOST_WRONG, MOST_WRONG_UNKNOWN, FittedClaims, fit, probabilities, tune
from rag.claims.weigh import ALONE, FEATURES, LABELS, LACKING, UNSAID, Compared, Pair
from rag.embedding import Vectors
from rag.joint import load_joint
from rag.matching import Matcher, load_matcher
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
        contradicted = said == "contradicted" and number % 5 > 0
        return Compared(tuple(numbers.values()), pair, contradicted)


PLACER = Matcher("m", frozenset({"kst-1-1"}), *(np.zeros(shape, np.float32) for shape in (8, 8, (8, 1), (8, 1))))


@pytest.fixture(autouse=True)
def placed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which sentence a claim is about has tests of its own."""
    monkeypatch.setattr(tune_claims, "fit_folds", lambda *_: Placed(PLACER, lambda _item: PLACER))


ITEMS = [item(number, LABELS[number % len(LABELS)]) for number in range(1, 201)]


def test_what_tells_the_labels_apart_is_found() -> None:
    fitted, report = tune(Told(1000), ITEMS, ITEMS)  # type: ignore[arg-type]
    weights = np.asarray([[fitted.model["weights"][label].get(name, 0.0) for name in FEATURES] for label in LABELS])
    numbers = [(i, Told(1000).compare(i.text, i.lang)) for i in ITEMS]
    used = [(i, n.numbers) for i, n in numbers if n is not None]
    chosen = probabilities(np.asarray([n for _, n in used]), weights).argmax(axis=1)
    assert [LABELS[at] for at in chosen] == [i.label for i, _ in used]
    assert report.startswith(f"{len(used)} tuning claims")
    assert fitted.meaning.letters == {"kst-1-1"}
    assert fitted.placer is PLACER


def test_what_only_the_sentence_tells_is_learnt() -> None:
    """Where the comparisons mislead in one of three, the embeddings put it right."""
    _, report = tune(Told(3), ITEMS, ITEMS)  # type: ignore[arg-type]
    unknown, known = (float(right) for right in re.findall(r"right in ([\d.]+)", report))
    assert known > unknown


@pytest.mark.parametrize("noise", [3, 7])
def test_thresholds_let_few_be_wrong(noise: int) -> None:
    fitted, report = tune(Told(noise), ITEMS, ITEMS)  # type: ignore[arg-type]
    _, unknown, known = re.split(r"^of .*\n", report, flags=re.MULTILINE)
    for told, most in ((unknown, MOST_WRONG_UNKNOWN), (known, MOST_WRONG)):
        counted = [(int(said), int(wrong)) for said, wrong in re.findall(r"(\d+) said, (\d+) wrong", told)]
        assert counted
        assert sum(wrong for _, wrong in counted) <= most * sum(said for said, _ in counted)
    assert set(fitted.model["thresholds"]) == {"supported", "contradicted", ALONE}
    assert set(fitted.meaning.thresholds) == {"supported", "contradicted", ALONE, UNSAID, LACKING}


def test_probabilities_and_penalty() -> None:
    matrix = np.asarray([[1.0, 5.0], [1.0, -5.0]])
    weights = fit(matrix, np.asarray([0, 1]), np.full(2, 0.5))
    assert np.allclose(probabilities(matrix, weights).sum(axis=1), 1)
    assert probabilities(matrix, weights).argmax(axis=1).tolist() == [0, 1]
    assert np.abs(weights).max() < 5, "the penalty keeps weights small"
    assert np.isfinite(probabilities(np.asarray([[1.0, 1e6]]), weights)).all()


def test_what_is_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tune_claims, "WEIGHTS", tmp_path / "w.json")
    monkeypatch.setattr(tune_claims, "MEANING", tmp_path / "m.npz")
    monkeypatch.setattr(tune_claims, "PLACING", tmp_path / "p.npz")
    fitted, _ = tune(Told(1000), ITEMS, ITEMS)  # type: ignore[arg-type]
    tune_claims.write(FittedClaims({"weights": {}, "thresholds": {"supported": 0.5}}, fitted.meaning, PLACER))
    read, placer = load_joint(tmp_path / "m.npz"), load_matcher(tmp_path / "p.npz")
    assert read is not None
    assert placer is not None
    assert read.thresholds == fitted.meaning.thresholds
    assert placer.letters == PLACER.letters
    assert json.loads((tmp_path / "w.json").read_text())["thresholds"] == {"supported": 0.5}
