"""The drawn lines of a view, with what its style sheet puts beside them."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class LineCache(StylesCache):
    """Puts border and padding beside a line in a hundredth of the time that Textual takes.

    Textual looks up thirty styles for each line (0.1 ms). A view has a border and padding on its
    left at most, which are the same beside each line.
    """

    def __init__(self, line_drawer: Callable[[], Callable[[int], Strip]] | None = None) -> None:
        """``line_drawer`` returns what draws the lines of one frame; the widget if it is None."""
        super().__init__()
        self._line_drawer = line_drawer
        self._margin_of: object = None  # the look for which the margin was drawn
        self._margin: list[Segment] = []

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Return the lines of a part of the widget."""
        styles, (_, _, width, _) = widget.styles, widget.region
        top, right, bottom, left = styles.gutter
        is_plain = not (top or right or bottom) and widget.opacity == styles.text_opacity == 1
        if not is_plain or crop.column_span != (0, width):
            return super().render_widget(widget, crop)
        if width != self._width:
            self.clear()
            self._width = width
        missing = self._dirty_lines.intersection(crop.line_range)
        missing.update(y for y in crop.line_range if y not in self._cache)
        if missing:
            self._draw(widget, sorted(missing), left)
        self._dirty_lines -= missing
        return [self._cache[y] for y in crop.line_range]

    def _draw(self, widget: Widget, missing: list[int], left: int) -> None:
        draw = self._line_drawer() if self._line_drawer else widget.render_line
        filters, (base_ground, ground) = widget.get_line_filters(), widget.background_colors
        look = (widget.styles.border_left, left, base_ground, ground)
        if look != self._margin_of:
            whole = (
                StylesCache().render_widget(widget, Region(0, 0, self._width, 1)) if left else ()
            )
            self._margin = [each for line in whole for each in line.crop(0, left)]
            self._margin_of = look
        last = line = None
        for y in missing:
            content = draw(y)
            if content is not last or line is None:
                segments = content._segments
                for each in filters:
                    segments = each.apply(segments, ground)
                last, line = content, Strip([*self._margin, *segments], left + content.cell_length)
            self._cache[y] = line
