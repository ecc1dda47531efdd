"""Make tests of rows of articles: who is quoted in them, and who is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.support.parsing import people_and_speakers, shown_quotes


def has_quotes(rows: Sequence[Any]) -> Callable[..., None]:
    """Return a test of rows that have an article, and words and speaker of each of its quotes."""

    @pytest.mark.parametrize(("text", "expected"), rows)
    def test(text: str, expected: list[tuple[str, str | None]]) -> None:
        """The article shows these quotes with these speakers, and no other."""
        assert shown_quotes(text) == expected

    return test


def has_people(rows: Sequence[Any]) -> Callable[..., None]:
    """Return a test of rows that have an article, its people, and the speaker of each quote."""

    @pytest.mark.parametrize(("text", "people", "speakers"), rows)
    def test(text: str, people: list[str], speakers: list[str | None]) -> None:
        """The article has exactly these people, and these speakers of its quotes."""
        assert people_and_speakers(text) == (people, speakers)

    return test
