"""Two people of one surname are told apart where the article does so."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_people

CASES = [
    pytest.param(
        "Bruno Strand praised the bridge, with his wife Ana Strand.\n\n“It is crazy,” Strand said.",
        ["Bruno Strand", "Ana Strand"],
        ["Bruno Strand"],
        id="a wife is named beside her husband, who speaks",
    ),
    pytest.param(
        "Tom Pell bought the bank. Ana Pell, his younger sister, was at home.\n\n“It is safe,” "
        "Pell said.",
        ["Tom Pell", "Ana Pell"],
        ["Tom Pell"],
        id="a relation given after the name",
    ),
    pytest.param(
        "Tom Pell bought the bank. Ana Pell sold it.\n\n“It is safe,” Pell said.",
        ["Tom Pell", "Ana Pell", "Pell"],
        ["Pell"],
        id="nobody is introduced as a relation, so it is either",
    ),
    pytest.param(
        "Desmond and Felicia Quaye lost their bakery in the flood. Desmond Quaye was in "
        "the cellar at the time.\n\n“The flour floated, I did not,” Mr Quaye said. “He "
        "came up white,” said Mrs Quaye.",
        ["Desmond Quaye", "Felicia Quaye"],
        ["Desmond Quaye", "Felicia Quaye"],
        id="husband and wife; the surname alone after both, with Mrs / Mr",
    ),
    pytest.param(
        "Luis Barrientos Vega leads the National Front in the province of Altura; his "
        "brother Mario Barrientos Vega leads the Liberal Union.\n\n“We do not speak at "
        "Christmas,” Luis said. “We speak, he doesn’t listen,” Mario said.",
        ["Luis Barrientos Vega", "Mario Barrientos Vega"],
        ["Luis Barrientos Vega", "Mario Barrientos Vega"],
        id="brothers in opposite parties, first names as short forms",
    ),
    pytest.param(
        "Nguyen Van Thanh, who heads the Fisheries Department, and Nguyen Thi Lan, a "
        "sergeant with the Harbour Police, both saw the boat turn.\n\n“It turned too "
        "early,” the Fisheries Department’s Nguyen said. “It was pushed,” Sergeant "
        "Nguyen said.",
        ["Nguyen Van Thanh", "Nguyen Thi Lan"],
        ["Nguyen Van Thanh", "Nguyen Thi Lan"],
        id="unrelated people of a common surname, told apart by office",
    ),
    pytest.param(
        "Aaron Pilbeam, 24, died when a wall fell on Copper Street in March. His sister, "
        "Charlotte Pilbeam, sat through all nine days of the inquest.\n\n‘They kept "
        "saying “the deceased”,’ Ms Pilbeam said. ‘He had a name and it is mine.’",
        ["Aaron Pilbeam", "Charlotte Pilbeam"],
        ["Charlotte Pilbeam"],
        id="surname of a dead victim and a living relative who speaks",
    ),
    pytest.param(
        "Two Fernandos run Hill Country Teas: Rajan Fernando tastes, Anoma Fernando "
        "sells.\n\n“He spits out what I sell,” A. Fernando said. “That is the job,” R. "
        "Fernando said.",
        ["Rajan Fernando", "Anoma Fernando"],
        ["Anoma Fernando", "Rajan Fernando"],
        id="initial decides",
    ),
    pytest.param(
        "Ruth Tomkinson taught maths and her nephew Gerald Tomkinson failed it.\n\n“She "
        "gave me two out of twenty,” Tomkinson said. He keeps the paper in a frame.",
        ["Ruth Tomkinson", "Gerald Tomkinson"],
        ["Gerald Tomkinson"],
        id="male and female with pronoun after the surname",
    ),
    pytest.param(
        "Unión Costera midfielder Santiago Robledo scored the winner against his cousin "
        "Matías Robledo, the Real Pampa goalkeeper.\n\n“I know he dives to the left, he "
        "has done it since we were six,” the midfielder said. “I’ll see him at grandma’s "
        "on Sunday,” said the goalkeeper.",
        ["Santiago Robledo", "Matías Robledo"],
        ["Santiago Robledo", "Matías Robledo"],
        id="players of one surname in two teams",
    ),
    pytest.param(
        "Harpreet Gill and Jaswinder Gill were both arrested at the blockade on the "
        "Karnal highway. H. Gill was released the same evening.\n\n“We had tea with the "
        "constables and went home,” Harpreet Gill said. The Grain Growers’ Council said "
        "Jaswinder Gill would appear in court on Thursday.",
        ["Harpreet Gill", "Jaswinder Gill"],
        ["Harpreet Gill", "the Grain Growers’ Council"],
        id="surname with first initial in the second mention and a full third mention",
    ),
    pytest.param(
        "Ernesto Villaluz Sr. founded Villaluz Transit with a single jeepney in 1968. He "
        "died in November at 84.\n\n“He inspected the tires every morning until the last "
        "week,” Ernesto Villaluz Jr. said.",
        ["Ernesto Villaluz Sr", "Ernesto Villaluz Jr"],
        ["Ernesto Villaluz Jr"],
        id="a son speaks about his father of the same name, 'Jr' kept",
    ),
    pytest.param(
        "The Mastersons – Gwen, Ted and their daughter Holly – have been without heating "
        "since November. Gwen Masterson boils water on a camping stove; Ted Masterson "
        "chops pallets.\n\n‘I never thought we’d be the people in the news,’ Gwen said. "
        "Ted said the landlord had stopped answering the phone.",
        ["Ted Masterson", "Holly", "Gwen Masterson"],
        ["Gwen Masterson", "Ted Masterson"],
        id="same surname, one of them introduced only by first name after the family name",
    ),
    pytest.param(
        "Rosalind Tarrant and her ex-husband, Duncan Tarrant, gave separate interviews. “He kept "
        "the dog,” Ms Tarrant said. Mr Tarrant, reached in Spain, said: “It keeps me.”",
        ["Rosalind Tarrant", "Duncan Tarrant"],
        ["Rosalind Tarrant", "Duncan Tarrant"],
        id="a title decides, though the tagger takes the surname after it for an organisation",
    ),
    pytest.param(
        "Michelle Dunmore spoke in Ostley. Earlier, Mr Dunmore had refused. “I will not go,” Mr "
        "Dunmore said. “She will,” Dunmore added.",
        ["Michelle Dunmore", "Dunmore"],
        ["Dunmore", "Dunmore"],
        id="a man's title and only a woman in full: another person, also without the title",
    ),
    pytest.param(
        "Peter Tolland owns the mill. “We were never asked,” Ms Tolland said. “We were,” Mr "
        "Tolland said.",
        ["Peter Tolland", "Ms Tolland"],
        ["Ms Tolland", "Peter Tolland"],
        id="a woman's title and only a man in full, then his own title",
    ),
    pytest.param(
        "Sasha Ekdahl drives the bus. He likes it. “It rains,” Ms Ekdahl said.",
        ["Sasha Ekdahl", "Ms Ekdahl"],
        ["Ms Ekdahl"],
        id="a first name of both genders; the pronoun after it contradicts the title",
    ),
    pytest.param(
        "Martha Kellen, who chairs the friends of the lido, wants it open all year. “We are not "
        "asking for gold,” Kellen said.\n\nHer brother Tom Kellen, who sits on the board, "
        "disagreed. “The board is living in 1950,” Kellen told reporters.",
        ["Martha Kellen", "Tom Kellen"],
        ["Martha Kellen", "Tom Kellen"],
        id="a paragraph begins with her brother",
    ),
    pytest.param(
        "Carl Benton was jailed on Friday. “I am sorry,” Benton told the court.\n\nBenton's wife, "
        "Dr Susan Benton, wept. “My husband is a good man,” Benton said.",
        ["Carl Benton", "Susan Benton"],
        ["Carl Benton", "Susan Benton"],
        id="a paragraph begins with his wife, his name before her",
    ),
    pytest.param(
        "Rower Nadia Crane won on Sunday.\n\nHer coach and uncle, Otto Crane, was in tears. “She "
        "rowed like a storm,” Crane said.\n\nCrane trains twice a day. “I did what he told me,” "
        "she said.",
        ["Nadia Crane", "Otto Crane"],
        ["Otto Crane", "Nadia Crane"],
        id="a paragraph begins with her coach and uncle",
    ),
    pytest.param(
        "Paul Ferro runs the mill. “Flour is dear,” Ferro said.\n\nFerro's younger brother, Luc "
        "Ferro, left for the city. “I never liked the dust,” Ferro said by phone.",
        ["Paul Ferro", "Luc Ferro"],
        ["Paul Ferro", "Luc Ferro"],
        id="a paragraph begins with his younger brother",
    ),
    pytest.param(
        "Paul Ferro runs the mill. “Flour is dear,” Ferro said.\n\nTheir rival Nils Ferro, no "
        "relation, bakes next door. “I buy elsewhere,” Ferro said.",
        ["Paul Ferro", "Nils Ferro"],
        ["Paul Ferro", "Nils Ferro"],
        id="a paragraph begins with their rival of the same surname",
    ),
]

LOOK_ALIKES = [
    pytest.param(
        "Kim Osland runs the harbour. “It freezes,” Mr. Osland said. “Often,” Kim Osland said.",
        ["Kim Osland"],
        ["Kim Osland", "Kim Osland"],
        id="a first name of both genders with a man's title",
    ),
    pytest.param(
        "Nikita Voronov drives the bus. “It rains,” Mr. Voronov said.",
        ["Nikita Voronov"],
        ["Nikita Voronov"],
        id="a first name that the lists give to the other gender, though not for certain",
    ),
    pytest.param(
        "Michelle Dunmore spoke in Ostley. “I will not go,” Dunmore said. “I will,” Dr Dunmore "
        "said.",
        ["Michelle Dunmore"],
        ["Michelle Dunmore", "Michelle Dunmore"],
        id="a title of both genders",
    ),
    pytest.param(
        "Pavel Mitrofanov painted the ceiling in 1911. “He used beer in the blue,” said "
        "his great-granddaughter, Olga Mitrofanova. Mitrofanova restores it with water.",
        ["Pavel Mitrofanov", "Olga Mitrofanova"],
        ["Olga Mitrofanova"],
        id="one surname in two people, but only one is alive to speak and named in full at t",
    ),
    pytest.param(
        "Jean-Marc Oyono Biya-Nkou was re-elected on Sunday. “I voted for my neighbour,” "
        "Mr. Oyono said. Oyono Biya-Nkou got all 214 votes but one.",
        ["Jean-Marc Oyono Biya-Nkou"],
        ["Jean-Marc Oyono Biya-Nkou"],
        id="one person with two forms is not two people",
    ),
    pytest.param(
        "Birgitte Holmgaard started Holmgaard A/S with one oven. “It is still warm,” "
        "Holmgaard said. Holmgaard A/S said separately that it would hire 30 bakers.",
        ["Birgitte Holmgaard"],
        ["Birgitte Holmgaard", "Holmgaard A/S"],
        id="company and its founder share the name; she speaks, then it",
    ),
    pytest.param(
        "Callum Urquhart, 11, caught the pike. “I held the net,” his father said. “You "
        "held the phone,” said Callum.",
        ["Callum Urquhart"],
        ["his father", "Callum Urquhart"],
        id="father named only by relation, son by full name",
    ),
    pytest.param(
        "Tom Ruddock and his wife, Lynne, were asleep upstairs when the river came "
        "in.\n\n“The dog woke us, and the dog never wakes up,” Ruddock said.",
        ["Tom Ruddock", "Lynne"],
        ["Tom Ruddock"],
        id="a married couple where only one is named with the surname before the bare surnam",
    ),
    pytest.param(
        "The Whitcroft Institute published its survey of rents on Monday. “Tenants in "
        "the capital now pay 46 per cent of their income,” the institute "
        "said.\n\nHousing campaigner Angela Whitcroft, who has nothing to do with it, "
        "said the figure was too low.",
        ["Angela Whitcroft"],
        ["Whitcroft Institute", "Angela Whitcroft"],
        id="an institution with the surname of the judge beside it",
    ),
    pytest.param(
        "Plans to turn Wolseley Barracks into 300 flats were withdrawn on Thursday. "
        "Local historian Fiona Wolseley-Grant said the parade ground should become a "
        "park.",
        ["Fiona Wolseley-Grant"],
        ["Fiona Wolseley-Grant"],
        id="surname of a historical figure in a place name",
    ),
    pytest.param(
        "Jon Velde stood by the weir. His wife, Ana Velde, is a nurse. “She saved us all,” Velde "
        "said.",
        ["Jon Velde", "Ana Velde"],
        ["Jon Velde"],
        id="stays: his wife stands in his own paragraph",
    ),
    pytest.param(
        "Martha Kellen chairs the friends of the lido. “We want it open,” Kellen said.\n\nHer "
        "brother Tom Kellen sits on the board. Martha Kellen has not spoken to him since. “He "
        "knows why,” Kellen said.",
        ["Martha Kellen", "Tom Kellen"],
        ["Martha Kellen", "Martha Kellen"],
        id="stays: she is named after her brother",
    ),
    pytest.param(
        "Senator Rhea Stone opposed the bill. “It is a bad bill,” Stone said.\n\nHer husband, Cal "
        "Stone, owns a quarry. Stone has recused herself twice. “I know the rules,” she said.",
        ["Rhea Stone", "Cal Stone"],
        ["Rhea Stone", "Rhea Stone"],
        id="stays: “she” of a paragraph about her husband",
    ),
]


test_names_of_the_kind = has_people(CASES)
test_look_alikes = has_people(LOOK_ALIKES)
