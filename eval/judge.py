"""The optional judge: a chat model on groundedness and completeness, beside the gold. Never part of the gate.

Each answer is judged three times, with its quotes and expected facts in another order, since a
model at temperature 0 repeats itself and the order sways it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.evaluate import Evaluation
from eval.files import json_text, write_whole
from eval.intervals import Estimate, estimate
from eval.scores import REFUSING
from eval.scoring import Scored
from eval.text import unmarked
from rag.chat import Chat, open_chat
from rag.errors import ChatError
from rag.settings import load_settings
from rag.types import Answer

VOTES = 3
ASPECTS = ("grounded", "complete")
_PROMPT = Path(__file__).resolve().parent / "judge.md"
_OBJECT = re.compile(r"\{[^{}]*\}")
_MOST_FAILURES = 5  # in a row: then the model is down, and asking on only costs time

Vote = dict[str, bool]


@dataclass(frozen=True, slots=True)
class Judged:
    """The votes on one answer (None: the model said nothing usable), and what the gold says of it."""

    id: str
    votes: tuple[Vote | None, ...]
    gold_complete: bool

    def share(self, aspect: str) -> float | None:
        """Share of the usable votes that say yes; None where there are none."""
        said = [vote[aspect] for vote in self.votes if vote is not None]
        return sum(said) / len(said) if said else None


def judge_run(evaluation: Evaluation, model: str, path: Path, *, quiet: bool = False) -> str:
    """Judge every answered question of a run, write the votes to `path`, and tell the outcome.

    `model` is `provider:name`; its server and key come from the settings. Raises ChatError where
    the model cannot be opened or fails again and again.
    """
    chat = open_chat(load_settings(chat_model=model))
    judged = judge_all(evaluation.main.scored, chat, quiet=quiet)
    numbers = summarise(judged)
    votes = {j.id: {"votes": j.votes, "gold_complete": j.gold_complete} for j in judged}
    write_whole(path, json_text({"model": model, "numbers": numbers, "items": votes}))
    return judge_text(model, numbers)


def judge_all(scored: Sequence[Scored], chat: Chat, *, quiet: bool = False) -> tuple[Judged, ...]:
    """Three votes on each question that was answered and has facts in the gold."""
    from tqdm import tqdm

    judged = []
    failed = 0
    for s in tqdm([s for s in scored if _to_judge(s)], desc="judge", unit="answer", disable=quiet or None):
        votes: list[Vote | None] = []
        for turn in range(VOTES):
            try:
                votes.append(parse_vote(chat.complete(messages(s, turn))))
                failed = 0
            except ChatError:
                votes.append(None)
                failed += 1
                if failed >= _MOST_FAILURES:
                    raise
        judged.append(Judged(s.item.id, tuple(votes), s.scores.get("facts_found") == 1))
    return tuple(judged)


def _to_judge(s: Scored) -> bool:
    result = s.outcome.result
    return isinstance(result, Answer) and result.status not in REFUSING and bool(s.item.facts)


def messages(s: Scored, turn: int) -> list[Any]:
    """What the judge is asked; `turn` (from 0) moves the order of quotes and expected facts along."""
    from langchain_core.messages import HumanMessage, SystemMessage

    answer = s.outcome.result
    assert isinstance(answer, Answer)  # noqa: S101 - _to_judge said so
    material = {
        "question": s.item.text,
        "answer": answer.text,
        "quotes": _moved([{"mark": c.number, "quote": c.quote} for c in answer.citations], turn),
        "expected": _moved([list(group) for group in s.item.facts], turn),
    }
    told = json.dumps(material, ensure_ascii=False, indent=1)
    return [SystemMessage(_PROMPT.read_text(encoding="utf-8")), HumanMessage(told)]


def _moved(values: list[Any], turn: int) -> list[Any]:
    place = turn % len(values) if values else 0
    return values[place:] + values[:place]


def parse_vote(text: str) -> Vote | None:
    """The last JSON object in what the model said that holds both aspects as booleans; else None."""
    for found in reversed(_OBJECT.findall(unmarked(text))):
        try:
            row = json.loads(found)
        except ValueError:
            continue
        if all(isinstance(row.get(aspect), bool) for aspect in ASPECTS):
            return {aspect: row[aspect] for aspect in ASPECTS}
    return None


def summarise(judged: Sequence[Judged]) -> dict[str, Any]:
    """Means with intervals, spread of the votes, and agreement of completeness with the gold."""
    from eval.gold import slug

    numbers: dict[str, Any] = {
        "answers": len(judged),
        "votes": sum(len(j.votes) for j in judged),
        "unusable_votes": sum(vote is None for j in judged for vote in j.votes),
    }
    for aspect in ASPECTS:
        shares = [(share, slug(j.id)) for j in judged if (share := j.share(aspect)) is not None]
        mean = estimate([share for share, _ in shares], [name for _, name in shares])
        split = estimate([float(0 < share < 1) for share, _ in shares], [name for _, name in shares])
        numbers |= _kept({aspect: mean, f"{aspect}_votes_split": split})
    agreed = [
        (float((share > 0.5) == j.gold_complete), slug(j.id))
        for j in judged
        if (share := j.share("complete")) is not None
    ]
    return numbers | _kept({"complete_as_gold": estimate([a for a, _ in agreed], [name for _, name in agreed])})


def _kept(estimates: Mapping[str, Estimate | None]) -> dict[str, Any]:
    return {name: asdict(found) for name, found in estimates.items() if found is not None}


def judge_text(model: str, numbers: Mapping[str, Any]) -> str:
    """The judge's outcome for a terminal."""
    lines = [
        f"judge {model} (not part of the gate): {numbers['answers']} answers, {VOTES} votes each, "
        f"{numbers['unusable_votes']} votes unusable"
    ]
    titles = {
        "grounded": "grounded",
        "grounded_votes_split": "  its votes split",
        "complete": "complete",
        "complete_votes_split": "  its votes split",
        "complete_as_gold": "completeness as the gold has it",
    }
    for name, title in titles.items():
        if name in numbers:
            e = numbers[name]
            lines.append(f"  {title:<34}{e['mean']:.3f} [{e['low']:.3f} {e['high']:.3f}]")
    return "\n".join(lines)
