"""Each quote has the words that its source said, and no narration beside them."""

from __future__ import annotations

import pytest

from tests.support.parsing import contents_and_mentions

CASES = [
    # A clause of time beside a quote is not its cue.
    ("The film shows Ana Pell saying on Friday, “That makes me smart,” when Rune Falk scolded her.",
     "“That makes me smart,”", "Ana Pell"),
    ("“The road is closed,” Ana Pell said when Rune Falk asked her.",
     "“The road is closed,”", "Ana Pell"),
    # The verb before a passage, or its own clause, belongs to somebody else.
    ("“You winning?” said Ana Pell, but the boat was drifting off, and as the band went on about "
     "“how the river leaks,” she slept.", "“You winning?”", "Ana Pell"),
    ("“No,” said Ana Pell. “The road is closed.”", "“No,” … “The road is closed.”", "Ana Pell"),
    ("“I had done the course,” says the cook, 31, who sells soup. “Then Pat rang.”",
     "“I had done the course,” … “Then Pat rang.”", "the cook, 31"),
    ("Ana Pell was staying, she said, because she was promised a pier. “By which winter?” a "
     "voice called from the gallery.", "Ana Pell was staying … because she was promised a pier",
     "she"),
    ("Ana Pell said the boat was late. “Not my boat!” the crowd roared.", "the boat was late",
     "Ana Pell"),
    ("“The roof is wet,” Ana Pell said. “Every single plank of it.” The hall was quiet.",
     "“The roof is wet,” … “Every single plank of it.”", "Ana Pell"),
    # After a full stop, somebody else calls out; a pronoun or no clause is the same speaker.
    ("“The roof is wet,” Ana Pell said. “Whose roof then?” somebody in the second row wanted to "
     "know.", "“The roof is wet,”", "Ana Pell"),
    ("“The roof is wet,” Ana Pell said. “Not again!” a woman near the door let out.",
     "“The roof is wet,”", "Ana Pell"),
    ("“The roof is wet,” Ana Pell said. “Who left it open?” came a call from the back.",
     "“The roof is wet,”", "Ana Pell"),
    ("“The roof is wet,” Ana Pell said. “Shame on you!” some of the tenants booed.",
     "“Shame on you!”", "some of the tenants"),
    ("“The roof is wet,” Ana Pell said. “Who is to pay?” she wanted to know.",
     "“The roof is wet,” … “Who is to pay?”", "Ana Pell"),
    ("“The roof is wet,” Ana Pell said. “Who would live under it?” and with that she left.",
     "“The roof is wet,” … “Who would live under it?”", "Ana Pell"),
    ("“The roof is wet,” Ana Pell said. “Nobody can live here,” which made the hall go quiet.",
     "“The roof is wet,” … “Nobody can live here,”", "Ana Pell"),
    ("“The roof is wet,” Ana Pell said. “Who would live here?” with a smile that fooled nobody.",
     "“The roof is wet,” … “Who would live here?”", "Ana Pell"),
    # A phrase after an inserted clause goes with the verb before it, if it depends on that verb.
    ("Ana Pell came back, she said, with the level still in her pocket.",
     "Ana Pell came back … with the level still in her pocket", "she"),
    ("Ana Pell came home, she wrote, without a word about the money.",
     "Ana Pell came home … without a word about the money", "she"),
    ("Ana Pell paid the crew, she said, from her own pocket.",
     "Ana Pell paid the crew … from her own pocket", "she"),
    ("Ana Pell found the anchor, she said, under the old quay.",
     "Ana Pell found the anchor … under the old quay", "she"),
    ("As the rain fell, Ana Pell said, in the hall, that the pier was shut.",
     "that the pier was shut", "Ana Pell"),
    ("The pier is shut, Ana Pell said in a statement, with no word on why.",
     "The pier is shut", "Ana Pell"),
    ("“It is over,” Ana Pell said, with the level still in her pocket.", "“It is over,”",
     "Ana Pell"),
    # A fragment after the phrases of the cue.
    ("The room is “cold as soup,” Ana Pell wrote in an email to the owner, and “full of cats.”",
     "The room is “cold as soup,” … “full of cats.”", "Ana Pell"),
    ("The room is “cold as soup,” Ana Pell wrote on Friday, and the owner sold the “good chairs”.",
     "The room is “cold as soup,”", "Ana Pell"),
    # A listener before a colon, narration before a comma.
    ("Ana Pell told the Torp Courier: “I kept asking the town.”",
     "“I kept asking the town.”", "Ana Pell"),
    ("Ana Pell says that compared to last year, “It was hard to find boats on the water.”",
     "“It was hard to find boats on the water.”", "Ana Pell"),
    ("Ana Pell said things such as, “We are not all meant to swim, you know.”",
     "“We are not all meant to swim, you know.”", "Ana Pell"),
    ("Ana Pell said the boat was “slow, wet and old.”",
     "the boat was “slow, wet and old.”", "Ana Pell"),
    # Verbs that no table knows.
    ('"We were late," Ana Pell grinned.', '"We were late,"', "Ana Pell"),
    ("“Milady, we are only verifying,” counsel submitted.",
     "“Milady, we are only verifying,”", "counsel"),
    ("“The Long Night,” a film by Ana Pell, opened on Friday.", None, ""),
    # According to somebody, with and without an apposition.
    ("According to Ana Pell, the move reeks of fear and despair.",
     "the move reeks of fear and despair", "Ana Pell"),
    ("According to radio host Rune Falk, the move reeks of “fear” and despair.",
     "the move reeks of “fear” and despair", "radio host Rune Falk"),
    ("According to federal data, 70 percent of boats are red, a rise since May.",
     "70 percent of boats are red, a rise since May", "federal data"),
    ("The roof held, according to Ana Pell, who heads the town.", "The roof held", "Ana Pell"),
    ("Reacting, the chief press secretary to the governor, Mr Rune Falk, said the road was shut.",
     "the road was shut", "the chief press secretary to the governor, Mr Rune Falk"),
    # Two verbs of one subject share a sentence, each with its words.
    ("Prime Minister Ann Lee said this week that the country would formally declare its intention "
     "to break with the union by the end of March and suggested that it would withdraw from the "
     "single market that has been a hallmark of membership.",
     "that the country would formally declare its intention to break with the union by the end of "
     "March", "Prime Minister Ann Lee"),
    ("Sen. Ann Lee (R-Ga.) said he didn’t believe those stories, arguing that it was divisions in "
     "the party that were a bigger hurdle.",
     "that it was divisions in the party that were a bigger hurdle", "Sen. Ann Lee (R-Ga.)"),
    # Who is made to speak, or is shown while speaking.
    ("The hole led Ann Lee to say that the road was shut.", "that the road was shut", "Ann Lee"),
    ("The flood forced the mayor to admit that the road was shut.",
     "that the road was shut", "the mayor"),
    ("Ann Lee used the speech to warn that the road was shut.",
     "that the road was shut", "Ann Lee"),
    ("The advert uses footage of Ann Lee asking, “Why aren’t we there yet?”",
     "“Why aren’t we there yet?”", "Ann Lee"),
    ("Ann Lee rang Rune Falk on Friday, asking, “Why aren’t we there yet?”",
     "“Why aren’t we there yet?”", "Ann Lee"),
    # Words of the narrator before “that” and after a dash.
    ("Ann Lee wrote in the early hours of Friday that the road was shut.",
     "that the road was shut", "Ann Lee"),
    ("Ann Lee likened the rules to “burning the harbour” — a charge that might have stung.",
     "the rules to “burning the harbour”", "Ann Lee"),
    # A participle without “by” says nothing of who speaks.
    ("Ana Pell, described as “a storm in boots”, left at noon.", "as “a storm in boots”", ""),
    ("Ana Pell, described by Rune Falk as “a storm in boots”, left.",
     "“a storm in boots”", "Rune Falk"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "source"), CASES)
def test_the_words_of_a_source(text: str, words: str | None, source: str) -> None:
    found = contents_and_mentions(text)
    assert found == [] if words is None else (words, source) in found


# Fragments whose cue is an everyday verb, with their source.
FRAGMENTS = [
    ("Ana Pell has gone after Rune Falk as a “human leech”.",
     "Rune Falk as a “human leech”", "Ana Pell"),
    ("Ana Pell has been pounding Rune Falk as a “con artist”.",
     "Rune Falk as a “con artist”", "Ana Pell"),
    ("Ana Pell signed off with “see you on the ice”.", "“see you on the ice”", "Ana Pell"),
    ("Ana Pell’s verdict: “soggy but sincere”.", "“soggy but sincere”", "Ana Pell"),
    ("To Ana Pell, “nothing is more important than the river.”",
     "“nothing is more important than the river.”", "Ana Pell"),
    ("Ana Pell lost a house full of clothes and “most of my patience”.",
     "“most of my patience”", "Ana Pell"),
    ("Ana Pell thanked the crew and “my neighbour’s dog”.", "“my neighbour’s dog”", "Ana Pell"),
    # They look alike: a tool, a role, a title, a part of a phrase.
    ("Ana Pell mended the jar with a “bent spoon”.", "“bent spoon”", None),
    ("The hall serves the town as a “warm room”.", "“warm room”", None),
    ("Ana Pell’s new novel: “The Long Night”.", "“The Long Night”", None),
    ("Ana Pell walked past a “mind my garden” sign.", "“mind my garden”", None),
    ("Ana Pell played “we will sink you”.", "“we will sink you”", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "source"), FRAGMENTS)
def test_a_fragment_with_an_everyday_verb(text: str, words: str, source: str | None) -> None:
    sources = [mention for content, mention in contents_and_mentions(text) if words in content]
    assert sources == ([] if source is None else [source])
