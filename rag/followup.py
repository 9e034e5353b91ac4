"""Follow-up questions made to stand alone, by rules: "En in 2025?", "And who signed it?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.cues import LETTER
from rag.orders import ORDERS
from rag.question import analyse
from rag.types import Language, LetterInfo
from rag.words import is_content, tokens

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OPENS = re.compile(
    r"^(?:en|maar|and|but|what about|how about|hoe zit het(?: dan)? met|wat dacht u van|of|or|ook|also|so|dus)\b[\s,]*",
    re.IGNORECASE,
)
_POINTS = frozenset(
    """die daarvan daarvoor daarmee daarover daarbij daarin daarna daarop daaraan ervan ervoor ermee erover erbij dit
    deze hij zij ze hem haar hun hen it this these those they them he she him her his its their ones dezelfde zulke
    zoiets diens""".split()
)
# A noun that "that" or "those" stands before names what was told.
_POINTED = re.compile(
    r"\b(?:that|this|those|these|such|said|dat|die|dit|deze|zulke|datzelfde|diezelfde|genoemde)(?: (?:same|zelfde))? "
    r"(?:land|stad|gebied|regio|provincie|groep|groepen|partij|partijen|organisatie|organisaties|instelling|instellingen|"
    r"persoon|mensen|man|vrouw|bedrag|geld|besluit|plan|plannen|maatregel|maatregelen|voorstel|motie|resolutie|oproep|"
    r"country|countries|city|area|region|province|groups?|party|parties|organisations?|organizations?|institutions?|person|"
    r"people|man|woman|amount|money|decision|plans?|measures?|proposal|motion|resolution|call)\b",
    re.IGNORECASE,
)
# These also join clauses; beside one or two words of content they point back.
_PERHAPS = frozenset("dat dan daar er het that there then one toen such same".split())
# Words that only choose a letter or a time.
_SCOPE = re.compile(
    r"^(?:(?:in|van|uit|from|of|for|over|voor|per|the|de|het|begin|eind|end|late|early|jaar|year|brief|letter|"
    r"(?:19|20)\d\d|\d{1,3}|nr|no|number|nummer|nu|now|toen|then|dan|nieuwe|new|newer|latest|laatste|eerste|first|second|"
    r"tweede|oude|old|older|earlier|later|eerdere|latere|one|andere|other)\b[\s.,?]*)+$",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b(?:geschreven|verstuurd|gestuurd|verzonden|gedateerd|ondertekend|getekend|dagtekening|written|sent|dated|signed)\b",
    re.IGNORECASE,
)
_TOO = re.compile(r"\b(?:too|as well|ook)\W*$", re.IGNORECASE)
_OF_THEMSELVES = re.compile(
    r"\b(?:ik|mij|me|mijn|wij|we|ons|onze|i|my|our|us|mine)\b|^\W*(?:hallo|dag|hoi|beste|geachte|bedankt|dank|hi|hello|"
    r"dear|thanks|thank)\b",
    re.IGNORECASE,
)
# "Op grond van welk verdrag?", "In which city?": no verb, so it leans on the question before.
_FRAGMENT = re.compile(
    r"^\W*(?:op|in|onder|met|door|van|voor|tot|sinds|bij|naar|uit|tegen|aan|under|on|with|by|of|for|to|since|from|at|"
    r"against)(?: \w+){0,3} (?:welke?|which|what|wat voor|hoeveel|how (?:many|much))(?: \w+){1,2}\W*$",
    re.IGNORECASE,
)
_LONGEST = 600
# Earlier questions that are looked at: each may lean on the one before it.
MOST_BEFORE = 20


def rewrite(
    question: str,
    history: Sequence[str],
    language: Language,
    letters: Sequence[LetterInfo],
    letter_of: Callable[[str], str | None],
) -> tuple[str, str]:
    """The question as it stands alone, and the earlier question that it was completed with, or ''.

    `letter_of` tells which letter an earlier question was about, by its words.
    """
    if not history or not _depends(question, language):
        return question, ""
    *earlier, last = history[-MOST_BEFORE:]
    previous = rewrite(last, earlier, language, letters, letter_of)[0][:_LONGEST]
    rest = _OPENS.sub("", question.strip()).strip()
    if _SCOPE.match(rest):
        return _with_scope(previous, rest), ""
    if _asks_of_letter(rest, previous, language, letters):
        return _with_letter(rest, previous, language, letters, letter_of), ""
    return f"{rest[:1].upper()}{rest[1:]} ({previous})", previous


def after(
    asked: str,
    told: str,
    history: Sequence[str],
    language: Language,
    letters: Sequence[LetterInfo],
    letter_of: Callable[[str], str | None],
) -> tuple[str, str]:
    """What is asked after something was told, as `rewrite` gives it: told is like an earlier question of the talk.

    What is asked with a word that points back needs all that was told. Else what was told only helps to find it,
    as an earlier question does; what somebody tells of themselves does no more than choose a letter or year.
    """
    alone = rewrite(asked, [*history, told], language, letters, letter_of)
    if alone[1] or _POINTED.search(asked):
        return rewrite(f"{told} {asked}", history, language, letters, letter_of)
    chooses = analyse(told, language, letters).preferred and not analyse(alone[0], language, letters).preferred
    if chooses or not (_OF_THEMSELVES.search(told) or ORDERS.search(told)):
        return f"{asked} ({told})", told
    return alone


def _depends(question: str, language: Language) -> bool:
    """Whether a question cannot be read without the one before it."""
    words = tokens(question)
    content = [word for word in words if is_content(word, language) and not word.isdigit()]
    if _OPENS.match(question.strip()) and len(content) <= 6:
        return True
    if len(content) <= 1 or _FRAGMENT.match(question):
        return True
    if len(content) <= 2 and any(word in _PERHAPS for word in words):
        return True
    if len(content) <= 4 and _TOO.search(question):
        return True
    return len(content) <= 5 and any(word in _POINTS for word in words)


def _asks_of_letter(question: str, previous: str, language: Language, letters: Sequence[LetterInfo]) -> bool:
    """Whether a follow-up asks of the letter itself; "Tot wanneer?" asks of what was talked about."""
    meta = analyse(question, language, letters).meta
    if not meta or re.search(rf"\b{LETTER}\b", question, re.IGNORECASE):
        return bool(meta)
    return (
        meta not in (("date",), ("number",))
        or bool(_WRITTEN.search(question))
        or bool(analyse(previous, language, letters).meta)
    )


def _with_scope(previous: str, scope: str) -> str:
    """The previous question asked of another year or letter."""
    year = _YEAR.search(scope)
    if year and len(_YEAR.findall(previous)) == 1:
        return _YEAR.sub(year.group(), previous)
    return f"{previous.rstrip('?. ')} {scope.rstrip('?. ')}?"


def _with_letter(
    question: str,
    previous: str,
    language: Language,
    letters: Sequence[LetterInfo],
    letter_of: Callable[[str], str | None],
) -> str:
    """A question about a letter itself, with the letter that the talk was about."""
    if analyse(question, language, letters).preferred:
        return question
    meant = analyse(previous, language, letters).preferred or tuple(filter(None, [letter_of(previous)]))
    word = "brief" if language == "nl" else "letter"
    numbers = [f"{word} {info.number}" for info in letters if info.id in meant]
    return f"{question.rstrip('? ')} ({', '.join(numbers)})?" if numbers else question
