"""The metrics: one name, one meaning, one direction, kept together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Metric:
    """What a number is called and which way is better; `share` says that it lies between 0 and 1."""

    name: str
    title: str
    better: Literal["high", "low", "neither"]
    meaning: str
    share: bool = True


METRICS: tuple[Metric, ...] = (
    Metric("passed", "Items right", "high", "every check on the item came out right"),
    Metric("facts_found", "Facts found", "high", "share of the gold facts that the answer holds"),
    Metric("answered", "Answered", "high", "an answerable question was answered"),
    Metric("refused", "Refusal recall", "high", "a question that must be refused was refused"),
    Metric("refusal_right", "Refusal precision", "high", "a refusal was of a question that must be refused"),
    Metric("citation_precision", "Citation precision", "high", "share of the citations that show evidence"),
    Metric("citation_recall", "Citation recall", "high", "share of the evidence that is cited"),
    Metric("evidence_share", "Evidence in what is quoted", "high", "share of the quoted characters that are evidence"),
    Metric("quote_validity", "Quotes valid", "high", "share of the quotes that are in their letter at their place"),
    Metric("linked", "Statements linked", "high", "share of the statements with citations that are all there"),
    Metric("verbatim", "Statements verbatim", "high", "share of the statements that are the words they cite"),
    Metric("numbers_grounded", "Numbers grounded", "high", "share of the statements whose numbers are all cited"),
    Metric("negation_grounded", "Negation grounded", "high", "share of the statements that add no negation"),
    Metric("unrepeated", "Not repeated", "high", "share of the statements that say nothing again"),
    Metric("language", "Language right", "high", "the answer is in the language of the question"),
    Metric("statements", "Statements", "neither", "statements in an answer", share=False),
    Metric("quoted_words", "Words quoted", "low", "words that a reader must read to check an answer", share=False),
    Metric("recall@1", "Recall@1", "high", "share of the evidence in the first hit"),
    Metric("recall@3", "Recall@3", "high", "share of the evidence in the first three hits"),
    Metric("recall@5", "Recall@5", "high", "share of the evidence in the first five hits"),
    Metric("mrr", "MRR", "high", "one divided by the rank of the first hit with evidence"),
    Metric("ndcg@10", "nDCG@10", "high", "evidence in the first ten hits, earlier counting more"),
    Metric("agree_status", "Same outcome in both", "high", "Dutch and English: both answered or both refused"),
    Metric("agree_letters", "Same letters in both", "high", "Dutch and English cite the same letters"),
    Metric("agree_numbers", "Same numbers in both", "high", "Dutch and English give the same numbers"),
    Metric("label", "Claim label right", "high", "the verdict is the right one"),
    Metric("not_false_support", "No false support", "high", "a claim that is not supported is not called supported"),
    Metric("not_false_denial", "No false denial", "high", "a claim that is supported is not called contradicted"),
    Metric("claim_evidence", "Claim evidence cited", "high", "share of the evidence cited on the right side"),
    Metric("macro_f1", "Claim macro F1", "high", "F1 of the labels, each counting the same"),
    Metric("aurc", "Risk-coverage area", "low", "mean share of wrong answers over all cut-offs of confidence"),
)
BY_NAME = {metric.name: metric for metric in METRICS}
HEADLINE = (
    "passed", "facts_found", "citation_precision", "citation_recall", "refusal_right", "refused",
    "quote_validity", "language",
)  # fmt: skip
DISTANCE = ("facts_found", "citation_precision", "evidence_share", "refused", "refusal_right")
