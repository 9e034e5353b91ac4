"""`python -m ingest`: letters into the index."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import BriefwijzerError, InputError

if TYPE_CHECKING:
    from ingest.index import Parsed, Progress, Summary
    from rag.store import Store

HERE = Path(__file__).parent / "letters"


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Put letters (.txt or .pdf) into the index. The same input twice changes nothing; a letter whose "
        "file is gone from a folder given here leaves the index. `python -m ingest export-model FOLDER` writes the "
        "bundled embedding model as a sentence-transformers folder.",
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
    arguments.add_argument("--quiet", action="store_true", help="no progress bar")
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 all went in, 1 some input was refused, 2 nothing could be done."""
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        if given[:1] == ["export-model"]:
            return _export(given[1:])
        return _ingest(parser().parse_args(given))
    except BriefwijzerError as error:
        print(f"ingest: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("ingest: stopped; the index is as it was before.", file=sys.stderr)
        return 130


def _ingest(options: argparse.Namespace) -> int:
    from ingest.files import find_files
    from ingest.index import update
    from rag.embedding import open_embedder
    from rag.settings import load_settings
    from rag.store import open_store

    settings = load_settings()
    paths: list[Path] = options.paths or ([] if options.remove else [HERE])
    files, refused = _found(paths, find_files)
    parsed = []
    for file in files:
        try:
            parsed.append(_read(file, translate=options.translate))
        except InputError as error:
            refused.append(str(error))
    parsed, doubles = _without_doubles(parsed)
    refused += doubles
    for line in refused:
        print(f"refused: {line}", file=sys.stderr)
    if not parsed and not options.remove and not options.rebuild:
        print("ingest: nothing to put in.", file=sys.stderr)
        return 1 if refused else 2
    store = open_store(settings)
    gone = _gone(store, paths)
    progress, close = _progress(quiet=options.quiet)
    try:
        summary = update(
            store,
            open_embedder(settings.embedding),
            parsed,
            remove=[*options.remove, *gone],
            rebuild=options.rebuild,
            progress=progress,
        )
    finally:
        close()
    print(_told(summary, len(refused)))
    return 1 if refused else 0


def _found(
    paths: Sequence[Path], find_files: Callable[[Sequence[Path]], tuple[Path, ...]]
) -> tuple[list[Path], list[str]]:
    """The files under each path; a path that cannot be used does not stop the others."""
    files: dict[Path, None] = {}
    refused: list[str] = []
    for path in paths:
        try:
            files |= dict.fromkeys(find_files([path]))
        except InputError as error:
            refused.append(str(error))
    return list(files), refused


def _read(file: Path, *, translate: bool) -> Parsed:
    """A letter with its edition; an edition that fails its check is left out, with a line that says so."""
    from ingest.editions import check_edition, edition_path, read_edition
    from ingest.files import read_source
    from ingest.index import Parsed
    from ingest.parse import parse_letter

    letter = parse_letter(read_source(file), file.name)
    path = edition_path(file, "en")
    if translate and not path.exists():
        from ingest.translate import draft_edition

        draft_edition(letter, path)
    if not path.exists():
        return Parsed(letter, {}, str(file.resolve()))
    try:
        edition = read_edition(path, letter)
        problems = check_edition(letter, edition, "en")
    except InputError as error:
        problems = (str(error),)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        print(f"edition left out: {problems[0]}{more}", file=sys.stderr)
        return Parsed(letter, {}, str(file.resolve()))
    return Parsed(letter, {"en": edition}, str(file.resolve()))


def _without_doubles(parsed: Sequence[Parsed]) -> tuple[list[Parsed], list[str]]:
    """The first of each letter, and a line for each further file that claims the same one."""
    first: dict[str, Parsed] = {}
    refused: list[str] = []
    for item in parsed:
        held = first.setdefault(item.letter.id, item)
        if held is not item:
            same = " with the same text" if held.letter.sha256 == item.letter.sha256 else " with another text"
            refused.append(
                f"{item.letter.file}: claims to be {item.letter.id}, as {held.letter.file} does{same}. "
                "Keep one of the two files."
            )
    return list(first.values()), refused


def _gone(store: Store, paths: Sequence[Path]) -> list[str]:
    """Letters once read from a folder given here whose file is no longer there."""
    from rag.errors import IndexMissing

    folders = [path.resolve() for path in paths if path.is_dir()]
    try:
        letters = store.manifest().letters.values()
    except IndexMissing:
        return []
    return [
        info.id
        for info in letters
        if info.origin and not Path(info.origin).exists() and any(Path(info.origin).is_relative_to(f) for f in folders)
    ]


def _progress(*, quiet: bool) -> tuple[Progress, Callable[[], None]]:
    """A progress bar on standard error, and how to end it."""
    if quiet:
        return lambda _done, _total: None, lambda: None
    from tqdm import tqdm

    bar: tqdm[None] = tqdm(unit="text", desc="embedding", disable=None, leave=False)

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
