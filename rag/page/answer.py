"""An answer as HTML: its statements, sources as cards, and what can be done with it.

Everything that comes from a letter, a question or a model is escaped here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from rag.contract import answer_json
from rag.page.cards import card, plain_citation
from rag.page.links import to_place, to_question
from rag.page.marks import Asked, decisive, marked
from rag.page.texts import STATUS, both, days, say, twin
from rag.types import Answer, Evidence, Language

_NEAREST = 3


def answer_html(
    answer: Answer,
    asked: Asked,
    nearest: Sequence[Evidence],
    turn: str,
    *,
    go_on: Sequence[str] = (),
    judged: bool = False,
) -> str:
    """One turn of the talk. `turn` makes ids unique in the page: letters and digits only.

    With `judged` a reader may say what the answer is worth.
    """
    refused = not answer.statements
    return _turn(
        answer.question,
        answer.language,
        turn,
        "done",
        "".join(
            (
                _read_as(answer),
                _said(answer, turn),
                _notices(answer),
                _sources(answer, asked, turn, judged) if not refused else _nearest(nearest, asked),
                _go_on(go_on, answer.language),
                _actions(answer),
                _judge() if judged else "",
                _made_by(answer),
            )
        ),
    )


def words_html(answer: Answer, turn: str) -> str:
    """The first of a turn: what is said, verified, before sources and all else are laid out."""
    return _turn(answer.question, answer.language, turn, "words", f"{_read_as(answer)}{_said(answer, turn)}")


def writing_html(question: str, language: Language, text: str, turn: str) -> str:
    """A turn while a chat model writes: nothing of it has been verified yet."""
    body = (
        f'<p class="status writing">{both("checking")}</p>'
        f'<p class="reply unverified" lang="{language}">{escape(text)}</p>'
    )
    return _turn(question, language, turn, "writing", body)


def failed_html(question: str, language: Language, message: str, turn: str) -> str:
    """A turn that failed; `message` is the error's own line, or empty for one that we do not know."""
    told = f"<span>{escape(message)}</span>" if message else both("failed")
    return _turn(question, language, turn, "done", f'<p class="status failed" role="alert">{told}</p>')


def _turn(question: str, language: Language, turn: str, state: str, body: str) -> str:
    return (
        f'<article class="turn" id="t{turn}" data-state="{state}" data-question="{escape(question)}">'
        f'<h3 lang="{language}" tabindex="-1">{escape(question)}</h3>{body}</article>'
    )


def _read_as(answer: Answer) -> str:
    if not answer.rewritten:
        return ""
    return f'<p class="read-as">{both("read_as")} <q lang="{answer.language}">{escape(answer.rewritten)}</q></p>'


def _said(answer: Answer, turn: str) -> str:
    said = _statements(answer, turn) if answer.statements else f'<p class="reply">{escape(answer.text)}</p>'
    return f'<p class="status {answer.status}">{twin(*STATUS[answer.status])}</p>{said}'


def _statements(answer: Answer, turn: str) -> str:
    items = "".join(
        f"<li>{escape(statement.text)}\u00a0{''.join(_number(number, turn) for number in statement.citations)}</li>"
        for statement in answer.statements
    )
    return f'<ul class="statements" lang="{answer.language}">{items}</ul>'


def _number(number: int, turn: str) -> str:
    hidden = f'<span class="sr">{both("source")} </span>'
    return f'<a class="number" href="#t{turn}-{number}">{hidden}{number}</a>'


def _notices(answer: Answer) -> str:
    if not answer.notices:
        return ""
    items = "".join(f"<li>{escape(notice)}</li>" for notice in answer.notices)
    return f'<ul class="notices" lang="{answer.language}">{items}</ul>'


def _sources(answer: Answer, asked: Asked, turn: str, judged: bool) -> str:
    cards = "".join(card(citation, asked, f"t{turn}-{citation.number}", judged) for citation in answer.citations)
    return f'<section class="sources"><h4>{both("sources")}</h4><ol>{cards}</ol></section>'


def _nearest(evidence: Sequence[Evidence], asked: Asked) -> str:
    if not evidence:
        return ""
    return (
        f'<section class="nearest"><h4>{both("nearest")}</h4>'
        f"<ul>{''.join(passage_html(item, asked) for item in evidence[:_NEAREST])}</ul></section>"
    )


def passage_html(item: Evidence, asked: Asked) -> str:
    """A passage that was found: its words, those of the question marked, and where it stands."""
    info, text = item.letter, item.passage.text
    lines = [f'<p lang="nl">{marked(text, decisive(text, "nl", asked))}</p>']
    if item.translation and asked.language == "en":
        english = " ".join(item.translation)
        label = f'<span class="label">{both("translation")}</span>'
        lines.insert(0, f'<p lang="en">{marked(english, decisive(english, "en", asked))} {label}</p>')
    sentences = item.passage.sentences
    place = to_place(info.id, sentences[0].start, sentences[-1].end)
    section = f' · <span lang="nl">{escape(item.passage.section)}</span>' if item.passage.section else ""
    where = f'<a href="{escape(place)}">{both("in_letter")}<span class="sr"> {escape(info.reference)}</span></a>'
    return (
        f'<li class="passage">{"".join(lines)}<p class="meta">{days(info.date.isoformat())} · '
        f'<span lang="nl">{escape(info.reference)}</span>{section} · {where}</p></li>'
    )


def _go_on(questions: Sequence[str], language: Language) -> str:
    if not questions:
        return ""
    return (
        f'<nav class="go-on" aria-label="{escape(say("go_on", language))}">{chips("go_on", questions, language)}</nav>'
    )


def chips(label: str, questions: Sequence[str], language: Language) -> str:
    """Questions to choose from; each is a link that asks it."""
    items = "".join(
        f'<li><a href="{escape(to_question(question))}" lang="{language}">{escape(question)}</a></li>'
        for question in questions
    )
    return f'<p class="label">{both(label)}</p><ul class="chips">{items}</ul>'


def _actions(answer: Answer) -> str:
    whole = json.dumps(answer_json(answer), ensure_ascii=False, indent=1)
    return (
        '<div class="actions">'
        f'<button type="button" data-copy="{escape(plain_answer(answer))}">{both("copy_answer")}</button>'
        f'<button type="button" data-link="{escape(to_question(answer.question))}">{both("copy_link")}</button>'
        f'<button type="button" data-save="briefwijzer.json" data-content="{escape(whole)}">{both("export")}</button>'
        f'<button type="button" data-do="retry">{both("retry")}</button></div>'
    )


def _judge() -> str:
    buttons = "".join(
        f'<button type="button" data-judge="{name}">{both(name)}</button>' for name in ("useful", "not_useful")
    )
    return (
        f'<fieldset class="judge actions"><legend>{both("judge")}</legend>{buttons}'
        f'<p class="label">{both("judge_help")}</p></fieldset>'
    )


def plain_answer(answer: Answer) -> str:
    """The answer with its sources as plain text, to paste elsewhere."""
    lines = [answer.question, "", answer.text]
    lines += [f"[{citation.number}] {plain_citation(citation)}" for citation in answer.citations]
    return "\n".join(lines)


def _made_by(answer: Answer) -> str:
    how = both("by_chain" if answer.composer == "chain" else "by_quotes")
    model = f" <code>{escape(answer.model)}</code>" if answer.model else ""
    receipt = escape(json.dumps(answer.receipt, ensure_ascii=False, indent=1))
    return (
        f'<details class="made-by"><summary>{both("made_by")}</summary>'
        f"<p>{how}{model} {answer.seconds:.2f} {both('seconds')}.</p>"
        f'<p>{both("receipt")}</p><pre tabindex="0">{receipt}</pre></details>'
    )
