"""The notes of a related quote are shown whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Entry, Quote, QuoteHit, Span
from index.record.results import EarlierQuote
from tui.render.record.related_quotes import earlier_type

DIFFERENCES = ("not rebuild / rebuild", "raise / lower", "never")


def notes(width: int, turns: tuple[str, ...], source: str = "Harbour Post") -> str:
    """Return the notes of a quote with these differences."""
    entry = Entry("a", "Pier", date(2024, 5, 1), source, "", "", "a.md", 1, 1, 9)
    hit = QuoteHit(entry, 0, Quote((Span(0, 9),), "direct"), "“We wait.”", "", "")
    found = EarlierQuote(hit, others=2, turns=turns, is_later=True)
    (line, _) = earlier_type([found]).draw(hit, width)
    assert line.cell_length <= width
    assert line.plain.startswith("2024-05-01")
    return line.plain


@pytest.mark.parametrize("width", range(38, 140, 3))
@pytest.mark.parametrize("number", range(4))
def test_differences_are_shown_whole_or_left_out(width: int, number: int) -> None:
    shown = notes(width, DIFFERENCES[:number])
    for each in DIFFERENCES[:number]:
        assert each in shown or f"in {each[:4]}" not in shown
    assert number == 0 or " differs" in shown


@pytest.mark.parametrize("width", [38, 48, 60])
def test_difference_longer_than_the_line_is_only_named(width: int) -> None:
    entry = Entry("a", "Pier", date(2024, 5, 1), "Post", "", "", "a.md", 1, 1, 9)
    hit = QuoteHit(entry, 0, Quote((Span(0, 9),), "direct"), "“We wait.”", "", "")
    found = EarlierQuote(hit, turns=("x" * 70,))
    assert earlier_type([found]).draw(hit, width)[0].plain.endswith(" differs")
