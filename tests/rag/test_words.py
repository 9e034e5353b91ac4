"""Stemming from several threads at once, as the page's server and the tampering test do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from rag.tables import rows
from rag.types import Language
from rag.words import fold, stem


def test_threads_do_not_disturb_each_others_stems() -> None:
    """snowballstemmer keeps the word it is at in the object: shared, it gave wrong stems and IndexErrors."""
    languages: tuple[Language, ...] = ("nl", "en")
    words = sorted({fold(word) for row in rows("synonyms.tsv") for cell in row for word in cell.split("|")})
    asked = [(word, language) for word in words for language in languages] * 4
    plain = stem.__wrapped__
    alone = [plain(word, language) for word, language in asked]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda one: plain(*one), asked))
    assert together == alone
