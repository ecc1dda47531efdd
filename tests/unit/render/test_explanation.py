"""The reasons for a speaker are told in sentences."""

from __future__ import annotations

import pytest

from index.article import Quote, Span, Step
from tui.render.explanation import explain

TEXT = "“We waited,” he said."
QUOTE = Quote(
    content=(Span(0, 12),), cue=(Span(16, 20),), cue_class="saying", mention=(Span(13, 15),),
    kind="direct", speakers=("Olaf Berg",), confidence=0.9,
)  # fmt: skip

STEPS = [
    pytest.param(("source", "He", "subject of “said”"),
                 "“He” names the speaker: subject of “said”.",
                 id="the words that name the speaker"),
    pytest.param(("source", "", "quoted words without a cue"),
                 "No name stands with the quote: quoted words without a cue.", id="no such words"),
    pytest.param(("words", "a clause", "reported by “said”"),
                 "The words are a clause reported by “said”.", id="a reported clause"),
    pytest.param(("words", "in quotation marks", "beside “said”"),
                 "The words are in quotation marks, beside “said”.", id="quotation marks"),
    pytest.param(("words", "the words", "reported by “said”"),
                 "The words are reported by “said”.", id="words of another form"),
    pytest.param(("He", "Olaf Berg", "most prominent person before it, masculine"),
                 "“He” means Olaf Berg: most prominent person before it, masculine.",
                 id="a pronoun"),
    pytest.param(("Olaf Berg", "Olaf Berg", "a name mentioned only here"),
                 "“Olaf Berg” is the speaker: a name mentioned only here.", id="a full name"),
    pytest.param(("They", "unknown", "no matching name before it"),
                 "It is not known whom “They” means: no matching name before it.", id="unknown"),
    pytest.param(("Berg", "ambiguous", "may be Olaf Berg or Ida Berg"),
                 "“Berg” may be Olaf Berg or Ida Berg.", id="ambiguous"),
    pytest.param(("Olaf Berg", "unknown", "confidence too low"),
                 "It may be Olaf Berg, but the confidence is too low to say so.", id="too unsure"),
    pytest.param(("We waited", "Olaf Berg", "continues the previous quote"),
                 "“We waited …” continues the previous quote, so the speaker is Olaf Berg.",
                 id="a quote that goes on"),
    pytest.param(("We waited", "Olaf Berg", "repeated in the article"),
                 "“We waited …” is repeated in the article, so the speaker is Olaf Berg.",
                 id="a pull quote"),
    pytest.param(("you", "Ida Berg", "corrected by you on 2024-01-02"),
                 "Speaker corrected by you on 2024-01-02: Ida Berg.", id="a correction"),
    pytest.param(("program", "Olaf Berg", "confidence 0.93"),
                 "Found by the program: Olaf Berg (confidence 0.93).", id="before a correction"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "sentence"), STEPS)
def test_each_step_is_a_sentence(step: tuple[str, str, str], sentence: str) -> None:
    assert sentence in explain(with_steps(step), TEXT)


def with_steps(*steps: tuple[str, str, str]) -> Quote:
    """Return the quote with these steps."""
    return QUOTE._replace(steps=tuple(Step(*step) for step in steps))


def test_first_sentence_tells_kind_and_cue_and_the_last_the_confidence() -> None:
    quote = with_steps(("lowered", "−0.26", "unsure whom “He” refers to"))
    assert explain(quote, TEXT) == [
        "A direct quote, introduced by “said”.",
        "“he” names the speaker.",
        "Confidence 0.90. Lowered by 0.26: unsure whom “He” refers to.",
    ]
