"""Summaries: who a speaker is, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from index.archive import Archive
from index.archive.speakers import MAX_DESCRIBED
from index.article import Facet, QuoteHit, Results, Speaker
from index.errors import QueryError
from index.user_data import SavedSearch
from tui.render import rows
from tui.render.phrases import NO_OUTLET, fitting, plural
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import one_line, shorten
from tui.render.sparkline import sparkline
from tui.widgets.row_list import RowList
from tui.widgets.status_bar import StatusBar
from tui.workers import DataMessage, background

if TYPE_CHECKING:
    from index.archive.descriptions import SpeakerRole

LABEL_WIDTH = 14
SPARKLINE_WIDTH = 48
MAX_NAMES = 8
MAX_DESCRIPTIONS, MAX_OTHERS = 5, 8  # fewer than the archive counts: “…” stands for more of them
MAX_QUOTES = MAX_HITS = 20  # beside the list
WHOLE_ARCHIVE = "whole archive"  # what the numbers beside a search are of, and those of a page


class SpeakerProfile(NamedTuple):
    """A speaker with descriptions, and outlets and facets of the articles that quote them."""

    speaker: Speaker
    descriptions: Sequence[SpeakerRole]
    outlets: Sequence[tuple[str, int]]
    facets: Sequence[Facet]


def load_profile(archive: Archive, speaker: Speaker) -> SpeakerProfile:
    """Return the profile of a speaker. Call it in a thread."""
    span = (speaker.first, speaker.last) if speaker.first and speaker.last else None
    (active,) = archive.statistics.with_activity([speaker], SPARKLINE_WIDTH, span)
    return SpeakerProfile(
        active,
        archive.speakers.descriptions(speaker),
        archive.speakers.outlets(speaker),
        archive.speakers.facets(speaker),
    )


class SpeakerSummary(Widget):
    """A few lines above the quotes of a speaker, or above what a search finds."""

    def __init__(self) -> None:
        super().__init__(id="about")
        self._lines: Callable[[int], list[Content]] = lambda _: []

    def show(self, profile: SpeakerProfile) -> None:
        """Show a speaker."""
        self._show(partial(_speaker_lines, profile))

    def show_search(self, search: SavedSearch, results: Results) -> None:
        """Show a search."""
        self._show(partial(_search_lines, search, results))

    def _show(self, lines: Callable[[int], list[Content]]) -> None:
        self._lines = lines
        self.refresh(layout=True)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the lines, each cut to the width."""
        return Content("\n").join(self._lines(self.content_size.width))


class SummaryPane(Vertical):
    """The selected speaker or search of a list: a summary, and the last quotes or articles.

    Its widgets are made for the first of them: each takes 1 ms of a start.
    """

    class _Loaded(DataMessage):
        profile: SpeakerProfile
        quotes: Sequence[QuoteHit]
        is_part: bool
        """Whether the list counts only the quotes of a search."""

    def __init__(self, archive: Archive, id: str) -> None:
        super().__init__(id=id)
        self._archive = archive

    class _SearchLoaded(DataMessage):
        search: SavedSearch
        results: Results | str
        """What is found; what is wrong with the search, if it is not understood."""

    def show(self, row: Speaker | SavedSearch) -> None:
        """Show a speaker, or what a search finds."""
        if isinstance(row, Speaker):
            self._load_speaker(row)
        else:
            self._load_search(row)

    @background("preview")
    def _load_search(self, search: SavedSearch) -> _SearchLoaded:
        try:
            return self._SearchLoaded(
                search, self._archive.search(search.line, "newest", limit=MAX_HITS)
            )
        except QueryError as error:
            return self._SearchLoaded(search, error.message)

    @on(_SearchLoaded)
    async def _show_search(self, event: _SearchLoaded) -> None:
        event.stop()
        await self._fill()
        search, results = event.search, event.results
        if isinstance(results, str):
            results = Results(0, (), results)
        new = f"{search.new:,} new · " if search.new else ""
        name = styled(f" {one_line(search.name or search.line)}", "bold $strong")
        self.query_one("#name", StatusBar).show(name, f"{new}{plural(results.total, 'article')} ")
        self.query_one(SpeakerSummary).show_search(search, results)
        self._show_rows(rows.HITS, results.hits)

    async def _fill(self) -> None:
        """Make the widgets."""
        if not self.children:
            listed = RowList(rows.DATED_QUOTES, id="last-quotes")
            listed.can_focus = False
            await self.mount(StatusBar(id="name"), SpeakerSummary(), listed)

    def _show_rows(self, row_type: RowType[Any], shown: Sequence[Any]) -> None:
        listed = self.query_one(RowList)
        listed.row_type = row_type
        listed.show_rows(shown)

    @background("preview")
    def _load_speaker(self, speaker: Speaker) -> _Loaded:
        """Show a speaker; counts and quotes are those of the whole archive."""
        whole = self._archive.speakers.get(speaker.name) or speaker
        is_part = speaker.quotes != whole.quotes
        quotes = self._archive.speakers.quotes(whole, limit=MAX_QUOTES)
        return self._Loaded(load_profile(self._archive, whole), quotes, is_part=is_part)

    @on(_Loaded)
    async def _show_loaded(self, event: _Loaded) -> None:
        event.stop()
        await self._fill()
        speaker = event.profile.speaker
        of = f"{WHOLE_ARCHIVE}: " if event.is_part else ""
        right = f"{of}{plural(speaker.quotes, 'quote')} in {plural(speaker.articles, 'article')} "
        name = styled(f" {one_line(speaker.name)}", "bold $strong")
        self.query_one("#name", StatusBar).show(name, right)
        self.query_one(SpeakerSummary).show(event.profile)
        self._show_rows(rows.DATED_QUOTES, event.quotes)


def _speaker_lines(profile: SpeakerProfile, width: int) -> list[Content]:
    speaker, values = profile.speaker, {facet.field: facet.values for facet in profile.facets}
    others = [each for each in values.get("speaker", ()) if each[0] not in speaker.names]
    outlets = [(name or NO_OUTLET, count) for name, count in profile.outlets]
    described = [each[:2] for each in profile.descriptions]
    lines = [
        _counted("described as", described[:MAX_DESCRIPTIONS], "quote", width,
                 last=_note_on_descriptions(profile)),
        *(_line(label, text, width) for label, text in _names(speaker)),
        _line("by month", _activity(speaker, width), width),
        _counted("quoted in", outlets, "article", width, sign="{} more"),
        _counted("quoted with", others[:MAX_OTHERS], "article", width,
                 last="…" if len(others) > MAX_OTHERS else ""),
    ]  # fmt: skip
    return [line for line in lines if line]


def _search_lines(search: SavedSearch, results: Results, width: int) -> list[Content]:
    new = f"{plural(search.new, 'article')} since this search was last opened" if search.new else ""
    shown = f"the newest {len(results.hits)} are below" if len(results.hits) > 1 else ""
    lines = [
        _line("search", one_line(search.line) if search.name else "", width),
        _line("finds", one_line(results.understood), width),
        *(_line("", one_line(note), width) for note in results.notes),
        _line("new", new, width),
        _line("", shown if len(results.hits) < results.total else "", width),
    ]
    return [line for line in lines if line]


def _names(speaker: Speaker) -> Iterator[tuple[str, str]]:
    """Yield the merged names, each with the reason."""
    for number, alias in enumerate(speaker.aliases[:MAX_NAMES]):
        text = f"{one_line(alias.name)} — {one_line(alias.reason)}"
        yield "" if number else "also named", text
    if (more := len(speaker.aliases) - MAX_NAMES) > 0:
        yield "", f"and {plural(more, 'other name')}"


def _note_on_descriptions(profile: SpeakerProfile) -> str:
    """Return whether there are more descriptions, and where they were looked for, if not in all."""
    more = "…" if len(profile.descriptions) > MAX_DESCRIPTIONS else ""
    is_part = profile.speaker.quotes > MAX_DESCRIBED
    newest = f"in the newest {MAX_DESCRIBED} quotes" if is_part else ""
    return " · ".join(filter(None, (more, newest)))


def _activity(speaker: Speaker, width: int) -> str:
    if not (speaker.first and speaker.last):
        return ""
    room = max(width - LABEL_WIDTH - 20, 8)
    bars = sparkline(speaker.activity, min(SPARKLINE_WIDTH, room))
    return f"{speaker.first:%Y-%m} {bars} {speaker.last:%Y-%m}"


def _counted(
    label: str, values: Sequence[tuple[str, int]], noun: str, width: int,
    *, sign: str = "…", last: str = "",
) -> Content:  # fmt: skip
    """Return names with their counts on a line; the first says what is counted.

    ``sign`` stands for what does not fit; ``last`` comes after them. The name of a first one that
    does not fit is cut, but not its count.
    """
    counts = [f" ({f'{count:,}' if number else plural(count, noun)})"
              for number, (_, count) in enumerate(values)]  # fmt: skip
    names, room = [one_line(name) for name, _ in values], max(width - LABEL_WIDTH - 2, 1)
    if names:
        rest = f" · {sign.format(len(names) - 1)}" if len(names) > 1 or last else ""
        names[0] = shorten(names[0], max(room - len(counts[0]) - len(rest), 8))
    parts = [*map("".join, zip(names, counts, strict=True)), last if names else ""]
    return _line(label, fitting(parts, room, sign=sign), width)


def _line(label: str, text: str, width: int) -> Content:
    """Return a text after its label; an empty line if there is no text."""
    if not text:
        return Content("")
    label = f" {f'{label}:' if label else '':<{LABEL_WIDTH}}"
    return styled(label, "$muted") + Content(shorten(text, max(width - LABEL_WIDTH - 2, 1)))
