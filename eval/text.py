"""Comparing words: what counts as the same wording, the same number, a negation."""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
_MARK = re.compile(r"\s?\[\d{1,3}\]")
_NUMBER = re.compile(r"\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?")
_NOT = re.compile(
    r"\b(?:niet|geen|nooit|niemand|niets|nergens|noch|not|no|never|nobody|nothing|nowhere|neither|nor"
    r"|cannot|\w+n't)\b"
)


def normalise(text: str) -> str:
    """`text` in one Unicode form, lower case, plain quotes and dashes, single blanks.

    Non-breaking and narrow blanks are blanks; soft hyphens are gone.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)
    return " ".join(plain.casefold().split())


def holds(text: str, wording: str) -> bool:
    """Whether `text` holds `wording`, after `normalise`.

    A number at an edge of the wording must be a whole number in the text: '82 burgers' is not
    in '182 burgers', nor '20,4' in '20,45'. A word broken over two lines of print counts as whole.
    """
    wanted = normalise(wording)
    if not wanted:
        return False
    before = r"(?<!\d)(?<!\d[.,])" if wanted[0].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if wanted[-1].isdigit() else ""
    pattern = re.compile(before + re.escape(wanted) + after)
    return any(pattern.search(normalise(form)) for form in (text, re.sub(r"-\s*\n\s*", "", text)))


def unmarked(text: str) -> str:
    """`text` without citation marks such as ' [2]'."""
    return _MARK.sub("", text)


def numbers(text: str) -> frozenset[str]:
    """The numbers in `text` as digits only, so that '25.000' and '25,000' are the same."""
    return frozenset(re.sub(r"\D", "", found.group()) for found in _NUMBER.finditer(unmarked(text)))


def negated(text: str) -> bool:
    """Whether a Dutch or English word of negation is in `text`."""
    return _NOT.search(normalise(text)) is not None
