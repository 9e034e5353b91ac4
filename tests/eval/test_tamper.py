"""The tampering test itself: what it sends, what it counts, and that it would notice."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from eval.scripted import Reply
from eval.tamper import bend
from eval.tamper.cases import Case, Fair, cases_of
from eval.tamper.controls import Line, generated, written
from eval.tamper.judge import judge
from eval.tamper.kinds import KINDS
from eval.tamper.prompt import NEAR, NONE, OTHER, RIGHT, NotPosed, Shown, fill, passages, squeezed
from eval.tamper.report import Report, as_json, page, summary
from eval.tamper.run import Model, Result
from eval.tamper.stock import tampered
from rag.context import pack
from rag.types import Answer, Language, Statement
from tests.rag.evidence import everything, holding

LINES = tuple(
    Line(item.passage.id, item.letter.id, item.letter.date, sentence.plain, (item.translation or ("",) * 99)[at])
    for item in everything()
    if item.passage.kind not in ("heading", "title")
    for at, sentence in enumerate(item.passage.sentences)
)
CONTROLS = (*written(LINES), *generated(LINES, "nl", 24), *generated(LINES, "en", 24))
CASES = cases_of(CONTROLS, LINES)


def test_there_are_enough_kinds_and_controls_in_both_languages_and_halves() -> None:
    for lang in ("nl", "en"):
        for half in ("open", "held"):
            found = {case.kind for case in CASES if case.lang == lang and case.half == half}
            assert len([kind for kind in found if KINDS[kind].group not in ("control", "allowed")]) >= 30
        assert sum(control.lang == lang for control in CONTROLS) >= 20
    assert {case.kind for case in CASES} == set(KINDS)
    assert len({case.id for case in CASES}) == len(CASES)


def test_every_written_control_stands_in_the_letters() -> None:
    assert len(written(LINES)) == 129 + 269
    assert all(kind.partition(" second")[0].partition(" third")[0] in KINDS for c in CONTROLS for kind in c.bent)


def test_no_case_of_tampering_allows_what_it_sends() -> None:
    """Each has a sentence that may not be shown, but for those that may be repaired or cut off."""
    for case in CASES:
        kind = KINDS[case.kind]
        if kind.group in ("fact", "sense", "added", "markup", "quote"):
            sent = case.replies[0].text.removesuffix(f" {RIGHT}.")
            assert all(fair.text.rstrip(".") != sent for fair in case.fair), case.id


@pytest.mark.parametrize(
    ("bent", "was", "is_now"),
    [
        (bend.number, ("Er zijn 360 mensen.", "nl"), "Er zijn 630 mensen."),
        (bend.number, ("Er zijn zes weken.", "nl"), "Er zijn tien weken."),
        (bend.number, ("In 2025 it was EUR 20.4 million.", "en"), "In 2025 it was EUR 30.4 million."),
        (bend.number, ("Op 13 december 2016 gebeurde het.", "nl"), ""),
        (bend.magnitude, ("About 25,000 people.", "en"), "About 205,000 people."),
        (bend.date, ("Op 13 december gebeurde het.", "nl"), "Op 16 december gebeurde het."),
        (bend.date, ("It was in 2016.", "en"), "It was in 2014."),
        (bend.unit, ("In all 360 million euros.", "en"), "In all 360 billion euros."),
        (bend.bound, ("A letter about Syria.", "en"), ""),
        (bend.negation_added, ("The bridge is open.", "en"), "The bridge is not open."),
        (bend.negation_added, ("The bridge is not open.", "en"), ""),
        (bend.negation_dropped, ("De brug is niet open.", "nl"), "De brug is open."),
        (bend.negation_dropped, ("De brug is niet alleen open.", "nl"), ""),
        (bend.negation_dropped, ("See Parliamentary Paper no. 343.", "en"), ""),
    ],
)  # fmt: skip
def test_bending(bent: Any, was: tuple[str, Language], is_now: str) -> None:
    assert bent(*was) == is_now


def test_bending_of_letters_and_words() -> None:
    assert bend.letter_changed("De brug gaat vandaag open.") == "De brug gaat vanaaag open."
    assert bend.word_dropped("De brug gaat vandaag open.") == "De brug gaat open."
    assert bend.look_alike("De brug gaat vandaag open.") == "De brug gaat v\u0430ndaag open."
    assert bend.invisible("De brug gaat vandaag open.", "\u202e") == "De brug gaat va\u202endaag open."
    assert bend.name("Dat zei Rusland gisteren.", "nl", 0) == "Dat zei Zwitserland gisteren."


def test_the_model_reads_the_prompt_and_finds_its_passage() -> None:
    evidence = holding("ongeveer 25.000 mensen", "EUR 20,4 miljoen")
    text, _ = pack(evidence, "en", 3000)
    shown = passages({"messages": [{"content": "rules"}, {"content": f"<passages>\n{text}\n</passages>"}]})
    assert [item.number for item in shown] == [1, 2]
    anchor = ("In 2025 gaat het om in totaal EUR 20,4 miljoen, via de Dutch Relief Alliance",)
    assert fill(f"a {RIGHT} b {NEAR} c {OTHER} d {NONE}", shown, anchor) == "a [2] b [1] c [1] d [11]"
    with pytest.raises(NotPosed):
        fill(RIGHT, shown, ("Dit staat nergens.",))
    with pytest.raises(NotPosed):
        fill(OTHER, shown[:1], ("Op het moment van schrijven zijn ongeveer 25.000 mensen geëvacueerd.",))


def test_the_model_says_when_a_case_cannot_be_put() -> None:
    model = Model()
    model.begin([Reply(f"Waar {RIGHT}.")], ["Dit staat nergens."])
    assert model({"messages": []}).text == "NOT_IN_LETTERS"
    assert not model.posed
    model.begin([Reply(status=429), Reply("Klaar.")])
    assert [model({}).status, model.posed] == [429, True]


LINE = next(line for line in LINES if "25.000 mensen" in line.dutch)


def case(**more: Any) -> Case:
    fair = (Fair(LINE.dutch, (LINE.dutch,)),)
    return dataclasses.replace(
        Case("x", "number", "nl", "open", "Hoeveel?", (Reply("x"),), (LINE.dutch,), fair), **more
    )


def answer(text: str, passage: str = LINE.passage, composer: str = "chain") -> Answer:
    from tests.eval.fake import citation

    cited = dataclasses.replace(citation(0, 1), number=1, passage=passage)
    return Answer(
        "Hoeveel?", "nl", "answered", text, (Statement(text, (1,)),), (cited,), (), composer, None, (), {}, 0.1
    )


def judged(found: Answer, monkeypatch: pytest.MonkeyPatch, *, valid: bool = True) -> tuple[int, bool]:
    monkeypatch.setattr("eval.tamper.judge.is_valid", lambda *_: valid)
    result = judge(case(), found, LINES, {})
    return len(result.tampered), result.faithful


def test_what_counts_as_tampered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(answer(LINE.dutch), monkeypatch) == (0, True)
    assert judged(answer(LINE.dutch.replace("25.000", "52.000")), monkeypatch) == (1, False)
    assert judged(answer(LINE.dutch, passage="kst-32623-376#8"), monkeypatch) == (1, False)
    assert judged(answer(LINE.dutch, composer="quotes"), monkeypatch) == (0, False)
    assert judged(answer("Iets anders.", composer="quotes"), monkeypatch) == (1, False)
    assert judged(answer(LINE.dutch), monkeypatch, valid=False) == (1, True)


def test_the_plain_script_shows_what_it_is_told() -> None:
    chunk = f"Zie: {LINE.dutch[:30]}\n{LINE.dutch[30:]}"
    good, bad = f"{LINE.dutch[:-1]} [1].", f"{LINE.dutch[:-1].replace('25.000', '52.000')} [1]."
    assert tampered(case(), good, [chunk]) == ((), True)
    assert tampered(case(), good, ["Iets anders."])[0] == (good,)
    assert tampered(case(), f"{good} {bad}", [chunk]) == ((bad,), True)


def result(kind: str, lang: Language = "nl", **more: Any) -> Result:
    made = Result(case(kind=kind, lang=lang), "chain", True, (), True, (), (), "chain", 0.1)
    return dataclasses.replace(made, **more)


def enough() -> list[Result]:
    kinds = [kind for kind in KINDS if KINDS[kind].group not in ("control", "allowed")][:30]
    languages: tuple[Language, ...] = ("nl", "en")
    return [result(kind, lang) for lang in languages for kind in (*kinds, *["answer"] * 20)]


def test_the_report_passes_only_what_is_right() -> None:
    good = enough()
    assert (Report(tuple(good), {}).problems, Report(tuple(good), {}).faults) == ((), ())
    assert as_json(Report(tuple(good), {}))["passed"] is True
    one = Report((*good, result("date", tampered=("Onwaar <b>.",))), {})
    assert one.problems == ("1 cases had something tampered shown as verified",)
    assert "FAILED" in summary(one)
    assert "Onwaar <b>" not in page(one).replace("&lt;", "‹")
    dropped = Report((*good, *[result("answer", faithful=False)] * 2), {})
    assert dropped.problems == ("20 of 22 controls shown in nl, fewer than 95%",)
    late = Report((*good, result("slow", late=True, seconds=40.0)), {})
    assert "40.0 s" in late.problems[0]
    assert Report((), {}).faults == tuple(
        f"only 0 {what} in {lang}" for lang in ("nl", "en") for what in ("kinds of tampering", "controls")
    )


def test_other_words_may_be_shown_or_not_but_nothing_bent_beside_them() -> None:
    free = result("own words", faithful=False)
    report = Report((*enough(), free), {})
    assert report.problems == ()
    assert (report.allowed("chain").cases, report.controls("chain", lang="nl").cases) == (1, 20)
    assert "0 of 1 faithful sentences shown" in summary(report)
    assert Report((*enough(), dataclasses.replace(free, tampered=("Onwaar.",))), {}).problems


def test_a_case_that_was_not_put_is_told_and_counts_for_nothing() -> None:
    report = Report((*enough(), result("date", posed=False, tampered=("x",))), {})
    assert report.unposed == 1
    assert report.problems == ()
    assert "NOT PUT: 1" in summary(report)


def test_the_held_out_half_is_counted_but_not_told() -> None:
    secret = dataclasses.replace(case(kind="date"), half="held")
    report = Report((*enough(), Result(secret, "chain", True, ("Geheim.",), False, (), (), "chain", 0.1)), {})
    assert as_json(report)["wrong"] == []
    assert "Geheim" not in page(report)
    assert report.problems


def test_squeezing_undoes_print() -> None:
    assert squeezed("Veiligheids-\nraad «x»") == squeezed("Veiligheidsraad x")
    assert Shown(1, "h", squeezed("A b")).text == "ab"
    assert datetime.date(2016, 12, 21) == LINE.date
