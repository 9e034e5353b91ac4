"""No pattern of the project takes for ever over a hostile text."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests import slow_patterns

# Where each of these is used its text is short, whoever wrote it.
SHORT = {"rag.capitals._OPENING": "eight characters before a word"}


@pytest.fixture
def timer() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, slow_patterns._stop)
    yield
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("timer")
@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:a+)+$",
        r"(?:\w+\s?)*$",
        r"\s*\s*\s*x",
        r"(?<!\w)[‘']([^‘’']*\s[^‘’']*(?:['’]\w+[^‘’']*)*)['’](?!\w)",  # once in rag.markup
    ],
)
def test_a_slow_pattern_is_found(pattern: str) -> None:
    assert slow_patterns.slow_text(re.compile(pattern)) is not None


@pytest.mark.usefixtures("timer")
def test_patterns_are_found_wherever_a_module_keeps_them() -> None:
    assert slow_patterns.slow_text(re.compile(r"\w+")) is None
    inside = dict(slow_patterns._inside("m.A", {"nl": [(re.compile("a"), 1)]}))
    assert list(inside) == ["m.A['nl'][0][0]"]


def test_every_pattern_is_quick_on_hostile_texts() -> None:
    """In a process of its own with a time-out: a failure, and no hang."""
    command = [sys.executable, "-m", "tests.slow_patterns"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert int(done.stderr.split()[0]) > 200
    slow = [line for line in done.stdout.splitlines() if line.split(": ")[0] not in SHORT]
    assert not slow, "\n".join(slow)
