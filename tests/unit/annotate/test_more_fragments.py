"""Fragments of passives, of joined clauses and of verbs of judging have the right speaker."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes, speakers_of_words

SPEAKERS = [
    ("Critics were branded “professional mourners” by minister Callum Agyei.",
     "professional mourners", "Callum Agyei"),
    ("The verdict was greeted by the sister, Paula Renz, as “the first good sleep in years”.",
     "first good sleep", "Paula Renz"),
    ("The plan was dismissed as “a shopping list” by Rosa Imhof on Friday.",
     "a shopping list", "Rosa Imhof"),
    ("The bridge was hailed by engineer Ana Pell as “a small miracle”.",
     "a small miracle", "Ana Pell"),
    ("The remarks were “careless at best”, Timo Kallas said, and would “haunt the towns”.",
     "haunt the towns", "Timo Kallas"),
    ("Ana Pell said the chargers were “part of a lot” and were expected “within the quarter”.",
     "within the quarter", "Ana Pell"),
    ("Ana Pell alleged that its chip was “divorced from physics” and that the figures had been "
     "“cooked until tender”.", "cooked until tender", "Ana Pell"),
    ("Ana Pell condemned the test as “provocative and rash” and a “grave threat”.",
     "grave threat", "Ana Pell"),
    ("It was a time Ana Pell considers “a bit lazy”.", "a bit lazy", "Ana Pell"),
    ("Terming the death of a boy in an uncovered drain “a shame on the city”, Judge Ana Pell "
     "ordered a report.", "a shame on the city", "Ana Pell"),
    ("Reviewer Simon Pryce found “longer than the title admits” too kind a verdict. He deemed the "
     "play “shorter than the queue”.", "shorter than the queue", "Simon Pryce"),
    ("Ana Pell found it “unbearable and cruel”.", "unbearable and cruel", "Ana Pell"),
    ("Inspector Ana Pell found “mould and flies” in the inn.", "mould and flies", "Ana Pell"),
    ("The judge, Tor Falk, found “no merit” in the appeal.", "no merit", "Tor Falk"),
    ("The Torp Herald found “nothing at all” in the files.", "nothing at all", "Torp Herald"),
    ("Ana Pell found “serious failings” on the wards.", "serious failings", "Ana Pell"),
    ("Ana Pell found the hall “too cold for the dead”.", "too cold for the dead", "Ana Pell"),
    ("Simon Pryce found the play “longer than the title admits”.", "longer than", "Simon Pryce"),
    ("The inquiry was thorough. “We found the door open,” Ana Pell found.", "the door open",
     "Ana Pell"),
    ("The herd has, in the ranger Ana Pell’s phrase, “learned the furniture”.",
     "learned the furniture", "Ana Pell"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker"), SPEAKERS)
def test_a_fragment_has_the_speaker_of_its_sentence(text: str, words: str, speaker: str) -> None:
    assert speakers_of_words(text, words) == speaker


# They look alike, but nobody in the sentence says the words.
NOT_SAID = [
    (
        "Ana Pell called it “a farce” and the crowd waved “free the whales” signs.",
        "free the whales",
    ),
    ("Ana Pell said the sign was new. Beside it hung a “wet paint” notice.", "wet paint"),
    ("The vase was sold as “early Norland” by a dealer in Torp.", "early Norland"),
    ("The film “The Long Afternoon” was made by Ana Pell.", "The Long Afternoon"),
    ("The boat was fitted with “dove grey” sails by Ana Pell.", "dove grey"),
    ("The museum found “The Long Afternoon” in a cellar.", "The Long Afternoon"),
    ("Ana Pell said it was late. Then a band played “the old tune”.", "the old tune"),
    ("Ana Pell praised the “green line” and Rune Falk took the “blue line” home.", "blue line"),
    ("Tickets for “an evening of salt” were bought by Ana Pell.", "an evening of salt"),
    ("Ana Pell was remembered with “flowers and salt”.", "flowers and salt"),
]


@pytest.mark.parametrize(("text", "words"), NOT_SAID)
def test_other_words_in_marks_have_no_speaker(text: str, words: str) -> None:
    assert not speakers_of_words(text, words)


CUT = (
    "The work was hailed by the engineer Ana Pell as “a small miracle”, was called “a total "
    "disgrace” by Rune Falk and, as Timo Kallas put it, “a job for life”.",
    "Ana Pell’s words “a shopping list” hurt. In the words of Ana Pell, “a bottle of salt”. "
    "It “is a pity” by far.",
    "Words of “a few men” and put it “in a box” by",
    "For Ana Pell the bridge is “a long goodbye”. Phrased it “too late” was called “a pity” by.",
)


@pytest.mark.parametrize("text", CUT)
def test_a_text_may_begin_and_end_with_any_word(text: str) -> None:
    words = text.split()

    for number in range(1, len(words)):
        assert not speakers_of_words(" ".join(words[:number]), "no such words")
        assert not speakers_of_words(" ".join(words[number:]), "no such words")


def test_a_fragment_that_continues_a_clause_belongs_to_its_quote() -> None:
    text = "Ana Pell condemned the test as “provocative and rash” and a “grave threat”."

    assert shown_quotes(text) == [
        ("the test as “provocative and rash” … “grave threat”", "Ana Pell")
    ]


SOURCES = [
    ("In a post on Instagram, the band Salt Choir said they were “heartbroken”.",
     "heartbroken", "Salt Choir"),
    ("In a letter seen by the Torp Herald, Dr Ana Pell wrote: “I was asked to forget it.”",
     "asked to forget", "Ana Pell"),
    ("The court heard that manager Ana Pell had left and told her to “smile or leave”.",
     "smile or leave", "Ana Pell"),
    ("Pilot Ana Pell met Rune Falk. “No dogs,” Falk said. The pilot was less sure: “We were "
     "late.”", "We were late", "Ana Pell"),
    ("Striker Mateo Quiroga scored and goalkeeper Ben Ashworth fell. “No,” the striker said. "
        "The goalkeeper was less sure: “We were late.”",
        "We were late", "Ben Ashworth"),
    ("The pilot, Ana Pell, met Rune Falk. “No dogs,” Falk said. She shook her head: “We were "
     "late.”", "We were late", "Ana Pell"),
    # Here the subject before the colon does not speak, or the one above “and” does.
    ("The plan worked. “We ran,” Ana Pell said. The rule was simple: “No dogs.”", "No dogs", ""),
    ("Ana Pell said that Rune Falk had left and added that it was “a pity”.",
     "a pity", "Ana Pell"),
    ("On Friday, Ana Pell, a pilot, said they were “heartbroken”.", "heartbroken", "Ana Pell"),
    ("According to the Torp Herald, Ana Pell was “heartbroken”.", "heartbroken", "Torp Herald"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker"), SOURCES)
def test_the_subject_of_the_clause_speaks(text: str, words: str, speaker: str) -> None:
    assert speakers_of_words(text, words) == speaker
