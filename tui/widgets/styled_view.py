"""The base of the widgets that draw their own lines in the styles of the theme."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from tui import theme

MARGIN = 1  # cells beside selectable text


class StyledView(ScrollView, can_focus=True):
    """A scrolling widget that draws lines of ``Content`` whose spans name styles of the theme."""

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles: dict[str, Style] = {}

    def refusal(self, key: str, action: str) -> str:  # noqa: ARG002 - for subclasses
        """Return why a key does nothing while this view has the focus; empty if it works.

        ``action`` is the id of the action that the key has elsewhere.
        """
        return ""

    def set_extent(self, extent: Size) -> None:
        """Set the size of the whole content.

        Setting ``virtual_size`` would lay out the whole screen for each article or window of rows
        (6 ms). This does so only if the scrollbar appears or disappears.
        """
        if extent != self.virtual_size:
            self.set_reactive(ScrollView.virtual_size, extent)
            self._scroll_update(extent)

    def jump_to(self, row: float) -> None:
        """Scroll at once."""
        self.scroll_to(0, row, animate=False, force=True)

    def notify_style_update(self) -> None:
        """Drop the styles of the previous theme."""
        super().notify_style_update()
        self._styles.clear()

    def named_style(self, name: str | Style) -> Style:
        """Return a style of the current theme, to apply over a background."""
        if isinstance(name, Style):
            return name
        if (style := self._styles.get(name)) is None:
            definition = theme.style(name, self.app.native_ansi_color)
            style = self._styles[name] = self.app.stylesheet.parse_style(definition)
        return style

    def strip(self, content: Content, ground: Style) -> Strip:
        """Return a line for the terminal on the background style ``ground``."""
        return Strip(
            [
                Segment(text, style.rich_style)
                for text, style in content.render(ground, end="", parse_style=self.named_style)
            ],
            content.cell_length,
        )

    def selectable_strip(self, content: Content, ground: Style, y: int) -> Strip:
        """Return a line of the view, with a margin of one cell, that the mouse can select."""
        row = self.scroll_offset.y + y
        if (selection := self.text_selection) and (span := selection.get_span(row)):
            end = None if span[1] < 0 else span[1]
            content = content.stylize("selection", max(span[0], MARGIN), end)
        strip = self.strip(content, ground).adjust_cell_length(self.size.width, ground.rich_style)
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
