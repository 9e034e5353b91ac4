"""Things that many tests share: an index of the real letters, made once and kept between runs."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rag.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parent.parent
LETTERS = ROOT / "ingest" / "letters"

# The project's files that making an index runs, as the interpreter itself names them.
_CLOSURE = """
import sys, pathlib
import ingest.cli, ingest.gather
import ingest.files, ingest.index, ingest.parse, ingest.editions, rag.embedding, rag.store, rag.settings
root = pathlib.Path.cwd()
files = {pathlib.Path(m.__file__) for m in list(sys.modules.values()) if getattr(m, "__file__", None)}
print("\\n".join(sorted(str(f) for f in files if root in f.parents and f.parent.name in ("ingest", "rag"))))
"""


def _fingerprint() -> str:
    """Of the letters and of all code and data that turns them into an index."""
    told = subprocess.run([sys.executable, "-c", _CLOSURE], cwd=ROOT, check=True, capture_output=True, text=True)
    files = [*map(Path, told.stdout.split()), *sorted(LETTERS.iterdir()), *sorted((ROOT / "rag" / "data").glob("*.t*"))]
    parts = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Settings:
    """Settings that point to a fresh copy of an index of both real letters with their editions.

    Making one takes a minute, so it is kept under `.pytest_cache` for as long as nothing that it
    is made from changes.
    """
    kept = Path(pytestconfig.cache.mkdir("briefwijzer-index")) / _fingerprint()
    if not kept.exists():
        making = tmp_path_factory.mktemp("making")
        environment = {**os.environ, "BRIEFWIJZER_DATA": str(making)}
        done = subprocess.run(
            [sys.executable, "-m", "ingest", "--quiet", str(LETTERS)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        for old in kept.parent.iterdir():
            shutil.rmtree(old)
        shutil.copytree(making, kept)
    data = tmp_path_factory.mktemp("index") / "data"
    shutil.copytree(kept, data)
    return load_settings(data=data)
