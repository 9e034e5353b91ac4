"""The page in a process of its own, as people run it, on a free port."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE = 90.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(command: list[str] | None = None, **settings: object) -> Iterator[str]:
    """The address of a page that runs with `settings` (BRIEFWIJZER_*), until the block ends."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BRIEFWIJZER_")},
        **{f"BRIEFWIJZER_{name.upper()}": str(value) for name, value in settings.items()},
        "BRIEFWIJZER_PORT": str(port),
    }
    server = subprocess.Popen(
        command or [sys.executable, "app.py"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, address)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[str], address: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise AssertionError(f"the page did not start: {server.stdout.read() if server.stdout else ''}")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=2) as told:
            if told.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"the page did not answer within {_PATIENCE:.0f} s")
