"""Every error that the archive raises on purpose.

OnRecordError            title and message, ready to be shown to a reader
├── QueryError           the search line cannot be understood; knows the place
├── IngestError          a file or part of one cannot be read as articles
├── ArchiveError         the archive cannot be opened or written
└── NotFoundError        no article has that id

    Cancelled                no error: whoever asked has given the search up
"""

from __future__ import annotations


class OnRecordError(Exception):
    """An error with a short ``title`` and a ``message`` that says what to do."""

    title = "Something went wrong"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class QueryError(OnRecordError):
    """A search line that cannot be understood; ``place`` is the offset of the fault in it."""

    title = "The search cannot be understood"

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class IngestError(OnRecordError):
    """A file, or one article of a file, that cannot be read; ``location`` names it."""

    title = "Not readable as articles"

    def __init__(self, message: str, location: str) -> None:
        super().__init__(message)
        self.location = location


class ArchiveError(OnRecordError):
    """An archive that cannot be opened, read or written."""

    title = "The archive cannot be used"


class NotFoundError(OnRecordError):
    """An id that belongs to no article, or to several."""

    title = "No such article"


class Cancelled(Exception):  # noqa: N818 - no error: whoever asked has asked something newer
    """A search that was given up."""
