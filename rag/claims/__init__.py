"""Claims: what the letters say of a sentence that somebody wrote. See check.py for the way of the data."""

from rag.claims.article import LABELS, MOST_CLAIMS, ArticleReport, report_json
from rag.claims.check import check, compared, searched
from rag.claims.clauses import parts
from rag.claims.split import PassedOver, claims_of
from rag.claims.together import with_ruling
from rag.claims.weigh import Compared

__all__ = [
    "LABELS",
    "MOST_CLAIMS",
    "ArticleReport",
    "Compared",
    "PassedOver",
    "check",
    "claims_of",
    "compared",
    "parts",
    "report_json",
    "searched",
    "with_ruling",
]
