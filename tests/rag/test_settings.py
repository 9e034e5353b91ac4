"""Settings: an unknown name is refused wherever it stands, and what is for other programs is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.settings import load_settings


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, so that there is no `.env` but that of the test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["BRIEFWIJZER_LANGAUGE", "briefwijzer_langauge"])
def test_a_slip_in_a_name_is_refused_with_what_was_meant(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "en")
    with pytest.raises(SettingsError, match=r"BRIEFWIJZER_LANGAUGE.*did you mean BRIEFWIJZER_LANGUAGE\?.*README"):
        load_settings()


def test_a_file_is_held_to_the_same_names_and_keeps_those_of_others(nowhere: Path) -> None:
    (nowhere / ".env").write_text("OPENAI_API_KEY=x\nLANGUAGE=fr\nBRIEFWIJZER_LANGUAGE=en\n")
    assert load_settings().language == "en"
    (nowhere / ".env").write_text("BRIEFWIJZER_LANGUAGES=en\nBRIEFWIJZER_XYZZY=\n")
    with pytest.raises(SettingsError, match=r"LANGUAGES: no such setting, did you.*XYZZY: no such setting\.") as told:
        load_settings()
    assert "\n" not in str(told.value)


def test_a_file_that_is_no_text_is_refused(nowhere: Path) -> None:
    (nowhere / ".env").write_bytes(b"BRIEFWIJZER_LANGUAGE=\xff\n")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        load_settings()


def test_names_of_the_tests_and_of_other_programs_are_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFWIJZER_PDFS", "/somewhere")
    monkeypatch.setenv("BRIEFWIJZERS_LANGUAGE", "xx")
    assert load_settings().language == "auto"


def test_wrong_values_and_unknown_overrides_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFWIJZER_HITS", "many")
    with pytest.raises(SettingsError, match="BRIEFWIJZER_HITS: Input should be a valid integer"):
        load_settings()
    monkeypatch.delenv("BRIEFWIJZER_HITS")
    with pytest.raises(SettingsError, match="BRIEFWIJZER_HIT: Extra inputs"):
        load_settings(hit=3)
