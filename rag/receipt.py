"""The receipt of an answer: what it was made from, so that it can be had again."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag.library import Library
from rag.serial import digest
from rag.settings import Settings
from rag.types import Evidence

# Settings that change what is answered; where the page is served is not among them.
_DECIDING = (
    "embedding", "composer", "chat_model", "chat_base_url", "chat_context", "hits", "language", "question_limit",
)  # fmt: skip


def receipt(
    settings: Settings,
    library: Library,
    composer: str,
    model: str | None,
    evidence: Sequence[Evidence],
    confidence: float,
) -> dict[str, Any]:
    """Hashes of corpus, index, prompts, weights and settings; composer, model, hits, and how sure it was.

    `setting_values` are the deciding settings themselves, so that a replay can name the one that differs.
    """
    return {
        "corpus": library.corpus_hash,
        "index": library.index_hash,
        "prompts": prompts_hash(),
        "weights": weights_hash(),
        "settings": settings_hash(settings),
        "setting_values": {name: _public(name, getattr(settings, name)) for name in _DECIDING},
        "composer": composer,
        "model": model,
        "hits": [item.passage.id for item in evidence],
        "confidence": round(confidence, 4),
    }


def settings_hash(settings: Settings) -> str:
    """Of the settings that decide what is answered."""
    return digest({name: getattr(settings, name) for name in _DECIDING})


def _public(name: str, value: Any) -> Any:
    """The value as a receipt may show it: receipts are published, addresses and folders of machines are not."""
    private = name == "chat_base_url" or (isinstance(value, str) and Path(value).is_absolute())
    return f"sha256:{digest(value)[:12]}" if private and value else value


@functools.cache
def prompts_hash() -> str:
    """Of every prompt file."""
    from prompts import fingerprint

    return fingerprint()[:16]


@functools.cache
def weights_hash() -> str:
    """Of the data files that ranking and refusing rest on."""
    folder = Path(__file__).parent / "data"
    return digest([hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())])
