"""The bases of the app: few notices at a time, and keys that always do something or say so."""

from __future__ import annotations

from collections.abc import Callable
from time import time

from textual import events, on
from textual.app import App
from textual.notifications import Notify
from textual.widget import Widget
from textual.widgets import Input

from tui import keys
from tui.context import Hinting
from tui.drawing.styled_view import StyledView

MAX_NOTICES = 2  # on the screen
MAX_COUNT_DIGITS = 4


class NoticeApp(App[None]):
    """Keeps few notices on the screen."""

    READING_SECONDS = 2.0
    """After this time a notice has been read, and the next key removes it."""

    @on(Notify)
    def _limit_notices(self, event: Notify) -> None:
        # Textual adds the new notice after this handler.
        for notice in list(self._notifications):
            if notice.message == event.notification.message:
                self._unnotify(notice)  # several parts of the screen may fail for one reason
        self.call_next(self.dismiss_notices, keep=MAX_NOTICES)

    def dismiss_notices(self, keep: int | None = None) -> None:
        """Remove the notices that have been read, or all but the last ones."""
        shown = list(self._notifications)  # Textual has no public way to remove one notice
        read = [each for each in shown if time() - each.raised_at >= self.READING_SECONDS]
        for notice in read if keep is None else shown[:-keep]:
            self._unnotify(notice)


class KeyApp(NoticeApp):
    """Runs the actions of keys; a key that does nothing says so."""

    user_keys = keys.DEFAULT_KEYS
    """The keys from the settings."""
    _count: int | None = None  # being typed, for the next key
    _has_hint = False  # until the next key

    async def on_event(self, event: events.Event) -> None:
        """Run the action of a key, or type its character, at once.

        Textual would pass the key from widget to widget through their message queues. That is
        slower, and wrong for keys that a slow connection delivers together: after ``s`` opens the
        search bar, the next keys would still mean actions, because they were queued while the list
        had the focus; and ctrl+u would delete what was typed after it.
        """
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.dismiss_notices()
            if self._has_hint:
                self._show_hint("")
            if self.focused and await self._take(event, self.focused):
                return
        elif isinstance(event, events.Paste) and not event.is_forwarded and self.focused:
            await self._paste(event, self.focused)
            return
        await super().on_event(event)

    async def _take(self, event: events.Key, widget: Widget) -> bool:
        """Do what a key means in the focused widget; return whether there is nothing to do."""
        if isinstance(widget, StyledView):
            return await self._act(event, widget)
        if widget.check_consume_key(event.key, event.character):
            event.stop()  # otherwise it would come back here
            await widget.on_event(event)
            return True
        active = self.screen.active_bindings.get(event.key)
        return active is not None and await self.run_action(active.binding.action, active.node)

    async def _act(self, event: events.Key, view: StyledView) -> bool:
        """Run the action of a key in the focused view; return whether there is nothing to do."""
        count, self._count = self._count, None
        if count is not None and event.key.isdecimal():
            self.action_count(f"{count}{event.key}")
            return True
        if typing := view.typing_action(event.character or ""):
            await self.run_action(typing, view)
            return True
        active = self.screen.active_bindings.get(event.key)
        action = active.binding.action if active else ""
        if refusal := view.refusal(event.key, active.binding.id or "" if active else ""):
            self.hint(refusal)
            return True
        if count is not None:
            if not (counted := keys.with_count(action, max(count, 1))):
                self.hint("This key takes no count. Nothing was done.")
                return True
            action = counted
        if active and active.binding.id == "app.count" and event.key.isdecimal():
            self.action_count(event.key)
            return True
        return active is not None and await self.run_action(action, active.node)

    async def on_key(self, event: events.Key) -> None:
        """Run the action of a key that no widget took; say so if it has none."""
        event.prevent_default()
        if not await self._check_bindings(event.key):
            self.hint(keys.unknown_key(event.key, self.user_keys, is_typing=self._is_typing))

    def action_focus_next(self) -> None:
        """Focus the next pane or field."""
        self._step_focus(super().action_focus_next)

    def action_focus_previous(self) -> None:
        """Focus the previous pane or field."""
        self._step_focus(super().action_focus_previous)

    def _step_focus(self, step: Callable[[], object]) -> None:
        before = self.focused
        step()
        if self.focused is before:
            self.hint("There is no other pane here.")

    async def _paste(self, event: events.Paste, widget: Widget) -> None:
        """Paste at once; in an input as one line, of which Textual would keep only the first."""
        line = " ".join(event.text.split())
        if not self._is_typing:
            if isinstance(widget, StyledView) and (typing := widget.typing_action(line)):
                await self.run_action(typing, widget)
            else:
                self.hint("Press s to search, then paste.")
            return
        if isinstance(widget, Input):
            event.text = line
        event.stop()
        await widget.on_event(event)

    @property
    def _is_typing(self) -> bool:
        """Whether the focused widget takes text."""
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    def action_count(self, digits: str = "") -> None:
        """Begin a count, or go on with it: it tells how often the key after it is meant."""
        self._count = int(f"0{digits}"[-MAX_COUNT_DIGITS:])
        self._show_hint(f"Count {self._count or '…'} – then a key that moves, or Esc")

    def hint(self, message: str) -> None:
        """Show in the status line what a key did, or why it does nothing, until the next key."""
        self.call_later(self._show_hint, message)

    def _show_hint(self, message: str) -> None:
        self._has_hint = bool(message)
        around = self.focused.ancestors if self.focused else (self.screen,)
        # Below the command palette, which has no line for hints, that of the screen is seen.
        feet = [foot for screen in reversed(self.screen_stack) for foot in screen.query("#foot")]
        for node in (*around, *feet):
            if isinstance(node, Hinting):
                node.show_hint(message)
                return
