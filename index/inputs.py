"""Where articles are added from, and how: files, folders, patterns and web pages."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

# The fields of an article that ``onrecord add --map`` can map.
MAPPED_FIELDS = ("title", "text", "date", "source", "byline", "url", "section", "topics")
WEB_ADDRESS = r"https?://[^\s/]+"

InputLike = Path | str
"""A file, folder or glob pattern; or the address of a web page, as a string."""


class AddOptions(NamedTuple):
    """How to read files, and values for fields that they lack."""

    mapping: Mapping[str, str] = {}
    """The field names of JSON and CSV files, by the names of our fields: {"title": "headline"}."""
    max_size: int | None = None
    """How many bytes may be unpacked from one file; None for the default."""
    source: str = ""
    """The outlet of articles without one."""
    date: dt.date | None = None
    """The day of articles that have none."""
    tag: str = ""
    """A tag for every article, also for one that is already there."""


DEFAULT_OPTIONS = AddOptions()


class Input(NamedTuple):
    """A file, folder or pattern from which articles were added, with its options."""

    location: str
    """An absolute path or pattern."""
    options: AddOptions = DEFAULT_OPTIONS


class Reading(NamedTuple):
    """The file that is about to be read."""

    inputs: Sequence[InputLike]
    """All files, or all web pages, in the order in which they are read."""
    number: int
    """The position of this one, from 0."""
    share: float
    """The share of all input that was read before, from 0 to 1."""

    @property
    def location(self) -> str:
        """The path or address."""
        return str(self.inputs[self.number])


OnRead = Callable[[Reading], None]


def is_web_address(given: InputLike) -> bool:
    """Return whether an input is a web page."""
    return isinstance(given, str) and re.match(WEB_ADDRESS, given, re.I) is not None
