"""What is known of a speaker: descriptions, names and why, months, outlets, company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from index.article import Facet, Speaker
from tui.render.phrases import plural
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.render.sparkline import sparkline

if TYPE_CHECKING:
    from textual.geometry import Size

COLUMN = 12
BARS = 48  # cells of the months at most
MOST_NAMES = 8  # of those that were folded


@dataclass(frozen=True, slots=True)
class SpeakerProfile:
    """A speaker with what the archive says of them."""

    speaker: Speaker
    descriptions: Sequence[tuple[str, int]]
    surroundings: Sequence[Facet]


class SpeakerSummary(Widget):
    """A few lines above the quotes of a speaker."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._portrait: SpeakerProfile | None = None

    def show(self, portrait: SpeakerProfile) -> None:
        """Say what is known of a speaker."""
        self._portrait = portrait
        self.refresh(layout=True)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """As many lines as there is something to say."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines, each cut to the width."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._portrait is None:
            return []
        found, speaker = self._portrait, self._portrait.speaker
        lines = [
            ("said to be", _told(found.descriptions)),
            *self._names(speaker),
            ("by month", self._months(speaker, width)),
            ("quoted in", _told(self._values("source"))),
            ("with", _told(self._company(speaker))),
        ]
        return [_line(name, told, width) for name, told in lines if told]

    def _names(self, speaker: Speaker) -> list[tuple[str, str]]:
        """The names that were folded into this one, and why."""
        shown = [
            ("also" if number == 0 else "", f"{one_line(alias.name)} — {one_line(alias.reason)}")
            for number, alias in enumerate(speaker.aliases[:MOST_NAMES])
        ]
        if more := len(speaker.aliases) - len(shown):
            shown.append(("", f"and {plural(more, 'other name')}"))
        return shown

    def _months(self, speaker: Speaker, width: int) -> str:
        if not (speaker.first and speaker.last):
            return ""
        bars = sparkline(speaker.activity, min(BARS, max(width - COLUMN - 20, 8)))
        return f"{speaker.first:%Y-%m} {bars} {speaker.last:%Y-%m}"

    def _values(self, field: str) -> Sequence[tuple[str, int]]:
        assert self._portrait
        return next((f.values for f in self._portrait.surroundings if f.field == field), ())

    def _company(self, speaker: Speaker) -> list[tuple[str, int]]:
        return [value for value in self._values("speaker") if value[0] not in speaker.names]


def _told(values: Sequence[tuple[str, int]]) -> str:
    return " · ".join(f"{one_line(name)} {count:,}" for name, count in values)


def _line(name: str, told: str, width: int) -> Content:
    head = styled(f" {name:<{COLUMN}}", "$muted")
    return head + Content(shorten(told, max(width - COLUMN - 2, 1)))
