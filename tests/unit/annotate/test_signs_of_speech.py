"""Sums of money, apostrophes of dialect, signed posts, colons and “that” after a phrase."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

SAID = [
    ("Ida Quist said £3m was missing.", ("£3m was missing", "Ida Quist")),
    ("Ida Quist said ₹312 crore was missing.", ("₹312 crore was missing", "Ida Quist")),
    ("Ida Quist said $3 million was missing.", ("$3 million was missing", "Ida Quist")),
    ("Ida Quist said €40 was missing.", ("€40 was missing", "Ida Quist")),
    (
        "'We shared us tea with 'im. He'd no crusts,' said Tor Falk.",
        ("'We shared us tea with 'im. He'd no crusts,'", "Tor Falk"),
    ),
    (
        "‘We saw ‘er on the pier. She waved,’ said Tor Falk.",
        ("‘We saw ‘er on the pier. She waved,’", "Tor Falk"),
    ),
    (
        'Fans were kind. Una Berg wrote: “Get well.”\n\n"We are just glad she is safe. The bar '
        'stayed open."\n— Tor Falk (@torfalk) March 9, 2024',
        ('"We are just glad she is safe. The bar stayed open."', "Tor Falk"),
    ),
    (
        "Fans were kind. Una Berg wrote: “Get well.”\n\n“We are just glad she is safe.”\n\n"
        "— Tor Falk (@torfalk) March 9, 2024",
        ("“We are just glad she is safe.”", "Tor Falk"),
    ),
    (
        "Overheard at the Garrick: “He is not drunk, he is bereaved.”",
        ("“He is not drunk, he is bereaved.”", None),
    ),
    (
        "Ida Quist's answer to the council is a shrug and a question: “Do they want fish or not?”",
        ("“Do they want fish or not?”", "Ida Quist"),
    ),
    (
        "Tor Falk’s reply to them was short: “We do not sell the boat.”",
        ("“We do not sell the boat.”", "Tor Falk"),
    ),
    (
        "The owner, Tor Falk, said through an interpreter that he wanted it back.",
        ("that he wanted it back", "Tor Falk"),
    ),
    (
        "Ida Quist said after the hearing that she would appeal.",
        ("that she would appeal", "Ida Quist"),
    ),
    (
        "For Torp, captain Ida Quist said it was “a gift, and not our first”.",
        ("it was “a gift, and not our first”", "Ida Quist"),
    ),
    (
        "For Ida Quist, it was “a gift, and not our first”.",
        ("“a gift, and not our first”", "Ida Quist"),
    ),
    ("Ida Quist called it ‘a mess’ and left.", ("it ‘a mess’", "Ida Quist")),
]
NOT_SAID = [
    "Ida Quist is expected to say that the bridge is safe.",
    "Ida Quist was expected to tell the council the bridge was safe.",
    "‘I cook with my ears’: five minutes with a cook",
]


@pytest.mark.parametrize(("text", "quote"), SAID)
def test_the_quote_is_shown(text: str, quote: tuple[str, str | None]) -> None:
    assert quote in shown_quotes(text)


@pytest.mark.parametrize("text", NOT_SAID)
def test_nobody_has_said_it(text: str) -> None:
    assert not [speaker for _, speaker in shown_quotes(text) if speaker]
