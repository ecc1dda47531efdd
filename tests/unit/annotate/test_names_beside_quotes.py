"""A name beside a passage says who speaks: before a colon or a bracket, or after a dash."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

COLONS = [
    pytest.param(
        "Bo Lind and Lena Moor clashed. Lind: “You lied.” Moor: “You slept.”",
        [("“You lied.”", "Bo Lind"), ("“You slept.”", "Lena Moor")],
        id="two in a line",
    ),
    pytest.param(
        "Party leaders clashed. Lind: “You lied.” Moor: “You slept.” Bo Lind and Lena Moor meet"
        " again on Friday.",
        [("“You lied.”", "Bo Lind"), ("“You slept.”", "Lena Moor")],
        id="the next name is another's",
    ),
    pytest.param(
        "Dina Vell and Arne Oslak were asked. Vell: 'We wait.' Oslak: 'We do not.' Vell: 'We do.'",
        [("'We wait.'", "Dina Vell"), ("'We do not.'", "Arne Oslak"), ("'We do.'", "Dina Vell")],
        id="in turn",
    ),
    pytest.param(
        "10.15am: The council is sitting. “We start late,” says chair Bo Lind.\n\n"
        "10.40am: Lind again: “We stop early.”\n\n11.02am: No vote was held.",
        [("“We start late,”", "Bo Lind"), ("“We stop early.”", "Bo Lind")],
        id="the time of a live blog",
    ),
    pytest.param(
        "Lena Moor came at nine.\n\n14:20: Moor: “The gate is shut.”\n\nThe gate opened at three.",
        [("“The gate is shut.”", "Lena Moor")],
        id="a time with a colon",
    ),
    pytest.param(
        "Lena Moor: “It rained.” The town was wet.",
        [("“It rained.”", "Lena Moor")],
        id="narration after it",
    ),
    pytest.param(
        "Lena Moor left. The verdict: “It is over.” The answer: “It is not.” Both are hers.",
        [("“It is over.”", "Lena Moor"), ("“It is not.”", "Lena Moor")],
        id="a noun before the colon",
    ),
]

BRACKETS = [
    pytest.param(
        "The keeper Dina Vell (“We were tired”) and captain Leo Mann (“We were worse than that”)"
        " left early.",
        [("“We were tired”", "Dina Vell"), ("“We were worse than that”", "Leo Mann")],
        id="in brackets",
    ),
    pytest.param(
        "The jury heard Ada Moor (‘I saw a light’), 31, and Bo Lind (‘I saw nothing’), 40.",
        [("‘I saw a light’", "Ada Moor"), ("‘I saw nothing’", "Bo Lind")],
        id="single marks",
    ),
    pytest.param(
        "The singers Dina Vell (“Take Me Home”) and Leo Mann (“I Was Here”) left early.",
        [],
        id="titles of songs",
    ),
    pytest.param(
        "Leo Mann (“Shorty”) and Dina Vell (“the voice of Torp”) left early.", [], id="nicknames"
    ),
    pytest.param(
        "Dina Vell met Leo Mann. (“He is a bore,” she wrote.) They never met again.",
        [("“He is a bore,”", "Dina Vell")],
        id="a sentence in brackets",
    ),
]

SIGNATURES = [
    pytest.param(
        "What they said\n\n• “We lost because we slept” – coach Lena Moor\n\n"
        "• “They slept well” – rival coach Ivo Grant",
        [("“We lost because we slept”", "Lena Moor"), ("“They slept well”", "Ivo Grant")],
        id="a role in small letters",
    ),
    pytest.param(
        "“It was late.” — harbour master Rune Falk\n\nThe ferry left at nine.",
        [("“It was late.”", "Rune Falk")],
        id="two words",
    ),
    pytest.param(
        "Lena Moor said: “It was late.”\n\n--additional reporting from Rune Falk",
        [("“It was late.”", "Lena Moor")],
        id="who reported it",
    ),
]

IN_THE_WORDS_OF = [
    pytest.param(
        "Although “nobody was harmed”, in the words of surgeon Vic Tennant, the roof has to go.",
        [("“nobody was harmed”", "Vic Tennant")],
        id="in the words of",
    ),
    pytest.param(
        "The roof was “a gift to pigeons”, in Vic Tennant's words. Tennant is a surgeon.",
        [("“a gift to pigeons”", "Vic Tennant")],
        id="in somebody's words",
    ),
    pytest.param(
        "“Nobody was harmed”, as surgeon Vic Tennant put it, and the roof has to go.",
        [("“Nobody was harmed”", "Vic Tennant")],
        id="as somebody put it",
    ),
    pytest.param(
        "The “gift to pigeons”, in the middle of Torp, has to go. Vic Tennant is a surgeon.",
        [],
        id="another phrase with “in the”",
    ),
    pytest.param(
        "“The roof is dead”, as a memo of the works put it, and has to go.", [], id="a document"
    ),
    pytest.param(
        "The “gift to pigeons”, as it is known, is Vic Tennant's. He put it up.", [], id="as known"
    ),
]

test_before_a_colon = has_quotes(COLONS)
test_before_a_bracket = has_quotes(BRACKETS)
test_after_a_dash = has_quotes(SIGNATURES)
test_after_in_the_words_of = has_quotes(IN_THE_WORDS_OF)
