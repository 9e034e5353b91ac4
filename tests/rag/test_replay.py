"""Asked again: the same byte for byte where nothing changed, and each cause and effect named where something did."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from rag.cli import main
from rag.contract import answer_json
from rag.errors import InputError
from rag.exports import FORMATS, Item, load
from rag.pipeline import Pipeline, open_pipeline
from rag.replay import differences, replay
from rag.settings import Settings
from rag.types import Answer, Hit, Language
from tests.rag.test_exports import answer, citation, verdict

QUESTIONS: list[tuple[str, tuple[str, ...]]] = [
    ("Hoeveel mensen zijn geëvacueerd uit Oost-Aleppo?", ()),
    ("What has the Netherlands contributed to humanitarian aid?", ()),
    ("Wat is de hoofdstad van Peru?", ()),
    ("En in 2025?", ("Wat deed Nederland aan humanitaire hulp in 2016?",)),
    ("", ()),
]
RECEIPT = {"corpus": "c", "index": "i", "prompts": "p", "weights": "w", "settings": "s", "composer": "quotes",
           "model": None, "hits": ["kst-32623-169#4"], "confidence": 0.5}  # fmt: skip


class Says:
    """Answers what it was given, and remembers how it was asked."""

    def __init__(self, now: Answer) -> None:
        self.now = now
        self.asked: list[tuple[str, tuple[str, ...], Language | None]] = []

    def ask(self, question: str, history: Sequence[str] = (), language: Language | None = None) -> Answer:
        self.asked.append((question, tuple(history), language))
        return self.now


def made(**changes: Any) -> Answer:
    base = dataclasses.replace(answer(citation()), receipt=RECEIPT, hits=(Hit("kst-32623-169#4", 0.9),))
    return dataclasses.replace(base, **changes)


@pytest.fixture(scope="module")
def pipeline(index: Settings) -> Pipeline:
    return open_pipeline(index)


@pytest.mark.parametrize(("question", "history"), QUESTIONS)
def test_nothing_changed_is_the_same_byte_for_byte(pipeline: Pipeline, question: str, history: tuple[str, ...]) -> None:
    before = Item(pipeline.ask(question, history), history)
    (item,) = load(FORMATS["json"]([before]), "x")
    assert replay(item, pipeline).same
    again = Item(dataclasses.replace(pipeline.ask(question, history), seconds=before.made.seconds), history)
    for form, write in FORMATS.items():
        assert write([again]) == write([before]), form


def test_other_times_are_no_difference() -> None:
    assert replay(Item(made()), Says(made(seconds=9.0))).same


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("letters", lambda: made(receipt={**RECEIPT, "corpus": "x"})),
        ("index", lambda: made(receipt={**RECEIPT, "index": "x"})),
        ("prompts", lambda: made(receipt={**RECEIPT, "prompts": "x"})),
        ("weights", lambda: made(receipt={**RECEIPT, "weights": "x"})),
        ("settings", lambda: made(receipt={**RECEIPT, "settings": "x"})),
        ("confidence", lambda: made(receipt={**RECEIPT, "confidence": 0.6})),
        ("composer", lambda: made(receipt={**RECEIPT, "composer": "chain"}, composer="chain")),
        ("model", lambda: made(receipt={**RECEIPT, "model": "m"}, model="m")),
        ("hits", lambda: made(receipt={**RECEIPT, "hits": ["kst-1-1#1"]}, hits=(Hit("kst-1-1#1", 0.9),))),
        ("hits", lambda: made(hits=(Hit("kst-32623-169#4", 0.8),))),
        ("receipt model", lambda: made(receipt={**RECEIPT, "model": "m"})),
        ("text", lambda: made(text="Anders.")),
        ("statements", lambda: made(statements=())),
        ("citations", lambda: made(citations=())),
        ("status", lambda: made(status="partly_answered")),
        ("notices", lambda: made(notices=())),
        ("rewritten", lambda: made(rewritten="Hoeveel mensen?")),
        ("extra", lambda: made(receipt={**RECEIPT, "extra": 1})),
    ],
)
def test_each_part_that_differs_is_named_and_no_other(part: str, change: Callable[[], Answer]) -> None:
    done = replay(Item(made()), Says(change()))
    assert [difference.part for difference in done.differences] == [part]
    assert done.differences[0].before != done.differences[0].now


def test_causes_come_before_effects() -> None:
    now = made(receipt={**RECEIPT, "corpus": "x", "settings": "x"}, text="Anders.", status="partly_answered")
    assert [item.part for item in replay(Item(made()), Says(now)).differences] == [
        "letters",
        "settings",
        "status",
        "text",
    ]


VALUES = {"hits": 8, "language": "auto"}


def test_the_setting_that_differs_is_named() -> None:
    before = made(receipt={**RECEIPT, "setting_values": VALUES})
    now = made(receipt={**RECEIPT, "settings": "x", "setting_values": {**VALUES, "hits": 3}}, text="Anders.")
    found = replay(Item(before), Says(now)).differences
    assert (found[0].part, found[0].before, found[0].now) == ("setting hits", 8, 3)
    assert [item.part for item in found] == ["setting hits", "text"]


def test_a_receipt_of_before_the_values_tells_by_the_hash() -> None:
    now = made(receipt={**RECEIPT, "settings": "x", "setting_values": VALUES})
    assert [item.part for item in replay(Item(made()), Says(now)).differences] == ["settings"]
    assert replay(Item(made()), Says(made(receipt={**RECEIPT, "setting_values": VALUES}))).same


def test_another_setting_is_named_by_a_real_receipt(index: Settings, pipeline: Pipeline) -> None:
    fewer = open_pipeline(index.model_copy(update={"hits": 2}))
    done = replay(Item(pipeline.ask(QUESTIONS[0][0])), fewer)
    assert ("setting hits", 8, 2) in [(item.part, item.before, item.now) for item in done.differences]


def test_a_receipt_shows_no_address_and_no_folder(index: Settings) -> None:
    from rag.receipt import receipt

    private = index.model_copy(update={"chat_base_url": "http://intern.example:8080/v1", "embedding": "/srv/model"})
    values = receipt(private, open_pipeline(index).library, "quotes", None, (), 0.0)["setting_values"]
    assert values["chat_base_url"].startswith("sha256:")
    assert values["embedding"].startswith("sha256:")
    assert "intern" not in json.dumps(values)


def test_one_character_is_a_difference() -> None:
    now = dataclasses.replace(made(), citations=(citation("Er zijn 25.000 mensen geëvacueerd!"),))
    assert [item.part for item in differences(answer_json(made()), answer_json(now))] == ["citations"]


def test_a_talk_is_asked_with_its_talk_and_without_it_alone() -> None:
    follow_up = made(rewritten="Hoeveel mensen waren er in 2025?")
    says = Says(follow_up)
    assert not replay(Item(follow_up, ("Wie?",)), says).alone
    assert replay(Item(follow_up), says) == dataclasses.replace(replay(Item(follow_up), says), alone=True)
    assert says.asked[:2] == [("Hoeveel?", ("Wie?",), "nl"), ("Hoeveel mensen waren er in 2025?", (), "nl")]


def test_a_verdict_is_checked_again() -> None:
    item = Item(verdict())
    assert replay(item, Says(made()), lambda claim, language: verdict()).same
    other = dataclasses.replace(verdict(), label="not_found")
    assert [part.part for part in replay(item, Says(made()), lambda claim, language: other).differences] == ["label"]
    with pytest.raises(InputError, match="rag check"):
        replay(item, Says(made()))


def test_the_command_tells_by_its_exit_code(
    index: Settings,
    pipeline: Pipeline,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setenv("BRIEFWIJZER_DATA", str(index.data))
    question, history = QUESTIONS[3]
    same, differs, alone = tmp_path / "same.json", tmp_path / "differs.json", tmp_path / "alone.json"
    before = pipeline.ask(question, history)
    same.write_text(FORMATS["json"]([Item(before, history)]))
    differs.write_text(FORMATS["json"]([Item(dataclasses.replace(before, text="Bedacht."), history)]))
    alone.write_text(json.dumps(answer_json(before)))
    for file, code, told in (
        (same, 0, "same"),
        (differs, 1, "Bedacht."),
        (alone, None, "asked alone"),
        (tmp_path / "none.json", 2, "cannot be read"),
    ):
        done = main(["replay", str(file)])
        said = b"".join(capsysbinary.readouterr()).decode()
        assert done == code or code is None
        assert told in said
