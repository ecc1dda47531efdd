"""Every error that the archive raises on purpose.

OnRecordError            title and message, ready to show to the user
├── QueryError           the search line is invalid; knows the offset
├── IngestError          a file, or an article in a file, cannot be imported; knows the location
├── ArchiveError         the archive cannot be opened, read or written
└── NotFoundError        no article or speaker, or more than one, has that id or name

Cancelled                the caller cancelled; not shown to the user
"""

from __future__ import annotations


class OnRecordError(Exception):
    """An error with a short ``title`` and a ``message`` that says what to do."""

    title = "Something went wrong"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class QueryError(OnRecordError):
    """A search line is invalid at ``offset``."""

    title = "Invalid search"

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class IngestError(OnRecordError):
    """The file or article at ``location`` cannot be imported."""

    title = "Cannot be imported"

    def __init__(self, message: str, location: str) -> None:
        super().__init__(message)
        self.location = location


class UnsupportedFileError(IngestError):
    """The file is of a kind that is not supported."""

    def __init__(self, kind: str, location: str, count: int = 1) -> None:
        files = f" ({count} files)" if count > 1 else ""
        super().__init__(f"Unsupported file type: {kind}{files}. Save it as text.", location)
        self.kind = kind


class ArchiveError(OnRecordError):
    """An archive cannot be opened, read or written."""

    title = "The archive cannot be used"


class NotFoundError(OnRecordError):
    """An id or name matches no article or speaker, or more than one."""

    title = "Not found"


class Cancelled(Exception):  # noqa: N818 - a signal, not an error
    """The caller cancelled the work."""
