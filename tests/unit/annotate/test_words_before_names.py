"""Ranks, trades, places and outlets before a name are no part of it, nor is a possessive after."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_people

CASES = [
    pytest.param(
        "“We waited,” DC Imogen Strand said. Strand added that it rained.",
        ["Imogen Strand"],
        ["Imogen Strand", "Imogen Strand"],
        id="a police rank in two capitals, and the surname alone later",
    ),
    pytest.param(
        "“Lock the gate,” PC Oswin Tarrant added.",
        ["Oswin Tarrant"],
        ["Oswin Tarrant"],
        id="a police rank of which the tagger knows nothing",
    ),
    pytest.param(
        "Insp Rowan Tolley said the fires were being “treated as one”. Tolley added: “For now.”",
        ["Rowan Tolley"],
        ["Rowan Tolley", "Rowan Tolley"],
        id="a shortened rank at the start of a sentence",
    ),
    pytest.param(
        "Det Insp Rowan Hale ran the search. “It is over,” Hale said.",
        ["Rowan Hale"],
        ["Rowan Hale"],
        id="two shortened ranks, tagged with the name as an organisation",
    ),
    pytest.param(
        "Det Sgt Priya Nair ran the search. “It is over,” Nair said.",
        ["Priya Nair"],
        ["Priya Nair"],
        id="two ranks tagged as a person of their own",
    ),
    pytest.param(
        "“It is over,” Det Insp Hale said. Detective Inspector Rowan Hale ran the search.",
        ["Rowan Hale"],
        ["Rowan Hale"],
        id="shortened ranks before the surname alone",
    ),
    pytest.param(
        "Novelist Maeve Tierney found the pages in a tin. “They are mine,” she said.",
        ["Maeve Tierney"],
        ["Maeve Tierney"],
        id="a trade at the start of a sentence; the tagger misses the name",
    ),
    pytest.param(
        "Tip of the day: Chef Marisol Ibarra says the butter must be cold.",
        ["Marisol Ibarra"],
        ["Marisol Ibarra"],
        id="a trade after a colon",
    ),
    pytest.param(
        "A manager at Ocean Florida Tabitha Dunmore, who has been there twice, shared her tips. "
        "“Book early,” Dunmore said.",
        ["Tabitha Dunmore"],
        ["Tabitha Dunmore"],
        id="a company that ends in a place which is a first name too",
    ),
    pytest.param(
        "Speaking to Reuters Dlamini said the ferry was full. Thabo Dlamini, 52, is its pilot.",
        ["Thabo Dlamini"],
        ["Thabo Dlamini"],
        id="the outlet that a speaker speaks to, before a surname",
    ),
    pytest.param(
        "Her agent being in Goa, Rana Toubia took the call. “My throat is fine,” she said.",
        ["Rana Toubia"],
        ["Rana Toubia"],
        id="a place and a name tagged as one organisation",
    ),
    pytest.param(
        "Donna Kelto met Travis Kelto‘s coach. “He runs,” Donna Kelto said.",
        ["Donna Kelto", "Travis Kelto"],
        ["Donna Kelto"],
        id="a possessive with the apostrophe turned the wrong way",
    ),
]

# A first name that looks like a rank, trade or place stays, and so does an organisation.
LOOK_ALIKES = [
    pytest.param(
        "“It hurts,” Virginia Anne Holloway said. “It does,” Holloway said.",
        ["Virginia Anne Holloway"],
        ["Virginia Anne Holloway", "Virginia Anne Holloway"],
        id="a first name that is a place",
    ),
    pytest.param(
        "Georgia Amber Pell runs the shop. “It hurts,” Pell said.",
        ["Georgia Amber Pell"],
        ["Georgia Amber Pell"],
        id="a first name that the tagger takes for a place",
    ),
    pytest.param(
        "“It rings flat,” says Mason Greenhalgh Thorne.",
        ["Mason Greenhalgh Thorne"],
        ["Mason Greenhalgh Thorne"],
        id="a first name that is a trade",
    ),
    pytest.param(
        "“It rings flat,” says Guy Porter Lund.",
        ["Guy Porter Lund"],
        ["Guy Porter Lund"],
        id="a middle name that is a trade",
    ),
    pytest.param(
        "“It rings flat,” says JP Tarrant.",
        ["JP Tarrant"],
        ["JP Tarrant"],
        id="initials that are no rank",
    ),
    pytest.param(
        "“It rings flat,” sculptor Tamsin Roake said.",
        ["Tamsin Roake"],
        ["Tamsin Roake"],
        id="a trade in small letters",
    ),
    pytest.param(
        "“It is late,” said the Speaker. Tim Falk sat down. “He did,” Mr Falk said.",
        ["Tim Falk"],
        ["the Speaker", "Tim Falk"],
        id="an office at the end of the sentence before",
    ),
    pytest.param(
        "“It floats,” Mr Brannel said to Madam Speaker.\n\nTim Brannel was asked to leave.",
        ["Tim Brannel"],
        ["Tim Brannel"],
        id="a form of address at the end of the paragraph before",
    ),
    pytest.param(
        "DC Comics was sold. “We are sad,” DC Comics said.",
        [],
        ["DC Comics"],
        id="a company that begins like a rank",
    ),
    pytest.param(
        "Thabo Dlamini, 52, pilots the ferry. A letter to Team Dlamini said the ferry was old.",
        ["Thabo Dlamini"],
        ["a letter to Team Dlamini"],
        id="an organisation that ends in the surname",
    ),
    pytest.param(
        "The firm is in Perth, Western Australia. “We like it,” Ada Quist said.",
        ["Ada Quist"],
        ["Ada Quist"],
        id="a place after a place",
    ),
]


test_the_name_is_without_them = has_people(CASES)
test_look_alikes = has_people(LOOK_ALIKES)
