"""Reading an untrusted file in a process of its own, with limits.

A file comes from anywhere, and what reads it may be C++: in a child process a crash, a file that
takes for ever or one that fills the memory is an answer and not the end of the page or the index
run. PDFium, moreover, may not be called from two threads at once, and the page has several.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

SECONDS = 60
_MEMORY = 3 * 2**30
_PROJECT = Path(__file__).resolve().parent.parent


def ask_child(data: bytes, program: str, seconds: float = SECONDS) -> dict[str, str]:
    """What `answer` gave in a Python that ran `program` with `data` on its stdin.

    A child that dies gives `{"error": "damaged"}`, one that takes too long `{"error": "slow"}`.
    """
    paths = [str(_PROJECT), *(path for path in sys.path if path)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the file comes by stdin
            [sys.executable, "-c", program],
            input=data,
            capture_output=True,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"error": "slow"}
    try:
        found = json.loads(done.stdout)
    except ValueError:  # it died before it could answer
        return {"error": "damaged"}
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {"error": "damaged"}


def answer(read: Callable[[bytes], Mapping[str, str]]) -> None:
    """The child's side: what `read` makes of the file on stdin, as JSON on stdout."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # a limit less; the time limit of the parent holds everywhere
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))
