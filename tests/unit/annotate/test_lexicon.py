"""The word lists of names, titles, roles and pronouns load and are in order."""

from __future__ import annotations

from importlib.resources import files

import pytest

from index.annotate.lexicon.tables import rows, table

CELLS = {
    "titles": [None, {"m", "f", "-"}],
    "roles": [
        None,
        {"office", "trade", "person", "organisation", "firm", "document", "group"},
        {"m", "f", "-"},
    ],
    "firstnames": [None, {"m", "f"}],
    "pronouns": [None, {"1", "2", "3"}, {"s", "p"}, {"m", "f", "n", "-"}, {"p", "o", "r"}],
}


@pytest.mark.parametrize("name", CELLS)
def test_cells_are_of_the_known_kinds(name: str):
    """Every row has as many cells as the others, each of a kind that the list declares."""
    for row in rows(name):
        assert len(row) == len(CELLS[name]), row
        assert all(
            kinds is None or cell in kinds for cell, kinds in zip(row, CELLS[name], strict=True)
        ), row


@pytest.mark.parametrize("name", CELLS)
def test_no_word_comes_twice(name: str):
    """A word has one row."""
    assert len(table(name)) == len(rows(name))


@pytest.mark.parametrize("name", [*CELLS, "nicknames", "places"])
def test_list_says_where_it_is_from(name: str):
    """The comment at the head of a list gives its source."""
    text = (files("index.annotate.lexicon") / "en" / f"{name}.tsv").read_text(encoding="utf-8")
    head = " ".join(line for line in text.splitlines() if line.startswith("#"))
    assert "public domain" in head


def test_unknown_language_is_an_error():
    """A language without lists is told at once."""
    with pytest.raises(FileNotFoundError):
        rows("titles", "xx")
