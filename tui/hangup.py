"""Quit when the terminal of the reader is gone.

Textual reads a closed terminal again and again, which takes a whole core. The hang-up signal ends
only a program that the terminal controls, not one that was started by `setsid`, for example.
"""

from __future__ import annotations

import asyncio
import select
import signal
import sys

from textual.app import App

SECONDS_BETWEEN_LOOKS = 2.0


def quit_when_terminal_is_gone(app: App[None]) -> None:
    """Exit the app, as its quit action does, on a hang-up or after its terminal was closed."""
    if not sys.__stdin__ or not sys.__stdin__.isatty():
        return
    terminal = select.poll()
    terminal.register(sys.__stdin__, 0)  # hang-ups and errors are reported in any case

    def look() -> None:
        if terminal.poll(0):
            app.exit()

    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, app.exit)
    app.set_interval(SECONDS_BETWEEN_LOOKS, look)
