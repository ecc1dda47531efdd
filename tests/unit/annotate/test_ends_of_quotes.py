"""A quote ends where its marks close, if the sentence goes on with what somebody did."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

NARRATION = [
    pytest.param(
        'Karl Foss said: "Really?" and walked away.', [('"Really?"', "Karl Foss")], id="a question"
    ),
    pytest.param(
        "Karl Foss said “no, no” and sat down.",
        [("“no, no”", "Karl Foss")],
        id="no full stop",
    ),
    pytest.param(
        "Karl Foss said “never” and signed the paper.", [("“never”", "Karl Foss")], id="one word"
    ),
    pytest.param(
        "Karl Foss says “we wait” and shuts the gate.", [("“we wait”", "Karl Foss")], id="present"
    ),
    pytest.param(
        "Karl Foss said “the plan” and the road were dead.",
        [("“the plan” and the road were dead", "Karl Foss")],
        id="the sentence goes on after a fragment",
    ),
    pytest.param(
        "Karl Foss said “no” and “never”.",
        [("“no” and “never”", "Karl Foss")],
        id="two fragments",
    ),
]

FILMS = [
    pytest.param(
        "You may remember Jon Varr from such films as “Mothballing Your Barge” and “Dig Your Own"
        " Canal and Save”. “I retired twice,” Varr said.",
        [("“I retired twice,”", "Jon Varr")],
        id="films",
    ),
]

ELISIONS = [
    pytest.param(
        "‘It was the ’90s,’ said Sid Marlow of the hats. ‘Rock ’n’ roll did that.’",
        [("‘It was the ’90s,’ … ‘Rock ’n’ roll did that.’", "Sid Marlow")],
        id="rock ’n’ roll",
    ),
    pytest.param(
        "‘’Twas ’is own dog,’ said Bert Cole. ‘’E told me ’imself.’",
        [("‘’Twas ’is own dog,’ … ‘’E told me ’imself.’", "Bert Cole")],
        id="at the start of a quote",
    ),
    pytest.param(
        "'Fish 'n' chips for nine,' said Sid Marlow.",
        [("'Fish 'n' chips for nine,'", "Sid Marlow")],
        id="straight marks",
    ),
    pytest.param(
        "‘The letter is “n”,’ said Sid Marlow.",
        [("‘The letter is “n”,’", "Sid Marlow")],
        id="a letter in marks",
    ),
]

ACCORDING = [
    pytest.param(
        "Jens Orup is a pilot. According to Orup, two ships touched in March.",
        [("two ships touched in March", "Jens Orup")],
        id="a verb that looks like a participle",
    ),
    pytest.param(
        "Torp, said mayor Pia Rask, is growing too fast.",
        [("is growing too fast", "Pia Rask")],
        id="the subject after the verb",
    ),
    pytest.param(
        "The ferry, says harbour master Elsa Vint, will not sail on Sunday.",
        [("The ferry … will not sail on Sunday", "Elsa Vint")],
        id="in the present",
    ),
    pytest.param(
        "The mayor, Ruth Oren, said the road was shut.",
        [("the road was shut", "Ruth Oren")],
        id="the subject before the verb",
    ),
    pytest.param(
        'The president of the club said today at a press conference: "You bear it alone." The'
        " president, Rolf Aker, has held the post since May.",
        [('"You bear it alone."', "Rolf Aker")],
        id="at a press conference",
    ),
]

OPEN = [
    pytest.param(
        "Gil Stone was blunt.\n\n“We had no oars.\n\n“We had no sail.”\n\nHe laughed.",
        [("“We had no oars.", "Gil Stone"), ("“We had no sail.”", "Gil Stone")],
        id="an open paragraph whose words the next one repeats",
    ),
    pytest.param(
        "“No,” said Ada Moor. “Never,” chimed in Bo Carr. “Fine,” said Moor.",
        [("“No,”", "Ada Moor"), ("“Never,”", "Bo Carr"), ("“Fine,”", "Ada Moor")],
        id="another speaker chimes in",
    ),
    pytest.param(
        "“It rained,” said Ada Moor. “It froze,” she added. “Then it rained again.”",
        [("“It rained,”", "Ada Moor"), ("“It froze,” … “Then it rained again.”", "Ada Moor")],
        id="one speaker goes on",
    ),
    pytest.param(
        "A spokesperson for Norland Steel declined to comment. “We never do,” they said.",
        [("“We never do,”", "a spokesperson for Norland Steel")],
        id="one person called they",
    ),
    pytest.param(
        "Mohammed bin Saleh al-Harbi opened the port. “It is deep,” al-Harbi said.",
        [("“It is deep,”", "Mohammed bin Saleh al-Harbi")],
        id="a surname with an article",
    ),
]

CONDITIONS = [
    pytest.param("If asked, Bo Carr would say that the ferry was late.", [], id="if asked"),
    pytest.param("Bo Carr would say the ferry was late if it were.", [], id="if it were"),
    pytest.param(
        "Bo Carr would say only that the ferry was late.",
        [("that the ferry was late", "Bo Carr")],
        id="said no more",
    ),
    pytest.param(
        "Bo Carr would later say that the ferry was late, if only by an hour.",
        [("that the ferry was late, if only by an hour", "Bo Carr")],
        id="said later",
    ),
    pytest.param(
        "If the ferry is late, it would wait, Bo Carr said.",
        [("If the ferry is late, it would wait", "Bo Carr")],
        id="the condition is what was said",
    ),
]

test_narration_after_a_quote = has_quotes(NARRATION)
test_titles_are_no_speech = has_quotes(FILMS)
test_letters_left_out = has_quotes(ELISIONS)
test_sources_around_the_verb = has_quotes(ACCORDING)
test_who_goes_on = has_quotes(OPEN)
test_conditions = has_quotes(CONDITIONS)
