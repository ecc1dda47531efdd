"""Short forms, titles and acronyms belong to the full name, and no other word is a speaker."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_people

CASES = [
    pytest.param(
        "The National Cocoa Marketing Authority (NCMA) has raised the farm price by a "
        "tenth. “Farmers will feel it by Friday,” NCMA said.\n\nNCMA added that it had "
        "paid all its debts.",
        [],
        ["National Cocoa Marketing Authority", "National Cocoa Marketing Authority"],
        id="acronym in brackets",
    ),
    pytest.param(
        "The budget will be late, Treasurer Yasmin Haddad-Cole told the house on Monday. "
        "Treasurer Haddad-Cole said the Treasury had lost a floor to flooding.",
        ["Yasmin Haddad-Cole"],
        ["Yasmin Haddad-Cole", "Yasmin Haddad-Cole"],
        id="title glued to a surname",
    ),
    pytest.param(
        "Energy Minister Widodo Prakarsa said exports of gas would fall. Energy Ministry "
        "figures show a drop of 4 pct. “We are cooking more ourselves,” Prakarsa said.",
        ["Widodo Prakarsa"],
        ["Widodo Prakarsa", "Widodo Prakarsa"],
        id="ministry name glued to its minister: 'Energy Minister Subroto' shape",
    ),
    pytest.param(
        "The Minister of Mines and Energy Prakarsa told reporters that output would fall. "
        "“We have enough,” Prakarsa said.",
        ["Prakarsa"],
        ["Prakarsa", "Prakarsa"],
        id="ministry glued to a surname without a first name",
    ),
    pytest.param(
        "Thomas Oyinlola Ferris resigned from Deepwell Drilling on Friday. T.O. Ferris "
        "said he would keep a share. “One share, for the party,” Ferris said.",
        ["Thomas Oyinlola Ferris"],
        ["Thomas Oyinlola Ferris", "Thomas Oyinlola Ferris"],
        id="initials fold into the full name",
    ),
    pytest.param(
        "The Department of Inland Waters will drain the canal. “The fish go first,” the "
        "department said. The Department has a new head, Rosamund Clyde, who said she "
        "had counted the fish herself.",
        ["Rosamund Clyde"],
        ["Department of Inland Waters", "Rosamund Clyde"],
        id="department folded, its secretary separate",
    ),
    pytest.param(
        "Tidewater Securities analyst Ike Sorensen said Brunetti Grain was cheap. Paolo "
        "Brunetti, who owns the other half, said it was not.",
        ["Ike Sorensen", "Paolo Brunetti"],
        ["Ike Sorensen", "Paolo Brunetti"],
        id="a person and an analyst firm in one sentence",
    ),
    pytest.param(
        "Four of five firms said they had raised prices. Half said they would do it "
        "again. Nanami Kurosawa, who runs the Cartwright Index, said she had not seen "
        "that since 1991.",
        ["Nanami Kurosawa"],
        ["Four of five firms", "half", "Nanami Kurosawa"],
        id="amounts and shares are unnamed groups, never names",
    ),
    pytest.param(
        "The Elmira Star asked readers what to call the new bridge. The Star reported "
        "9,000 answers. Editor Sebastian Lodge said one of them was printable.",
        ["Sebastian Lodge"],
        ["Elmira Star", "Sebastian Lodge"],
        id="'the paper' speaks by its own name after it was introduced",
    ),
    pytest.param(
        "Norland said on Monday it would close its ports. The Norland government said "
        'the closure would last a week. "A week of bananas," said shipper Uchenna Mba.',
        ["Uchenna Mba"],
        ["Norland", "Norland government", "Uchenna Mba"],
        id="country, capital and government of one place",
    ),
    pytest.param(
        "CHICAGO, April 9 - Sterling Aluminum Inc said it expects second-quarter "
        "earnings to be above the 42 cts a share it earned a year ago.\n\nSterling said "
        "demand from can makers was strong. Whitman Securities analyst Gordon Pruett "
        "said he had raised his estimate for the year to 1.80 dlrs.",
        ["Gordon Pruett"],
        ["Sterling Aluminum Inc", "Sterling Aluminum Inc", "Gordon Pruett"],
        id="newswire earnings brief, firm by short name, analysts, 'it'",
    ),
    pytest.param(
        "The International Cotton Council (ICC) meets in Geneva next week to discuss a "
        "price floor. Trade Ministry official Ayelet Sharvit said the floor would help "
        "nobody.\n\nThe ICC’s chairman, Emmanuel Katongole-Reid, disagreed. “Without a "
        "floor there is only a cellar,” he said. The ICC said 34 members would attend.",
        ["Ayelet Sharvit", "Emmanuel Katongole-Reid"],
        ["Ayelet Sharvit", "Emmanuel Katongole-Reid", "International Cotton Council"],
        id="trade talks with ministries and acronyms",
    ),
]

LOOK_ALIKES = [
    pytest.param(
        "The deputy of Minister Widodo Prakarsa said that output would fall by a third.",
        ["Widodo Prakarsa"],
        ["the deputy of Minister Widodo Prakarsa"],
        id="somebody else's deputy",
    ),
    pytest.param(
        "Frieda Bank took over Bank & Daughters from her father. “We are not one,” Bank "
        "said of the word on the door.",
        ["Frieda Bank"],
        ["Frieda Bank"],
        id="a company called Bank & Daughters",
    ),
    pytest.param(
        "Harrow Energy bid for 40 trains on Friday. Harrow Rail, no relation, said it "
        "had none to sell. Harrow Energy said the offer stood.",
        [],
        ["Harrow Rail", "Harrow Energy"],
        id="two companies that share a first word",
    ),
    pytest.param(
        "Ellis Pound sold the land for one pound. “I know how it looks,” Pound said.",
        ["Ellis Pound"],
        ["Ellis Pound"],
        id="a surname that is also a unit",
    ),
    pytest.param(
        "The band Department of Small Hours has split up. “We were tired by nine,” said "
        "singer Ritva Kallio.",
        ["Ritva Kallio"],
        ["Ritva Kallio"],
        id="'Department' inside a proper name of a band",
    ),
    pytest.param(
        "Coastal Grain Co and Coastal Gas Co rent the same quay. Coastal said on Friday "
        "it would build a second one.\n\n“I get the post of both,” said harbour clerk "
        "Gretl Haas.",
        ["Gretl Haas"],
        ["Coastal", "Gretl Haas"],
        id="a short form that fits two organisations stays as written",
    ),
    pytest.param(
        "Party P said it would not stand in Torva. “A party must know when to sit,” said "
        "its founder, Isolde Kramer.",
        ["Isolde Kramer"],
        ["Party P", "Isolde Kramer"],
        id="'P' as the name of a party",
    ),
    pytest.param(
        "The GM voted for a new jetty. Ringvik Sailing Club secretary Magnus Ø. Dahl "
        "said the old one had drifted to Denmark.",
        ["Magnus Ø. Dahl"],
        ["Magnus Ø. Dahl"],
        id="'GM' is not the 'General Meeting' of a club",
    ),
    pytest.param(
        "Tallow Oil Co president Maurice Cotter said the well was dry. “We drilled to "
        "3,000 metres and found warm water,” Cotter said. The company’s shares fell 40 "
        "cts.",
        ["Maurice Cotter"],
        ["Maurice Cotter", "Maurice Cotter"],
        id="a person with the surname 'Cotter' in an oil story with 'Co' beside it",
    ),
]


test_names_of_the_kind = has_people(CASES)
test_look_alikes = has_people(LOOK_ALIKES)
