"""Articles whose loss would show, and the programs that keep, search and index them.

``python -m tests.bench.laden add|rebuild|read FOLDER ...`` is what ``kill`` and ``together`` run
beside themselves: the commands and the archive as they are, with an annotator that reads the
speakers off the text, since the real one would only take time. One JSON object a line says what
is done, and only once it is.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from index import ingest
from index.archive import Archive
from index.article import Note
from tests.support.builders import MarkedAnnotator

BATCH = 8  # articles that are kept together: fewer than usual, that there is more to end
LETTERS = "bdfgklmnprstvz", "aeiou"


class Deed(NamedTuple):
    """Something that a reader does with an article, and whether it still holds."""

    name: str
    do: Callable[[Archive, str, int], object]
    holds: Callable[[Archive, str, int], bool]


DEEDS = (
    Deed(
        "star",
        lambda archive, one, _: archive.marks.set(one, "starred"),
        lambda archive, one, number: found(archive, f"is:starred {word(number)}") == [one],
    ),
    Deed(
        "note",
        lambda archive, one, number: archive.marks.write_note(one, f"See {number}."),
        lambda archive, one, number: archive.marks.notes(one) == (Note(f"See {number}."),),
    ),
    Deed(
        "tag",
        lambda archive, one, number: archive.marks.tag(one, f"t{number}"),
        lambda archive, one, number: found(archive, f"tag:t{number}") == [one],
    ),
    Deed(
        "correction",
        lambda archive, one, number: archive.corrections.correct_quote(
            one, archive.annotation(one).quotes[0], corrected(number)
        ),
        lambda archive, one, number: (
            [quote.speaker for quote in archive.annotation(one).quotes] == [corrected(number)]
        ),
    ),
)
"""Whatever else a reader can do that must not be lost is one more entry here."""


def word(number: int) -> str:
    """A word that one article alone has."""
    syllables = ""
    while number or not syllables:
        number, rest = divmod(number, 70)
        syllables += LETTERS[0][rest % 14] + LETTERS[1][rest // 14]
    return f"qu{syllables}x"


def speaker(number: int) -> str:
    """Who speaks in an article, and in no other."""
    return f"Ana {word(number).capitalize()}"


def corrected(number: int) -> str:
    """Who speaks there where a reader knows better."""
    return f"Bea {word(number).capitalize()}"


def text(number: int) -> str:
    """An article like no other, with a quote of a speaker who is in no other."""
    made = random.Random(number)
    body = " ".join(word(made.randrange(10**6, 10**7)) for _ in range(40))
    name = word(number).capitalize()
    return f"{name} {body}. “The {word(number)} boats,” [Ana {name}] said."


def write(path: Path, numbers: Iterable[int]) -> None:
    """A file of articles to add."""
    lines = (
        json.dumps({"title": f"Number {number}", "date": "2024-03-05", "text": text(number)})
        for number in numbers
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def number_of(title: str) -> int:
    """The number of an article."""
    return int(title.removeprefix("Number "))


def found(archive: Archive, line: str) -> list[str]:
    """The ids of the articles that a line finds."""
    return [hit.entry.id for hit in archive.search(line, limit=9).hits]


def wrongs(archive: Archive, id: str, number: int, deeds: Iterable[str]) -> Iterator[str]:
    """What of an article that was reported as added is not as it should be."""
    if archive.article(id).text != text(number):
        yield "text"
    (quote,) = archive.annotation(id).quotes or (None,)
    # A correction that was not reported may have been made all the same.
    name = quote.speaker if quote else None
    if name not in (speaker(number), corrected(number)):
        yield "quote"
        return
    known = archive.speakers.get(name)
    if known is None or (known.quotes, known.articles) != (1, 1):
        yield "speaker"
    if found(archive, word(number)) != [id]:
        yield "search"
    quotes = archive.quotes(name)
    if [(hit.entry.id, hit.text) for hit in quotes] != [(id, f"“The {word(number)} boats,”")]:
        yield "search for quotes"
    yield from (
        deed.name for deed in DEEDS if deed.name in deeds and not deed.holds(archive, id, number)
    )


# The programs


def tell(**record: object) -> None:
    print(json.dumps(record), flush=True)


def add(folder: Path, file: Path) -> None:
    """Add a file, a few articles at a time, and do to each what a reader may do."""
    ingest.BATCH = BATCH
    with Archive.open(folder, MarkedAnnotator()) as archive:
        archive.on_progress(lambda told: tell(told=told))
        tell(ready=True)
        archive.maintenance.catch_up()
        for outcome in archive.add([file]):
            tell(status=outcome.status, id=outcome.id, title=outcome.title, reason=outcome.reason)
            number = number_of(outcome.title)
            for deed in DEEDS[: number % (len(DEEDS) + 1)]:
                deed.do(archive, outcome.id, number)
                tell(deed=deed.name, id=outcome.id)
    tell(done=True)


def rebuild(folder: Path) -> None:
    """Make the index again."""
    with Archive.open(folder) as archive:
        tell(ready=True)
        archive.maintenance.rebuild()
    tell(done=True)


def read(folder: Path, seconds: str) -> None:
    """Search and read for so many seconds; what fails ends it."""
    until, asked, told = time.monotonic() + float(seconds), 0, 0
    with Archive.open(folder) as archive:
        while time.monotonic() < until:
            for entry in archive.articles(limit=5):
                assert archive.article(entry.id).text == text(number_of(entry.title))
                told += len(archive.search(word(number_of(entry.title))).hits)
                archive.quotes(f"Ana {word(number_of(entry.title))}")
                archive.marks.set(entry.id, "read")
            archive.speakers.page(limit=5)
            archive.search("boats", limit=5)
            archive.statistics.facets("boats")
            archive.quotes(query="boats", limit=5)
            asked += 1
    tell(rounds=asked, found=told)


if __name__ == "__main__":
    what, folder, *rest = sys.argv[1:]
    {"add": add, "rebuild": rebuild, "read": read}[what](Path(folder), *rest)  # type: ignore[operator]
