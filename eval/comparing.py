"""Comparing many claims with the letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from eval.gold import GoldItem
from eval.tune import Remembered
from eval.workers import spread
from rag.claims.weigh import Compared
from rag.matching import Matcher
from rag.pipeline import Pipeline
from rag.settings import Settings


class Both(NamedTuple):
    """What is weighed of a claim without help to find its sentence, as of letters not known, and with it."""

    plain: Compared | None
    placed: Compared | None


def compare_all(settings: Settings, asked: Sequence[tuple[GoldItem, Matcher]]) -> list[Both]:
    """Of each claim, with the model of which sentence it is about, in their order."""
    return list(spread(settings, compare, asked))


def compare(pipeline: Pipeline, asked: tuple[GoldItem, Matcher]) -> Both:
    """Of one claim."""
    item, placer = asked
    if not isinstance(pipeline.embedder, Remembered):  # it is embedded for both
        pipeline.embedder = Remembered(pipeline.embedder)
    return Both(pipeline.compare(item.text, item.lang), pipeline.compare(item.text, item.lang, placer))
