"""Fragments in quotation marks have the source of their sentence; names and titles have none."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "Half the country sat in the dark on Tuesday in what officials called “a planned "
        "surprise”.\n\nThe National Grid Operator said supply was back by nine.",
        [
            ("“a planned surprise”", "officials"),
            ("supply was back by nine", "the National Grid Operator"),
        ],
        id="in what officials called",
    ),
    pytest.param(
        "Jamal Threadgold, fined by Thorney Magistrates for the third time, professes to be “a "
        "friend of every fish in this river”.\n\nHe was caught with 41 of them.",
        [
            ("“a friend of every fish in this river”", "Jamal Threadgold"),
        ],
        id="professes to with a fragment",
    ),
    pytest.param(
        "Signe Östlund left Parliament after 24 years with the words “Somebody else can turn "
        "off the lamp”.\n\nA cleaner did.",
        [
            ("“Somebody else can turn off the lamp”", "Signe Östlund"),
        ],
        id="with the words",
    ),
    pytest.param(
        "Tobechukwu Ani was described as “a magician with other people’s money” by prosecutor "
        "Judith Harkness.\n\nAni Motors sold the same bus to six towns.",
        [
            ("“a magician with other people’s money”", "Judith Harkness"),
        ],
        id="described as, passive with by",
    ),
    pytest.param(
        "For Rohini Wickramanayake, who has run the ferry kiosk for half a century, the new "
        "bridge is “a very long way of saying goodbye”.\n\nShe will sell tea at the other end "
        "of it.",
        [
            ("“a very long way of saying goodbye”", "Rohini Wickramanayake"),
        ],
        id="dative: to whom it was / for X it was",
    ),
    pytest.param(
        "The Bank of Kariba cut its rate to 9.5 per cent, citing “a kinder harvest”. The "
        "governor, Dr Ngozi Eze-Williams, took no questions, saying only that the committee had "
        "been “of one mind, after lunch”.",
        [
            ("“a kinder harvest”", "Bank of Kariba"),
            ("that the committee had been “of one mind, after lunch”", "Ngozi Eze-Williams"),
        ],
        id="saying only that, citing",
    ),
    pytest.param(
        "The port is, in the words of pilot Abdoulaye Sarr, “a bottle without a cork”. It silts "
        "up twice a year and is, as dredger captain Hinemoa Pōtiki puts it, “a job for life”.",
        [
            ("“a bottle without a cork”", "Abdoulaye Sarr"),
            ("“a job for life”", "Hinemoa Pōtiki"),
        ],
        id="possessive lead: in X's words, as X puts it",
    ),
    pytest.param(
        "A row has broken out over what opposition whip Dumisani Khoza termed “the most "
        "expensive carpet in Africa”. The carpet, 11 metres long, lies in the office of Speaker "
        "Adelheid Brandl.",
        [
            ("“the most expensive carpet in Africa”", "Dumisani Khoza"),
        ],
        id="fragment carried by over and after: row over what X termed",
    ),
    pytest.param(
        "Blessing Mutasa admits to “a small weakness for large hats” and sees herself as “a "
        "sort of furniture” in the town hall, where she has kept the door since 1989.",
        [
            ("“a small weakness for large hats”", "Blessing Mutasa"),
            ("herself as “a sort of furniture” in the town hall", "Blessing Mutasa"),
        ],
        id="verb of thinking with a fragment: sees herself as, admits to",
    ),
    pytest.param(
        "To Otto Reinbacher the dam is “a wall of money”; to Zainab Kanneh, whose village lies "
        "beneath it, it is “a loaded gun”.",
        [
            ("“a wall of money”", "Otto Reinbacher"),
            ("“a loaded gun”", "Zainab Kanneh"),
        ],
        id="two fragments in one sentence by two sources, contrast",
    ),
    pytest.param(
        "The “Clean Doorstep Act” passed by one vote. Senator Sorcha Ní Dhomhnaill voted "
        "against what she derided as “a broom with a fine attached”.",
        [
            ("what she derided as “a broom with a fine attached”", "Sorcha Ní Dhomhnaill"),
        ],
        id="the title of the law in marks is none; the fragment after it is",
    ),
    pytest.param(
        "The Labour Alliance’s new education spokeswoman, Adaora Nnaji, used her first speech "
        "to attack what she called “a decade of drift” in secondary schools. She pledged to end "
        "“the scandal of unqualified cover teachers” within a parliament.\n\nSchools minister "
        "Gareth Omondi-Price shrugged off the plan as “a press release in search of a budget”.",
        [
            ("what she called “a decade of drift” in secondary schools", "Adaora Nnaji"),
            (
                "to end “the scandal of unqualified cover teachers” within a parliament",
                "Adaora Nnaji",
            ),
            ("the plan as “a press release in search of a budget”", "Gareth Omondi-Price"),
        ],
        id="political story with several fragments and no said",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Bongani Sithole owns three “houses”, none with a roof. The bank has put his “garden” "
        "at nine square metres.",
        [],
        id="scare quotes of the writer",
    ),
    pytest.param(
        "Ramón Iturralde, known as “El Mudo”, has not spoken to the press since 2012. His "
        "lawyer, Ileana Dobre, is nicknamed “the Radio”.",
        [],
        id="known as / nicknamed",
    ),
    pytest.param(
        "Chandrika Balasuriya closed the evening with “The Ferryman’s Daughter” and an encore "
        "of “Low Tide”. Her memoir, “Twelve Saris”, is out in paperback.",
        [],
        id="titles after with: a song and a book",
    ),
    pytest.param(
        "The word “sorry” does not occur in the 80-page report that Wolfram Achleitner signed. "
        "The term “regret” occurs once, in a footnote.",
        [],
        id="a word as a word: spelled, pronounced, the term",
    ),
    pytest.param(
        "The tins were labelled “tuna chunks” and held sardines. “My cat knew at once,” said "
        "Maureen Ogutu, who bought six of them.",
        [
            ("“My cat knew at once,”", "Maureen Ogutu"),
        ],
        id="brand and grade in marks after described as meaning a label on a product",
    ),
    pytest.param(
        "Police searched four addresses in connection with the so-called “cup cake” frauds. "
        "Inspector Tariq Mansoor-Lodhi asked victims to come forward.",
        [
            ("victims to come forward", "Tariq Mansoor-Lodhi"),
        ],
        id="so-called phrase of the general public",
    ),
    pytest.param(
        'Leopold Winther, 60, looked on at the Crown Court as the jury was shown a 32" '
        'television, a 12" lamp and a coat marked "XXL". He had carried all three out of the '
        "house on his bicycle.",
        [],
        id="inch marks, and a size in marks on a garment",
    ),
    pytest.param(
        "In the deep Fram basin the ice forms so-called “pancakes”, and the process is known as "
        "“rafting”. Henning Overgaard of the Polar Institute keeps a jar of melted “grease ice” "
        "on his desk.",
        [],
        id="terms in marks in a science story",
    ),
    pytest.param(
        "A docker held up half a door, on which the words of June had been written in chalk: "
        "“Nobody will lose a berth.” Minister Odile Brancaster looked at it.",
        [("“Nobody will lose a berth.”", None)],
        id="words of a month, written on a door",
    ),
]


test_quotes_of_the_kind = has_quotes(CASES)
test_look_alikes = has_quotes(LOOK_ALIKES)
