"""PDFs made on the spot (with reportlab, BSD), set as the House's printer sets a page."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

PAGE = (558.4, 771.0)
LEFT, TOP, SIZE, LEADING = 221.0, 750.0, 8.53, 9.59
SMALL, SMALL_LEADING = 6.93, 9.05


def set_line(canvas: Canvas, x: float, y: float, text: str, size: float = SIZE) -> None:
    """One line; `^1` in it is a raised small 1, a tab goes on 80 points further."""
    for place, cell in enumerate(text.split("\t")):
        left = x + 80 * place
        for part_place, part in enumerate(cell.split("^")):
            if part_place:
                digits = part[: len(part) - len(part.lstrip("0123456789"))]
                canvas.setFont("Helvetica", 0.65 * size)
                canvas.drawString(left, y + 0.4 * size, digits)
                left += canvas.stringWidth(digits, "Helvetica", 0.65 * size)
                part = part[len(digits) :]  # noqa: PLW2901 - the rest of the part
            canvas.setFont("Helvetica", size)
            canvas.drawString(left, y, part)
            left += canvas.stringWidth(part, "Helvetica", size)


def page(canvas: Canvas, body: Sequence[str], notes: Sequence[str], foot: str, number: int) -> None:
    """Body from the top, footnotes and the running head from the bottom; '' is a gap, '>' a hanging indent."""
    y = TOP
    for line in body:
        indent = 9.0 * line.startswith(">")
        if line:
            set_line(canvas, LEFT + indent, y, line.lstrip(">"))
        y -= LEADING
    y = 148 + SMALL_LEADING * len(notes)
    for line in notes:
        set_line(canvas, LEFT if line.startswith("^") else LEFT + 7, y, line, SMALL)
        y -= SMALL_LEADING
    if number == 1:
        set_line(canvas, 55, 82, foot, 5.9)
        set_line(canvas, 55, 76, "ISSN 0921 - 7398", 5.9)
        set_line(canvas, 55, 69.4, "’s-Gravenhage 2024", 5.9)
    set_line(canvas, LEFT, 69.4, f"Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel\t\t\t{number}", 9.06)
    canvas.showPage()


def document(pages: Sequence[tuple[Sequence[str], Sequence[str]]], foot: str, password: str = "") -> bytes:
    out = io.BytesIO()
    lock = StandardEncryption(password, strength=128) if password else None
    canvas = Canvas(out, pagesize=PAGE, invariant=1, encrypt=lock)
    for number, (body, notes) in enumerate(pages, 1):
        page(canvas, body, notes, foot, number)
    canvas.save()
    return out.getvalue()


def picture() -> bytes:
    """A page that is one grey picture, as a scanner makes it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=PAGE, invariant=1)
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *PAGE)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


HEAD = [
    "Tweede Kamer der Staten-Generaal\t\t\t2",
    "",
    "Vergaderjaar 2023–2024\tAanhangsel van de Handelingen",
    "",
    "Vragen gesteld door de leden der Kamer, met de daarop door de",
    "regering gegeven antwoorden",
    "",
    "1314",
    "",
    "Vragen van de leden Jansen (Partij) en De Vries (Lijst) aan de Minister van",
    "Defensie over het bericht «Kou op komst» (ingezonden 6 maart 2024).",
    "",
    "Antwoord van Minister Van Dijk (Defensie) (ontvangen 25 maart 2024).",
    "",
]
FIRST_PAGE = [
    *HEAD,
    "Vraag 1",
    "Kent u het bericht «Kou op komst» dat op 1 maart in de krant heeft gestaan en",
    "dat over de regen- en zonneweerkaart gaat?^1",
    "",
    "Antwoord 1",
    "Ja.",
    "",
    "Vraag 2",
    "Wat doet u?",
    "",
    "Antwoord 2",
    "Het kabinet zet zich langs drie wegen in, en het volgt daarbij de regenboog-",
    "kaart van het instituut dat daarvoor verantwoordelijk is, voor zover dat kan:",
    "– eerst de kaart, die in alle gevallen en voor ieder die dat wil beschikbaar is",
    ">en blijft;",
    "– dan de weg.",
    "Daarna volgt de rest van het beleid. Dat is vastgelegd in de nieuwe kaart van",
    "het land,^2 die in samenhang met de eerdere afspraken over het weer en de sa-",
]
SECOND_PAGE = [
    "menwerking wordt gelezen.",
    "",
    "Soort\t2021\t2022",
    "Regen\t10\t14",
    "Zon\t2\t3",
    "",
    "Vraag 3",
    "Is dat alles?",
    "",
    "Antwoord 3",
    "Ja",
]
NOTES = [
    "^1 Krant, 1 maart 2024, «Kou op komst», https://krant.example/",
    "nieuws/kou.html",
    "^2 Kamerstuk 36 410, nr. 3",
]


def answer(password: str = "") -> bytes:
    return document([(FIRST_PAGE, NOTES), (SECOND_PAGE, [])], "ah-tk-20232024-1314", password)
