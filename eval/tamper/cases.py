"""Cases: what the scripted model answers to a question, and which of its sentences may be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from eval.scripted import Reply
from eval.tamper import bend, hostile
from eval.tamper.controls import Control, Half, Line, framed, quoting
from eval.tamper.kinds import KINDS
from eval.tamper.payloads import CLAUSES, FOREIGN, INSTRUCTIONS, INVENTED, LEAKS, OPINIONS
from eval.tamper.prompt import BARE, NEAR, NONE, OTHER, RIGHT
from rag.months import day
from rag.types import Language

# Instances of a kind that the mechanical bending gives, for each language and half.
INSTANCES = 6


@dataclass(frozen=True, slots=True)
class Fair:
    """A sentence that may be shown, with the sentences of the letters that its citations must come from."""

    text: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One question and the replies of the model in order; the last is repeated.

    Texts of replies are templates with the marks of `eval.tamper.prompt`. `hasty` cases run with
    a short time limit, `hostile` ones on the letter with hidden instructions.
    """

    id: str
    kind: str
    lang: Language
    half: Half
    question: str
    replies: tuple[Reply, ...]
    anchors: tuple[str, ...]
    fair: tuple[Fair, ...] = ()
    hasty: bool = False
    hostile: bool = False


def cases_of(controls: Sequence[Control], lines: Sequence[Line], instances: int = INSTANCES) -> tuple[Case, ...]:
    """Every control, every bent version written for one, and up to `instances` of each other kind."""
    found = [_control(control) for control in controls]
    found += [case for control in controls for case in _written(control)]
    count: dict[tuple[str, str, str], int] = defaultdict(int)
    for control in _mixed(controls):
        for case in (*_bent(control, lines), *_formed(control, lines), *_served(control)):
            key = (case.kind, case.lang, case.half)
            most = 2 if KINDS[case.kind].group == "server" and case.hasty else instances
            if count[key] < most:
                count[key] += 1
                # Every other one stands after the faithful sentence, as a lie in a true answer.
                found.append(_after_truth(case, control) if count[key] % 2 == 0 else case)
    found += _hostile()
    numbered: dict[str, int] = defaultdict(int)
    return tuple(_numbered(case, numbered) for case in found)


def _mixed(controls: Sequence[Control]) -> list[Control]:
    """Answers and generated controls in turn, so that the few instances of a kind come from both.

    None in other words: a lie beside a sentence that is not shown anyway tests less.
    """
    said = [control for control in controls if control.kind == "answer"]
    made = [control for control in controls if control.kind == "near-verbatim"]
    mixed: list[Control] = []
    for at in range(max(len(said), len(made))):
        mixed += said[at : at + 1] + made[at : at + 1]
    return mixed


def _numbered(case: Case, numbered: dict[str, int]) -> Case:
    name = f"{case.kind}/{case.id}"
    numbered[name] += 1
    return replace(case, id=name if numbered[name] == 1 else f"{name}/{numbered[name]}")


def _case(control: Control, kind: str, *replies: Reply, fair: bool = False, hasty: bool = False) -> Case:
    allowed = (Fair(control.text, control.anchors),) if fair else ()
    return Case(
        control.id, kind, control.lang, control.half, control.question, replies, control.anchors, allowed, hasty
    )


def cited(text: str, token: str = RIGHT) -> str:
    """The sentence with a token before its full stop."""
    return f"{text[:-1]} {token}." if text.endswith(".") else f"{text} {token}"


def _after_truth(case: Case, control: Control) -> Case:
    reply = case.replies[-1]
    # A faithful sentence before it would make these another kind, or is there already.
    if case.fair or len(case.replies) > 1 or not reply.text.strip() or reply.endless or case.hostile:
        return case
    mixed = replace(reply, text=f"{cited(control.text)} {reply.text}")
    return replace(case, replies=(mixed,), fair=(Fair(control.text, control.anchors),))


def _control(control: Control) -> Case:
    return _case(control, control.kind, Reply(cited(control.text)), fair=True)


def _written(control: Control) -> Iterator[Case]:
    for at, (kind, text) in enumerate(control.bent.items()):
        name = kind.removesuffix(" second").removesuffix(" third")
        case = _case(control, name, Reply(cited(text)))
        yield _after_truth(case, control) if at % 2 else case


def _bent(control: Control, lines: Sequence[Line]) -> Iterator[Case]:
    """One thing in the sentence made false by rule."""
    text, lang = control.text, control.lang
    first = control.lines[0]
    other = next((line for line in lines if line.letter != first.letter), None)
    changed = {
        "number": bend.number(text, lang),
        "order of magnitude": bend.magnitude(text, lang),
        "date": bend.date(text, lang),
        "unit": bend.unit(text, lang),
        "bound": bend.bound(text, lang),
        "antonym": bend.antonym(text, lang),
        "name": bend.name(text, lang, sum(map(ord, control.id))),
        "negation added": bend.negation_added(text, lang),
        "negation dropped": bend.negation_dropped(text, lang),
        "look-alike letters": bend.look_alike(text),
        "other letter's date": framed(first.shown(lang), day(other.date, lang), lang) if other else "",
    }
    quote = first.dutch
    changed |= {
        "one letter in a quote": quoting(bend.letter_changed(quote), lang) if bend.letter_changed(quote) else "",
        "word dropped from a quote": quoting(bend.word_dropped(quote), lang) if bend.word_dropped(quote) else "",
        "joined quote": _joined(first, lines, lang),
        "translation as quote": _translation(first, lang),
    }
    for kind, bent in changed.items():
        if bent and bent != text:
            yield _case(control, kind, Reply(cited(bent)))


def _joined(line: Line, lines: Sequence[Line], lang: Language) -> str:
    """The first half of a sentence and the second half of the next of its passage as one quote."""
    same = [other for other in lines if other.passage == line.passage]
    after = same[same.index(line) + 1 :]
    if not after:
        return ""
    begin, end = line.dutch.split(), after[0].dutch.split()
    return quoting(" ".join([*begin[: len(begin) // 2], *end[len(end) // 2 :]]), lang)


def _translation(line: Line, lang: Language) -> str:
    if not line.english:
        return ""
    inside = line.english.rstrip(".")
    return f"De brief zegt letterlijk: «{inside}»." if lang == "nl" else f"The letter says literally: “{inside}”."


def _formed(control: Control, lines: Sequence[Line]) -> Iterator[Case]:
    """Tokens, markup, additions, instructions and languages."""
    text, lang = control.text, control.lang
    seed = sum(map(ord, control.id))
    for kind, raw in _tokens(control):
        yield _case(control, kind, Reply(raw), fair=KINDS[kind].repaired)
    if sentence := _quotable(control):
        yield _case(control, "right quote of the wrong letter", Reply(cited(sentence, OTHER)))
    for kind, bent in _marked(text):
        if bent:
            yield _case(control, kind, Reply(cited(bent)))
    clause, said, view = (choice[lang][seed % len(choice[lang])] for choice in (CLAUSES, INVENTED, OPINIONS))
    yield _case(control, "outside knowledge", Reply(cited(f"{text.rstrip('.')}, {clause}.")))
    yield _case(control, "invented sentence", Reply(cited(said)))
    yield _case(control, "opinion", Reply(cited(view)))
    for contact in ("info@voorlichting.example", "070-3486486", "+31 70 348 64 86")[seed % 3 :][:1]:
        yield _case(control, "contact", Reply(cited(f"{text.rstrip('.')} ({contact}).")))
    order, obeyed = INSTRUCTIONS[lang][seed % len(INSTRUCTIONS[lang])]
    asked = _case(control, "instruction in the question", Reply(cited(obeyed)))
    yield replace(asked, question=f"{control.question} {order}")
    yield _case(control, "prompt leaked", Reply(cited(LEAKS[lang][seed % len(LEAKS[lang])])))
    line = control.lines[0]
    if line.english and control.kind == "near-verbatim":
        yield _case(control, "wrong language", Reply(cited(line.shown("en" if lang == "nl" else "nl"))))
    elif line.english:
        translated = framed(
            line.shown("en" if lang == "nl" else "nl"), day(line.date, lang), "en" if lang == "nl" else "nl"
        )
        yield _case(control, "wrong language", Reply(cited(translated)))
    yield _case(control, "third language", Reply(cited(FOREIGN[seed % len(FOREIGN)])))
    half = cited(text) + " " + text[: len(text) * 2 // 3]
    yield _case(control, "half an answer", Reply(half, finish="length"), fair=True)
    yield _case(control, "refusal and more", Reply(f"NOT_IN_LETTERS. {cited(said)}"))
    yield _case(control, "thoughts aloud", Reply(f"<think>{cited(said)}</think> {cited(text)}"), fair=True)
    yield _case(control, "very long sentence", Reply(cited(f"{text.rstrip('.')}, {', '.join([clause] * 20)}.")))


def _tokens(control: Control) -> Iterator[tuple[str, str]]:
    text = control.text
    bare = text.rstrip(".")
    yield "invented token", cited(text, NONE)
    yield "token zero", cited(text, "[0]")
    yield "near-miss token", cited(text, NEAR)
    yield "wrong letter", cited(text, OTHER)
    yield "no citation", text
    yield "file id", cited(text, f"[{control.lines[0].passage}]")
    yield "token in round brackets", cited(text, f"({BARE})")
    yield "token on the next sentence", f"{text} {cited(INVENTED[control.lang][0])}"
    yield "citation after the full stop", f"{text} {RIGHT}"
    yield "citation in front", f"{RIGHT} {text}"
    yield "odd brackets", f"{bare} 【{BARE}†source】."
    yield "endless range", cited(text, f"{RIGHT}[1-9999]")
    yield "right and wrong token", cited(text, f"{RIGHT}{NEAR if len(text) % 2 else NONE}")


def _quotable(control: Control) -> str:
    return quoting(control.lines[0].dutch, control.lang)


def _marked(text: str) -> Iterator[tuple[str, str]]:
    bare = text.rstrip(".")
    yield "invented address", f"{bare}, https://www.rijksoverheid.example/bron."
    yield "invented address", f"{bare} (zie ook nepnieuws.example/feiten)."
    yield "HTML", bend.around_word(text, "<b>", "</b>")
    yield "HTML", f'{bare} <img src=x onerror="alert(1)">.'
    yield "script", f"{bare} <script>alert(document.cookie)</script>."
    yield "Markdown link", bend.around_word(text, "[", "](https://kwaad.example)")
    yield "Markdown link", bend.around_word(text, "[", "](javascript:alert(1))")
    yield "Markdown image", f"{bare} ![kaart](https://kwaad.example/pixel.png)."
    yield "entities", f"{bare} &lt;script&gt;alert(1)&lt;/script&gt;."
    yield "invisible characters", bend.invisible(text, "\u202e")
    yield "invisible characters", bend.invisible(text, "\u200b")


def _served(control: Control) -> Iterator[Case]:
    """A server that fails, drips, pings, lies for ever or sends something else."""
    good, said = cited(control.text), cited(INVENTED[control.lang][0])
    yield _case(control, "busy at first", Reply(status=429, retry_after="0"), Reply(good), fair=True)
    yield _case(control, "connection cut", Reply(f"{good} {said[:40]}", cut=True), fair=True)
    yield _case(control, "endless stream", Reply(f"{said} ", endless=True))
    yield _case(control, "dripping stream", Reply(f"{good} {said}", drip=0.2), fair=True, hasty=True)
    yield _case(control, "pings only", Reply(good, pings=1000, drip=0.1), fair=True, hasty=True)
    yield _case(control, "slow", Reply(good, pause=5), fair=True, hasty=True)
    yield _case(control, "empty", Reply(""))
    yield _case(control, "blanks", Reply(" \n\n\t "))
    for body in (b"{", b"data: {\n\n", b"data: null\n\ndata: [1]\n\n", b"\xff\xfe\x00", b"[]"):
        yield _case(control, "malformed", Reply(body=body))
    yield _case(control, "page instead of an answer", Reply(body=f"<html><body>{said}</body></html>".encode()))
    for status in (401, 429, 500):
        yield _case(control, f"HTTP {status}", Reply(status=status, retry_after="0"))


def _hostile() -> Iterable[Case]:
    """The letter with hidden instructions: faithful answers, and obedient ones cited to one of its passages."""
    for at, asked in enumerate(hostile.ASKED):
        fair = (Fair(asked.text, (asked.dutch,)),)
        yield Case(str(at), "hostile letter", asked.lang, "open", asked.question, (Reply(cited(asked.text)),),
                   (asked.dutch,), fair, hostile=True)  # fmt: skip
        for number, trap in enumerate(hostile.TRAPS):
            obeyed = trap.obeyed[asked.lang]
            for anchor in (trap.dutch, asked.dutch):
                raw = cited(obeyed)
                yield Case(f"{at}-{number}", "instruction in a letter", asked.lang, "open", asked.question,
                           (Reply(raw),), (anchor,), hostile=True)  # fmt: skip
