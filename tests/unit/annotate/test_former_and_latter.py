"""“The former” and “the latter” are the first and the second of the last two people named."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "The baker Ida Lund and the miller Rune Falk met in May. “It rained,” the former said.",
        [
            ("“It rained,”", "Ida Lund"),
        ],
        id="the former of two after “and”",
    ),
    pytest.param(
        "Ida Lund and Rune Falk met in May. “It rained,” said the latter.",
        [
            ("“It rained,”", "Rune Falk"),
        ],
        id="the latter, after its verb",
    ),
    pytest.param(
        "Ida Lund met Rune Falk on Sunday. The latter told reporters that the dam was safe.",
        [
            ("that the dam was safe", "Rune Falk"),
        ],
        id="two in one sentence, reported speech",
    ),
    pytest.param(
        "The novelist Ida Lund wrote to Rune Falk. The latter replied: “Never again, please.”",
        [
            ("“Never again, please.”", "Rune Falk"),
        ],
        id="a colon after it",
    ),
    pytest.param(
        "Ida Lund and Rune Falk spoke. The former said the tax should go. The latter said: "
        "“With what money?”",
        [
            ("the tax should go", "Ida Lund"),
            ("“With what money?”", "Rune Falk"),
        ],
        id="both, one after the other",
    ),
    pytest.param(
        "Ida Lund beat Rune Falk. “I was tired,” said the latter. “I was not tired,” said the "
        "former.",
        [
            ("“I was tired,”", "Rune Falk"),
            ("“I was not tired,”", "Ida Lund"),
        ],
        id="in turn after their passages",
    ),
    pytest.param(
        "Ida Lund and her brother Otto Lund run the shop. “We open at six,” said the former.",
        [
            ("“We open at six,”", "Ida Lund"),
        ],
        id="two of one surname",
    ),
    pytest.param(
        "Ida Lund and Rune Falk ran the pier. Eva Holm and Tim Moss bought it. “It is cheap,” "
        "said the former.",
        [
            ("“It is cheap,”", "Eva Holm"),
        ],
        id="the last pair of two",
    ),
    pytest.param(
        "Ida Lund called Rune Falk a liar. The latter called it “a love letter with stamps”.",
        [
            ("it “a love letter with stamps”", "Rune Falk"),
        ],
        id="a fragment",
    ),
    pytest.param(
        "Ida Lund and Rune Falk agreed. “It is late,” the latter added.",
        [
            ("“It is late,”", "Rune Falk"),
        ],
        id="another verb",
    ),
    pytest.param(
        "Ida Lund met Rune Falk. The former mayor, Eva Holm, said it was late. “Very late,” "
        "she added.",
        [
            ("it was late", "Eva Holm"),
            ("“Very late,”", "Eva Holm"),
        ],
        id="“former” before a noun",
    ),
    pytest.param(
        "Ida Lund came alone. “It rained,” the latter said.",
        [
            ("“It rained,”", None),
        ],
        id="nobody to choose from",
    ),
    pytest.param(
        "Ida Lund met Rune Falk. “The latter is a fool,” she said.",
        [
            ("“The latter is a fool,”", "Ida Lund"),
        ],
        id="inside a quote",
    ),
]

test_former_and_latter_are_understood = has_quotes(CASES)
