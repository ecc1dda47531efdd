"""Quotation marks are paired."""

import pytest

from index.annotate.quotes.quotation_marks import find_passages


def passages(text):
    return [text[one.start : one.end] for one in find_passages(text) if not one.depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“Go,” said Ann. “Now.”", ["“Go,”", "“Now.”"], id="curly"),
        pytest.param('"Go," said Ann. "Now."', ['"Go,"', '"Now."'], id="straight"),
        pytest.param("'Go,' said Ann. 'Now.'", ["'Go,'", "'Now.'"], id="straight single"),
        pytest.param("‘Go,’ said Ann. ‘Now.’", ["‘Go,’", "‘Now.’"], id="curly single"),
        pytest.param("«Go,» said Ann.", ["«Go,»"], id="guillemets"),
        pytest.param("« Go. Now? » said Ann.", ["« Go. Now? »"], id="guillemets with spaces"),
        pytest.param("»Go,« said Ann.", ["»Go,«"], id="reversed guillemets"),
        pytest.param("‹Go,› said Ann.", ["‹Go,›"], id="single guillemets"),
        pytest.param("„Go,“ said Ann.", ["„Go,“"], id="low and high"),
        pytest.param("„Go,” said Ann.", ["„Go,”"], id="low and high on the right"),
        pytest.param("‚Go,‘ said Ann.", ["‚Go,‘"], id="single low and high"),
        pytest.param("”Go,” said Ann.", ["”Go,”"], id="the same curly mark on both sides"),
        pytest.param("``Go,'' said Ann.", ["``Go,''"], id="doubled backticks"),
        pytest.param("''Go,'' said Ann.", ["''Go,''"], id="doubled single marks"),
        pytest.param("‘‘Go,’’ said Ann.", ["‘‘Go,’’"], id="doubled curly singles"),
        pytest.param("「Go」 said Ann.", ["「Go」"], id="corner brackets"),
        pytest.param('“Go," said Ann. "Now.”', ['“Go,"', '"Now.”'], id="mixed pairs"),
        pytest.param('``Go," said Ann.', ['``Go,"'], id="backticks and straight"),
        pytest.param('He called it ""odd"" once.', ['""odd""'], id="doubled marks"),
        pytest.param('He said ("go").', ['"go"'], id="in brackets"),
        pytest.param('An "x"-like mark', ['"x"'], id="before a hyphen"),
        pytest.param('He paused—"no"—and left.', ['"no"'], id="between dashes"),
        pytest.param('"Hello, "she said. He left.', ['"Hello, "'], id="a space on the wrong side"),
        pytest.param('Ann said:"Go."', ['"Go."'], id="no space after the colon"),
        pytest.param('"A." "B." he said.', ['"A."', '"B."'], id="two in a row"),
        pytest.param('Go," said Ann. "Now."', ['Go,"', '"Now."'], id="missing first mark"),
        pytest.param('"Go, said Ann. "Now."', ['"Go,', '"Now."'], id="missing closing mark"),
        pytest.param("“Go, said Ann. “Now.”", ["“Go,", "“Now.”"], id="missing curly closing mark"),
        pytest.param("Ann said “go and left.", ["“go and left."], id="missing last mark"),
        pytest.param('The 12" pipe burst. "Oh," he said.', ['"Oh,"'], id="inches"),
        pytest.param(
            'He said "the 12" pipe burst" then.', ['"the 12" pipe burst"'], id="inches in a quote"
        ),
        pytest.param("» One\n\n» Two", [], id="bullets"),
        pytest.param("the workers' claims and the '90s", [], id="apostrophes"),
        pytest.param(
            "'The workers' claims are false,' he said.",
            ["'The workers' claims are false,'"],
            id="an apostrophe in single marks",
        ),
        pytest.param(
            "\"It's the owners' idea,\" he said.",
            ["\"It's the owners' idea,\""],
            id="an apostrophe after a plural in straight marks",
        ),
        pytest.param(
            "“It's the owners' idea,” he said.",
            ["“It's the owners' idea,”"],
            id="an apostrophe after a plural in curly marks",
        ),
        pytest.param(
            "\"The owners' and players' unions met,\" he said.",
            ["\"The owners' and players' unions met,\""],
            id="two apostrophes after plurals",
        ),
        pytest.param(
            '"James\' car is here," she said. "Nobody\'s payin\'."',
            ['"James\' car is here,"', "\"Nobody's payin'.\""],
            id="apostrophes after a name and for a letter",
        ),
        pytest.param(
            '"The \'90s\' best," he said. "It was goin\' well."',
            ["\"The '90s' best,\"", '"It was goin\' well."'],
            id="an apostrophe after a decade",
        ),
        pytest.param(
            "\"He said, 'The owners' idea,' and left,\" she said.",
            ["\"He said, 'The owners' idea,' and left,\""],
            id="an apostrophe in inner single marks",
        ),
        pytest.param(
            "'\"Never,\" he told me,' she said.",
            ["'\"Never,\" he told me,'"],
            id="double marks that open inside single ones",
        ),
        pytest.param(
            "\"'Never,' he told me,\" she said.",
            ["\"'Never,' he told me,\""],
            id="single marks that open inside double ones",
        ),
        pytest.param(
            "``It's the owners' idea,'' he said.",
            ["``It's the owners' idea,''"],
            id="an apostrophe in backticks",
        ),
        pytest.param(
            "''It's the owners' idea,'' he said.",
            ["''It's the owners' idea,''"],
            id="an apostrophe in doubled marks",
        ),
        pytest.param("‘Don’t go,’ she said.", ["‘Don’t go,’"], id="a curly apostrophe"),
        pytest.param("'Tis late and rock 'n' roll is on", [], id="elisions"),
        pytest.param("“We go.\n\n“We do.”", ["“We go.", "“We do.”"], id="over paragraphs"),
        pytest.param('""~', [], id="empty"),
        pytest.param("“", [], id="a single mark"),
        pytest.param('“”‘’«»"', [], id="only marks"),
        pytest.param('"' * 300, [], id="300 marks"),
        pytest.param("", [], id="no text"),
        pytest.param("🌊" * 50, [], id="emoji"),
    ],
)
def test_outermost_passages(text, expected):
    """The outermost passages are found with their marks, and nothing else."""
    assert passages(text) == expected


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        pytest.param(
            "\"He said, 'Go, it's off.'\" Ann said.",
            "\"He said, 'Go, it's off.'\"",
            "'Go, it's off.'",
            id="closing together",
        ),
        pytest.param(
            "“He said ‘go’ to me,” she said.", "“He said ‘go’ to me,”", "‘go’", id="curly"
        ),
        pytest.param(
            "“He said “go” to me,” she said.",
            "“He said “go” to me,”",
            "“go”",
            id="the same marks inside",
        ),
        pytest.param(
            'He said "she told me "go"" today.',
            '"she told me "go""',
            '"go""',
            id="straight marks in straight marks",
        ),
        pytest.param(
            "'She called it \"odd\" then,' he said.",
            "'She called it \"odd\" then,'",
            '"odd"',
            id="double in single",
        ),
    ],
)
def test_nested_passages(text, outer, inner):
    """A passage inside a passage has a greater depth."""
    found = {text[one.start : one.end]: one.depth for one in find_passages(text)}
    assert found[outer] == 0
    assert inner in found or inner[:-1] in found


def test_continued_passages_are_flagged():
    """An unclosed passage is continued by a paragraph that begins with an opening mark."""
    found = find_passages("“One.\n\n“Two.\n\n“Three.”\n\n“Four.”")
    assert [one.continued for one in found] == [True, True, False, False]
    assert [one.closed for one in found] == [False, False, True, True]


@pytest.mark.parametrize("unit", ["“a b. ", '"a b ', "“a” ", "“a.\n\n", "«", "“‘", "a' 'b "])
def test_thousands_of_marks(unit):
    """20,000 marks, closed or not, give passages in order."""
    found = find_passages(unit * 20_000)
    assert found == sorted(found, key=lambda one: (one.start, -one.end))
