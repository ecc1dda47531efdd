"""Add articles from files, folders, patterns and web pages, and look there again."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from index.article import Outcome
from index.engines.protocol import Engine
from index.inputs import (
    DEFAULT_OPTIONS,
    AddOptions,
    Input,
    InputLike,
    OnRead,
    Reading,
    is_web_address,
)
from index.user_data import split_tags

if TYPE_CHECKING:
    from index.ingest import IngestItem
    from index.workers.annotating import Annotating

STDIN = "-"


class Adding:
    """Adds articles; remembers where they came from."""

    def __init__(self, engine: Engine, annotating: Callable[[], Annotating]) -> None:
        self._engine, self._annotating = engine, annotating

    def inputs(self) -> tuple[Input, ...]:
        """Return the files, folders and patterns in which ``add_again`` looks."""
        return tuple(self._engine.inputs.all())

    def add(
        self,
        inputs: Sequence[InputLike],
        options: AddOptions = DEFAULT_OPTIONS,
        *,
        stdin: BinaryIO | None = None,
        on_read: OnRead = lambda _: None,
    ) -> Iterator[Outcome]:
        """Add the articles of all inputs, as ``Archive.add`` says."""
        self._record(inputs, options)
        yield from self._add(inputs, options, stdin=stdin, on_read=on_read)

    def add_again(self, on_read: OnRead = lambda _: None) -> Iterator[Outcome]:
        """Add new articles from the inputs added before, with the same options.

        Inputs that are missing now, such as a folder on another disk, are skipped. A file that
        several inputs contain is read once, with the options of the most specific one.
        """
        inputs = [each for each in self.inputs() if _exists(each.location)]
        inputs.sort(key=_breadth)
        done: set[Path] = set()

        def note(reading: Reading) -> None:
            done.add(Path(reading.location))
            on_read(reading)

        for number, each in enumerate(inputs):
            paths = [Path(each.location)]
            for outcome in self._add(paths, each.options, on_read=note, skipped=done):
                yield outcome._replace(progress=(number + outcome.progress) / len(inputs))

    def watch(
        self,
        paths: Sequence[Path],
        options: AddOptions = DEFAULT_OPTIONS,
        events: Iterable[object] | None = None,
    ) -> Iterator[Outcome]:
        """Add like ``add``, then keep adding new and changed files until ``events`` ends.

        The default ``events``, changes on disk, never end.
        """
        from index.sources.folders import file_events, stable_files

        self._record(paths, options)
        for files in stable_files(paths, file_events(paths) if events is None else events):
            yield from self._add(files, options)

    def _record(self, inputs: Sequence[InputLike], options: AddOptions) -> None:
        for each in inputs:
            location = os.path.abspath(each)  # noqa: PTH100 - keeps links
            if not is_web_address(each) and str(each) != STDIN and _exists(location):
                self._engine.inputs.record(Input(location, options))

    def _add(
        self,
        inputs: Sequence[InputLike],
        options: AddOptions,
        *,
        stdin: BinaryIO | None = None,
        on_read: OnRead = lambda _: None,
        skipped: Container[Path] = (),
    ) -> Iterator[Outcome]:
        from index.ingest import fill_in, read_inputs, store_articles

        urls = [str(each) for each in inputs if is_web_address(each)]
        paths = [Path(each) for each in inputs if not is_web_address(each)]
        with ExitStack() as stack:
            items: Iterator[IngestItem] = iter(())
            if urls:
                from index.feeds.http_client import HttpClient  # with httpx
                from index.feeds.pages import fetch_pages

                client = HttpClient(self._engine.feeds)
                items = fetch_pages(stack.enter_context(client), urls, on_read)
            if paths:
                files = read_inputs(paths, options, stdin=stdin, on_read=on_read, skipped=skipped)
                items = chain(items, files)
            items = fill_in(items, options)
            for outcome in store_articles(self._engine, self._annotating(), items):
                for tag in split_tags(options.tag) if outcome.id else ():
                    self._engine.marks.tag(outcome.id, tag)
                yield outcome
        self._engine.catch_up(wait=True)
        self._engine.utterances.catch_up()


def _exists(location: str) -> bool:
    """Return whether there is a file or folder, or one that matches a pattern."""
    import glob

    return Path(location).exists() or any(glob.iglob(location, recursive=True))  # noqa: PTH207


def _breadth(each: Input) -> tuple[int, int]:
    """Return a key that sorts files before patterns and folders, and these from the inside out."""
    path = Path(each.location)
    kind = 0 if path.is_file() else 2 if path.is_dir() else 1
    return kind, -len(path.parts)
