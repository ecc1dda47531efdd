"""The explanation of an attribution is in plain words."""

from __future__ import annotations

import pytest

from index.annotate.quotes.explanations import source_step, words_step
from index.article import Step


@pytest.mark.parametrize(
    ("construction", "step"),
    [
        ("q-both", Step("words", "in quotation marks", "beside “said”")),
        ("ccomp+conj", Step("words", "a clause", "that “said” governs")),
        ("<nsubj&xcomp", Step("words", "the words", "that “said” reports")),
    ],
)
def test_construction_of_the_words(construction: str, step: Step) -> None:
    assert words_step(construction, "said") == step


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ("<nsubj", "subject of “said”"),
        ("^xcomp<nsubj", "subject of “said”"),
        ("^acl!", "stands with “said”"),
        (">by", "after “by”, with “said”"),
    ],
)
def test_way_to_the_source(way: str, reason: str) -> None:
    assert source_step("she", way, "said") == Step("source", "she", reason)
