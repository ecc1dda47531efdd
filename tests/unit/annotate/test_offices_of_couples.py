"""“President Osei” beside Michelle Osei is another Osei, if the article has one."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

SPOUSES = [
    pytest.param(
        "President Osei and Michelle Osei came to Torp. “It's about me,” President Osei said.",
        "Osei",
        id="“and” joins title and surname to a full name",
    ),
    pytest.param(
        "Michelle Osei and President Osei came to Torp. “It's about me,” President Osei said.",
        "Osei",
        id="the other way round",
    ),
    pytest.param(
        "Mr. Osei has a message. President Osei is rolling it out. The first lady, Michelle Osei, "
        "will help. “It's about me,” President Osei said.",
        "Osei",
        id="“Mr.” elsewhere, whom the office suits better",
    ),
    pytest.param(
        "President Osei is rolling it out. Michelle Osei will help. “It's about me,” President "
        "Osei said. Mr. Osei left.",
        "Osei",
        id="“Mr.” only later",
    ),
    pytest.param(
        "Michelle Osei, the president, spoke. Mr. Osei, her husband, did not. “It's about me,” "
        "President Osei said.",
        "Michelle Osei",
        id="but she is the president",
    ),
    pytest.param(
        "Michelle Osei came to Torp. “It's about me,” President Osei said.",
        "Michelle Osei",
        id="nobody else has the surname",
    ),
    pytest.param(
        "President Lena Osei and Michelle Osei came. “It's about me,” President Osei said.",
        "Lena Osei",
        id="the president has a first name",
    ),
    pytest.param(
        "Lena Moor and Michelle Osei came. “It's about me,” President Osei said.",
        "Michelle Osei",
        id="“and” joins her to somebody else",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), SPOUSES)
def test_office_before_a_surname_may_mean_another(text: str, speaker: str) -> None:
    """“President Osei” is not Michelle Osei if the article has another Osei."""
    assert speakers_of_words(text, "about me") == speaker
