"""Puts hostile texts to every pattern of the project and prints those that are slow; run by test_slow_patterns.

Each text is a beginning, a unit many times over and an end, all from pieces that a pattern may
like: its own words, quotation marks, blanks, digits, letters, marks of Markdown and HTML. A
pattern that reads in one way only is through 2,000 characters in less than a millisecond, one
that tries every pair of places in some hundredths of a second; cubes and powers take for ever.
"""

from __future__ import annotations

import importlib.util
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType

PACKAGES = ("rag", "ingest", "eval")
LIMIT = 1.0  # seconds of processor time for one text
_ENOUGH = 0.4  # and for all texts of a pattern: beyond, each costs its square, and the next tells nothing new
_SIZE = 2000
_SHORT = 120  # enough for a pattern whose time doubles with each unit
_BEGINNINGS = ("", " 'a b")
_UNITS = """' " ’ ‘ « “ „ [ ( ![ [a]( ]( & &# # ** * _ ` - > | <!-- --> ~~~ ``` <a </a> . , : ; € % / @ 1 12 1. 1, 1: 1/
a A aaaaaaaa 'aaaaaaaa ’a Aa. a. kst- www. http:// nr. de miljoen 1-1-2016""".split()
_BLANKS = (
    " ",
    "\n",
    "\t",
    " \n",
    "-\n",
    "~~~a\n",
    "x <!-- ",
    "a ",
    "A ",
    "1 ",
    "1. ",
    ", ",
    ". ",
    "' ",
    "a, ",
    "de ",
    "A. ",
)
_PAIRED = ("'", "’", '"', " ", "\n", "1", "a", "A", "aaaa", ".", ",", "-", "(", "[", "<", "*", "#", "en ")


class Slow(Exception):
    """A text took longer than LIMIT."""


def patterns_of(names: tuple[str, ...] = PACKAGES) -> dict[str, re.Pattern[str]]:
    """Every compiled pattern that stands at the level of a module, by where it stands."""
    found: dict[int, tuple[str, re.Pattern[str]]] = {}
    for package in map(importlib.import_module, names):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not _compiles(info.name):
                continue
            for name, value in vars(importlib.import_module(info.name)).items():
                for where, pattern in _inside(f"{info.name}.{name}", value):
                    found.setdefault(id(pattern), (where, pattern))
    return dict(found.values())


def _compiles(module: str) -> bool:
    """Whether the module compiles a pattern: the others need not be imported, which takes seconds."""
    spec = importlib.util.find_spec(module)
    return spec is not None and spec.origin is not None and "compile(" in Path(spec.origin).read_text()


def _inside(where: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _inside(f"{where}[{key!r}]", one)
    elif isinstance(value, (tuple, list, frozenset, set)):
        for index, one in enumerate(value):
            yield from _inside(f"{where}[{index}]", one)


def slow_text(pattern: re.Pattern[str]) -> str | None:
    """The first hostile text on which the pattern takes longer than LIMIT."""
    started = time.process_time()
    for text in _texts(pattern):
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
            pattern.fullmatch(text)
            for _ in pattern.finditer(text):
                pass
        except Slow:
            return text
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if time.process_time() - started > _ENOUGH:
            break
    return None


def _texts(pattern: re.Pattern[str]) -> Iterator[str]:
    own = list(dict.fromkeys(re.findall(r"(?<!\\)\b[^\W\d_]{2,}", pattern.pattern)))[:4]
    for unit in ["'aaaaaaaa", *(one + other for one in _PAIRED for other in _PAIRED if one != other)]:
        repeated = unit * (_SHORT // len(unit))
        yield from (f"{beginning}{repeated}!" for beginning in _BEGINNINGS)
    for unit in [*_BLANKS, *_UNITS, *own, *(f"{word} " for word in own)]:
        yield unit * (_SIZE // len(unit)) + "!"


def _stop(number: int, frame: FrameType | None) -> None:
    raise Slow


def main() -> None:
    """One line for each slow pattern; the last line says how many were tried."""
    signal.signal(signal.SIGVTALRM, _stop)
    found = patterns_of()
    for where, pattern in found.items():
        if (text := slow_text(pattern)) is not None:
            print(f"{where}: {text[:40]!r} ... ({len(text)} characters)", flush=True)
    print(len(found), "patterns", file=sys.stderr)


if __name__ == "__main__":
    main()
