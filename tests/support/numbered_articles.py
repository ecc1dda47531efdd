"""Articles made from a number: each has words, a speaker and a quote that no other has.

``write`` makes files of them, ``faults`` finds what is missing or wrong in a stored one.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from index.archive import Archive
from index.user_data import Note

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


class UserAction(NamedTuple):
    """Something a user does with an article, and a check that it is still stored."""

    name: str
    perform: Callable[[Archive, str, int], object]
    is_stored: Callable[[Archive, str, int], bool]


USER_ACTIONS = (
    UserAction(
        "star",
        lambda archive, article_id, _: archive.marks.set(article_id, "starred"),
        lambda archive, article_id, number: (
            found(archive, f"is:starred {word(number)}") == [article_id]
        ),
    ),
    UserAction(
        "note",
        lambda archive, article_id, number: archive.marks.write_note(article_id, f"See {number}."),
        lambda archive, article_id, number: (
            archive.marks.notes(article_id) == (Note(f"See {number}."),)
        ),
    ),
    UserAction(
        "tag",
        lambda archive, article_id, number: archive.marks.tag(article_id, f"t{number}"),
        lambda archive, article_id, number: found(archive, f"tag:t{number}") == [article_id],
    ),
    UserAction(
        "correction",
        lambda archive, article_id, number: archive.corrections.correct_quote(
            article_id, archive.annotation(article_id).quotes[0], corrected_speaker(number)
        ),
        lambda archive, article_id, number: (
            [quote.speaker for quote in archive.annotation(article_id).quotes]
            == [corrected_speaker(number)]
        ),
    ),
    UserAction(
        "edit",
        lambda archive, article_id, number: archive.editing.edit(
            article_id, {"byline": f"Cy {word(number)}", "date": "2019-02-03"}
        ),
        lambda archive, article_id, number: (
            found(archive, f"by:{word(number)} date:2019 is:edited") == [article_id]
        ),
    ),
    UserAction(
        "delete",
        lambda archive, article_id, _: archive.editing.delete([article_id]),
        lambda archive, article_id, _: is_deleted(archive, article_id),
    ),
)
"""Anything else of the user's that must survive a crash is one more entry here."""


def word(number: int) -> str:
    """Return a word that only the article of this number has."""
    syllables = ""
    while number or not syllables:
        number, rest = divmod(number, 70)
        syllables += CONSONANTS[rest % 14] + VOWELS[rest // 14]
    return f"qu{syllables}x"


def speaker(number: int) -> str:
    """Return the speaker of the article, who speaks in no other."""
    return f"Ana {word(number).capitalize()}"


def corrected_speaker(number: int) -> str:
    """Return the speaker that the user's correction names."""
    return f"Bea {word(number).capitalize()}"


def text(number: int) -> str:
    """Return the text of the article: unlike any other, with one quote."""
    chance = random.Random(number)
    body = " ".join(word(chance.randrange(10**6, 10**7)) for _ in range(40))
    name = word(number).capitalize()
    return f"{name} {body}. “The {word(number)} boats,” [Ana {name}] said."


def write(path: Path, numbers: Iterable[int]) -> None:
    """Write a JSONL file of these articles."""
    lines = (
        json.dumps({"title": f"Number {number}", "date": "2024-03-05", "text": text(number)})
        for number in numbers
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def number_of(title: str) -> int:
    """Return the number of the article with this title."""
    return int(title.removeprefix("Number "))


def found(archive: Archive, line: str) -> list[str]:
    """Return the ids of the articles that a search line finds."""
    return [hit.entry.id for hit in archive.search(line, limit=9).hits]


def is_deleted(archive: Archive, id: str) -> bool:
    """Return whether the user deleted an article."""
    return any(each.article == id for each in archive.editing.deleted())


def deleted_faults(archive: Archive, number: int) -> Iterator[str]:
    """Yield where a deleted article still shows."""
    if found(archive, word(number)):
        yield "search finds a deleted article"
    if archive.speakers.get(speaker(number)) or archive.speakers.get(corrected_speaker(number)):
        yield "speaker of a deleted article"


def faults(archive: Archive, id: str, number: int, actions: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a stored article that are missing or wrong.

    ``actions`` names the user actions on it that were reported as done.
    """
    if is_deleted(archive, id):
        yield from deleted_faults(archive, number)
        return
    if archive.article(id).text != text(number):
        yield "text"
    (quote,) = archive.annotation(id).quotes or (None,)
    # A correction may have been stored although the program was killed before it said so.
    name = quote.speaker if quote else None
    if name not in (speaker(number), corrected_speaker(number)):
        yield "quote"
        return
    listed = archive.speakers.get(name)
    if listed is None or (listed.quotes, listed.articles) != (1, 1):
        yield "speaker"
    if found(archive, word(number)) != [id]:
        yield "search"
    quotes = archive.quotes(name)
    if [(hit.entry.id, hit.text) for hit in quotes] != [(id, f"“The {word(number)} boats,”")]:
        yield "search for quotes"
    yield from (
        action.name
        for action in USER_ACTIONS
        if action.name in actions and not action.is_stored(archive, id, number)
    )
