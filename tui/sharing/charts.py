"""Bar charts as SVG: within a page, stretched to its width, or as a picture of its own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from tui.render.phrases import plural

CHART_WIDTH, CHART_HEIGHT = 1000, 100  # units; a page stretches them
BAR_SHARE = 0.8  # of the width of a period
MAX_LABELS = 4  # under a chart in a page; more do not fit on a phone
COLOURS = ("#8a3b12", "#2f6f8f")
PICTURE_WIDTH, MARGIN, LINE = 900, 24, 22  # units of a picture
PLOT_HEIGHT = 180
NAME_WIDTH, COUNT_WIDTH = 240, 90  # of the names and numbers beside horizontal bars
MAX_PICTURE_LABELS = 10


class Series(NamedTuple):
    """The counts of one colour in a chart."""

    name: str
    counts: Sequence[int]


class BarChart(NamedTuple):
    """Upright bars, one for each period and series."""

    labels: Sequence[str]
    series: Sequence[Series]

    @property
    def largest(self) -> int:
        """The largest count."""
        return max((max(each.counts, default=0) for each in self.series), default=0)


def bars(chart: BarChart, width: float, height: float) -> list[str]:
    """Return the bars as SVG, with their counts as tooltips."""
    step = width / max(len(chart.labels), 1)
    bar = step * BAR_SHARE / max(len(chart.series), 1)
    found = []
    for place, series in enumerate(chart.series):
        name = f"{series.name}, " if series.name else ""
        colour = f' fill="{COLOURS[place]}"' if len(chart.series) > 1 else ""
        for number, (label, count) in enumerate(zip(chart.labels, series.counts, strict=True)):
            if count:
                tall = max(count * height / chart.largest, height / 100)
                left = number * step + step * (1 - BAR_SHARE) / 2 + place * bar
                title = escape(f"{name}{label}: {plural(count, 'quote')}")
                found.append(
                    f'<rect x="{left:.1f}" y="{height - tall:.1f}" width="{bar:.1f}"'
                    f' height="{tall:.1f}"{colour}><title>{title}</title></rect>'
                )
    return found


def figure(chart: BarChart, caption: str) -> str:
    """Return a chart for a page, with its labels as text below."""
    every = max(-(-len(chart.labels) // MAX_LABELS), 1)
    labels = "".join(
        f'<span style="flex:{len(group)}">{group[0] if len(group) == every else ""}</span>'
        for group in (chart.labels[at : at + every] for at in range(0, len(chart.labels), every))
    )
    return (
        f'<figure>\n<svg viewBox="0 0 {CHART_WIDTH} {CHART_HEIGHT}"'
        f' preserveAspectRatio="none" role="img" aria-label="{escape(caption)}">\n'
        + "\n".join(bars(chart, CHART_WIDTH, CHART_HEIGHT))
        + f'\n</svg>\n<div class="axis" aria-hidden="true">{labels}</div>\n'
        f"<figcaption>{escape(caption)}</figcaption>\n</figure>\n"
    )


def text_line(x: float, y: float, text: str, *, anchor: str = "start", style: str = "") -> str:
    """Return a line of text in a picture."""
    extra = f' style="{style}"' if style else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{extra}>{escape(text)}</text>\n'


def picture_start(height: float, title: str) -> str:
    """Return the beginning of a picture; ``end_svg`` ends it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PICTURE_WIDTH} {height:.0f}"'
        f' font-family="system-ui,sans-serif" font-size="14" fill="#1c1b19" role="img">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{PICTURE_WIDTH}" height="{height:.0f}" fill="#fffdf8"/>\n'
    )


def drawn_bars(chart: BarChart, top: float) -> str:
    """Return upright bars in a picture, with a legend above and labels below."""
    width, parts, left = PICTURE_WIDTH - 2 * MARGIN, list[str](), float(MARGIN)
    legend = width * 0.75 / max(len(chart.series), 1)
    for place, series in enumerate(chart.series):
        parts.append(
            f'<rect x="{left:.1f}" y="{top - 11:.1f}" width="12" height="12"'
            f' fill="{COLOURS[place]}"/>\n'
        )
        parts.append(text_line(left + 18, top, series.name))
        left += legend
    base = top + LINE
    parts.append(f'<g transform="translate({MARGIN},{base:.1f})" fill="{COLOURS[0]}">\n')
    parts += [f"{bar}\n" for bar in bars(chart, width, PLOT_HEIGHT)]
    parts.append("</g>\n")
    parts.append(
        f'<path d="M{MARGIN} {base + PLOT_HEIGHT:.1f}h{width}" stroke="#66625a" fill="none"/>\n'
    )
    every = max(-(-len(chart.labels) // MAX_PICTURE_LABELS), 1)
    step = width / max(len(chart.labels), 1)
    for number in range(0, len(chart.labels), every):
        at = MARGIN + (number + 0.5) * step
        parts.append(text_line(at, base + PLOT_HEIGHT + 18, chart.labels[number], anchor="middle"))
    most = f"Most in one month: {chart.largest:,}"
    parts.append(text_line(PICTURE_WIDTH - MARGIN, top, most, anchor="end"))
    return "".join(parts)


BARS_HEIGHT = LINE + PLOT_HEIGHT + 2 * LINE
"""What ``drawn_bars`` needs below ``top``."""


def drawn_rows(rows: Sequence[tuple[str, int, str]], top: float, colour: str = COLOURS[0]) -> str:
    """Return horizontal bars in a picture: names, counts, and the texts behind them."""
    largest = max((count for _, count, _ in rows), default=1)
    width = PICTURE_WIDTH - 2 * MARGIN - NAME_WIDTH - COUNT_WIDTH
    parts = []
    for number, (name, count, text) in enumerate(rows):
        y = top + number * LINE
        parts.append(text_line(MARGIN + NAME_WIDTH - 8, y, name, anchor="end"))
        parts.append(
            f'<rect x="{MARGIN + NAME_WIDTH}" y="{y - 12:.1f}"'
            f' width="{max(count * width / largest, 1):.1f}" height="14" fill="{colour}"/>\n'
        )
        parts.append(text_line(MARGIN + NAME_WIDTH + count * width / largest + 8, y, text))
    return "".join(parts)
