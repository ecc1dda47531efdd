"""Attributions are explained without terms of the parse."""

from __future__ import annotations

import pytest

from index.annotate.quotes.explanations import content_step, source_step
from index.article import Step
from tests.support.parsing import quotes


@pytest.mark.parametrize(
    ("construction", "step"),
    [
        ("q-both", Step("words", "in quotation marks", "beside “said”")),
        ("ccomp+conj", Step("words", "a clause", "reported by “said”")),
        ("<nsubj&xcomp", Step("words", "the words", "reported by “said”")),
    ],
)
def test_content_is_explained(construction: str, step: Step) -> None:
    assert content_step(construction, "said") == step


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("<nsubj", "subject of “said”"),
        ("^xcomp<nsubj", "subject of “said”"),
        ("^acl!", "beside “said”"),
        (">by", "after “by”, with “said”"),
    ],
)
def test_source_is_explained(path: str, reason: str) -> None:
    assert source_step("she", path, "said") == Step("source", "she", reason)


@pytest.mark.parametrize(
    ("earlier", "speaker", "reason"),
    [
        ("Ana Pell came in May.", "Ana Pell", "the only person named"),
        ("Ana Pell met Lena Moor in May.", "Rosa Klein", "the next person named"),
    ],
)
def test_a_pronoun_far_from_the_people_before_it(earlier: str, speaker: str, reason: str) -> None:
    between = "The boats were late. The roof was wet. The pier was shut. The road was closed."
    text = "\n\n".join([earlier, *[between] * 4, "“It is late,” she said. Rosa Klein left."])
    (quote,) = quotes(text)
    assert Step("she", speaker, reason) in quote.steps
