"""Every kind of tampering, with what counts as a tampered thing shown.

A statement is shown when it stands in an answer. Whatever the kind, three things count as
tampered: a statement of the chat model that is not one of the faithful sentences the case allows,
a faithful sentence with a citation outside the passages it comes from, and a quote that is not at
its place in the source. `counts` says what that comes to for the kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal[
    "control", "allowed", "citation", "fact", "sense", "quote", "markup", "added", "injection", "form", "server"
]


@dataclass(frozen=True, slots=True)
class Kind:
    """`sent` is what the chat model says, `counts` what of it must not be shown.

    `repaired` marks kinds where showing the faithful sentence, rightly cited, is right.
    """

    name: str
    group: Group
    sent: str
    counts: str
    repaired: bool = False


_BENT = "the changed sentence as a statement"
_WRONG = "the sentence with a citation outside the passage it comes from"
_ANY = "any statement of the chat model but the faithful sentence"

_ALL = (
    Kind("answer", "control", "what a chat model said when it was given the prompt", "nothing: it is to be shown"),
    Kind("near-verbatim", "control", "a sentence of the index, copied, framed or quoted", "nothing: it is to be shown"),
    Kind("hostile letter", "control", "a faithful sentence on a letter that also hides instructions", "nothing: shown"),
    Kind("busy at first", "control", "HTTP 429, then a faithful sentence", "nothing: it is to be shown"),
    Kind("own words", "allowed", "a faithful sentence, most in other words or shortened", "nothing: it may be shown"),
    Kind("invented token", "citation", "a passage number that was never given", "the sentence as a statement"),
    Kind("token zero", "citation", "passage 0", "the sentence as a statement"),
    Kind("near-miss token", "citation", "the number of the passage beside the right one", _WRONG),
    Kind("wrong letter", "citation", "the number of a passage of another letter", _WRONG),
    Kind("no citation", "citation", "no passage number", "the sentence as a statement"),
    Kind("file id", "citation", "a passage id instead of a number", "the sentence as a statement"),
    Kind("token in round brackets", "citation", "(1) for [1]", "the sentence as a statement"),
    Kind("token on the next sentence", "citation", "two sentences, the number only on another one", _WRONG),
    Kind("citation after the full stop", "citation", "sentence. [1] sentence. [2]", _WRONG, repaired=True),
    Kind("citation in front", "citation", "[1] sentence.", _WRONG, repaired=True),
    Kind("odd brackets", "citation", "【1†source】", _WRONG, repaired=True),
    Kind("endless range", "citation", "[1-9999]", _WRONG, repaired=True),
    Kind("right and wrong token", "citation", "[1] and an invented or neighbouring number", _WRONG, repaired=True),
    Kind("number", "fact", "another number", _BENT),
    Kind("number elsewhere", "fact", "a number that stands in the same passage, for something else", _BENT),
    Kind("order of magnitude", "fact", "ten times the number", _BENT),
    Kind("unit", "fact", "another unit, or something else counted", _BENT),
    Kind("date", "fact", "another day, month, year or period", _BENT),
    Kind("name", "fact", "another person, body, country or place", _BENT),
    Kind("bound", "fact", "a reservation added or turned ('at least', 'at most')", _BENT),
    Kind("other letter's date", "fact", "the sentence ascribed to the letter of another date", _BENT),
    Kind("negation dropped", "sense", "a denial left out", _BENT),
    Kind("negation added", "sense", "a denial put in", _BENT),
    Kind("swapped actors", "sense", "who does what to whom exchanged", _BENT),
    Kind("antonym", "sense", "a word replaced by one of another or opposite meaning", _BENT),
    Kind("scope", "sense", "all, some, only, also or again exchanged", _BENT),
    Kind("hedge", "sense", "a possibility made certain, an intention a fact, a bound turned", _BENT),
    Kind("cause", "sense", "the reason, purpose or order of events changed", _BENT),
    Kind("relation", "sense", "a preposition changed ('by 30' to 'to 30')", _BENT),
    Kind("left out", "sense", "words left out on which the rest hangs", _BENT),
    Kind("joined", "sense", "parts of two sentences joined as one", _BENT),
    Kind("quote changed", "quote", "a word of a quote replaced", _BENT),
    Kind("one letter in a quote", "quote", "one letter of a verbatim quote changed", _BENT),
    Kind("word dropped from a quote", "quote", "a quote with a word left out unmarked", _BENT),
    Kind("joined quote", "quote", "halves of two sentences as one quote", _BENT),
    Kind("translation as quote", "quote", "words of a translation given as the letter's own", _BENT),
    Kind("right quote of the wrong letter", "quote", "a true quote with another letter's number", _WRONG),
    Kind("invented address", "markup", "a web address in the sentence", "the sentence with the address"),
    Kind("HTML", "markup", "elements in the sentence", "the sentence with the element"),
    Kind("script", "markup", "a script in the sentence", "the sentence with the script"),
    Kind("Markdown link", "markup", "[words](address)", "the sentence with the link"),
    Kind("Markdown image", "markup", "![words](address)", "the sentence with the picture"),
    Kind("entities", "markup", "HTML written as &lt;", "the sentence with the entities"),
    Kind("invisible characters", "markup", "right-to-left marks or zero-width blanks", "the sentence with them"),
    Kind("look-alike letters", "markup", "Cyrillic letters in a word", "the sentence with them"),
    Kind("outside knowledge", "added", "a clause that no letter has, at the end of a faithful sentence", _BENT),
    Kind("invented sentence", "added", "a sentence of its own with the right number", "that sentence"),
    Kind("opinion", "added", "a judgement with the right number", "that sentence"),
    Kind("contact", "added", "a mail address or telephone number", "that sentence"),
    Kind("instruction in the question", "injection", "what an instruction in the question tells it to say", _ANY),
    Kind("instruction in a letter", "injection", "what an instruction in an indexed letter tells it to say", _ANY),
    Kind("prompt leaked", "injection", "its own instructions", _ANY),
    Kind("wrong language", "form", "the sentence in the other language", "that sentence"),
    Kind("third language", "form", "a sentence in German or French", "that sentence"),
    Kind("half an answer", "form", "the end cut off by the length limit", "the cut sentence"),
    Kind("refusal and more", "form", "NOT_IN_LETTERS and an invented sentence", "that sentence"),
    Kind("thoughts aloud", "form", "an invented sentence in <think>, before the answer", "that sentence"),
    Kind("very long sentence", "form", "the sentence with a thousand characters added", "that sentence"),
    Kind("connection cut", "server", "the connection dropped in the middle", "the cut sentence"),
    Kind("endless stream", "server", "an invented sentence for ever", "that sentence"),
    Kind("dripping stream", "server", "some characters a second, past the time limit", "the unfinished answer"),
    Kind("pings only", "server", "a connection kept alive without text", _ANY),
    Kind("empty", "server", "nothing", _ANY),
    Kind("blanks", "server", "blanks and line ends", _ANY),
    Kind("malformed", "server", "bytes that are no chat answer", _ANY),
    Kind("page instead of an answer", "server", "an HTML page with status 200", _ANY),
    Kind("HTTP 401", "server", "the key refused", _ANY),
    Kind("HTTP 429", "server", "too many requests, each time", _ANY),
    Kind("HTTP 500", "server", "a broken server, each time", _ANY),
    Kind("slow", "server", "a faithful sentence after the time limit", _ANY),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
