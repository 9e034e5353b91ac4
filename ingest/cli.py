"""`python -m ingest`: letters into the index."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import BriefwijzerError

if TYPE_CHECKING:
    from ingest.index import Parsed, Progress, Summary
    from rag.store import Store
    from rag.types import LetterInfo

HERE = Path(__file__).parent / "letters"


def parser() -> argparse.ArgumentParser:
    """The arguments of `python -m ingest`; `export-model` has its own."""
    arguments = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Put letters (.txt or .pdf) into the index. The same input twice changes nothing; a letter whose "
        "file is gone from a folder given here leaves the index. `python -m ingest export-model FOLDER` writes the "
        "bundled embedding model as a sentence-transformers folder.",
        epilog="Exit code: 0 everything went in; 1 some input was refused, one line each, and the rest went in; "
        "2 nothing could be done and the index is as it was.",
    )
    arguments.add_argument(
        "paths", nargs="*", type=Path, metavar="FILE_OR_FOLDER", help="default: the letters that come with Briefwijzer"
    )
    arguments.add_argument(
        "--rebuild", action="store_true", help="embed everything anew, also what is in the index already"
    )
    arguments.add_argument(
        "--remove",
        action="append",
        default=[],
        metavar="LETTER",
        help="take a letter out of the index, by id such as kst-32623-169",
    )
    arguments.add_argument(
        "--translate",
        action="store_true",
        help="draft a missing English edition with the chat model, marked as a draft, before indexing",
    )
    arguments.add_argument(
        "--accept-editions",
        action="store_true",
        help="take English editions also where the check of numbers, dates and names has something to say",
    )
    arguments.add_argument("--quiet", action="store_true", help="no progress bar")
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 everything went in, 1 some input was refused, 2 nothing could be done."""
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        if given[:1] == ["export-model"]:
            return _export(given[1:])
        return _ingest(parser().parse_args(given))
    except BriefwijzerError as error:
        print(f"ingest: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("ingest: stopped; no letter is half in the index.", file=sys.stderr)
        return 130


def _ingest(options: argparse.Namespace) -> int:
    from ingest.gather import gather
    from ingest.index import update
    from rag.embedding import open_embedder
    from rag.settings import load_settings
    from rag.store import open_store

    settings = load_settings()
    paths: list[Path] = options.paths or ([] if options.remove else [HERE])
    gathered = gather(paths, translate=options.translate, accept=options.accept_editions)
    for line in gathered.notes:
        print(f"note: {line}", file=sys.stderr)
    refused = list(gathered.refused)
    with open_store(settings, write=True) as store:
        held = _held(store)
        remove = [name for name in dict.fromkeys(options.remove) if name in held]
        refused += [
            f"--remove {name!r}: not in the index. See: python -m rag letters"
            for name in options.remove
            if name not in held
        ]
        for line in refused:
            print(f"refused: {line}", file=sys.stderr)
        gone = _gone(held, gathered.letters, paths)
        if not gathered.letters and not remove and not gone and not (options.rebuild and held and not refused):
            print("ingest: nothing to put in; the index is as it was.", file=sys.stderr)
            return 2
        progress, close = _progress(quiet=options.quiet)
        try:
            embedder = open_embedder(settings.embedding)
            summary = update(
                store,
                embedder,
                gathered.letters,
                remove=[*remove, *gone],
                rebuild=options.rebuild,
                progress=progress,
            )
        finally:
            close()
    print(_told(summary, len(refused)))
    return 1 if refused else 0


def _held(store: Store) -> dict[str, LetterInfo]:
    from rag.errors import IndexMissing

    try:
        return store.manifest().letters
    except IndexMissing:
        return {}


def _gone(held: Mapping[str, LetterInfo], parsed: Sequence[Parsed], paths: Sequence[Path]) -> list[str]:
    """Letters once read from a folder given here whose file is no longer there, or is another letter now."""
    folders = [path.resolve() for path in paths if path.is_dir()]
    now = {item.origin for item in parsed}
    given = {item.letter.id for item in parsed}
    return [
        info.id
        for info in held.values()
        if info.origin
        and info.id not in given
        and (
            info.origin in now
            or (any(Path(info.origin).is_relative_to(folder) for folder in folders) and not Path(info.origin).exists())
        )
    ]


def _progress(*, quiet: bool) -> tuple[Progress, Callable[[], None]]:
    """A progress bar on standard error, and how to end it."""
    if quiet:
        return lambda _done, _total: None, lambda: None
    from tqdm import tqdm

    bar: Any = tqdm(unit="text", desc="embedding", disable=None, leave=False)

    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return show, bar.close


def _told(summary: Summary, refused: int) -> str:
    parts = [
        f"{len(names)} {word}"
        + (f" ({', '.join(names)})" if names and word != "unchanged" and len(names) <= 10 else "")
        for word, names in (
            ("added", summary.added),
            ("changed", summary.changed),
            ("unchanged", summary.unchanged),
            ("removed", summary.removed),
        )
    ]
    again = "; the whole index was made anew" if summary.rebuilt else ""
    return f"letters: {', '.join(parts)}, {refused} refused{again}"


def _export(argv: Sequence[str]) -> int:
    export = argparse.ArgumentParser(
        prog="python -m ingest export-model", description="Write the bundled model as a sentence-transformers folder."
    )
    export.add_argument("folder", type=Path)
    options = export.parse_args(argv)
    from rag.export import export_model

    export_model(options.folder)
    print(f"written: {options.folder}. Use it with BRIEFWIJZER_EMBEDDING={options.folder}")
    return 0
