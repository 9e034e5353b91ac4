"""What the operator switches on; all of it is off by default."""

from __future__ import annotations

from dataclasses import dataclass

from rag.page.adding import Adder
from rag.page.measure import Measures
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """`mcp`: the API as MCP tools. `feedback`: readers may judge answers, which are then stored.

    `adding`: readers may put letters into the index.
    """

    mcp: bool = False
    feedback: bool = False
    adding: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Options:
        return cls(*(bool(getattr(settings, name, False)) for name in ("mcp", "feedback", "adding")))


@dataclass(frozen=True, slots=True)
class Tools:
    """What the page may use of the other packages; a part without its tool is not shown."""

    measures: Measures | None = None
    adder: Adder | None = None
