"""Known sentences, printed with hyphens, running heads, page breaks and footnotes, come back from the parser."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.parse import parse_letter
from tests.ingest.invariants import check
from tests.ingest.printing import Note, Printer

WORDS = (
    "de het een van op voor regering samenwerking verantwoordelijkheid onderhandelingen maatregelen bijdrage "
    "VN-gezant EU-verband Midden-Oosten 25.000 2023 20,4 miljoen (Kamerstuk) mr. kabinet’s veto’s CO2 "
    "stabiliteit, aangekondigd; internationale hulp ontwikkeling vredesproces"
).split()
# Such an abbreviation may end a sentence too, so what follows it decides.
WORDS += ["jl. besloten", "c.s. over", "nr. 12"]
FIRST = "Het Deze Nederland Daarnaast Inmiddels «Goed» EU-landen Zo".split()
LAST = "steun partners verlengd overeenkomst bereikt".split()


def text_of(seed: int) -> tuple[list[list[str]], list[Note]]:
    """Paragraphs of sentences and footnotes to some of them. A seed and not a strategy: that is 20 times as fast."""
    random = Random(seed)
    paragraphs = [
        [
            " ".join([random.choice(FIRST), *random.choices(WORDS, k=random.randint(4, 25)), random.choice(LAST)]) + "."
            for _ in range(random.randint(1, 5))
        ]
        for _ in range(random.randint(1, 8))
    ]
    places = [(p, s) for p, sentences in enumerate(paragraphs) for s in range(len(sentences))]
    chosen = random.sample(places, min(len(places), random.randint(0, 4)))
    return paragraphs, [Note(p, s, f"Zie de brief aan de Kamer over punt {p}.") for p, s in sorted(chosen)]


@settings(max_examples=200, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    width=st.integers(45, 90),
    lines=st.integers(3, 30),
    hyphen=st.sampled_from([0, 3, 4]),
    form_feed=st.booleans(),
)
def test_the_parser_gets_the_sentences_back(seed: int, width: int, lines: int, hyphen: int, form_feed: bool) -> None:
    paragraphs, notes = text_of(seed)
    letter = parse_letter(Printer(width, lines, hyphen, form_feed).letter(paragraphs, notes), "printed.txt")
    check(letter)
    flow = [passage for passage in letter.passages if passage.kind not in ("title", "footnote", "signature")]
    assert [s.plain for p in flow for s in p.sentences] == [s for sentences in paragraphs for s in sentences]
    assert [p.text for p in letter.passages if p.kind == "footnote"] == [note.text for note in notes]
    assert [str(sender) for sender in letter.senders] == ["A.B. de Vries, Minister van Buitenlandse Zaken"]


def test_the_printer_does_print_all_the_traps() -> None:
    """Without this the test above could pass on text in which nothing is broken."""
    sentence = (
        "Nederland steunt de verantwoordelijkheid van internationale onderhandelingen met de VN-gezant en partners."
    )
    text = Printer(60, 3, 3, True).letter([[sentence] * 3], [Note(0, 1, "Zie de brief.")])
    assert "-\n" in text.replace(" \n", "\n")
    assert "Tweede Kamer, vergaderjaar 2020–2021, 35 000 V, nr. 12 2" in text
    assert "\f" in text
    assert "partners.1" in text
    assert "\n1 Zie de brief." in text
