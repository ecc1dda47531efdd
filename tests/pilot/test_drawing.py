"""Lines are drawn faster than Textual does, and look the same."""

from inspect import getmro

import pytest
from rich.segment import Segment
from textual.content import Content, Span
from textual.geometry import Region

from tests.support.driver import press, settle
from tui.drawing.line_cache import LineCache
from tui.widgets.styled_view import StyledView

TEXT = "The ferry to Torpier is late"
SPANS = {
    "none": [],
    "one": [Span(4, 9, "match")],
    "at the start": [Span(0, 3, "strong")],
    "at the end": [Span(24, 28, "muted")],
    "one after the other": [Span(0, 3, "strong"), Span(3, 9, "match")],
    "one in the other": [Span(0, 20, "quote"), Span(4, 9, "match")],
    "one over the end of the other": [Span(0, 9, "person"), Span(4, 20, "current-quote")],
    "the same place twice": [Span(4, 9, "person"), Span(4, 9, "match")],
    "empty": [Span(4, 4, "match")],
    "beyond the end": [Span(24, 99, "match")],
    "too many to look at each": [Span(n, n + 4, "match" if n % 2 else "person") for n in range(12)],
}


def cells(segments):
    """Return each character with its style."""
    return [(letter, each.style) for each in segments for letter in each.text]


@pytest.mark.parametrize("spans", SPANS.values(), ids=SPANS)
async def test_a_line_has_the_styles_that_textual_gives_it(make_app, spans):
    app = make_app()
    async with app.run_test() as pilot:
        await settle(pilot)
        view = app.screen.query_one("#list", StyledView)
        content, ground = Content(TEXT, spans), view.visual_style
        rendered = content.render(ground, end="", parse_style=view.named_style)
        expected = [Segment(text, style.rich_style) for text, style in rendered]
        assert cells(view.segments(content, ground)) == cells(expected)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 48)], ids="{0[0]}x{0[1]}".format)
async def test_borders_and_padding_are_those_of_the_style_sheet(make_app, size):
    _, textual_cache, *_ = getmro(LineCache)
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "j", "enter")
        for view in app.screen.query(StyledView):
            if view.region:
                whole = Region(0, 0, view.region.width, view.region.height)
                expected = textual_cache().render_widget(view, whole)
                assert list(map(cells, view.render_lines(whole))) == list(map(cells, expected))
