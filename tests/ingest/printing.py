"""A printer for tests: known sentences set to a width as the House's printer does."""

from __future__ import annotations

from dataclasses import dataclass, field

HEAD = (
    "Tweede Kamer der Staten-Generaal 2\nVergaderjaar 2020–2021 \n\n"
    "35 000 V Vaststelling van de begroting \n\nNr. 12 BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN \n\n"
    "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal \n\nDen Haag, 3 maart 2021 \n\n"
)
FOOT = "De Minister van Buitenlandse Zaken,\nA.B. de Vries\n"
RUNNING_HEAD = "Tweede Kamer, vergaderjaar 2020–2021, 35 000 V, nr. 12 {page}"


@dataclass(frozen=True)
class Note:
    """A footnote, and the number of its paragraph and sentence."""

    paragraph: int
    sentence: int
    text: str


@dataclass
class Printer:
    """`hyphen` is the fewest letters on each side of a print hyphen, 0 for none; `lines` is the height of a page."""

    width: int
    lines: int
    hyphen: int
    form_feed: bool
    out: list[str] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _used: int = 0
    _page: int = 1

    def letter(self, paragraphs: list[list[str]], notes: list[Note]) -> str:
        labels = {(note.paragraph, note.sentence): str(number) for number, note in enumerate(notes, 1)}
        texts = {str(number): note.text for number, note in enumerate(notes, 1)}
        for number, sentences in enumerate(paragraphs):
            marked = []
            for place, sentence in enumerate(sentences):
                label = labels.get((number, place), "")
                marked.append(sentence + label)
            self._paragraph(" ".join(marked), texts)
        self._end_page(last=True)
        return HEAD + "\n".join(self.out) + "\n\n" + FOOT

    def _paragraph(self, text: str, texts: dict[str, str]) -> None:
        for line in self.set(text):
            if self._used >= self.lines:
                self._end_page()
            self.out.append(f"{line} ")
            self._used += 1
            for label in list(texts):
                # The mark stands glued to a full stop at the end of a word.
                if any(word.endswith(f".{label}") for word in line.split()):
                    self._notes += [f"{row} " for row in self.set(f"{label} {texts.pop(label)}")]
        self.out.append(" ")

    def _end_page(self, last: bool = False) -> None:
        self.out += ["", *self._notes, ""] if self._notes else [""]
        self._notes = []
        if not last:
            self._page += 1
            head = RUNNING_HEAD.format(page=self._page)
            self.out += ["", head, "\f" if self.form_feed else "", ""]
        self._used = 0

    def set(self, text: str) -> list[str]:
        """Greedy lines; a word that does not fit is broken with a print hyphen where it may be."""
        lines: list[str] = []
        line = ""
        for word in text.split():
            rest = word
            while line and len(line) + 1 + len(rest) > self.width:
                room = self.width - len(line) - 2
                cut = min(room, len(rest) - self.hyphen)
                if self.hyphen and cut >= self.hyphen and rest.isalpha() and rest.islower():
                    lines.append(f"{line} {rest[:cut]}-")
                    rest = rest[cut:]
                else:
                    lines.append(line)
                line = ""
            line = f"{line} {rest}".strip()
        return [*lines, line]
