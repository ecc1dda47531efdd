"""Drive the reader by keys, wait until it is idle, and read what it shows."""

from __future__ import annotations

import asyncio
import time
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from textual.app import App
from textual.events import Key
from textual.keys import KEY_NAME_REPLACEMENTS, REPLACED_KEYS, key_to_character
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import Worker, WorkerCancelled

from tui.app import OnRecord
from tui.widgets.article_view import ArticleView

MAX_WAIT = 30.0  # seconds; a busy machine is slow
POLL_INTERVAL = 0.01
JOB_GROUP = "job"  # of the worker that follows a job, which runs as long as the job


@asynccontextmanager
async def drive(app: OnRecord, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driver]:
    """Run the app in a terminal of this size; give a driver once it is idle."""
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(pilot)
        await driver.settle()
        yield driver


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no worker runs but a job, no message is queued, and the screen is drawn.

    The end of one may start another, so the app must be idle twice in a row.
    """
    idle = 0
    while idle < 2:
        with suppress(WorkerCancelled):  # by a later search
            for worker in _workers(pilot):
                await worker.wait()
        await _wait_for_refresh(pilot)
        idle = idle + 1 if _is_idle(pilot) else 0


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each when the app is idle.

    ``Pilot.press`` sleeps at least 40 ms after each key, to see that the processor is idle.
    """
    for key in keys:
        send_keys(pilot.app, key)
        await settle(pilot)


def send_keys(app: App[None], *keys: str) -> None:
    """Send keys to the app, each by its name or as a character, and wait for nothing."""
    for key in keys:
        is_character = len(key) == 1
        name = _key_name(key) if is_character else key
        character = key if is_character else key_to_character(REPLACED_KEYS.get(name, name))
        app.post_message(Key(name, character))


def _workers(pilot: Pilot[None]) -> list[Worker[object]]:
    return [worker for worker in pilot.app.workers if worker.group != JOB_GROUP]


async def _wait_for_refresh(pilot: Pilot[None]) -> None:
    screen, refreshed = pilot.app.screen, asyncio.Event()
    screen.call_after_refresh(refreshed.set)
    await pilot.pause(0)
    while not refreshed.is_set() and screen.is_current:
        await pilot.pause(0)


def _is_idle(pilot: Pilot[None]) -> bool:
    app = pilot.app
    screens = (screen.walk_children(with_self=True) for screen in app.screen_stack)
    nodes = [app, *(node for nodes in screens for node in nodes)]
    return all(worker.is_finished for worker in _workers(pilot)) and not any(
        node.message_queue_size for node in nodes
    )


class Driver:
    """Presses keys, waits until the app is idle, and reads the screen."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot, self.app = pilot, pilot.app
        self.app.NOTIFICATION_TIMEOUT = 600  # seconds, so that tests can read notifications
        self.app.READING_SECONDS = 600

    async def settle(self) -> None:
        """Wait until the app is idle."""
        await settle(self.pilot)

    async def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait for the effect of a job or of another process."""
        until = time.monotonic() + MAX_WAIT
        while not condition():
            assert time.monotonic() < until, f"not within {MAX_WAIT:g} s:\n{self.text()}"
            await self.pilot.pause(POLL_INTERVAL)

    async def wait_for(self, text: str) -> None:
        """Wait until the screen shows a text."""
        await self.wait_until(lambda: text in self.text())

    async def press(self, *keys: str) -> None:
        """Press keys by name, waiting after each."""
        await press(self.pilot, *keys)

    async def type(self, text: str) -> None:
        """Type a text, character by character."""
        await self.press(*text)

    async def type_ahead(self, text: str) -> None:
        """Type a text and Enter faster than the app can take them."""
        send_keys(self.app, *text, "enter")
        await self.settle()

    async def search(self, line: str) -> None:
        """Type a search line, and press Enter."""
        await self.press("s")
        await self.type(line)
        await self.press("enter")

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    @property
    def article(self) -> ArticleView:
        """The article on the page."""
        return self.app.reader.query_one(ArticleView)

    def strips(self) -> list[Strip]:
        """Return the lines of the screen with their styles."""
        # Textual has no public way to read a screen but as SVG.
        return self.app.screen._compositor.render_strips()

    def lines(self) -> list[str]:
        """Return the lines of the screen."""
        return [strip.text for strip in self.strips()]

    def text(self) -> str:
        """Return the screen as one text."""
        return "\n".join(line.rstrip() for line in self.lines())

    def styled(self, attribute: str) -> list[str]:
        """Return the pieces of the screen that have a style, such as “underline”."""
        return [
            segment.text
            for strip in self.strips()
            for segment in strip
            if segment.style and getattr(segment.style, attribute)
        ]


def _key_name(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)
