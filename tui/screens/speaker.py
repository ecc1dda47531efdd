"""The page of a speaker: everything that person is on record with, by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.message import Message

from index.archive import Archive
from index.article import QuoteHit, Speaker
from tui import keys
from tui.context import settings
from tui.render import rows
from tui.render.dates import format_date
from tui.render.phrases import plural
from tui.render.sanitize import one_line
from tui.screens.correcting import Correcting, Said
from tui.screens.marking import Here
from tui.screens.taking import Taking
from tui.sharing.export import ExportRows
from tui.widgets.find_bar import FindBar
from tui.widgets.row_list import RowList
from tui.widgets.speaker_summary import BARS, SpeakerProfile, SpeakerSummary
from tui.widgets.status_bar import StatusBar
from tui.workers import background

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class SpeakerScreen(Taking["QuoteHit | None"], Correcting["QuoteHit | None"]):
    """Returns the quote that the reader wants to see in its article, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.BACK]

    @dataclass
    class _Known(Message):
        speaker: Speaker | None
        corrections: int

    @dataclass
    class _Portrayed(Message):
        portrait: SpeakerProfile

    def __init__(self, archive: Archive, folder: Path, name: str) -> None:
        super().__init__()
        self.archive, self.folder, self.name_asked = archive, folder, name

    def quote_here(self) -> Said | None:
        """The quote that the cursor is on."""
        hit = self.query_one(RowList).row
        return Said(hit.entry.id, hit.quote, hit.text) if hit else None

    def speaker_here(self) -> str | None:
        """Whose page it is."""
        return self.name_asked

    def read_corrected(self) -> None:
        """Show what the speaker is on record with now."""
        self._ask()

    def compose(self) -> ComposeResult:
        """The name with its figures, what is known, the quotes, and the keys."""
        yield StatusBar(id="head")
        yield SpeakerSummary(id="about")
        yield RowList(rows.DATED_QUOTES, id="quotes")
        yield FindBar(id="find")
        yield StatusBar(id="foot")

    def on_mount(self) -> None:
        """Ask who this is."""
        self.query_one("#head", StatusBar).say(self._title())
        self.query_one("#foot", StatusBar).say(keys.hints("quotes", settings(self).keys))
        self.watch(self.query_one(RowList), "spot", self._say_where, init=False)
        self._ask()

    def _say_where(self) -> None:
        self.query_one("#foot", StatusBar).say(right=f"{self.query_one(RowList).spot} ")

    def _title(self, found: Speaker | None = None) -> Content:
        name = found.name if found else self.name_asked
        return Content(" ") + rows.styled(one_line(name), "bold $strong")

    @background("speaker")
    def _ask(self) -> _Known:
        speaker = self.archive.speakers.get(self.name_asked)
        names = {self.name_asked, *(speaker.names if speaker else ())}
        made = sum(bool(names & said.names) for said in self.archive.corrections.all())
        return self._Known(speaker, made)

    @on(_Known)
    def _show(self, event: _Known) -> None:
        found = event.speaker
        made = plural(event.corrections, "correction") if event.corrections else ""
        shown = self.query_one(RowList)
        if found is None:  # the archive has changed since
            self.query_one("#head", StatusBar).say(self._title(), f"{made} ")
            shown.show(lambda *_: (), 0)
            return
        dates = dict.fromkeys(format_date(each) for each in (found.first, found.last) if each)
        counts = f"{plural(found.quotes, 'quote')} in {plural(found.articles, 'article')}"
        parts = (made, counts, " – ".join(dates))
        self.query_one("#head", StatusBar).say(
            self._title(found), f"{' · '.join(filter(None, parts))} "
        )

        def fetch(offset: int, limit: int) -> Sequence[QuoteHit]:
            return self.archive.speakers.quotes(found, offset, limit)

        shown.show(fetch, found.quotes, cursor=shown.cursor)
        self._portray(found)

    @background("portrait")
    def _portray(self, speaker: Speaker) -> _Portrayed:
        span = (speaker.first, speaker.last) if speaker.first and speaker.last else None
        (known,) = self.archive.statistics.with_activity([speaker], BARS, span)
        return self._Portrayed(
            SpeakerProfile(
                known,
                self.archive.speakers.descriptions(speaker),
                self.archive.speakers.facets(speaker),
            )
        )

    @on(_Portrayed)
    def _show_portrait(self, event: _Portrayed) -> None:
        self.query_one(SpeakerSummary).show(event.portrait)

    def action_find(self) -> None:
        """Ask for words to find in the quotes."""
        quotes = self.query_one(RowList)
        quotes.finding.origin = quotes.cursor
        bar = self.query_one(FindBar)
        bar.ask(quotes.find, quotes, "words in these quotes", quotes.finding.words)

    def here(self) -> Here | None:
        """The quote under the cursor."""
        hit = self.query_one(RowList).row
        return Here(hit.entry, hit) if hit else None

    def shown(self) -> ExportRows:
        """The quotes of the speaker."""
        return ExportRows("quotes", self.query_one(RowList).fetch, subject=self.name_asked)

    def read_anew(self) -> None:
        """Show the marks as they are now."""
        quotes = self.query_one(RowList)
        quotes.renew(quotes.total)

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        self.dismiss(event.row)

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.dismiss(None)
