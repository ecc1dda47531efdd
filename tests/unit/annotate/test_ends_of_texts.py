"""An article may end after any word, without a full stop."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param("“It rained,” said the two", [("“It rained,”", "the two")], id="a number"),
    pytest.param(
        "Ann Lee and Bo Dahl left. “It rained,” added the two",
        [("“It rained,”", "Ann Lee; Bo Dahl")],
        id="a number of people who are named",
    ),
    pytest.param("“It rained,” Ann Lee, of Torp, however", [], id="an adverb after commas"),
    pytest.param("“It rained,” Ann Lee, a baker, later", [], id="an adverb of time"),
    pytest.param("Ann Lee came. The baker stated that", [], id="“that” and no clause"),
    pytest.param(
        "“It rained,” Ann Lee, a baker, said",
        [("“It rained,”", "Ann Lee")],
        id="stays: the verb after commas",
    ),
    pytest.param(
        "Falk is a ‘lazy heron’ of the port\n\nIt rained in the town on Ann Lee",
        [],
        id="a name, under a headline without a colon",
    ),
    pytest.param(
        "A town and a ‘lazy heron’ of the port\n\nIt rained on Monday, near Norway",
        [],
        id="a country, under a headline without a colon",
    ),
]

test_end_of_text = has_quotes(CASES)
