"""The base of the widgets that draw their own lines in the styles of the theme."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from tui import theme
from tui.drawing.line_cache import LineCache
from tui.drawing.scroll_bar import use_bars

MARGIN = 1  # cells beside selectable text
FEW_SPANS = 8  # of a line, for which it is faster to look at each span for each piece of text
use_bars()


class StyledView(ScrollView, can_focus=True):
    """A scrolling widget that draws lines of ``Content`` whose spans name styles of the theme."""

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles: dict[str, Style] = {}
        # By the background, then by the names of the styles over it.
        self._palettes: dict[Style, dict[tuple[str | Style, ...], RichStyle]] = {}
        self._styles_cache = LineCache(self.line_drawer)

    def on_mount(self) -> None:
        """Have the scrollbar drawn as fast as the lines."""
        self.vertical_scrollbar._styles_cache = LineCache()

    def typing_action(self, text: str) -> str:  # noqa: ARG002 - for subclasses
        """Return the action of a typed or pasted text; empty if keys are actions in this view."""
        return ""

    def refusal(self, key: str, action: str) -> str:  # noqa: ARG002 - for subclasses
        """Return why a key does nothing while this view has the focus; empty if it works.

        ``action`` is the id of the action that the key has elsewhere.
        """
        return ""

    def set_extent(self, extent: Size) -> None:
        """Set the size of the whole content.

        Setting ``virtual_size`` would lay out the whole screen for each article or window of rows
        (6 ms). This does so only if the scrollbar appears or disappears. Of another width nothing
        is drawn, as no view scrolls sideways.
        """
        is_other_height = extent.height != self.virtual_size.height
        self.set_reactive(ScrollView.virtual_size, extent)
        if is_other_height:
            self._scroll_update(extent)

    def jump_to(self, row: float) -> None:
        """Scroll at once."""
        self.scroll_to(0, row, animate=False, force=True)

    def notify_style_update(self) -> None:
        """Drop the styles of the previous theme."""
        super().notify_style_update()
        self._styles.clear()
        self._palettes.clear()

    def named_style(self, name: str | Style) -> Style:
        """Return a style of the current theme, to apply over a background."""
        if isinstance(name, Style):
            return name
        if (style := self._styles.get(name)) is None:
            definition = theme.style(name, self.app.native_ansi_color)
            style = self._styles[name] = self.app.stylesheet.parse_style(definition)
        return style

    @property
    def line_width(self) -> int:
        """The cells of a line beside the scrollbar."""
        return max(self.size.width - self.scrollbar_size_vertical, 0)

    def line_drawer(self) -> Callable[[int], Strip]:
        """Return what draws the lines of one frame, which have much in common."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Return a line of the view."""
        return self.line_drawer()(y)

    def strip(self, content: Content, ground: Style, width: int | None = None) -> Strip:
        """Return a line for the terminal on the background style ``ground``.

        It is as wide as its text, or has ``width`` cells.
        """
        length = content.cell_length
        return padded(self.segments(content, ground), length, width or length, ground)

    def segments(self, content: Content, ground: Style) -> list[Segment]:
        """Return the pieces of a line that have one style each.

        Textual makes the style of each piece anew, which takes 20 µs.
        """
        text, spans = content.plain, content.spans
        if len(spans) > FEW_SPANS:
            rendered = content.render(ground, end="", parse_style=self.named_style)
            return [Segment(piece, style.rich_style) for piece, style in rendered]
        if (palette := self._palettes.get(ground)) is None:
            palette = self._palettes[ground] = {(): ground.rich_style}
        ends = {0, len(text)}
        for start, end, _ in spans:
            ends.add(min(start, len(text)))
            ends.add(min(end, len(text)))
        places = sorted(ends)
        segments = []
        for start, end in pairwise(places):
            names = tuple([name for first, last, name in spans if first <= start < last])
            if (rich_style := palette.get(names)) is None:
                style = sum(map(self.named_style, names), ground)
                rich_style = palette[names] = style.rich_style
            segments.append(Segment(text[start:end], rich_style))
        return segments

    def selectable_strip(self, content: Content, ground: Style, row: int) -> Strip:
        """Return a line of the content, with a margin of one cell, that the mouse can select."""
        if (selection := self.text_selection) and (span := selection.get_span(row)):
            end = None if span[1] < 0 else span[1]
            content = content.stylize("selection", max(span[0], MARGIN), end)
        strip = self.strip(content, ground, self.line_width)
        # Only the mouse needs the offsets, which take 50 µs a line.
        return strip.apply_offsets(0, row) if self.app.mouse_over is self else strip

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that the mouse selected, as far as it is in view."""
        lines = []
        for y in range(self.size.height):
            if span := selection.get_span(self.scroll_offset.y + y):
                text = self.render_line(y).text
                lines.append(text[max(span[0], MARGIN) : None if span[1] < 0 else span[1]].rstrip())
        return "\n".join(lines), "\n"


def padded(segments: list[Segment], length: int, width: int, ground: Style) -> Strip:
    """Return a line of ``width`` cells with pieces that have ``length`` cells."""
    if length < width:
        segments.append(Segment(" " * (width - length), ground.rich_style))
    return Strip(segments, max(length, width)).adjust_cell_length(width)
