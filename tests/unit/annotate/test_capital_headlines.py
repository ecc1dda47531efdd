"""Headlines in capitals are read as sentences, so that their names are found and nothing else."""

from __future__ import annotations

import pytest

from index.annotate.capital_headlines import lower_headlines
from tests.support.parsing import entities, quotes

BODY = (
    "\n\nLENA MOOR, the minister, came on Wednesday. Arne Oslak took his seat. Tom Falk of NATO"
    " left early. Nobody read the maps.\n\n“I read maps for a living,” Oslak said. Moor left."
)
PEOPLE = {"Lena Moor", "Arne Oslak", "Tom Falk"}
SENTENCES = [
    ("OSLAK JOINS KORDA MAPS IN TORP", "Oslak joins Korda Maps in Torp"),
    ("FALK SUES HOLM FOODS OVER BAD EGGS", "Falk sues Holm Foods over bad eggs"),
    ("POLICE RAID OFFICES OF TORVIK OIL COMPANY", "Police raid offices of Torvik Oil Company"),
    ("UNIVERSITY OF KORDA OPENS NEW LIBRARY", "University of Korda opens new library"),
    ("SELMARK COUNCIL VOTES AGAINST ROAD", "Selmark Council votes against road"),
    ("MINISTER LENA MOOR LOOKS ON", "Minister Lena Moor looks on"),
    ("NEW OWNER PAYS TWICE FOR HALF THE PAPER", "New owner pays twice for half the paper"),
    ("FALK FRIENDS SAY HE IS INNOCENT", "Falk friends say he is innocent"),
    ("FIRE HITS TORP STREETS IN MAY", "Fire hits Torp streets in may"),
    ("NATO AND BBC AGREE ON MSF TALKS", "NATO and BBC agree on MSF talks"),
    ("HE DIDN’T DO IT, SAYS O’BRIEN’S WIFE", "He didn’t do it, says O’Brien’s wife"),
    ("WHAT WE KNOW ABOUT 2 FIRES", "What we know about 2 fires"),
    ("MAYOR OF İZMİR OPENS NEW BRIDGE", "Mayor of İZMİR opens new bridge"),
    ("İKİZ AND OSLAK AGREE TO MERGE", "İKİZ and Oslak agree to merge"),
]
OTHERS = [
    "A Headline With Capitals",
    "TORP — It rained.",
    "GRETA VOSS: It rained.",
    "LENA MOOR",
    "KORDA MAPS",
]
ORGANISATIONS = [
    ("OSLAK JOINS KORDA MAPS IN TORP AS MINISTER LENA MOOR LOOKS ON", {"Korda Maps"}),
    ("DALBY FOODS AND HOLM GROUP AGREE TO MERGE", {"Dalby Foods", "Holm Group"}),
    ("HARBOUR TRUST WINS PRIZE AS OSLAK WATCHES", {"Harbour Trust"}),
    ("FALK SUES HOLM FOODS OVER BAD EGGS", {"Holm Foods"}),
    ("NEW OWNER PAYS TWICE FOR HALF THE PAPER", set()),
    ("GREAT FIRE DESTROYS OLD MILL", set()),
    ("MAYOR OPENS BRIDGE AFTER LONG WAIT", set()),
    ("OSLAK JOINS HIS WIFE IN TORP", set()),
    ("STRATEGIC CORRIDORS IN DANGER", set()),
]


@pytest.mark.parametrize(("headline", "sentence"), SENTENCES)
def test_headline_in_capitals_is_a_sentence(headline: str, sentence: str) -> None:
    """Names are written as elsewhere in the article, acronyms stay, other words are small."""
    text = headline + BODY
    assert lower_headlines(text) == sentence + BODY
    assert len(sentence) == len(headline)


@pytest.mark.parametrize("line", OTHERS)
def test_other_lines_stay(line: str) -> None:
    """Lines with small letters, labels, datelines and lines of two words are no headlines."""
    assert lower_headlines(line + BODY) == line + BODY


def test_text_in_capitals_stays() -> None:
    """In an article that is all in capitals nothing tells the names."""
    text = "IT RAINED IN TORP ON MONDAY.\n\nNOBODY WAS TOLD WHY.\n\nLena left."
    assert lower_headlines(text) == text


@pytest.mark.parametrize(("headline", "organisations"), ORGANISATIONS)
def test_names_of_a_headline_in_capitals(headline: str, organisations: set[str]) -> None:
    """The bodies named in a headline are found, and people are those of the article."""
    found = entities(headline + BODY)
    assert {e.name for e in found if e.label == "organisation"} == organisations | {"NATO"}
    assert {e.name for e in found if e.label == "person"} == PEOPLE


def test_quote_of_a_headline_keeps_its_capitals() -> None:
    """What was said is shown as it stands."""
    text = "‘WE WILL NEVER LEAVE TORP,’ SAYS OSLAK" + BODY
    assert "‘WE WILL NEVER LEAVE TORP,’" in [quote.cut(text) for quote in quotes(text)]
