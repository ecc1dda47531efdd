"""What every widget that draws its own lines has in common: the inks of the style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tui.theme import SPEAKERS

if TYPE_CHECKING:
    from typing import ClassVar

INKS = frozenset(
    {
        "accent",
        "cue",
        "cursor",
        "cursor-idle",
        "here",
        "match",
        "muted",
        "organisation",
        "other",
        "person",
        "place",
        "quote",
        "quote-here",
        "rule",
        "selection",
        "strong",
        "unknown",
        *(f"speaker-{number}" for number in range(1, SPEAKERS + 1)),
    }
)


class Inked(ScrollView, can_focus=True):
    """A scrolling widget that draws lines of ``Content`` whose spans are named inks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"ink--{name}" for name in INKS}

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._inks: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        """Take the inks from the new theme or style sheet."""
        super().notify_style_update()
        self._inks.clear()

    def ink(self, name: str | Style) -> Style:
        """The style of an ink: only what its rule says, to be laid over what is below."""
        if isinstance(name, Style):
            return name
        if (style := self._inks.get(name)) is None:
            rules = self.get_component_styles(f"ink--{name}")
            letters = rules.text_style
            style = self._inks[name] = Style(
                background=rules.background if rules.has_rule("background") else None,
                foreground=rules.color if rules.has_rule("color") else None,
                bold=letters.bold,
                dim=letters.dim,
                italic=letters.italic,
                underline=letters.underline,
                reverse=letters.reverse,
            )
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
