"""The data classes of what the user stores: notes, searches, corrections and feeds."""

import datetime as dt
import re
from collections.abc import Collection
from typing import NamedTuple

from index.named_tuples import distinct

EDITABLE_FIELDS = ("title", "date", "source", "byline", "section")
"""The fields of an article that the user can edit."""
NOTE_ON_DATE = (
    r"No date: “.{0,40}?”.*? Write [^.]*\."
    r"|The date is read as \S+, as other dates of the file show\."
)


def current_note(note: str, edited: Collection[str]) -> str:
    """Return the note of a reader on an article without what the user's edits have settled."""
    if "date" not in edited:
        return note
    return " ".join(re.sub(NOTE_ON_DATE, "", note).split())


class Note(NamedTuple):
    """A note on an article, or on one of its quotes."""

    text: str
    start: int | None = None
    """Where the quote starts; None for a note on the article."""


class SavedSearch(NamedTuple):
    """A search in the history; with a name if the user saved it."""

    line: str
    name: str = ""
    total: int | None = None
    """The number of matching articles; None if not counted, or if the line is invalid."""
    new: int = 0
    """How many of them were added since the search was last made."""


def split_tags(text: str) -> list[str]:
    """Return the tags in a text, which commas separate, without a # before them or quote marks."""
    tags = (" ".join(tag.split()).strip(' "“”').lstrip("#") for tag in text.split(","))
    tags = (tag.strip(' "“”') for tag in tags)
    return list(dict.fromkeys(filter(None, tags)))


class QuoteCorrection(NamedTuple):
    """The user's correction of a quote: another speaker, or not a quote."""

    article: str
    """The id of the article."""
    words: str
    """The first words of the quote, with an ellipsis if it is longer."""
    nth: int = 0
    """Which of several quotes with these words, from 1; 0 if there is only one."""
    speaker: str = ""
    """The speaker, several joined by “; ”; empty if unknown."""
    is_quote: bool = True
    title: str = ""
    """The title of the article, for people who read the file."""
    found_speaker: str = ""
    """The speaker that the program found; empty if unknown."""
    made: dt.date | None = None
    """The day of the correction."""
    by: str = ""
    """The colleague who made it, if it was pulled; empty if the user did."""

    @property
    def names(self) -> frozenset[str]:
        """The names of both speakers."""
        return frozenset(f"{self.found_speaker}; {self.speaker}".split("; ")) - {""}


class NameCorrection(NamedTuple):
    """The user's correction of two names: they belong to the same person, or they do not."""

    name: str
    other: str
    """If they are the same, both are listed under this name."""
    same: bool
    made: dt.date | None = None
    """The day of the correction."""
    by: str = ""
    """The colleague who made it, if it was pulled; empty if the user did."""

    @property
    def names(self) -> frozenset[str]:
        """Both names."""
        return frozenset((self.name, self.other))


@distinct
class ArticleEdit(NamedTuple):
    """The user's edit of one field of an article."""

    article: str
    """The id of the article."""
    field: str
    """One of ``EDITABLE_FIELDS``."""
    was: str
    """The value as it was read; a date as in 2024-05-01; empty if there was none."""
    value: str
    """The new value, in the same form."""
    title: str = ""
    """The title of the article, for people who read the file."""
    made: dt.date | None = None
    """The day of the edit."""
    by: str = ""
    """The colleague who made it, if it was pulled; empty if the user did."""


@distinct
class Deletion(NamedTuple):
    """An article that the user deleted, with all its versions."""

    article: str
    """The id of the article."""
    title: str = ""
    """The title of the article, for people who read the file."""
    made: dt.date | None = None
    """The day of the deletion."""
    by: str = ""
    """The colleague who made it, if it was pulled; empty if the user did."""


@distinct
class OutletCorrection(NamedTuple):
    """The user's change of an outlet: it has another name, or its articles are hidden."""

    name: str
    other: str = ""
    """The name to show; empty if the outlet is hidden."""
    made: dt.date | None = None
    """The day of the change."""
    by: str = ""
    """The colleague who made it, if it was pulled; empty if the user did."""


class Outlet(NamedTuple):
    """An outlet with what the user changed."""

    name: str
    articles: int
    """The number of its articles, copies included."""
    hidden: bool
    merged: tuple[str, ...]
    """Other names under which its articles were read."""


ArticleChange = ArticleEdit | Deletion | OutletCorrection
Correction = QuoteCorrection | NameCorrection | ArticleChange


class Revision(NamedTuple):
    """A change to the corrections file."""

    removed: tuple[Correction, ...] = ()
    added: tuple[Correction, ...] = ()

    @property
    def inverse(self) -> "Revision":
        """The revision that undoes this one."""
        return Revision(self.added, self.removed)


class ArchiveState(NamedTuple):
    """What tells a state of an archive from another one."""

    newest: int = 0
    """The key of the article added last."""
    edits: int = 0
    """A number that differs if marks, notes or corrections do."""


class Feed(NamedTuple):
    """A feed that the user follows."""

    url: str
    title: str = ""
    """The feed's own title."""
    etag: str = ""
    """The server's name for the content that was last fetched."""
    modified: str = ""
    """When that content was last modified, as the server put it."""
    fetched: dt.datetime | None = None
    """When it was last fetched."""
    failure: str = ""
    """Why the last fetch failed; empty if it did not."""
