"""The page of Briefwijzer: `python app.py` serves it and prints its address."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import BriefwijzerError, InputError, SettingsError

if TYPE_CHECKING:
    import gradio as gr

    from eval.gold import GoldItem
    from eval.scores import Outcome
    from rag.page.live import Live
    from rag.page.measure import Run
    from rag.page.options import Options, Tools
    from rag.pipeline import Pipeline
    from rag.settings import Settings
    from rag.types import Letter

# Questions that people asked of the letters that come with Briefwijzer.
EXAMPLES = Path(__file__).parent / "ingest" / "letters" / "examples.jsonl"
RUNS = Path(__file__).parent / "eval" / "runs"
MOST_ITEMS = 200


def build(pipeline: Pipeline, settings: Settings, options: Options | None = None) -> gr.Blocks:
    """The page over a pipeline; `serve`, or `rag.page.serve.web_app`, puts it on the network."""
    from rag.page.live import Live
    from rag.page.options import Options

    live = Live(pipeline)
    return _page(live, settings, options or Options.of(settings), _tools(live, settings))


def _page(live: Live, settings: Settings, options: Options, tools: Tools) -> gr.Blocks:
    from rag.page.build import blocks
    from rag.page.suggest import Suggestions, read_candidates

    return blocks(live, settings, Suggestions(live, read_candidates(EXAMPLES)), options, tools)


def serve(settings: Settings, options: Options | None = None) -> None:
    """Serve the page until it is stopped; `options` in place of those that the settings switch on.

    Raises BriefwijzerError where there is no index, or the address is taken.
    """
    with listen(settings.host, settings.port) as bound:
        from rag.page.live import Live
        from rag.page.options import Options
        from rag.page.serve import run, web_app
        from rag.pipeline import open_pipeline

        chosen = options or Options.of(settings)
        live = Live(open_pipeline(settings))
        tools = _tools(live, settings)
        app = web_app(_page(live, settings, chosen, tools), live, settings, chosen, tools)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        print(f"Briefwijzer: http://{host}:{settings.port}  (stop with Ctrl+C)", flush=True)
        run(app, bound)


def _tools(live: Live, settings: Settings) -> Tools:
    from rag.page.options import Tools

    return Tools(measures=Harness(live, settings, RUNS), adder=Ingest(settings))


class Harness:
    """The eval harness as the page uses it; `folder` holds the runs."""

    def __init__(self, live: Live, settings: Settings, folder: Path) -> None:
        self._live, self._settings, self._folder = live, settings, folder

    def runs(self) -> list[Run]:
        return [run for path in self._finished() if (run := _past(path))]

    def report(self) -> Path | None:
        return next((path.parent / "report.html" for path in reversed(self._finished()) if _has_report(path)), None)

    def _finished(self) -> list[Path]:
        return sorted(self._folder.glob("*/metrics.json"), key=lambda path: path.stat().st_mtime)

    def measure(self, gold: str, progress: Callable[[int, int], None]) -> Run:
        from eval.config import config_of
        from eval.evaluate import evaluate
        from eval.gold import load_gold
        from eval.system import PipelineSystem, sources_of

        pipeline = self._live.now
        with tempfile.TemporaryDirectory(prefix="briefwijzer-gold-") as folder:
            path = Path(folder) / "gold.jsonl"
            path.write_text(gold, encoding="utf-8")
            items = load_gold([path])
            if not 0 < len(items) <= MOST_ITEMS:
                raise InputError(f"The file holds {len(items)} questions. Choose one of 1 to {MOST_ITEMS}.")

            class Counted(PipelineSystem):
                done = 0

                def outcome(self, item: GoldItem) -> Outcome:
                    progress(self.done, len(items))
                    self.done += 1
                    return super().outcome(item)

            config = config_of(self._settings, "quotes", [path], pipeline.letters(), stock=False)
            system = Counted("quotes", pipeline)
            found = evaluate(items, [system], sources_of(pipeline), config, Path(folder) / "run", quiet=True)
            groups = found.main.summary.to_json()["groups"]
            return _run(groups, len(found.main.scored), datetime.datetime.now())


def _has_report(metrics: Path) -> bool:
    return (metrics.parent / "report.html").exists()


def _past(metrics: Path) -> Run | None:
    """A run from its folder; None for one that was not written by this version."""
    try:
        systems = json.loads(metrics.read_text(encoding="utf-8"))
        name = next(name for name in ("chain", "quotes") if name in systems)
        when = datetime.datetime.fromtimestamp(metrics.stat().st_mtime)
        return _run(systems[name]["groups"], systems[name]["items"], when)
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return None


def _run(groups: dict[str, dict[str, dict[str, float]]], items: int, when: datetime.datetime) -> Run:
    from eval.metrics import BY_NAME, HEADLINE
    from rag.page.measure import Figure, Run

    def mean(group: str, name: str) -> float | None:
        return groups.get(group, {}).get(name, {}).get("mean")

    figures = (Figure(BY_NAME[name].title, groups["all"][name]["mean"], mean("nl", name), mean("en", name))
               for name in HEADLINE if name in groups["all"])  # fmt: skip
    return Run(when, items, tuple(figures))


class Ingest:
    """Ingest as the page uses it: letters that readers add lie beside the index."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def read(self, name: str, data: bytes) -> Letter:
        from ingest.files import read_source
        from ingest.parse import parse_letter

        with tempfile.TemporaryDirectory(prefix="briefwijzer-letter-") as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            try:
                return parse_letter(read_source(path), name)
            except InputError as error:
                raise InputError(str(error).replace(f"{folder}/", "")) from None

    def add(self, name: str, data: bytes) -> None:
        """By the command, in a process of its own: it keeps the old index whole whatever happens."""
        letter = self.read(name, data)
        folder = self._settings.data / "added"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{letter.id}{Path(name).suffix.lower()}"
        path.write_bytes(data)
        environment = {**os.environ, "BRIEFWIJZER_DATA": str(self._settings.data)}
        command = [sys.executable, "-m", "ingest", "--quiet", str(path)]
        done = subprocess.run(  # noqa: S603 - our own command, and a path that we made
            command,
            cwd=Path(__file__).parent,
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode != 0:
            path.unlink(missing_ok=True)
            raise InputError((done.stderr.strip().splitlines() or ["ingest failed"])[-1])


def listen(host: str, port: int) -> socket.socket:
    """A socket on the address, taken before anything slow is done. Raises SettingsError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        raise SettingsError(
            f"Cannot serve on {host}:{port}: {error.strerror or error}. "
            f"Stop what uses it, or choose another port: BRIEFWIJZER_PORT={port % 65_535 + 1} python app.py"
        ) from None
    return bound


def main() -> int:
    """Exit codes: 0 stopped, 2 could not start."""
    from rag.settings import load_settings

    try:
        with contextlib.suppress(KeyboardInterrupt):
            serve(load_settings())
    except BriefwijzerError as error:
        print(f"briefwijzer: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
