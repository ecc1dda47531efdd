"""The application: opens the screens, and does what concerns all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import App
from textual.binding import BindingType
from textual.screen import ModalScreen

from index.archive import Archive
from index.gc_control import freeze_startup_objects
from index.inputs import Input, InputLike
from index.user_data import ArchiveState
from tui import keys, theme
from tui.base_app import KeyApp
from tui.config import ConfigProblem, Settings, load
from tui.context import ArchiveChanged, RefreshableScreen
from tui.folders import config_path, sample_folder
from tui.hangup import quit_when_terminal_is_gone
from tui.palette import ActionProvider
from tui.render import dates
from tui.render.phrases import plural
from tui.render.sanitize import one_line
from tui.screens.reader import Reader
from tui.session import session
from tui.session.jobs import BackgroundCommand, start_catching_up
from tui.session.listing import count_listed
from tui.session.undo import UndoStack
from tui.session.watch import NO_NEWS, ArchiveWatch, News, Shown
from tui.setting_names import valid_names
from tui.sharing.citation import BUILT_IN_STYLES, CitationFormatter
from tui.widgets.browser import VIEWS
from tui.widgets.job_bar import JobBar
from tui.workers import ArchiveFailed, background, run_in_thread

T = TypeVar("T")

REBUILDING = (
    "Until this is done, searches, lists and counts lack the articles that are not indexed yet, in"
    " other windows too. Nothing is lost."
)
ANNOTATING = (
    "This finds their quotes, speakers and names again and cannot be undone. Your corrections stay."
)
LOOKS_FOR_MORE = 5  # after so many looks, what is new is counted again
LONG_MESSAGE_SECONDS = 20.0


def run(folder: Path, paths: Sequence[InputLike]) -> int:
    """Open the reader on an archive, add ``paths`` to it, and return the exit code.

    Raises ArchiveError if the folder cannot be used.
    """
    settings, problems = load(config_path(), valid_names())
    with Archive.open(folder, models=settings.models()) as archive:
        app = OnRecord(archive, folder, paths, settings, problems)
        app.run()
        return app.return_code or 0


class OnRecord(KeyApp):
    """The reader."""

    TITLE = "onrecord"
    CSS_PATH = "onrecord.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.APP]
    COMMANDS: ClassVar = {ActionProvider}
    LOOK_SECONDS = 3.0
    """How often to look whether another program changed the archive."""

    def __init__(
        self,
        archive: Archive,
        folder: Path,
        paths: Sequence[InputLike] = (),
        settings: Settings | None = None,
        problems: Sequence[ConfigProblem] = (),
    ) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.archive, self.folder = archive, folder
        self.settings = settings or Settings()
        self.user_keys = self.settings.keys
        self.citer = _load_citer(self.settings, archive.folder)
        self.undo_stack = UndoStack()
        self._watch, self._news, self._looks = ArchiveWatch(archive), NO_NEWS, 0
        self._catching_up: BackgroundCommand | None = None
        self._is_closing = False
        self._problems = problems
        self.set_keymap(self.settings.keymap())
        dates.set_date_format(self.settings.date)
        self.reader = Reader(archive, self, folder, paths)
        self._set_theme()

    def _set_theme(self) -> None:
        for each in theme.THEMES:
            self.register_theme(each)
        has_few_colours = self.console.color_system == "standard" or self.no_color
        default = (theme.TERMINAL if has_few_colours else theme.DARK).name
        self.first_theme = default if self.no_color else self.settings.theme or default
        chosen = session.load(self.archive.folder).theme
        can_choose = chosen in self.available_themes and not self.no_color
        name = chosen if can_choose else self.first_theme
        if self.available_themes[name].dark and not has_few_colours:
            # Textual begins with a dark theme: another one needs its colours only, not a second
            # pass over all styles, which takes 20 ms.
            self.set_reactive(App.theme, name)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = name

    # What Textual asks for

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the reader's colours for themes that do not define them."""
        return theme.missing_variables(self.current_theme)

    def get_default_screen(self) -> Reader:
        """Return the screen at the bottom of the stack."""
        return self.reader

    def on_ready(self) -> None:
        """Freeze start-up objects and resume garbage collection; then bring the index up to date.

        What is not needed for the first drawing waits for it.
        """
        freeze_startup_objects()
        self.call_after_refresh(self._catch_up)
        self.set_interval(self.LOOK_SECONDS, self._look_for_news)

    def on_mount(self) -> None:
        """Report problems in the settings."""
        self.archive.on_progress(self._report_progress)
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))  # after `fg`
        quit_when_terminal_is_gone(self)
        if self._problems:
            message = "\n".join(one_line(str(problem)) for problem in self._problems)
            self.notify(message, severity="warning", timeout=LONG_MESSAGE_SECONDS, markup=False)

    # The archive

    @background("catch up")
    def _catch_up(self) -> None:
        self._watch.start()
        self.archive.maintenance.prepare()
        is_far_behind = self.archive.maintenance.is_far_behind()
        if not (is_far_behind and self._catch_up_in_another_process()):
            self.archive.maintenance.catch_up()
            self.archive.record.catch_up()
        if outdated := self.archive.annotations.count_outdated():
            count = plural(outdated, "article")
            self._report_progress(
                f"{count} annotated by another model or version. M annotates them again."
            )

    def _catch_up_in_another_process(self) -> bool:
        """Bring the archive up to date in another process; return False if it cannot."""
        try:
            job = self._catching_up = start_catching_up(self.folder)
        except OSError:  # too many processes
            return False
        if self._is_closing:
            job.stop()
        for line in job.output_lines():
            self._report_progress(line)
        return not job.wait()

    def on_unmount(self) -> None:
        """End what runs in another process."""
        self._is_closing = True
        if self._catching_up:
            self._catching_up.stop()

    def _look_for_news(self) -> None:
        """Look whether the archive was changed; if so, compare it with what is shown."""
        self._looks += 1
        if not self.screen_stack:  # the program ends
            return
        is_list, browser = self.screen is self.reader, self.reader.panes.browser

        def what_is_shown() -> Shown:
            on_list = self.screen is self.reader
            return Shown(browser.state, browser.list.length) if on_list else Shown(self.screen)

        shown = what_is_shown()
        is_idle = all(not bar.is_busy for bar in self.reader.query(JobBar))
        if not (is_idle and browser.is_attached) or isinstance(self.screen, ModalScreen):
            return
        if self._news.short and not self._watch.is_about(shown):
            self._show_news(NO_NEWS)
        is_told = self._news.short and self._looks % LOOKS_FOR_MORE
        if is_told or not self._watch.is_due(shown):
            return
        has_rows_to_add = is_list and browser.view != "speakers"  # whose counts change, too
        listed = browser.state, browser.prefix

        def look() -> tuple[ArchiveState, int | None]:
            total = count_listed(self.archive, *listed) if has_rows_to_add else None
            return self.archive.maintenance.state(), total

        def compare(found: tuple[ArchiveState, int | None]) -> None:
            state, total = found
            if not shown.is_same(what_is_shown()):  # the user went on
                self._watch.look_again()
                return
            more = None if total is None else total - browser.list.length
            self._show_news(self._watch.compare(state, shown, more, VIEWS[browser.view]))

        self.ask("news", look, compare)

    def _show_news(self, news: News) -> None:
        is_first, self._news = not self._news.short, news
        self.reader.panes.browser.news = news.short
        if news.short and is_first:
            key = keys.first_key(keys.BY_ID["app.rescan"], self.user_keys)
            self.hint(news.text.format(key))

    def _report_progress(self, message: str) -> None:
        """Show a message of the archive. Called in any thread."""
        self.notify(one_line(message), markup=False)

    def ask(
        self,
        group: str,
        question: Callable[[], T],
        answered: Callable[[T], object],
        *,
        exclusive: bool = True,
    ) -> None:
        """Run ``question`` in a thread, then call ``answered`` with its result in the UI thread."""
        deliver: Callable[[T], object] = partial(self.call_later, answered)
        run_in_thread(self, question, deliver, group, exclusive=exclusive)

    @on(ArchiveFailed)
    def _report_failure(self, event: ArchiveFailed) -> None:
        self.notify(one_line(event.error.message), severity="error", markup=False)

    @on(ArchiveChanged)
    def _refresh_screens(self, event: ArchiveChanged) -> None:
        self._watch.begin_own()
        self.ask("news", self.archive.maintenance.state, self._watch.end_own)
        for screen in self.screen_stack:
            if isinstance(screen, RefreshableScreen):
                screen.refresh_from_archive(event)
        is_shown = event.kind != "marks" or self.screen is self.reader
        if self._news.short and is_shown:
            self._watch.take_all()
            self._show_news(NO_NEWS)
        if event.message:  # in the status line, as a notice would cover the next row
            self.hint(one_line(event.message))

    def action_undo(self) -> None:
        """Undo the last change."""
        self._undo()

    @background("changes", exclusive=False)
    def _undo(self) -> ArchiveChanged | None:
        if entry := self.undo_stack.undo():
            return ArchiveChanged(entry.kind, entry.message, entry.row)
        self.hint("Nothing to undo.")
        return None

    # Copying

    def copy_to_clipboard(self, text: str, what: str = "Selected text") -> None:
        """Copy a text in every way that works here, and tell the user where it went."""
        super().copy_to_clipboard(text)
        self._copy_outside(text, what)

    @work(thread=True, exclusive=True, group="copy")
    def _copy_outside(self, text: str, what: str) -> None:
        from tui.sharing import clipboard  # only copying needs it

        self.hint(f"{what} {clipboard.copy(text)}")

    # Adding

    @property
    def _job_bar(self) -> JobBar:
        return self.reader.query_one(JobBar)

    def action_stop_adding(self) -> None:
        """Stop adding or indexing; keep what is done."""
        if not self._job_bar.stop():
            self.hint("Nothing is being added or indexed.")

    def action_add(self) -> None:
        """Ask for a page, file or folder, and add it."""
        from tui.dialogs.add import AddPrompt, read_input

        def add(text: str | None) -> None:
            if text and not self._is_busy():
                self._job_bar.start(self.folder, [read_input(text)])

        if not self._is_busy():
            self.push_screen(AddPrompt(), add)

    def action_samples(self) -> None:
        """Add the sample articles if the archive is empty."""

        def add(count: int) -> None:
            if count:
                message = "The sample articles can only be added to an empty archive."
                self.hint(message)
            elif not self._is_busy():
                self._job_bar.start(self.folder, [sample_folder()])

        self.ask("samples", self.archive.count, add)

    def action_rescan(self) -> None:
        """Show what is new in the archive, or look for new articles in the files added before."""
        if self._news.short:
            self.post_message(ArchiveChanged("articles", "Everything new is shown."))
            return

        def add(inputs: Sequence[Input]) -> None:
            if not inputs:
                self.hint("No files or folders were added yet. Press + to add one.")
            elif not self._is_busy():
                self._job_bar.start_again(self.folder)

        self.ask("places", self.archive.adding.inputs, add)

    def action_annotate_again(self) -> None:
        """Annotate again the articles of other models if the user confirms it."""

        def confirmed(is_confirmed: bool | None) -> None:
            if is_confirmed and not self._is_busy():
                self._job_bar.annotate(self.folder)

        def confirm(outdated: int) -> None:
            if not outdated:
                self.hint("All articles were annotated by this model and version.")
                return
            from tui.dialogs.confirm import Confirm  # dialogs load when they are first needed

            question = f"Annotate {plural(outdated, 'article')} again?"
            self.push_screen(Confirm(question, ANNOTATING, "annotate"), confirmed)

        if not self._is_busy():
            self.ask("outdated", self.archive.annotations.count_outdated, confirm)

    def action_rebuild(self) -> None:
        """Rebuild the index if the user confirms it."""
        from tui.dialogs.confirm import Confirm  # dialogs load when they are first needed

        def confirmed(is_confirmed: bool | None) -> None:
            if is_confirmed and not self._is_busy():
                self._job_bar.rebuild(self.folder)

        if not self._is_busy():
            self.push_screen(Confirm("Rebuild the search index?", REBUILDING, "rebuild"), confirmed)

    def _is_busy(self) -> bool:
        """Return whether a job is running; tell the user if so."""
        if self._job_bar.is_busy:
            self.hint("Articles are still being added or indexed. Press X to stop.")
        return self._job_bar.is_busy

    def action_failures(self) -> None:
        """List what could not be added."""
        from tui.dialogs.failures import FailureList  # dialogs load when they are first needed

        self.push_screen(FailureList(self._job_bar.failures))

    # Help

    def action_help(self) -> None:
        """Show all keys."""
        from tui.dialogs.help import HelpDialog

        active = {binding.id or "" for _, binding, *_ in self.screen.active_bindings.values()}
        self.push_screen(HelpDialog(active, self.settings.keys))

    def action_settings(self) -> None:
        """Show the path of the settings file."""
        path = config_path()
        missing = "" if path.exists() else " There is none yet: `onrecord config --init` writes it."
        self.hint(f"Settings file: {path}.{missing}")


def _load_citer(settings: Settings, folder: Path) -> CitationFormatter:
    """Return the citation style of the last session, or that of the settings."""
    style = session.load(folder).citation
    if style not in BUILT_IN_STYLES and style not in settings.forms:
        style = settings.citation
    return CitationFormatter(style, settings.date, settings.forms)
