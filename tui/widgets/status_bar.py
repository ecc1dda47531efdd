"""Lines at the top and bottom: a text on the left and one on the right, or the views as tabs."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from tui import keys
from tui.context import host
from tui.render.phrases import first_sentences, fitting
from tui.render.rows import truncate

# Cells for the names of all views, and of the first ones; below, only the current one has its name.
MIN_WIDTH, MIN_WIDTH_OF_FIRST, FIRST_VIEWS = 96, 76, 5


SEPARATOR = " · "


class StatusBar(Widget):
    """One line; if it is too narrow for both texts, whole parts of them are left out.

    Of keys and positions the last ones are left out; of what stands above a list, the first ones,
    with a sign.
    """

    ALLOW_SELECT = False

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._left = Content("")
        self._right = ""
        self._hint = ""
        self._drawn_width = 0
        self._is_foot = id == "foot"

    def show(self, left: Content | str | None = None, right: str | None = None) -> None:
        """Change one text or both; None leaves it as it is."""
        if left is not None:
            self._left = left if isinstance(left, Content) else Content(left)
        if right is not None:
            self._right = right
        self.refresh()

    def show_position(self, position: str) -> None:
        """Show a position on the right, with a margin."""
        self.show(right=f"{position} " if position else "")

    def show_hint(self, text: str) -> None:
        """Show a text in place of the left one; empty to show the left one again."""
        if text != self._hint:
            self._hint = text
            self.refresh()

    def on_resize(self) -> None:
        """Draw both texts for the new width."""
        if self.content_size.width != self._drawn_width:
            self.refresh()

    def render(self) -> Content:
        """Return the line, as wide as the widget."""
        width = self._drawn_width = self.content_size.width
        hint = first_sentences(self._hint, width - 2)
        kept = cell_len(hint) + 1 if hint else min(self._left.cell_length, width // 2)
        right = fitting(
            self._right.strip().split(SEPARATOR), width - kept - 3, from_end=self._is_foot,
            sign="" if self._is_foot else "…",
        )  # fmt: skip
        right = f"{right} " if right else ""
        room = width - cell_len(right) - (2 if right else 0)
        left = Content.styled(f" {hint}", "$accent") if hint else self._left
        if self._is_foot and not hint:
            left = Content(fitting(left.plain.split(SEPARATOR), room))
        elif left.cell_length > room:
            left = truncate(left, max(room, 0))
        gap = width - left.cell_length - Content(right).cell_length
        return left + Content(" " * max(gap, 0) + right)


class ViewTabs(StatusBar):
    """Marks the current view; a click on another one opens it."""

    def __init__(self, view: str, id: str = "head") -> None:
        super().__init__(id)
        self.view = view
        self._ends: list[int] = []  # the column after each tab

    def show_view(self, view: str, right: str) -> None:
        """Mark a view, and show a text on the right."""
        self.view = view
        self.show(right=right)

    def render(self) -> Content:
        """Return the tabs, with short names if there is little room."""
        width = self.size.width
        named = len(keys.VIEWS) if width >= MIN_WIDTH else FIRST_VIEWS
        named = named if width >= MIN_WIDTH_OF_FIRST else 0
        tabs = self._tabs(named)
        while named and tabs.cell_length + cell_len(self._right.strip()) + 3 > width:
            named -= 1
            tabs = self._tabs(named)
        self._left = tabs
        return super().render()

    def _tabs(self, named: int) -> Content:
        """Return the tabs, the first ones and the current one with their names."""
        user_keys, tabs = host(self).settings.keys, Content(" ")
        self._ends = []
        for number, action in enumerate(keys.VIEWS):
            is_current = action.id == self.view
            key = keys.key_label(action, user_keys).partition(" ")[0]
            name = action.description.capitalize() if number < named or is_current else ""
            style = "bold $accent" if is_current else "$muted"
            tabs += Content.styled(f"{key} {name}".rstrip(), style) + "  "
            self._ends.append(tabs.cell_length)
        return tabs

    async def on_click(self, event: events.Click) -> None:
        """Open the view that was clicked."""
        for end, action in zip(self._ends, keys.VIEWS, strict=True):
            if event.x < end:
                await self.run_action(f"screen.{action.action}")
                return
