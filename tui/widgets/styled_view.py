"""What every widget that draws its own lines has in common: the inks of the style sheet."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tui import theme


class StyledView(ScrollView, can_focus=True):
    """A scrolling widget that draws lines of ``Content`` whose spans are named inks."""

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._inks: dict[str, Style] = {}

    def set_extent(self, extent: Size) -> None:
        """Say how large the whole is.

        Setting ``virtual_size`` would lay out the whole screen anew, at each article or window
        of rows (6 ms); here that is done only where the scrollbar comes or goes.
        """
        if extent != self.virtual_size:
            self.set_reactive(ScrollView.virtual_size, extent)
            self._scroll_update(extent)

    def notify_style_update(self) -> None:
        """Take the inks from the new theme or style sheet."""
        super().notify_style_update()
        self._inks.clear()

    def ink(self, name: str | Style) -> Style:
        """The style of an ink in the present theme, to be laid over what is below."""
        if isinstance(name, Style):
            return name
        if (style := self._inks.get(name)) is None:
            described = theme.style(name, self.app.native_ansi_color)
            style = self._inks[name] = self.app.stylesheet.parse_style(described)
        return style

    def strip(self, content: Content, ground: Style) -> Strip:
        """A line as the terminal gets it, on the ``ground`` style."""
        return Strip(
            [
                Segment(text, style.rich_style)
                for text, style in content.render(ground, end="", parse_style=self.ink)
            ],
            content.cell_length,
        )
