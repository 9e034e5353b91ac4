"""All settings in one place: environment variables `BRIEFWIJZER_*`, or a file `.env`."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from rag.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent
_PREFIX = "BRIEFWIJZER_"
# Names that only the tests look at: the folder of real PDFs that are no part of the project.
_OF_TESTS = frozenset({"BRIEFWIJZER_PDFS"})


class Settings(BaseSettings):
    """The dials, to be made by `load_settings`, which refuses unknown names. Secrets are never printed."""

    # What a `.env` holds for other programs is no business of ours.
    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=".env", extra="forbid", dotenv_filtering="only_existing", frozen=True
    )

    data: Path = Field(PROJECT / "data", description="Folder of the index.")
    chroma_url: str = Field("", description="Address of a Chroma server (http://host:port) instead of the folder.")
    collection: str = Field("briefwijzer", description="First part of the names of the Chroma collections.")
    embedding: str = Field(
        "bundled",
        description="`bundled` (multilingual-e5-small in 4 bits, no download), or a "
        "sentence-transformers model by hub name or folder.",
    )
    composer: Literal["auto", "quotes", "chain"] = Field(
        "auto", description="`auto` takes the prompt chain where a chat model is set, else quotes."
    )
    chat_model: str = Field(
        "",
        description="Chat model for the prompt chain, `provider:name` as LangChain's init_chat_model "
        "takes it: `openai:gpt-...`, `ollama:gemma3`, `anthropic:claude-...`.",
    )
    chat_base_url: str = Field("", description="Address of an OpenAI-compatible or Ollama server.")
    chat_api_key: SecretStr = Field(SecretStr(""), description="Key for the chat model, where it wants one.")
    chat_timeout: float = Field(60.0, gt=0, le=600, description="Seconds that one answer of the chat model may take.")
    chat_retries: int = Field(2, ge=0, le=5, description="Further tries after a failed call of the chat model.")
    chat_context: int = Field(3000, ge=200, le=200_000, description="Tokens of passages that fit in one prompt.")
    hits: int = Field(8, ge=1, le=50, description="Passages that retrieval hands to the composer.")
    language: Literal["auto", "nl", "en"] = Field(
        "auto", description="Language of answers; `auto` follows the question."
    )
    question_limit: int = Field(2000, ge=100, le=20_000, description="Longest question, in characters.")
    host: str = Field("127.0.0.1", description="Address that the page is served on.")
    port: int = Field(7860, ge=1, le=65_535, description="Port that the page is served on.")
    mcp: bool = Field(False, description="Offer the API as MCP tools too.")
    feedback: bool = Field(False, description="Let readers judge answers; what they judge is then stored.")
    adding: bool = Field(False, description="Let readers put letters into the index; their files are then stored.")


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment and `.env`, with `overrides` on top.

    Raises SettingsError naming each wrong setting, and each `BRIEFWIJZER_*` that is none.
    """
    try:
        wrong = _unknown((*os.environ, *DotEnvSettingsSource(Settings).env_vars))
        if not wrong:
            return Settings(**overrides)  # type: ignore[arg-type]
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env cannot be read ({error}). Save it as UTF-8, or take it away.") from None
    except ValidationError as error:
        wrong = [f"{_PREFIX}{'_'.join(map(str, item['loc'])).upper()}: {item['msg']}" for item in error.errors()]
    raise SettingsError(f"Wrong settings: {'; '.join(wrong)}. See the table of settings in README.md.")


def _unknown(names: Iterable[str]) -> list[str]:
    """A line for each name that begins as ours do and is not one of them, however it is capitalised."""
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields}
    ours = {name for name in map(str.upper, names) if name.startswith(_PREFIX)}
    return [f"{name}: no such setting{_meant(name, known)}" for name in sorted(ours - known - _OF_TESTS)]


def _meant(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), 1, 0.8)
    return f", did you mean {near[0]}?" if near else ""
