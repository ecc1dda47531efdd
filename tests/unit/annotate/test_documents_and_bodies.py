"""Documents speak for who published them, and nouns of bodies mean those that the article names."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

SAID = "“Most of them sleep badly,”"
CASES = [
    pytest.param(
        "A Kestrel University survey of 900 sailors came out on Monday. {} the survey said.",
        "Kestrel University",
        id="the survey, of the body named before it",
    ),
    pytest.param(
        "A study by Kestrel University came out on Monday. {} the report said.",
        "Kestrel University",
        id="another noun for the same document",
    ),
    pytest.param(
        "Mia Holm wrote a letter to the harbour board on Monday. {} the letter said.",
        "Mia Holm",
        id="the letter, of the subject that wrote it",
    ),
    pytest.param(
        "Mia Holm said in a statement that all was well. {} the statement said.",
        "Mia Holm",
        id="the statement that somebody spoke in",
    ),
    pytest.param(
        "The mayor, Mia Holm, said in a statement that all was well. {} the statement said.",
        "Mia Holm",
        id="the statement of a name beside a role",
    ),
    pytest.param(
        "Mia Holm was sorry. She said in a statement that all is well. {} the statement said.",
        "Mia Holm",
        id="the statement of a pronoun",
    ),
    pytest.param(
        "Kestrel Foods regretted the delay in a statement. {} the statement said.",
        "Kestrel Foods",
        id="the statement of a company",
    ),
    pytest.param(
        "Mia Holm wrote in a letter to Ole Dahl that sailors were tired. {} the letter said.",
        "Mia Holm",
        id="the letter, not of whom it is written to",
    ),
    pytest.param(
        "Mia Holm spoke in a statement. Ole Dahl issued a statement too. {} the statement said.",
        "Ole Dahl",
        id="the last of two statements",
    ),
    pytest.param(
        "The towns met. In a joint statement the valleys agreed. {} the two valleys said.",
        "the two valleys",
        id="valleys that speak together",
    ),
    pytest.param(
        "The Association of Norland Pilots met on Monday. {} the union said.",
        "Association of Norland Pilots",
        id="the union, for an association",
    ),
    pytest.param(
        "The Norland Aviation Authority and Kestrel Foods met. {} the regulator said.",
        "Norland Aviation Authority",
        id="the regulator, not the company beside it",
    ),
    pytest.param(
        "The Norland Herald wrote about Torp Television. {} the newspaper said.",
        "Norland Herald",
        id="the newspaper, not the broadcaster",
    ),
    pytest.param(
        "Hexley Borough Council will fell the trees. {} a council spokesman said.",
        "a council spokesman",
        id="an unnamed spokesman stays unnamed",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "A Kestrel University survey of 900 sailors came out on Monday. {} the sign said.",
        None,
        id="something else that is written",
    ),
    pytest.param(
        "Mia Holm said in an interview that all was well. {} the statement said.",
        "the statement",
        id="an interview is no statement",
    ),
    pytest.param(
        "Mia Holm said there was no such statement. {} the statement said.",
        "the statement",
        id="a statement that is only mentioned",
    ),
    pytest.param(
        "Mia Holm said in a statement that sailors were tired. {} a statement said.",
        "a statement",
        id="another statement",
    ),
    pytest.param(
        "Mia Holm said in a statement that sailors were tired. {} the report said.",
        "the report",
        id="a report is no statement",
    ),
    pytest.param(
        "A Kestrel University survey came out on Monday. {} a study said.",
        "a study",
        id="a study is not the last one",
    ),
    pytest.param(
        "A survey of 900 sailors came out. Kestrel Foods declined to comment. {} the survey said.",
        "the survey",
        id="nobody published it",
    ),
    pytest.param(
        "The Norland Herald wrote about the strike. {} the network said.",
        "the network",
        id="a newspaper is no network",
    ),
    pytest.param(
        "Kestrel Foods went to law. {} the court said.",
        "the court",
        id="a company is no court",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*CASES, *LOOK_ALIKES])
def test_document_or_body_means_what_the_article_names(text: str, expected: str | None) -> None:
    """The quote of the text has this speaker."""
    words = text.format(SAID)
    assert [speaker for quote, speaker in shown_quotes(words) if SAID in quote] == [expected]
