"""What somebody did not say, may say or was asked about is no quote."""

from __future__ import annotations

import pytest

from tests.support.parsing import quotes, shown_quotes

UNSPOKEN = [
    "Gregor Anselm no longer promises to scrap the congestion charge.",
    "Rosa Klein no longer says the bridge is safe.",
    "Rosa Klein hardly ever says that the bridge is safe.",
    "Rosa Klein seldom admits that she is wrong.",
    "Rosa Klein has yet to admit that the bridge is unsafe.",
    "Rosa Klein refrained from saying that the bridge was safe.",
    "Rosa Klein stopped short of saying the bridge was safe.",
    "Without saying that the bridge was safe, Rosa Klein left the hall.",
    "Rosa Klein is unwilling to say that the bridge is safe.",
    "Rosa Klein neither confirmed nor denied that the bridge was safe.",
    "Neither Rosa Klein nor Peter Hale said that the bridge was safe.",
    "Nor did Rosa Klein say that the bridge was safe.",
    "Rosa Klein doubts that the bridge is safe.",
    "Rosa Klein could have said that the bridge was safe.",
    "Rosa Klein should have warned that the bridge was unsafe.",
    "Rosa Klein might have told the council that the bridge was safe.",
    "Rosa Klein will say on Monday that the bridge is safe.",
    "Rosa Klein is going to say that the bridge is safe.",
    "Rosa Klein plans to tell the council that the bridge is safe.",
    "Rosa Klein must say that the bridge is unsafe, or drivers will die.",
    "If Peter Hale says the tunnel is safe, nobody believes him.",
    "Even if Rosa Klein says that the bridge is safe, drivers will go round it.",
    "Unless Rosa Klein says the bridge is safe, the mayor will close it.",
    "Until Rosa Klein says that the bridge is safe, nobody will cross it.",
    "Had Rosa Klein said the bridge was unsafe, the mayor would have closed it.",
    "It is not known whether Rosa Klein said that the bridge was safe.",
    "Did Rosa Klein say the bridge is safe?",
    "Has Rosa Klein ever claimed that the bridge is safe?",
    "When will Rosa Klein admit that the bridge is unsafe?",
    "Martin Holt never said “the tunnel is safe”.",
    "Martin Holt did not say “the tunnel is safe”.",
    "If Martin Holt says “the tunnel is safe now”, drivers will come back.",
    "Even if Martin Holt said “the tunnel is safe now”, nobody would believe him.",
    "Martin Holt could have said “the tunnel is safe” in June.",
    "Martin Holt might say “the tunnel is safe”, as he did in May.",
    "Martin Holt would not say “I quit the council”.",
    "Martin Holt denied saying that the tunnel was safe.",
    "Martin Holt denied that he had said “the tunnel is safe”.",
    "Martin Holt denied calling the mayor “a small and petty man”.",
    "Martin Holt refused to call the mayor “a small and petty man”.",
    "Martin Holt never called the mayor “a small and petty man”.",
    "What would Martin Holt say if the tunnel fell in again?",
    "Martin Holt has never said that “the tunnel is safe”.",
]
SPOKEN = [
    ("No longer silent, Rosa Klein said the bridge was safe.", "the bridge was safe"),
    (
        "If elected, Rosa Klein said, she would close the bridge.",
        "she would close the bridge",
    ),
    (
        "Rosa Klein said she would never close the bridge.",
        "she would never close the bridge",
    ),
    (
        "Rosa Klein said that if the mayor says the bridge is safe, she will cross it.",
        "that if the mayor says the bridge is safe, she will cross it",
    ),
    (
        "Rosa Klein said that she would have told the council that the bridge was unsafe.",
        "that she would have told the council that the bridge was unsafe",
    ),
    (
        "Rosa Klein would not say more than “it is under review”.",
        "more than “it is under review”",
    ),
    (
        "Rosa Klein denied that she had closed the bridge.",
        "that she had closed the bridge",
    ),
    (
        "Rosa Klein could only say that the bridge was under review.",
        "that the bridge was under review",
    ),
    (
        "Rosa Klein would say only that the bridge was under review.",
        "that the bridge was under review",
    ),
    (
        "Rosa Klein has not only said that the bridge is safe.",
        "that the bridge is safe",
    ),
    (
        "Rosa Klein would often say that the bridge was safe.",
        "that the bridge was safe",
    ),
    ("Why did Rosa Klein say the bridge was safe?", "the bridge was safe"),
    (
        "Only then did Rosa Klein say that the bridge was safe.",
        "that the bridge was safe",
    ),
    (
        "When Rosa Klein said that the bridge was safe, the hall laughed.",
        "that the bridge was safe",
    ),
    ("Asked if the bridge was safe, Rosa Klein said that it was.", "that it was"),
    (
        "Without raising her voice, Rosa Klein said that the bridge was safe.",
        "that the bridge was safe",
    ),
    (
        "Rosa Klein went on to say that the bridge was safe.",
        "that the bridge was safe",
    ),
    ("Did Rosa Klein say “the tunnel is safe”?", "“the tunnel is safe”"),
    (
        "Rosa Klein will tell the council on Monday: “The bridge is safe.”",
        "“The bridge is safe.”",
    ),
    (
        "“I could have said no to all of it,” Rosa Klein said.",
        "“I could have said no to all of it,”",
    ),
    ("“The bridge is unsafe,” Rosa Klein would say later.", "“The bridge is unsafe,”"),
    ("Rosa Klein denied the claim: “The bridge is safe.”", "“The bridge is safe.”"),
    ("Rosa Klein called the mayor “a small man”.", "the mayor “a small man”"),
    ("No doubt Rosa Klein said that the bridge was safe.", "that the bridge was safe"),
]


@pytest.mark.parametrize("text", UNSPOKEN)
def test_words_that_were_not_spoken_are_no_quote(text: str) -> None:
    assert shown_quotes(text) == []


@pytest.mark.parametrize(("text", "words"), SPOKEN)
def test_reports_with_the_same_words_stay_quotes(text: str, words: str) -> None:
    assert (words, "Rosa Klein") in shown_quotes(text)


def test_denials_of_groups_and_houses_that_speak() -> None:
    assert quotes("No official said that the bridge was safe.") == ()
    assert quotes("No 10 said that the bridge was safe.")
    assert quotes("No fewer than twelve witnesses said that the bridge was safe.")
