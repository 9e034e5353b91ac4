"""The chat model's ruling on a claim, by a scripted server: read strictly, held to the letters, never bolder."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eval.scripted import Reply, Script, ScriptedServer
from rag.claims.adjudicate import read
from rag.claims.together import more_careful
from rag.errors import ChatError
from rag.pipeline import Pipeline, open_pipeline
from rag.settings import Settings
from rag.types import Label, Verdict

CLAIM = "Ongeveer 25.000 mensen zijn uit Aleppo geëvacueerd."
QUOTE = "Op het moment van schrijven zijn ongeveer 25.000 mensen geëvacueerd."
UNKNOWN = "Het kabinet verhoogt volgend jaar de btw op boeken en kranten."


def ruling(label: str, reason: str = "", *quotes: str, body: dict[str, Any] | None = None) -> Script:
    """A model that gives `label` and quotes the passage of the prompt that has each quote."""

    def reply(request: dict[str, Any]) -> Reply:
        prompt = request["messages"][-1]["content"]
        given = [{"passage": _number(prompt, quote), "quote": quote} for quote in quotes]
        return Reply(json.dumps(body if body is not None else {"label": label, "reason": reason, "quotes": given}))

    return reply


def _number(prompt: str, quote: str) -> int:
    before = prompt.partition(quote)[0]
    return before.count("<passage>\n[") if quote in prompt else 1


def checked(index: Settings, script: Script | Reply, claim: str = CLAIM, **more: Any) -> tuple[Verdict, ScriptedServer]:
    with ScriptedServer(script) as server:
        verdict = _pipeline(index, server, **more).check(claim)
    return verdict, server


def _pipeline(index: Settings, server: ScriptedServer, **more: Any) -> Pipeline:
    chat = {"chat_model": "openai:scripted", "chat_base_url": server.url, "chat_retries": 0, "chat_timeout": 5.0}
    return open_pipeline(index.model_copy(update=chat | more))


def test_agreement_is_told_with_the_models_checked_reason(index: Settings) -> None:
    verdict, server = checked(index, ruling("supported", QUOTE, QUOTE))
    assert verdict.label == "supported"
    assert "Het taalmodel oordeelt hetzelfde." in verdict.reason
    assert verdict.reason.endswith(QUOTE)
    assert verdict.receipt["ruling"] == {"rules": "supported", "model": "supported"}
    assert verdict.receipt["model"] == "openai:scripted"
    assert CLAIM in server.requests[0]["messages"][-1]["content"]


@pytest.mark.parametrize(
    ("given", "label", "shown"),
    [
        ("contradicted", "not_found", "gesteund; weersproken"),
        ("partly_supported", "partly_supported", "gesteund; deels gesteund"),
        ("not_found", "not_found", "gesteund; niet gevonden"),
    ],
)
def test_a_disagreement_is_shown_and_the_more_careful_label_counts(
    index: Settings, given: str, label: Label, shown: str
) -> None:
    quotes = () if given == "not_found" else (QUOTE,)
    verdict, _ = checked(index, ruling(given, "", *quotes))
    assert verdict.label == label
    assert shown in verdict.reason
    assert bool(verdict.for_) == (label == "partly_supported")
    assert not verdict.against


def test_a_model_never_makes_a_claim_supported_that_the_rules_do_not(index: Settings) -> None:
    verdict, _ = checked(index, ruling("supported", QUOTE, QUOTE), UNKNOWN)
    assert verdict.label == "not_found"
    assert not verdict.for_


def test_an_invented_quote_is_left_out_and_carries_nothing(index: Settings) -> None:
    verdict, _ = checked(index, ruling("contradicted", "", "Er zijn ongeveer 52.000 mensen geëvacueerd."))
    assert verdict.label == "not_found"
    assert "52.000" not in verdict.reason
    assert verdict.receipt["ruling"]["model"] == "not_found"
    assert "die niet in de brieven staan, zijn weggelaten: 1" in verdict.reason


@pytest.mark.parametrize("bent", ["Er zijn 52.000 mensen geëvacueerd.", "Zie https://example.org <b>nu</b>.", "Ja!"])
def test_a_reason_that_is_not_in_the_quotes_is_not_shown(index: Settings, bent: str) -> None:
    verdict, _ = checked(index, ruling("supported", bent, QUOTE))
    assert verdict.label == "supported"
    assert bent not in verdict.reason


FAILURES: list[Reply] = [
    Reply(status=500),
    Reply(""),
    Reply("De bewering klopt."),
    Reply('{"label": "true", "reason": "", "quotes": []}'),
    Reply('{"label": "supported", "reason": "", "quotes": [], "sure": 1}'),
    Reply('{"label": "supported", "reason": "", "quotes": "geen"}'),
    Reply("[" * 5000),
    Reply('{"label": "supported"', cut=True),
]


@pytest.mark.parametrize("reply", FAILURES)
def test_what_is_no_ruling_leaves_the_rules_with_a_notice(index: Settings, reply: Reply) -> None:
    verdict, _ = checked(index, reply)
    assert verdict.label == "supported"
    assert "Het taalmodel gaf geen bruikbaar oordeel" in verdict.reason
    assert verdict.receipt["model"] is None


def test_a_slow_model_is_not_waited_for(index: Settings) -> None:
    verdict, _ = checked(index, Reply("{}", pause=20.0), chat_timeout=0.5)
    assert verdict.label == "supported"
    assert verdict.seconds < 5


def test_an_article_does_not_ask_a_model_that_failed_again(index: Settings) -> None:
    with ScriptedServer(Reply(status=500)) as server:
        report = _pipeline(index, server).check_article(f"{CLAIM} {UNKNOWN} {CLAIM}")
    assert len(server.requests) == 1
    assert [verdict.label for verdict in report.verdicts] == ["supported", "not_found", "supported"]


def test_a_fence_and_thoughts_are_taken_off() -> None:
    answer = {"label": "not_found", "reason": "", "quotes": []}
    assert read(f"<think>{{}}</think>\n```json\n{json.dumps(answer)}\n```") == answer
    with pytest.raises(ChatError):
        read("<think>")


PAIRS: list[tuple[Label, Label, Label]] = [
    ("supported", "supported", "supported"),
    ("supported", "contradicted", "not_found"),
    ("contradicted", "partly_supported", "partly_supported"),
    ("not_found", "supported", "not_found"),
]


@pytest.mark.parametrize(("rules", "model", "both"), PAIRS)
def test_the_more_careful_of_two_labels(rules: Label, model: Label, both: Label) -> None:
    assert more_careful(rules, model) == both == more_careful(model, rules)
