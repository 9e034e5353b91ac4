"""`python -m eval retrieval`: the project's own retrieval on any folder in BEIR's layout.

The layout (Thakur and others, 2021): `corpus.jsonl` and `queries.jsonl` with `_id`, `text` and
for documents `title`, and `qrels/test.tsv` with query, document and grade.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.files import read_lines
from eval.intervals import Estimate, estimate, paired
from eval.vectors import Vectors, embed
from rag.embedding import Embedder, open_embedder
from rag.errors import InputError
from rag.language import detect
from rag.lexical import Bm25
from rag.retrieve import fuse
from rag.settings import Settings
from rag.types import Language
from rag.vocabulary import Vocabulary
from rag.words import content

# Of these only `hybrid` is what the pipeline does; `words` is its lexical half: BM25 with synonyms,
# parts of compounds and misspellings. The others are the floor that it must not fall under.
RETRIEVERS = ("dense", "bm25", "words", "hybrid")
SINGLE = ("dense", "bm25", "words")
MEASURES = ("nDCG@10", "RR@10", "R@5")
_SAMPLE, _DEPTH = 200, 100


@dataclass(frozen=True, slots=True)
class Collection:
    """One BEIR folder; `grades` is query id -> document id -> grade."""

    name: str
    documents: Mapping[str, str]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]

    @property
    def document_language(self) -> Language:
        return _language(list(self.documents.values()))

    @property
    def query_language(self) -> Language:
        return _language(list(self.queries.values()))


@dataclass(frozen=True, slots=True)
class Result:
    """One folder's numbers: retriever -> measure -> estimate; `lead` is hybrid less the best single one."""

    name: str
    languages: tuple[Language, Language]
    documents: int
    numbers: Mapping[str, Mapping[str, Estimate]]
    best: str
    lead: Estimate


def read_collection(folder: Path) -> Collection:
    """Read a BEIR folder. Raises InputError naming the file that is missing or wrong."""
    try:
        documents = {
            str(row["_id"]): f"{row.get('title') or ''} {row['text']}".strip()
            for row in read_lines(folder / "corpus.jsonl")
        }
        queries = {str(row["_id"]): str(row["text"]) for row in read_lines(folder / "queries.jsonl")}
    except KeyError as error:
        raise InputError(f"{folder}: a line lacks {error}. Give a folder in BEIR's layout.") from None
    grades = _grades(folder / "qrels" / "test.tsv", documents)
    judged = {name: text for name, text in queries.items() if name in grades}
    if not judged:
        raise InputError(f"{folder}: no query has a judged document. Give a folder in BEIR's layout.")
    return Collection(folder.name, documents, judged, {name: grades[name] for name in judged})


def _grades(path: Path, documents: Mapping[str, str]) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            for query, document, grade in list(csv.reader(stream, delimiter="\t"))[1:]:
                if document in documents and int(grade) > 0:
                    grades.setdefault(query, {})[document] = int(grade)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error}). Give a folder in BEIR's layout.") from None
    return grades


def measure(collection: Collection, embedder: Embedder, cache: Path, *, quiet: bool = False) -> Result:
    """Run the retrievers over every query of a collection."""
    names = list(collection.documents)
    texts = list(collection.documents.values())
    asked = list(collection.queries.values())
    language = collection.document_language
    label = f"{collection.name}: {len(names)} documents"
    passages = embed(texts, embedder.passages, f"{embedder.name} passages", cache, label, quiet=quiet)
    label = f"{collection.name}: {len(asked)} queries"
    vectors = embed(asked, embedder.queries, f"{embedder.name} queries", cache, label, quiet=quiet)
    stems = {name: content(text, language) for name, text in collection.documents.items()}
    lexical = Bm25.of(stems.items())
    vocabulary = Vocabulary.of((stem for found in stems.values() for stem in found), language)
    same = collection.query_language == language
    runs: dict[str, dict[str, dict[str, float]]] = {name: {} for name in RETRIEVERS}
    for place, (query, text) in enumerate(collection.queries.items()):
        dense = (passages @ vectors[place]).astype(np.float32)
        terms = tuple(dict.fromkeys(content(text, language)))
        words = lexical.scores(vocabulary.expand_all(terms, text).values())
        scores = {
            "dense": dense,
            "bm25": lexical.scores([{term: 1.0} for term in terms]),
            "words": words,
            "hybrid": fuse(dense, words, same_language=same),
        }
        for name, values in scores.items():
            runs[name][query] = _top(names, values)
    per_query = {name: _measured(collection.grades, run) for name, run in runs.items()}
    return _result(collection, per_query, (collection.query_language, language))


def _top(names: Sequence[str], scores: Vectors) -> dict[str, float]:
    """The best documents as a run; ties are broken by place, so that two runs are the same."""
    order = np.argsort(-scores, kind="stable")[:_DEPTH]
    return {names[row]: float(-rank) for rank, row in enumerate(order)}


def _measured(
    grades: Mapping[str, Mapping[str, int]], run: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Measure -> query -> value."""
    import ir_measures

    wanted = [ir_measures.parse_measure(name) for name in MEASURES]
    found: dict[str, dict[str, float]] = {name: {} for name in MEASURES}
    for value in ir_measures.iter_calc(wanted, grades, run):
        found[str(value.measure)][value.query_id] = float(value.value)
    return found


def _result(
    collection: Collection,
    per_query: Mapping[str, Mapping[str, Mapping[str, float]]],
    languages: tuple[Language, Language],
) -> Result:
    queries = list(collection.queries)
    numbers: dict[str, dict[str, Estimate]] = {}
    for name, by_measure in per_query.items():
        numbers[name] = {}
        for measure_name, values in by_measure.items():
            found = estimate([values[query] for query in queries], queries)
            assert found is not None  # noqa: S101 - a collection has queries
            numbers[name][measure_name] = found
    best = max(SINGLE, key=lambda name: numbers[name]["nDCG@10"].mean)
    single, hybrid = per_query[best]["nDCG@10"], per_query["hybrid"]["nDCG@10"]
    lead = paired([single[query] for query in queries], [hybrid[query] for query in queries], queries)
    assert lead is not None  # noqa: S101
    return Result(collection.name, languages, len(collection.documents), numbers, best, lead)


def retrieval_report(folders: Sequence[Path], settings: Settings, *, quiet: bool = False) -> tuple[str, dict[str, Any]]:
    """The numbers of all folders, for a terminal and as plain values. Raises InputError."""
    collections = [read_collection(folder) for folder in folders]
    embedder = open_embedder(settings.embedding)
    cache = settings.data / "embeddings"
    results = [measure(collection, embedder, cache, quiet=quiet) for collection in collections]
    text = "".join(_told(result) for result in results) + _matrix(results)
    return text, {"model": embedder.name, "collections": {result.name: _plain(result) for result in results}}


def _told(result: Result) -> str:
    asked, written = result.languages
    first = next(iter(result.numbers.values()))["nDCG@10"]
    lines = [f"{result.name}: {first.n} {asked} queries, {result.documents} {written} documents"]
    lines.append(f"  {'':<8}" + "".join(f"{name:>24}" for name in MEASURES))
    for name, numbers in result.numbers.items():
        cells = (f"{e.mean:.3f} [{e.low:.3f} {e.high:.3f}]" for e in numbers.values())
        lines.append(f"  {name:<8}" + "".join(f"{cell:>24}" for cell in cells))
    lead = result.lead
    said = "below" if lead.mean < 0 else "not below"
    lines.append(
        f"  hybrid is {said} the best single retriever ({result.best}): nDCG@10 {lead.mean:+.4f} "
        f"[{lead.low:+.4f} {lead.high:+.4f}]"
    )
    return "\n".join(lines) + "\n\n"


def _matrix(results: Sequence[Result]) -> str:
    """Question language by document language, where the folders together have all four."""
    cells = {result.languages: result for result in results}
    if len(cells) < 4:
        return ""
    lines = ["hybrid nDCG@10 (best single)   document nl            document en"]
    for asked in ("nl", "en"):
        row = []
        for written in ("nl", "en"):
            numbers = cells[asked, written].numbers
            single = numbers[cells[asked, written].best]["nDCG@10"].mean
            row.append(f"{numbers['hybrid']['nDCG@10'].mean:.3f} ({single:.3f})")
        lines.append(f"  question {asked}                  " + "          ".join(row))
    return "\n".join(lines) + "\n"


def _plain(result: Result) -> dict[str, Any]:
    return {
        "query_language": result.languages[0],
        "document_language": result.languages[1],
        "best_single": result.best,
        "hybrid_less_best": asdict(result.lead),
        **{name: {m: asdict(e) for m, e in numbers.items()} for name, numbers in result.numbers.items()},
    }


def _language(texts: Sequence[str]) -> Language:
    """The language of most of a sample of the texts."""
    step = max(1, len(texts) // _SAMPLE)
    votes = Counter(detect(text[:500]) for text in texts[::step])
    return "en" if votes["en"] > votes["nl"] else "nl"
