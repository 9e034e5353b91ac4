"""The prompts: one Markdown file for each prompt and language, and the loader.

A file has the parts `# system` and `# user`; `{name}` in them is a variable. `translate.md`
serves both languages.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from rag.errors import InputError
from rag.types import Language

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_PART = re.compile(r"^# (system|user)\n(.*?)(?=^# (?:system|user)\n|\Z)", re.MULTILINE | re.DOTALL)
_VARIABLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as read: its parts as (role, template), in order."""

    name: str
    parts: tuple[tuple[str, str], ...]

    @property
    def variables(self) -> frozenset[str]:
        """Names that `render` wants."""
        return frozenset(name for _, text in self.parts for name in _VARIABLE.findall(text))

    def render(self, **values: str) -> list[BaseMessage]:
        """The messages, with each variable replaced once: a value is never read as a template.

        Raises InputError naming every variable that is missing, and every one that is unknown.
        """
        missing = sorted(self.variables - values.keys())
        unknown = sorted(values.keys() - self.variables)
        if missing or unknown:
            wrong = [
                f"{kind} {', '.join(names)}" for kind, names in (("missing", missing), ("unknown", unknown)) if names
            ]
            raise InputError(
                f"Prompt {self.name}: {'; '.join(wrong)}. Give exactly: {', '.join(sorted(self.variables))}."
            )
        from langchain_core.prompts import ChatPromptTemplate

        return ChatPromptTemplate.from_messages(list(self.parts)).format_messages(**values)


def load(name: str, language: Language) -> Prompt:
    """Read `prompts/NAME.LANGUAGE.md`, or `prompts/NAME.md` where one file serves both.

    Raises InputError where there is no such prompt or it lacks a part.
    """
    folder = files(__name__)
    for file in (f"{name}.{language}.md", f"{name}.md"):
        if folder.joinpath(file).is_file():
            return parse(file, folder.joinpath(file).read_text("utf-8"))
    known = ", ".join(sorted(_texts()))
    raise InputError(f"No prompt {name!r} in language {language!r}. There are: {known}.")


def parse(name: str, text: str) -> Prompt:
    """A prompt file's text as a Prompt; raises InputError where `# system` or `# user` is not there once."""
    parts = tuple((role, body.strip()) for role, body in _PART.findall(text))
    if [role for role, body in parts if body] != ["system", "user"]:
        raise InputError(f"Prompt {name}: write one part `# system` and then one `# user`.")
    return Prompt(name, parts)


def fingerprint() -> str:
    """SHA-256 over the names and texts of all prompt files, for receipts."""
    digest = hashlib.sha256()
    for name, text in sorted(_texts().items()):
        digest.update(f"{name}\0{len(text)}\0{text}".encode())
    return digest.hexdigest()


def _texts() -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in files(__name__).iterdir() if file.name.endswith(".md")}
