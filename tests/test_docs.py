"""README keeps its promises: every setting is documented, every file it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from rag.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme_with_its_description() -> None:
    for name, field in Settings.model_fields.items():
        row = next((line for line in README.splitlines() if f"`BRIEFWIJZER_{name.upper()}`" in line), "")
        assert field.description, name
        assert field.description in row, name


def test_no_setting_in_the_readme_is_unknown() -> None:
    known = {f"BRIEFWIJZER_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"BRIEFWIJZER_[A-Z_]+", README)) <= known


def test_the_files_of_the_readme_are_there() -> None:
    named = re.findall(r"^    ((?:app\.py|rag|ingest|prompts|eval|tests|docs)\S*)  ", README, re.MULTILINE)
    assert len(named) > 15
    for name in named:
        assert (ROOT / name).exists(), name


def test_the_readme_opens_with_the_two_commands() -> None:
    commands = [line.split("#")[0].strip() for line in README.splitlines() if line.startswith("    make")]
    assert commands[:2] == ["make run", "make test"]
