"""Frames: what changed on the screen, as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class _Piece(NamedTuple):
    """Columns of a line of the screen that show a widget, and where the widget is."""

    start: int
    end: int
    widget: Widget
    region: Region


class Frame(CompositorUpdate):
    """Parts of lines, each with the column and the line of the screen where it begins."""

    def __init__(self, parts: list[tuple[int, int, Strip]]) -> None:
        self.parts = parts

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines of a whole screen, for a picture."""
        line = 0
        for _, y, strip in self.parts:
            if y > line:
                yield Segment.line()
                line = y
            yield from strip

    def render_segments(self, console: Console) -> str:
        """Return the text that draws the parts in the terminal."""
        return "".join(
            [f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self.parts]
        )


class FrameCompositor(Compositor):
    """Asks widgets for the lines that changed, and only where they are visible.

    For each frame Textual asks all widgets for all their lines, also for those that others cover,
    and cuts them where others begin, which takes most of the time of a frame.
    """

    _placed: object = None  # the visible widgets that the pieces are those of
    _pieces: list[list[_Piece]]  # of each line of the screen, from left to right

    def render_partial_update(self) -> Frame | None:  # type: ignore[override]
        """Return what draws the regions that changed."""
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        return self._frame(self._regions_to_spans(regions)) if regions else None

    def render_full_update(self, simplify: bool = False) -> CompositorUpdate:  # type: ignore[override]
        """Return what draws the whole screen."""
        if simplify:  # for a picture
            return super().render_full_update(simplify)
        self._dirty_regions.clear()
        width, height = self.size
        return self._frame((y, 0, width) for y in range(height))

    def _frame(self, spans: Iterable[tuple[int, int, int]]) -> Frame:
        height, lines = self.size.height, self._visible_pieces()
        changed = [
            (y, max(start, piece.start), min(end, piece.end), piece)
            for y, start, end in spans
            if 0 <= y < height
            for piece in lines[y]
            if piece.start < end and start < piece.end
        ]
        rows: dict[Widget, tuple[int, int, Region]] = {}
        for y, _, _, (_, _, widget, region) in changed:  # from top to bottom
            first = rows[widget][0] if widget in rows else y
            rows[widget] = first, y, region
        drawn = {
            widget: widget.render_lines(Region(0, first - region.y, region.width, last - first + 1))
            for widget, (first, last, region) in rows.items()
        }
        parts = []
        for y, start, end, (_, _, widget, region) in changed:
            strip = drawn[widget][y - rows[widget][0]]
            parts.append((start, y, strip.crop(start - region.x, end - region.x)))
        return Frame(parts)

    def _visible_pieces(self) -> list[list[_Piece]]:
        if self.visible_widgets is not self._placed:
            self._placed = self.visible_widgets
            placed = [
                (widget, region, clip.intersection(region))
                for widget, (region, clip) in self.visible_widgets.items()
            ]
            known: dict[tuple[Widget, ...], list[_Piece]] = {}
            self._pieces = []
            for y in range(self.size.height):
                there = [each for each in placed if each[2].y <= y < each[2].bottom]
                key = tuple([widget for widget, _, _ in there])
                if key not in known:
                    known[key] = _pieces(there, self.size.width)
                self._pieces.append(known[key])
        return self._pieces


def _pieces(widgets: Iterable[tuple[Widget, Region, Region]], width: int) -> list[_Piece]:
    """Return the pieces of a line, by its widgets from front to back and their visible regions."""
    pieces: list[_Piece] = []
    free = [(0, width)]
    for widget, region, seen in widgets:
        left_free = []
        for start, end in free:
            first, last = max(start, seen.x), min(end, seen.right)
            if first >= last:
                left_free.append((start, end))
                continue
            pieces.append(_Piece(first, last, widget, region))
            left_free += [gap for gap in ((start, first), (last, end)) if gap[0] < gap[1]]
        free = left_free
    return sorted(pieces, key=lambda piece: piece.start)
