"""Format dates as the settings say."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date

from tui.render.phrases import NO_DATE

# Rows are drawn by plain functions of a row and a width. A context variable spares each of them
# the format, and keeps several apps in one process (as in tests) apart.
_date_format: ContextVar[str] = ContextVar("date format", default="%Y-%m-%d")
_LONG_DATE = date(2023, 12, 27)


def set_date_format(date_format: str) -> None:
    """Set the strftime format for the current context."""
    _date_format.set(date_format)


def format_date(day: date | None) -> str:
    """Return the formatted date, or ``NO_DATE`` padded to the width of a date."""
    if day is None:
        return NO_DATE.ljust(len(_LONG_DATE.strftime(_date_format.get())))
    return day.strftime(_date_format.get())


def format_date_or(day: date | None, default: str) -> str:
    """Return the formatted date, or ``default`` if there is none."""
    return format_date(day) if day else default
