from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

import prompts
from rag.errors import InputError
from rag.types import Language

FOLDER = Path(prompts.__file__).parent
WANTED = {
    "answer": {"passages", "question"},
    "rewrite": {"history", "question"},
    "translate": {"sentences"},
}


@pytest.mark.parametrize("name", WANTED)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_prompt_loads_in_both_languages(name: str, language: Language) -> None:
    prompt = prompts.load(name, language)
    assert prompt.variables == WANTED[name]
    assert [role for role, _ in prompt.parts] == ["system", "user"]


def test_values_are_put_in_once_and_never_read_as_a_template() -> None:
    messages = prompts.load("answer", "nl").render(passages="{question} {0}", question="Wat {passages}?")
    assert [message.type for message in messages] == ["system", "human"]
    assert "{question} {0}" in messages[1].text
    assert "Wat {passages}?" in messages[1].text
    assert "{" not in messages[0].text


def test_all_missing_and_unknown_variables_are_named() -> None:
    with pytest.raises(InputError, match="missing passages, question; unknown pasages"):
        prompts.load("answer", "en").render(pasages="x")


def test_an_unknown_prompt_names_those_there_are() -> None:
    with pytest.raises(InputError, match=r"answer\.en\.md, answer\.nl\.md"):
        prompts.load("anser", "nl")


@pytest.mark.parametrize("text", ["", "# system\nx\n", "# user\nx\n# system\ny\n", "# system\n\n# user\nx\n"])
def test_a_file_without_both_parts_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="one part"):
        prompts.parse("x.md", text)


def test_no_file_is_left_unread() -> None:
    read = {prompts.load(name, language).name for name in WANTED for language in ("nl", "en")}
    assert {path.name for path in FOLDER.glob("*.md")} >= read
    assert len(read) == 5


def test_fingerprint_changes_with_any_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    before = prompts.fingerprint()
    assert before == prompts.fingerprint()
    assert len(bytes.fromhex(before)) == hashlib.sha256().digest_size
    real: Any = prompts._texts
    for name in real():
        monkeypatch.setattr(prompts, "_texts", lambda name=name: real() | {name: real()[name] + " "})
        assert prompts.fingerprint() != before


def test_rules_are_the_same_in_both_languages() -> None:
    """Eight lines of numbered rules here and seven there would mean that one language is forgotten."""
    for name in ("answer", "rewrite"):
        counts = [
            sum(line[:1].isdigit() for line in prompts.load(name, language).parts[0][1].splitlines())
            for language in ("nl", "en")
        ]
        assert counts[0] == counts[1] > 2
