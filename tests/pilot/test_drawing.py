"""Lines and frames are drawn faster than Textual does, and look the same."""

from inspect import getmro
from re import findall

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content, Span
from textual.geometry import Region

from tests.support.driver import press, settle
from tests.support.screen_sizes import SIZES
from tui.drawing.frames import FrameCompositor
from tui.drawing.line_cache import LineCache
from tui.drawing.styled_view import StyledView
from tui.screens.page_screen import PageScreen
from tui.widgets.row_list import RowList

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
                beside_bar = view.region.width - view.scrollbar_size_vertical
                assert list(map(cells, view.render_lines(whole))) == [
                    cells(line.crop(0, beside_bar)) for line in expected
                ]


WALKS = {
    "a list": "j j k G g V j escape m",
    "an article": "enter right_square_bracket J K space b g G z z q",
    "panes": "enter tab right_square_bracket tab tab tab q f j q",
    "views": "2 j j enter q 3 j enter j q 4 down q 5 1",
    "a search": "s f e r r y enter j enter n n q f j enter q q q",
    "finds": "slash t h e enter n n escape enter slash t h e enter n escape q",
    "dialogs": "question_mark j q enter x q T T e escape",
    "themes": "t t t t",
    "hints": "question_mark q 0 K 3 j k k k exclamation_mark escape",
}


class Terminal:
    """What a terminal shows of the frames that are sent to it."""

    def __init__(self, monkeypatch):
        self.cells, self.widths = {}, set()
        for name in ("render_partial_update", "render_full_update"):
            self._watch(monkeypatch, name)

    def _watch(self, monkeypatch, name):
        render = getattr(FrameCompositor, name)

        def watched(compositor, **options):
            frame = render(compositor, **options)
            for x, y, strip in frame.parts if frame else ():
                self._draw(x, y, strip)
            return frame

        monkeypatch.setattr(FrameCompositor, name, watched)

    def _draw(self, x, y, strip):
        for letter, style in cells(strip):
            self.cells[x, y] = letter, style
            x += cell_len(letter)


def placed(strips):
    """Return what is in each cell."""
    shown = {}
    for y, strip in enumerate(strips):
        x = 0
        for letter, style in cells(strip):
            shown[x, y] = letter, style
            x += cell_len(letter)
    return shown


@SIZES
@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
async def test_terminal_shows_what_textual_would_draw(make_app, drive, monkeypatch, walk, size):
    terminal = Terminal(monkeypatch)
    async with drive(make_app(), size) as driver:
        for key in walk.split():
            await driver.press(key)
            if isinstance(driver.app.screen, PageScreen):
                assert terminal.cells == placed(driver.strips())


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
async def test_kept_rows_look_as_if_drawn_anew(make_app, drive, walk):
    async with drive(make_app(), (160, 48)) as driver:
        for key in walk.split():
            await driver.press(key)
            for rows in driver.app.screen.query(RowList):
                lines = range(rows.size.height)
                kept = [cells(rows.render_line(y)) for y in lines]
                rows.notify_style_update()
                assert kept == [cells(rows.render_line(y)) for y in lines]


@pytest.mark.parametrize("size", [(50, 15), (160, 48)], ids="{0[0]}x{0[1]}".format)
async def test_picture_saved_by_textual_shows_the_screen(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "j", "enter")
        pictures = [app.export_screenshot(simplify=each) for each in (False, True)]
        frame, textual = ["".join(findall(r"[^<>\n]+(?=</text>)", each)) for each in pictures]
        assert frame.replace("&#160;", "") == textual.replace("&#160;", "")
        assert "ferry" in frame
