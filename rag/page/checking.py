"""Checking a claim or an article on the page: what was handed in, and the verdicts as they come."""

from __future__ import annotations

import dataclasses
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rag.articles import MOST_CHARACTERS, read_article
from rag.claims import MOST_CLAIMS, ArticleReport, claims_of
from rag.contract import verdict_json
from rag.errors import InputError
from rag.exports import FORMATS, Item, load
from rag.language import detect
from rag.page.adding import file_of
from rag.pipeline import Pipeline

MOST_EXPORTED = 20_000_000
SUFFIX = {"markdown": "md", "csv": "csv", "json": "json"}


def article_of(data: Mapping[str, Any]) -> tuple[str, str]:
    """The name of the file, empty where there is none, and the text to check. Raises InputError."""
    if data.get("file") is not None:
        name, content = file_of(data.get("name"), data.get("file"))
        return name, _read(name, content)
    text = data.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError("There is no text in it. Paste a claim or an article, or choose a file.")
    if len(text) > MOST_CHARACTERS:
        raise InputError(f"The text is longer than {MOST_CHARACTERS:,} characters. Give a shorter one.")
    return "", text


def _read(name: str, content: bytes) -> str:
    with tempfile.TemporaryDirectory(prefix="briefwijzer-article-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            return read_article(path)
        except InputError as error:
            raise InputError(str(error).replace(f"{folder}/", "")) from None


def reports(
    pipeline: Pipeline, text: str, clock: Callable[[], float] = time.perf_counter
) -> Iterator[tuple[int, ArticleReport]]:
    """How many claims there are, with the report so far: first without a verdict, then after each.

    One sentence by itself is a claim, however short it is; in an article those that claim nothing
    are passed over.
    """
    started = clock()
    found, passed_over = claims_of(text)
    if len(found) + len(passed_over) == 1:
        found, passed_over = (text,), ()
    claims = found[:MOST_CLAIMS]
    language = detect(" ".join(claims))
    report = dataclasses.replace(
        pipeline.check_article(""), passed_over=passed_over, left_out=max(0, len(found) - MOST_CLAIMS)
    )
    yield len(claims), report
    for claim in claims:
        verdicts = (*report.verdicts, pipeline.check(claim, language))
        report = dataclasses.replace(report, verdicts=verdicts, seconds=clock() - started)
        yield len(claims), report


def whole(report: ArticleReport) -> str:
    """The verdicts as one line of JSON, from which every export is made."""
    return json.dumps([verdict_json(verdict) for verdict in report.verdicts], ensure_ascii=False)


def exported(form: object, verdicts: object) -> str:
    """Verdicts in the JSON of `whole` as a file in one of SUFFIX. Raises InputError."""
    if not isinstance(form, str) or form not in SUFFIX:
        raise InputError(f"Not a form that is exported. Choose one of {', '.join(SUFFIX)}.")
    if not isinstance(verdicts, str) or len(verdicts) > MOST_EXPORTED:
        raise InputError("There is nothing that can be exported. Check again.")
    items: tuple[Item, ...] = load(verdicts, "verdicts")
    return FORMATS[form](items)
