"""Notices that do not pile up: the last ones are shown, and a key removes those that were read."""

from __future__ import annotations

from time import time

from textual import on
from textual.app import App
from textual.notifications import Notify

MAX_NOTICES = 2  # on the screen


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
