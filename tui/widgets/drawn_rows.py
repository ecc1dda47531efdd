"""The rows of a list as they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import chain, islice, repeat
from operator import is_not
from typing import Any

from textual.content import Content
from textual.strip import Strip

from tui.drawing.styled_view import StyledView
from tui.render.row_type import RowType, mark_new
from tui.widgets.row_find import RowFind
from tui.widgets.row_windows import RowWindows

MAX_DRAWN = 500  # rows whose lines are kept


class DrawnRows(StyledView):
    """Draws rows of one type. The lines of a row are kept as long as they look the same."""

    def __init__(
        self, row_type: RowType[Any], id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id, classes)
        self.row_type = row_type
        self.cursor = 0
        self.empty = Content("")
        """What to show if there are no rows."""
        self.finding = RowFind()
        self.new: Collection[str] = frozenset()
        """The ids of the articles whose rows are marked as new."""
        self._windows = RowWindows(lambda _offset, _limit: (), 0)
        self._look: object = None  # what the drawn rows have in common
        # The lines of rows by their numbers, each with what it was drawn from.
        self._drawn: dict[int, tuple[tuple[Any, ...], Sequence[Strip]]] = {}

    @property
    def length(self) -> int:
        """The number of rows, as far as it is known."""
        return self._windows.length

    @property
    def row(self) -> Any | None:
        """The selected row; None until it is loaded."""
        return self.row_at(self.cursor)

    def row_at(self, number: int) -> Any | None:
        """Return a row; None if it is not loaded or not in the list."""
        return self._windows.row_at(number)

    @property
    def selected(self) -> range:
        """The numbers of the selected rows; empty if only the cursor counts."""
        return range(0)

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._look = None

    def line_drawer(self) -> Callable[[int], Strip]:
        """Return what draws the lines of one frame; rows drawn before are kept."""
        if not self.length:
            return self._empty_drawer()
        look = (self.line_width, self.visual_style, self.has_focus, self.finding, self.row_type,
                self.text_selection, self.app.mouse_over is self, self.new)  # fmt: skip
        if look != self._look or len(self._drawn) > MAX_DRAWN:
            self._look, self._drawn = look, {}
        top, height, cursor, selected = (
            self.scroll_offset.y, self.row_type.height, self.cursor, self.selected,
        )  # fmt: skip

        def draw(y: int) -> Strip:
            number, line = divmod(top + y, height)
            state = (self.row_at(number), self.row_at(number - 1) if number else None,
                     number == cursor, number in selected)  # fmt: skip
            before, strips = self._drawn.get(number, (state, ()))
            if not strips or any(map(is_not, state, before)):
                strips = self._draw_row(number, *state)
                self._drawn[number] = state, strips
            return strips[line]

        return draw

    def _empty_drawer(self) -> Callable[[int], Strip]:
        width, ground = self.line_width, self.visual_style
        lines = self.empty.wrap(max(width - 1, 8)) if self._windows.total == 0 else []
        texts = {y: Content(" ") + line for y, line in enumerate(lines, 1)}
        blank = Strip.blank(width, ground.rich_style)
        return lambda y: self.strip(texts[y], ground, width) if y in texts else blank

    def _article_of(self, row: Any) -> Any:
        key = self.row_type.key(row)
        return key[0] if isinstance(key, tuple) else key

    def _draw_row(
        self,
        number: int,
        row: Any | None,
        previous: Any | None,
        is_current: bool,
        is_selected: bool,
    ) -> list[Strip]:
        """Return the lines of a row, with the found words highlighted; empty until it is loaded."""
        row_type, width, ground = self.row_type, self.line_width - 1, self.visual_style
        lines, own = [], range(row_type.height)
        if row is not None:
            is_new = bool(self.new) and self._article_of(row) in self.new
            plain = mark_new(row_type.draw, row, width) if is_new else row_type.draw(row, width)
            drawn = map(self.finding.highlight, plain)
            lines = [*row_type.header_lines(row, previous, width), *drawn]
            own = range(row_type.header_height, len(lines))
        marked = ground + self.named_style(
            "cursor" if self.has_focus and is_current else "cursor-idle"
        )
        strips = []
        for line, content in enumerate(islice(chain(lines, repeat(Content(""))), row_type.height)):
            is_marked = (is_current or is_selected) and line in own
            bar = Content("▎" if is_marked else " ").stylize("accent")
            place = number * row_type.height + line
            strips.append(
                self.selectable_strip(bar + content, marked if is_marked else ground, place)
            )
        return strips
