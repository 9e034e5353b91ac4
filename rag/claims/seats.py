"""A capital that stands for its country or government: 'Moskou weigert', 'aid from The Hague'."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rag.name_table import Name, implied
from rag.overlap import Word
from rag.roles import marker
from rag.tables import fold, rows

_WHERE = frozenset({"in", "at", "above"})


@cache
def _countries() -> dict[str, str]:
    """Canonical name of a capital -> code of its country; the seat of a government counts too."""
    found = {fold(cells[6].split("|")[0]): cells[0] for cells in rows("countries.tsv") if cells[6]}
    codes = {cells[0] for cells in rows("countries.tsv")}
    for cells in rows("names.tsv"):
        if cells[1] == "place" and cells[2] in codes:
            found.setdefault(cells[0], cells[2])
    return found


def stands_for(name: Name, said: Sequence[Word], at: int) -> str:
    """The country that a name at word `at` means, '' where it names a place or is no capital."""
    country = _countries().get(name.canonical, "") if name.kind == "place" else ""
    return country if country and marker(said, at) not in _WHERE else ""


@cache
def upward(canonical: str) -> frozenset[str]:
    """What is also said by saying a name: its bodies and alliances, and the country of a capital."""
    country = _countries().get(canonical)
    return implied().get(canonical, frozenset()) | ({country} if country else set())
