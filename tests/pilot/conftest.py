"""The reader over a small archive: real files and engine, annotations by a rule of thumb."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from index.archive import Archive
from index.article import Annotation, Article, Entity, EntityLabel, Quote, Span, Step
from tui.app import OnRecord
from tui.sharing import clipboard
from tui.widgets.article_view import ArticleView

NAMES: dict[str, EntityLabel] = {
    "Ana Pell": "person",
    "Olaf Berg": "person",
    "Greta Holm": "person",
    "Harbour Trust": "organisation",
    "Torpier": "place",
}
ARTICLES = {
    "ferry.md": """---
title: Ferry to Torpier is late again
date: 2024-04-02
source: Harbour Post
url: https://post.example/ferry
---
The ferry left Torpier at noon, an hour late. “We were ready at eleven,” said Ana Pell, who
speaks for the Harbour Trust.

“Nobody told us,” said Olaf Berg. He had waited since ten. “It is always the fog,” said Ana Pell.

The next ferry leaves Torpier at six.
""",
    "pier.md": """---
title: Council postpones the pier vote
date: 2024-05-30
source: Valley Echo
---
The council of Torpier will vote on the pier in June. “We will rebuild,” said Olaf Berg.

The Harbour Trust gave no answer.
""",
    "market.txt": " date 2024-03-01 The fish market of Torpier opened. Greta Holm sold cod.\n",
}
QUOTE = re.compile(r"(“[^”]+”)(?:,? (said) (" + "|".join(NAMES) + "))?")


class RuleOfThumb:
    """Quotes are in curly marks, and “said NAME” after them names who spoke."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        for article in articles:
            yield (
                article,
                Annotation(tuple(self._entities(article.text)), tuple(self._quotes(article.text))),
            )

    def _entities(self, text: str) -> Iterator[Entity]:
        for name, label in NAMES.items():
            mentions = tuple(Span(*match.span()) for match in re.finditer(name, text))
            if mentions:
                yield Entity(name, label, mentions)

    def _quotes(self, text: str) -> Iterator[Quote]:
        for match in QUOTE.finditer(text):
            who = match.group(3)
            yield Quote(
                content=(Span(*match.span(1)),),
                kind="direct",
                cue=(Span(*match.span(2)),) if who else (),
                cue_class="saying" if who else "none",
                mention=(Span(*match.span(3)),) if who else (),
                speakers=(who,) if who else (),
                named=bool(who),
                confidence=0.93 if who else 0.0,
                steps=(Step("source", who, "subject of “said”"),) if who else (),
            )


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with all colours, whatever the tests run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[Callable[..., Archive]]:
    """Make an archive of files given as name and text; the sample articles where none are."""
    opened: list[Archive] = []

    def make(files: dict[str, str] | None = None) -> Archive:
        folder = tmp_path / "files"
        folder.mkdir(exist_ok=True)
        for name, text in (ARTICLES if files is None else files).items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        archive = Archive.open(tmp_path / "archive", annotator=RuleOfThumb())
        opened.append(archive)
        outcomes = list(archive.add([folder])) if files is None or files else []
        assert all(outcome.status != "failed" for outcome in outcomes), outcomes
        return archive

    yield make
    for archive in opened:
        archive.close()


@pytest.fixture
def reader(keep: Callable[..., Archive], tmp_path: Path) -> Callable[..., OnRecord]:
    """Make the app over an archive of these files."""

    def make(files: dict[str, str] | None = None, **options: object) -> OnRecord:
        return OnRecord(keep(files), tmp_path / "archive", **options)

    return make


@pytest.fixture
def no_clipboard(monkeypatch, tmp_path):
    """A machine without any clipboard program."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    file = tmp_path / "cache" / "copied.txt"
    monkeypatch.setattr(clipboard, "fallback_file", lambda: file)
    return file


@pytest.fixture
def driven() -> Callable[..., object]:
    """Run the app at a size; gives a Driver of its keys."""

    @asynccontextmanager
    async def drive(app: OnRecord, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driver]:
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            yield driver

    return drive


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way, however busy the machine is.

    What ends may begin something else, so that it must be found at rest twice in a row.
    """
    rested = 0
    while rested < 2:
        with suppress(WorkerCancelled):  # overtaken by a later question
            await pilot.app.workers.wait_for_complete()
        await pilot.pause(0)
        rested = rested + 1 if _at_rest(pilot.app) else 0


def _at_rest(app: App[None]) -> bool:
    nodes = [
        app,
        *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True)),
    ]
    shown = app.screen.walk_children(with_self=True)  # a screen that is covered is not laid out
    return (
        all(worker.is_finished for worker in app.workers)
        and not any(node.message_queue_size for node in nodes)
        and not any(getattr(node, "_layout_required", False) for node in shown)
    )


class Driver:
    """Presses keys, waits until all is drawn, and reads the screen."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot, self.app = pilot, pilot.app
        self.app.NOTIFICATION_TIMEOUT = 600  # what was said stands until it is read

    async def settle(self) -> None:
        """Wait until no question is open and all messages are dealt with."""
        await settle(self.pilot)

    async def press(self, *keys: str) -> None:
        """Press keys by name, and settle after each."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, character by character."""
        await self.pilot.press(*(key_of(character) for character in text))
        await self.settle()

    async def rush(self, text: str) -> None:
        """Type a text, and Enter, faster than the app can take it."""
        for character in text:
            self.app.post_message(Key(key_of(character), character))
        self.app.post_message(Key("enter", "\r"))
        await self.settle()

    async def search(self, line: str) -> None:
        """Type a line into the search line and take what it finds."""
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

    def lines(self) -> list[str]:
        """The screen as text."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        """The screen as one text, its lines joined."""
        return "\n".join(line.rstrip() for line in self.lines())

    def lit(self, attribute: str) -> list[str]:
        """The pieces of the screen that have an attribute of style, as “underline”."""
        return [
            segment.text
            for strip in self.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and getattr(segment.style, attribute)
        ]


def key_of(character: str) -> str:
    """The name of the key that types a character."""
    return _character_to_key(character)
