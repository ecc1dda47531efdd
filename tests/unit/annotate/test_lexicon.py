"""The word lists load and are well formed."""

from __future__ import annotations

from importlib.resources import files

import pytest

from index.annotate.lexicon.cue_words import cue_class, stem
from index.annotate.lexicon.tables import rows, table, weights, word_class

CELLS = {
    "titles": [None, {"m", "f", "-"}],
    "roles": [
        None,
        {"office", "trade", "person", "organisation", "firm", "document", "group"},
        {"m", "f", "-"},
    ],
    "first_names": [None, {"m", "f"}],
    "pronouns": [None, {"1", "2", "3"}, {"s", "p"}, {"m", "f", "n", "-"}, {"p", "o", "r"}],
}


@pytest.mark.parametrize("name", CELLS)
def test_cells_have_the_declared_values(name: str):
    """Every row has the same number of cells, each with one of the declared values."""
    for row in rows(name):
        assert len(row) == len(CELLS[name]), row
        assert all(
            values is None or cell in values for cell, values in zip(row, CELLS[name], strict=True)
        ), row


@pytest.mark.parametrize("name", CELLS)
def test_words_are_unique(name: str):
    """A word has one row."""
    assert len(table(name)) == len(rows(name))


@pytest.mark.parametrize("name", ["cue_verbs", "cue_nouns", "irregular_forms", "passive_subjects"])
def test_cue_lists_are_well_formed(name):
    """Each list has rows of one length and no word twice."""
    cells = rows(name)
    assert len({len(row) for row in cells}) == 1
    assert len({tuple(row[:-1]) for row in cells}) == len(cells)


@pytest.mark.parametrize("name", [*CELLS, "nicknames", "place_aliases", "word_classes"])
def test_list_gives_its_source(name: str):
    """The comment at the head of a list gives its source."""
    text = (files("index.annotate.lexicon") / "en" / f"{name}.tsv").read_text(encoding="utf-8")
    head = " ".join(line for line in text.splitlines() if line.startswith("#"))
    assert "public domain" in head


def test_weights_are_few():
    """The tables of weights load and have fewer than 2,000 rows together."""
    tables = [weights(name) for name in ("cue_log_odds", "content_weights", "source_weights")]
    assert all(tables)
    assert sum(map(len, tables)) < 2000


def test_word_classes_load():
    """A closed class of words has its members and their values."""
    assert "that" in word_class("first in content")
    assert "would" in word_class("modal")
    assert word_class("number")["trio"] == "3"


@pytest.mark.parametrize(
    ("form", "base"),
    [("argued", "argue"), ("told", "tell"), ("thought", "think"), ("denies", "deny")],
)
def test_forms_of_a_verb_share_a_stem(form, base):
    """Regular and irregular forms of a verb have the same stem."""
    assert stem(form) == stem(base)


@pytest.mark.parametrize(
    ("verb", "kind"),
    [("sigh", "saying"), ("fear", "thinking"), ("swim", "none"), ("announce", "saying")],
)
def test_classes_of_verbs(verb, kind):
    """Verbs of saying, of thinking and others have different classes."""
    assert cue_class(f"V:{stem(verb)}") == kind
