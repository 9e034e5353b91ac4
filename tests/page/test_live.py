"""A page that runs sees what another process does to the index."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rag.errors import StoreError
from rag.page.live import LOOK_EVERY, Live
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings
from tests.conftest import ROOT

NEW = """{dossier} Voorbeelden
Nr. 7 Brief van de minister van Voorbeelden
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal
Den Haag, 3 maart 2021

In 2021 zijn er veertien molens gerestaureerd in Zeeland. Daarvoor was 3,2 miljoen euro nodig.

De minister van Voorbeelden,
A.B. Jansen
"""


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def _ingest(settings: Settings, *files: Path) -> str:
    environment = {**os.environ, "BRIEFWIJZER_DATA": str(settings.data)}
    command = [sys.executable, "-m", "ingest", "--quiet", *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def own(index: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(index.data, tmp_path / "data")
    return index.model_copy(update={"data": tmp_path / "data"})


def test_a_letter_that_another_process_added_is_answered_from(own: Settings, tmp_path: Path) -> None:
    clock = Clock()
    live = Live(open_pipeline(own), clock)
    before = live.now
    file = tmp_path / "kst-99123-7.txt"
    file.write_text(NEW.format(dossier="99 123"), encoding="utf-8")
    _ingest(own, file)
    assert live.now is before, "within a second nobody looks"
    clock.now += LOOK_EVERY
    assert live.now is not before
    assert live.now.embedder is before.embedder
    assert "kst-99123-7" in {info.id for info in live.now.letters()}
    assert "veertien molens" in live.now.ask("Hoeveel molens zijn er in 2021 gerestaureerd in Zeeland?").text
    assert before.ask("Wie ondertekende de brief van 2016?").status == "answered", "who uses the old one may finish"
    clock.now += LOOK_EVERY
    assert live.now is live.now


def test_an_index_that_cannot_be_opened_leaves_the_old_one(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    live = Live(open_pipeline(own), clock)
    before = live.now

    def broken(_: Pipeline) -> bool:
        raise StoreError("gone")

    monkeypatch.setattr(Pipeline, "changed", broken)
    clock.now += LOOK_EVERY
    assert live.now is before
