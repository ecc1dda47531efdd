"""How days are written: in the reader's own form, wherever one is shown."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date

ISO = "%Y-%m-%d"
_form: ContextVar[str] = ContextVar("form of days", default=ISO)
_LONG = date(2023, 12, 27)


def write_days_as(form: str) -> None:
    """Write days in a form of strftime from here on, in this program's context."""
    _form.set(form)


def day(when: date | None) -> str:
    """A day, or as many characters that say that there is none."""
    if when is None:
        return "no date".ljust(len(_LONG.strftime(_form.get())))
    return when.strftime(_form.get())


def day_or(when: date | None, otherwise: str) -> str:
    """A day, or what is said where there is none."""
    return day(when) if when else otherwise
