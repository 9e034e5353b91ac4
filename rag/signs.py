"""The names of the features that ranking and refusing weigh, in their order, and which way each may count.

So fitting on some hundred questions cannot learn that a missing year is good.
"""

from __future__ import annotations

# name -> 1 may only speak for a sentence, -1 only against, 0 either
RANK_SIGNS = {
    "cosine": 1,
    "cosine_passage": 1,
    "cosine_neighbour": 0,
    "asked": 1,
    "coverage": 1,
    "coverage_near": 1,
    "coverage_passage": 1,
    "wanted": 1,
    "focus": 1,
    "year": 1,
    "preferred": 1,
    "footnote": -1,
    "anaphor": 0,
    "passage_rank": 1,
    "reason": 1,
    "as_many": 1,
    "series": 1,
    "told": -1,
    "long": -1,
    "match": 1,
}
ANSWER_SIGNS = {
    "one": 0,
    "cosine": 1,
    "cosine_passage": 1,
    "rarest": -1,
    "unknown": -1,
    "names_missing": -1,
    "wanted_missing": -1,
    "wanted_met": 1,
    "focus_missing": -1,
    "year_missing": -1,
    "order": -1,
    "length": 0,
    "why": 0,
    "compare": 0,
    "mention": 1,
    "score": 1,
}
# What we believe before fitting: an amount, a name or a year that is asked for and not there, and
# words that no letter has, speak against an answer. Some hundred questions correct this.
ANSWER_PRIOR = {
    "one": 0.0,
    "cosine": 0.8,
    "cosine_passage": 0.8,
    "rarest": -0.5,
    "unknown": -2.5,
    "names_missing": -1.5,
    "wanted_missing": -3.0,
    "wanted_met": 0.3,
    "focus_missing": -1.0,
    "year_missing": -2.5,
    "order": -4.0,
    "length": 0.5,
    "why": 0.0,
    "compare": 0.5,
    "mention": 4.0,
    "score": 0.1,
}
