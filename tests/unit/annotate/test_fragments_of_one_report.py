"""All fragments of one reported sentence belong to its report; those of other deeds do not."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "Tim Falk suggested that Brask “should be buried under a jail somewhere” if she gave "
        "“classified pages to the gulls”.",
        [
            (
                "that Brask “should be buried under a jail somewhere” if she gave “classified "
                "pages to the gulls”",
                "Tim Falk",
            ),
        ],
        id="condition",
    ),
    pytest.param(
        "The senator mused that Brask was “unfit to steer” because she lost charts and “her first "
        "act may be to pardon herself.”",
        [
            (
                "that Brask was “unfit to steer” because she lost charts and “her first act may "
                "be to pardon herself.”",
                "the senator",
            ),
        ],
        id="reason",
    ),
    pytest.param(
        "Penn went on to say he is “confident” that once the vote is over, “these two men are "
        "going to do great things”.",
        [
            (
                "he is “confident” that once the vote is over, “these two men are going to do "
                "great things”",
                "Penn",
            ),
        ],
        id="clause after that",
    ),
    pytest.param(
        "Ulla Dahl said it was too early to tell who was to blame, and that there was “no "
        "evidence yet” of arson.",
        [
            (
                "it was too early to tell who was to blame … “no evidence yet”",
                "Ulla Dahl",
            ),
        ],
        id="second subject",
    ),
    pytest.param(
        "Herons are “the ultimate pest of the port” and “stunt the growth of eels,” Ulla Dahl, a "
        "former pilot, proclaimed.",
        [
            (
                "Herons are “the ultimate pest of the port” and “stunt the growth of eels,”",
                "Ulla Dahl",
            ),
        ],
        id="before the fragment with the cue",
    ),
    pytest.param(
        "The plan was a “good thing” that yielded “frankly good fish,” he remarked. Ulf Penn left.",
        [
            (
                "The plan was a “good thing” that yielded “frankly good fish,”",
                "Ulf Penn",
            ),
        ],
        id="short fragment before",
    ),
    pytest.param(
        "Ulla Dahl said Tim Falk was “a bore” and “a danger to eels”.",
        [
            (
                "Tim Falk was “a bore” and “a danger to eels”",
                "Ulla Dahl",
            ),
        ],
        id="two fragments about one person",
    ),
    pytest.param(
        "Tim Falk said the ferry was “late again” and then walked to the “old shed” for his coat.",
        [
            (
                "the ferry was “late again”",
                "Tim Falk",
            ),
        ],
        id="another deed",
    ),
    pytest.param(
        "Tim Falk said he was willing to drop the word “bilge” — a term that pilots call “ship's "
        "soup” among themselves.",
        [
            (
                "he was willing to drop the word “bilge”",
                "Tim Falk",
            ),
            (
                "“ship's soup”",
                "pilots",
            ),
        ],
        id="term after a dash",
    ),
    pytest.param(
        "“A lot of people were upset with the idea,” said Ulla Dahl, one of the original “big "
        "four” negotiators.",
        [
            (
                "“A lot of people were upset with the idea,”",
                "Ulla Dahl",
            ),
        ],
        id="group in the source",
    ),
]

test_speakers = has_quotes(CASES)
