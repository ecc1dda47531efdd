"""The application: puts the screens together and routes what concerns them all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import App
from textual.binding import BindingType

from index.archive import Archive
from index.gc_control import freeze_startup_objects
from tui import keys, theme
from tui.config import ConfigProblem, Settings, config_path, load_settings
from tui.palette import ActionProvider
from tui.render import dates
from tui.render.sanitize import one_line, shorten
from tui.screens.reader import Reader
from tui.session import session
from tui.session.undo import UndoStack
from tui.sharing import clipboard
from tui.sharing.citation import BUILT_IN_STYLES, CitationFormatter
from tui.widgets.job_bar import JobBar
from tui.widgets.styled_view import StyledView
from tui.workers import ArchiveFailed, background

LONG_NOTICE = 20.0  # seconds
NOTICE = 120  # characters of a copied text that the notice repeats


def run(folder: Path, paths: Sequence[Path]) -> int:
    """Open the reader on an archive, adding what is new in ``paths``; returns the exit code.

    Raises ArchiveError where the folder cannot be used.
    """
    wanted, complaints = load_settings()
    with Archive.open(folder) as archive:
        app = OnRecord(archive, folder, paths, wanted, complaints)
        app.run()
        return app.return_code or 0


class OnRecord(App[None]):
    """The reader."""

    TITLE = "onrecord"
    CSS_PATH = "onrecord.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.APP]
    COMMANDS: ClassVar = {ActionProvider}
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (110, "-two"), (150, "-three")]  # noqa: RUF012

    def __init__(
        self,
        archive: Archive,
        folder: Path,
        paths: Sequence[Path] = (),
        settings: Settings | None = None,
        complaints: Sequence[ConfigProblem] = (),
    ) -> None:
        super().__init__(ansi_color=True if _colourless() else None)
        self.archive = archive
        self.settings = settings or Settings()
        self.folder = folder
        self.citer = self._citer()
        self.deeds = UndoStack()
        self._complaints = complaints
        self.set_keymap(self.settings.keymap())
        dates.set_date_format(self.settings.date)
        self.reader = Reader(archive, folder, paths)
        for each in theme.THEMES:
            self.register_theme(each)
        few_colours = self.console.color_system == "standard"
        own = (theme.TERMINAL if few_colours or self.no_color else theme.DARK).name
        self.theme = own if self.no_color else self.settings.theme or own

    def _citer(self) -> CitationFormatter:
        own = self.settings
        form = session.load(self.folder).citation
        known = form in BUILT_IN_STYLES or form in own.forms
        return CitationFormatter(form if known else own.citation, own.date, own.forms)

    def on_ready(self) -> None:
        """Freeze start-up objects and resume garbage collection."""
        freeze_startup_objects()

    async def on_event(self, event: events.Event) -> None:
        """Do what a key means where no text is typed, before the next key is looked at.

        Textual would send it up through all widgets first; keys that were typed meanwhile would
        mean what they meant before this one, though it opens a line to type them in.
        """
        if isinstance(event, events.Key) and isinstance(self.focused, StyledView):
            active = self.screen.active_bindings.get(event.key)
            if active and await self.run_action(active.binding.action, active.node):
                return
        await super().on_event(event)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The reader's own colours, for themes that do not have them."""
        return theme.missing_variables(self.current_theme)

    def get_default_screen(self) -> Reader:
        """The screen that lies under all others."""
        return self.reader

    def on_mount(self) -> None:
        """Begin what the archive is behind with; say what is wrong with the settings."""
        self.archive.on_progress(self._tell)
        self._catch_up()
        for complaint in self._complaints:
            told = one_line(str(complaint))
            self.notify(told, severity="warning", timeout=LONG_NOTICE, markup=False)

    @background("upkeep")
    def _catch_up(self) -> None:
        self.archive.maintenance.catch_up()

    def _tell(self, told: str) -> None:
        """Show what the archive says of itself, from whichever thread."""
        self.notify(one_line(told), markup=False)

    @on(ArchiveFailed)
    def _tell_trouble(self, event: ArchiveFailed) -> None:
        self.notify(one_line(event.error.message), severity="error", markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text by every way there is, and say where it went."""
        super().copy_to_clipboard(text)
        self._copy_outside(text)

    @work(thread=True, exclusive=True, group="copy")
    def _copy_outside(self, text: str) -> None:
        went = clipboard.copy(text)
        self.notify(f"{shorten(one_line(text), NOTICE)}\n{went}", markup=False)

    @property
    def _adding(self) -> JobBar:
        return self.reader.query_one(JobBar)

    def action_stop_adding(self) -> None:
        """Stop adding; what was added is kept."""
        self._adding.stop()

    def action_failures(self) -> None:
        """List what could not be added."""
        from tui.dialogs.failures import FailureList  # 4 ms, like Help, that most starts do without

        self.push_screen(FailureList(self._adding.failures))

    def action_help(self) -> None:
        """Show every key."""
        from tui.dialogs.help import HelpDialog

        here = {binding.id or "" for _, binding, *_ in self.screen.active_bindings.values()}
        self.push_screen(HelpDialog(here, self.settings.keys))

    def action_settings(self) -> None:
        """Show the path of the settings file."""
        path = config_path()
        missing = "" if path.exists() else "It does not exist yet. "
        self.notify(
            f"Settings file: {path}\n{missing}`onrecord config` prints a template.",
            timeout=LONG_NOTICE, markup=False,
        )  # fmt: skip

    def action_rescan(self) -> None:
        """Add what is new in the files and folders that were given last."""
        paths = [path for path in self.reader.paths if path.exists()]
        if self._adding.busy:
            self.notify("Something is being added already. X stops it.", markup=False)
        elif paths:
            self._adding.start(self.folder, paths)
        else:
            self.notify("There is no folder to look in: onrecord PATH names one.", markup=False)

    def action_rebuild(self) -> None:
        """Make the index again."""
        if self._adding.busy:
            self.notify("Something is being added already. X stops it.", markup=False)
        else:
            self._adding.rebuild(self.folder)


def _colourless() -> bool:
    return "NO_COLOR" in os.environ
