"""Documents are sources; words written on things are no quotes."""

from __future__ import annotations

import pytest

from tests.support.parsing import attributions, cut, shown_quotes

# Quoted words, and the document that gives them.
DOCUMENTS = [
    ("An earlier version of the audit found “a culture of delay”.",
     "a culture of delay", "An earlier version of the audit"),
    ("The statute requires “reasonable care” of every owner.",
     "reasonable care", "The statute"),
    ("The bylaws forbid “any musical noise after ten”.",
     "any musical noise after ten", "The bylaws"),
    ("According to the leaflet, the spring is “older than the church”.",
     "older than the church", "the leaflet"),
    ("The letter reads: “You have been fined for your own boat.”",
     "You have been fined", "The letter"),
    ("The brochure promised “a view of the sea”.", "a view of the sea", "The brochure"),
    ("The minutes note that members were “unanimously cold”.", "unanimously cold", "The minutes"),
    ("The blurb calls the book ‘a foghorn of tenderness’. It isn’t.", "a foghorn", "The blurb"),
    ("The hall was, as the Torp Courier put it in a long report, “a cupboard with seats”.",
     "a cupboard with seats", "the Torp Courier"),
    # Somebody speaks, and a document only tells of it.
    ("“Folks, we have a stowaway,” the pilot told the cabin, according to a transcript.",
     "we have a stowaway", "the pilot"),
    ("Under the agreement, Ana Pell said, the town keeps the hill “for good and all”.",
     "for good and all", "Ana Pell"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "source"), DOCUMENTS)
def test_a_document_is_the_source_of_its_words(text: str, words: str, source: str) -> None:
    mentions = [cut(text, a.mention) for a in attributions(text) if words in cut(text, a.content)]
    assert mentions == [source]


NO_QUOTES = [
    "The doormat says “Come in”.",
    "The sling had a sticker reading “I WAS BRAVE.”",
    "The sign on the door read “Back in five minutes”.",
    "His T-shirt said “No regrets at all”.",
    "She wore a badge that said “Ask me about soup.”",
    "The plaque reads “Here lay a boat”.",
    "Over the bar hung banners proclaiming “Soup for all.”",
    "Rune Falk wore a “kick me” sign.",
    "The so-called “green line” is red.",
    "Under the bridge lay a box of “old salt”.",
]


@pytest.mark.parametrize("text", NO_QUOTES)
def test_words_on_a_thing_are_no_quote(text: str) -> None:
    assert shown_quotes(text) == []


# The speaker's noun may mean a thing elsewhere, or the thing is only spoken of.
SPEAKERS = [
    ("The harbour board said “the bridge is safe”.", "the harbour board"),
    ("Police found “a lot of glass” in the road.", "police"),
    ("Mat Plaque said “the bridge is safe”.", "Mat Plaque"),
    ("Ana Pell read “the bridge is safe” aloud and said “I doubt it very much”.", "Ana Pell"),
    ("Ana Pell pointed at the sign and said, “Nobody reads it.”", "Ana Pell"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_somebody_beside_a_thing_still_speaks(text: str, speaker: str) -> None:
    assert speaker in [name for _, name in shown_quotes(text)]
