"""A noun for people that begins a sentence is no part of the name after it: “Winger Ann Lee”."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_people

CASES = [
    pytest.param(
        "Landlord Vikram Bose said it was cold.",
        ["Vikram Bose"],
        ["Vikram Bose"],
        id="a trade before a first name that is no known one",
    ),
    pytest.param(
        "Winger Naledi Mokoena said it was late.",
        ["Naledi Mokoena"],
        ["Naledi Mokoena"],
        id="a trade that is also a surname",
    ),
    pytest.param(
        "Electrician Leonard “Sparky” Dunmore has wired every church. “It hums,” Sparky said.",
        ["Leonard “Sparky” Dunmore"],
        ["Leonard “Sparky” Dunmore"],
        id="a trade before a name with a nickname",
    ),
    pytest.param(
        'Drummer Chantelle "Sticks" Mbeki said it was late. “It was me,” Sticks said.',
        ['Chantelle "Sticks" Mbeki'],
        ['Chantelle "Sticks" Mbeki', 'Chantelle "Sticks" Mbeki'],
        id="a nickname that is a common noun",
    ),
    pytest.param(
        "Plumber Dave 'Spanner' Cole won. “It was me,” Spanner said.",
        ["Dave 'Spanner' Cole"],
        ["Dave 'Spanner' Cole"],
        id="a nickname in single marks",
    ),
    pytest.param(
        "Robert (Bob) Falk said he was sad. “It was me,” Falk said.",
        ["Robert (Bob) Falk"],
        ["Robert (Bob) Falk", "Robert (Bob) Falk"],
        id="a nickname in brackets",
    ),
    pytest.param(
        "Neighbours Ruud and Femke Hoekstra won. “We wanted stamps,” they said.",
        ["Ruud Hoekstra", "Femke Hoekstra"],
        ["Ruud Hoekstra; Femke Hoekstra"],
        id="two who share a surname",
    ),
    pytest.param(
        "Newlyweds Priya and Callum Reid won. “We had no luck,” Priya Reid said.",
        ["Priya Reid", "Callum Reid"],
        ["Priya Reid"],
        id="a plural tagged with the first of two names",
    ),
    pytest.param(
        "Brothers Declan and Fergal Mulhearn won. “We wanted stamps,” Declan said.",
        ["Declan Mulhearn", "Fergal Mulhearn"],
        ["Declan Mulhearn"],
        id="brothers by rare names",
    ),
    pytest.param(
        "The sisters Tamsin and Bryony Carlyon run shops. “Jam first,” says Tamsin.",
        ["Tamsin Carlyon", "Bryony Carlyon"],
        ["Tamsin Carlyon"],
        id="sisters inside a sentence",
    ),
    pytest.param(
        "Pensioners Mabel and Arthur Stokes lost. “We had an hour,” Mrs Stokes said.",
        ["Mabel Stokes", "Arthur Stokes"],
        ["Mabel Stokes"],
        id="a title that tells which of two",
    ),
    pytest.param(
        "Developer Greywell Homes said it would appeal.",
        [],
        ["Greywell Homes"],
        id="a developer",
    ),
    pytest.param(
        "Promoter Big Tent Live said new dates would be announced.",
        [],
        ["Big Tent Live"],
        id="a promoter, of whose name the recogniser knows nothing",
    ),
    pytest.param(
        "Insurer Beacon Life said claims had risen. “They rose fast,” the company added.",
        [],
        ["Beacon Life", "Beacon Life"],
        id="an insurer",
    ),
    pytest.param(
        "The Taoiseach, Nuala Brady, said so. “It has stairs,” the Taoiseach said.",
        ["Nuala Brady"],
        ["Nuala Brady"],
        id="an office tagged as a name",
    ),
    pytest.param(
        "Labour TD Gráinne Ní Mhurchú said so. “Try them,” Ms Ní Mhurchú added.",
        ["Gráinne Ní Mhurchú"],
        ["Gráinne Ní Mhurchú"],
        id="letters after a party and a surname of two words",
    ),
    pytest.param(
        "Baker Ann Lee said it was late. Mason Hill said it was early.",
        ["Baker Ann Lee", "Mason Hill"],
        ["Baker Ann Lee", "Mason Hill"],
        id="a first name that is a trade",
    ),
    pytest.param(
        "Farmers Union of Lindo said prices were low.",
        [],
        ["Farmers Union of Lindo"],
        id="a plural that begins the name of a body",
    ),
    pytest.param(
        "Consumer Council said prices were high. “Too high,” the council added.",
        [],
        ["Consumer Council", "Consumer Council"],
        id="a singular that begins the name of a body",
    ),
    pytest.param(
        "Friends Tom Lunn and Asha Verma lost. “We had no luck,” they said.",
        ["Tom Lunn", "Asha Verma"],
        ["Tom Lunn; Asha Verma"],
        id="two with surnames of their own",
    ),
]

test_nouns_are_no_part_of_names = has_people(CASES)
