"""Heavy libraries stay off the way to a first answer."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rag.settings import Settings

HEAVY = ("torch", "transformers", "gradio", "sentence_transformers", "langchain", "langchain_openai", "langchain_core")


def _loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["rag", "rag.cli", "rag.pipeline", "rag.store", "ingest.cli", "eval.cli", "app"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    assert _loaded(f"import {module}") == set()


def test_a_cold_question_loads_nothing_heavy(index: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFWIJZER_DATA", str(index.data))
    ask = "import rag.cli\nassert rag.cli.main(['ask', '--json', 'Wie ondertekende de brief van 2016?']) == 0\nprint()"
    script = f"import sys, io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()):\n    exec({ask!r})"
    assert _loaded(script) == set()


def test_help_loads_neither_numpy_nor_chroma() -> None:
    script = "import sys\nfrom rag.cli import parser\nparser().format_help()\n"
    script += "print('numpy' in sys.modules, 'chromadb' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
