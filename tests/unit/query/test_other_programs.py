"""What other search programs know is explained in our terms."""

from __future__ import annotations

import pytest

from index.errors import QueryError
from index.query import parse

MESSAGES = {
    "site:bbc": "Did you mean source:?",
    "url:bbc": "Did you mean source:?",
    "to:2024": "Did you mean until:?",
    "body:toll": "The text needs no field. Remove “body:”.",
    "content:toll": "The text needs no field. Remove “content:”.",
    "hlead(toll)": "hlead(…) is not known here. Type title:(…).",
    "HEADLINE(toll)": "HEADLINE(…) is not known here. Type title:(…).",
    "headline(EU)": "headline(…) is not known here. Type title:(…).",
    "headline(sea)": "headline(…) is not known here. Type title:(…).",
    "headline(s OR toll)": "headline(…) is not known here. Type title:(…).",
    "ATL3(toll)": "ATL3(…) is not known here. Type atleast3(…).",
    "atleast(toll)": "atleast needs a number, as in atleast3(…).",
    "toll w/x bridge": "w/x needs a number, as in w/5.",
    "toll w/ bridge": "w/ needs a number, as in w/5.",
    "toll PRE/n bridge": "PRE/n needs a number, as in PRE/5.",
}


@pytest.mark.parametrize("line", MESSAGES)
def test_operator_of_another_program_is_explained(line: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(line)
    assert MESSAGES[line] in raised.value.message


@pytest.mark.parametrize(
    "line",
    ["headline (toll)", "atlas(toll)", "coffee w/o milk", "w/out milk", "headline(s) of the week",
     "Headline(s)", "lead(er)", "body(ies)", "title(s)", "hlead(s)"],
)  # fmt: skip
def test_words_that_are_like_operators_are_words(line: str) -> None:
    assert parse(line)


def test_plural_in_brackets_is_no_search_in_quotes() -> None:
    assert parse("quote(s) of the week") == parse("quote (s) of the week")
