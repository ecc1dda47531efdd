"""Who is heard, as rows of a list: headings, and counts with a bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.content import Content

from index.voices import VoiceCount, VoiceField, Voices
from tui.render.phrases import plural
from tui.render.record.voices import (
    HEADINGS,
    first_and_last,
    mix,
    others_name,
    percent,
    voice_condition,
    voice_name,
)
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import shorten

MAX_NAME, MAX_BAR = 40, 40  # cells
COUNT_WIDTH, SHARE_WIDTH = 7, 5
MIN_WIDTH_FOR_DETAILS = 76
DETAILS_WIDTH, WIDE_DETAILS = 36, 44
MIN_WIDTH_FOR_WIDE = 96
LEFT_OUT = "  more in a wider window"
DETAILED: tuple[VoiceField, ...] = ("speaker", "source", "date")
"""The sections whose rows have details, which a narrow window leaves out."""


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A count, the rest of a section, or the heading of a section."""

    field: VoiceField
    kind: Literal["heading", "count", "others"]
    count: VoiceCount
    name: str
    """As shown to the user."""
    whole: int
    """The number of all quotes, of which the row has a share."""
    largest: int
    """The longest bar of the section."""
    is_searched: bool = False
    """Whether only the quotes that a search finds are counted."""

    @property
    def condition(self) -> str:
        """The search that lists the quotes."""
        return voice_condition(self.field, self.count.name)

    @property
    def summary(self) -> str:
        """The row in words, for the status line."""
        if self.kind != "count":
            return ""
        quotes, articles = (
            plural(self.count.quotes, "quote"),
            plural(self.count.articles, "article"),
        )
        return " · ".join(filter(None, (self.name, f"{quotes} in {articles}", self.details)))

    @property
    def details(self) -> str:
        """In which articles a speaker is first and last; of others, the mix of quotes."""
        return self.details_in(WIDE_DETAILS)

    def details_in(self, width: int) -> str:
        """Return the details in a form that fits."""
        if self.field == "speaker":
            return first_and_last(
                self.count, is_searched=self.is_searched, is_short=width < WIDE_DETAILS
            )
        return mix(self.count) if self.field in ("source", "date") else ""


def voice_rows(voices: Voices, line: str = "") -> list[VoiceRow]:
    """Return the rows of all sections of a search, each below its heading."""
    rows: list[VoiceRow] = []
    whole = voices.total.quotes
    for section in voices.sections:
        if not section.counts:
            continue
        field, counts = section.field, section.counts
        largest = max(each.quotes for each in counts)
        heading = HEADINGS[field] + (f" ({section.distinct:,})" if field == "speaker" else "")
        if field != "speaker" and voices.repeated(field) > 0:
            heading += " (a copy counts in each)"
        rows.append(VoiceRow(field, "heading", voices.total, heading, whole, largest))
        rows += [
            VoiceRow(field, "count", each, voice_name(field, each.name), whole, largest, bool(line))
            for each in counts
        ]
        if section.others:
            name = others_name(section)
            rows.append(VoiceRow(field, "others", section.others, name, whole, largest))
    return rows


def voice_row(row: VoiceRow, width: int) -> list[Content]:
    """Draw a row on one line: name, count, share, bar and details."""
    has_details = width >= MIN_WIDTH_FOR_DETAILS
    if row.kind == "heading":
        heading = styled(shorten(row.name, width), "heading")
        fits = heading.cell_length + len(LEFT_OUT) <= width
        is_cut = fits and not has_details and row.field in DETAILED
        return [heading + styled(LEFT_OUT, "muted") if is_cut else heading]
    details_width = WIDE_DETAILS if width >= MIN_WIDTH_FOR_WIDE else DETAILS_WIDTH
    details = row.details_in(details_width) if has_details else ""
    room = width - COUNT_WIDTH - SHARE_WIDTH - details_width * has_details - 4
    name_width = min(MAX_NAME, room * 3 // 5)
    bar_width = min(MAX_BAR, room - name_width)
    name = Content(shorten(row.name, name_width))
    style = "strong" if row.kind == "count" and row.count.name else "muted"
    gap = " " * (name_width - name.cell_length)
    numbers = f"{row.count.quotes:>{COUNT_WIDTH},}{percent(row.count.quotes, row.whole):>5}"
    bar = ""
    if row.kind == "count":
        length = round(bar_width * row.count.quotes / row.largest)
        bar = "█" * max(length, 1)
    text = styled(name.plain, style) + Content(f"{gap}{numbers}  ") + styled(bar, "accent")
    if not details:
        return [text]
    gap = " " * max(width - text.cell_length - len(details) - 1, 1)
    return [text + Content(gap) + styled(details, "muted")]


VOICES: RowType[VoiceRow] = RowType(
    1,
    voice_row,
    lambda row: (row.field, row.kind, row.count.name),
    is_heading=lambda row: row.kind == "heading",
)
