"""In a narrow terminal, keys and numbers are shown whole or not at all."""

import re

import pytest
from rich.cells import cell_len

from tui import key_hints
from tui.dialogs.help import HELP_LINES, help_lines

PLACES = {
    "list": [], "review": ["P"], "speakers": ["3"], "timeline": ["4", "j"], "heard": ["6"],
    "left": ["7"], "right": ["7", "l"], "article": ["enter", "right_square_bracket"],
    "quotes": ["3", "enter"], "related": ["2", "less_than_sign"], "facets": ["f"],
}  # fmt: skip
LONG = {
    f"{number}.md": f"---\ntitle: Fog {number}\ndate: 2024-{number:02}-02\nsource: Harbour Post of"
    " the Northern Sound\n---\n" + "“It is late,” said Ana Pell. “Very late,” said Olaf Berg. " * 12
    for number in range(1, 7)
}


@pytest.mark.parametrize("size", [(80, 24), (50, 15), (40, 16)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("place", PLACES)
async def test_hints_are_left_out_whole_the_last_ones_first(make_app, drive, size, place):
    async with drive(make_app(), size) as driver:
        await driver.press(*PLACES[place])
        foot = driver.lines()[-1]
        hints = key_hints.hints(place).strip().split(" · ")
        shown = [hint for hint in foot.split("  ")[0].strip().split(" · ") if hint]
        assert shown
        assert shown == hints[: len(shown)]


@pytest.mark.parametrize("place", ["timeline", "heard", "left", "speakers"])
async def test_numbers_are_shown_whole_or_not_at_all(make_app, drive, place):
    def numbers(text):
        return {word.strip("(),%·│▎") for word in text.split() if any(map(str.isdecimal, word))}

    async with drive(make_app(LONG), (200, 30)) as driver:
        await driver.press(*PLACES[place])
        whole = numbers(driver.text())
        for width in range(40, 131, 3):
            await driver.resize(width, 30)
            lines = [line for line in driver.lines()[2:-1] if "“" not in line]
            cut = {word for word in numbers("\n".join(lines)) - whole if "-" not in word}
            assert not cut, (width, driver.text())


async def test_total_of_a_row_stands_beside_the_scrollbar(make_app, drive):
    async with drive(make_app(LONG), (50, 15)) as driver:
        for width in range(40, 80):
            await driver.resize(width, 15)
            if width == 40:
                await driver.press("4")
            (row,) = (line for line in driver.lines() if line.startswith(" All"))
            assert row.rstrip(" ▁").split()[-1] == "144", (width, row)


async def test_empty_timeline_says_why_on_several_lines(make_app, drive):
    async with drive(make_app(), (40, 15)) as driver:
        await driver.search("berg")
        await driver.press("4")
        shown = " ".join(driver.text().split())
        assert "2 quotes by Olaf Berg: speaker:berg" in shown
        assert "No quote with a date was found. D counts articles." in shown


@pytest.mark.parametrize("width", [30, 37, 50, 84])
def test_lines_of_the_help_fit_with_all_their_words(width):
    lines, whole = help_lines("", width=width), help_lines("")
    drawn = [str(HELP_LINES.draw(line, width)[0]).rstrip() for line in lines]
    assert max(map(len, drawn)) <= width
    found, wanted = ("".join(f"{line.key}{line.text}" for line in each) for each in (lines, whole))
    assert found.replace(" ", "") == wanted.replace(" ", "")


async def test_help_is_wrapped_again_in_another_width(make_app, drive):
    async with drive(make_app(), (120, 30)) as driver:
        await driver.press("question_mark", *"explain")
        assert "Explain why this quote has this speaker" in driver.text()
        await driver.resize(50, 30)
        assert "Explain why this quote has this speaker" not in driver.text()
        assert "speaker" in driver.text()
        assert "explain" in driver.text()


VIEWS = {
    "help": ["question_mark"], "help on a word": ["question_mark", "s", "o"], "palette": ["ctrl+p"],
    "timeline": ["4"], "searches": ["5"], "who is heard": ["6"], "comparison": ["7"],
    "filters": ["f"], "export": ["w"], "article": ["enter"], "explanation": ["2", "x"],
    "speaker": ["3", "enter"], "note": ["i"],
}  # fmt: skip


@pytest.mark.parametrize("size", [(10, 3)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("keys", VIEWS.values(), ids=VIEWS)
async def test_view_opens_in_a_tiny_window_and_is_whole_in_a_larger_one(
    make_app, drive, keys, size
):
    async with drive(make_app(), size) as driver:
        await driver.press(*keys)
        assert all(cell_len(line) <= size[0] for line in driver.lines())
        await driver.resize(80, 24)
        assert len("".join(driver.text().split())) > 100


@pytest.mark.parametrize("keys", [["2"], ["2", "p"], ["2", "tilde"], ["2", "less_than_sign"],
                                  ["s", *"night", "enter"], ["7"], ["3"]],
                         ids="-".join)  # fmt: skip
async def test_no_ellipsis_follows_another_one(make_app, drive, keys):
    """Of a quote, headline or outlet with words left out, wherever it is cut."""
    words = " … ".join(
        ["It was night", "and rain", "fell", "on the pier… and", "“all”", "of us"] * 3
    )
    text = (
        f"---\ntitle: A night … of … rain … at … sea … again\nsource: The … Post\n---\n“{words},”"
    )
    articles = {"a.md": f"{text} said Ana Pell. “It … rains … on,” said Olaf Berg.\n"}
    async with drive(make_app(articles), (110, 24)) as driver:
        await driver.press(*keys)
        for width in range(110, 39, -1):
            await driver.resize(width, 24)
            assert not re.search(r"…\s?[“”‘’]*…", driver.text().replace("\n", "|")), driver.text()


@pytest.mark.parametrize(
    "size", [(1, 1), (1, 2), (2, 1), (2, 2), (3, 2), (2, 9), (9, 2)], ids="{0[0]}x{0[1]}".format
)
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["2", "x"], id="explanation"),
        pytest.param(["enter", "right_square_bracket", "x"], id="explanation of an article"),
        pytest.param(["2", "vertical_line", *"wc", "enter"], id="output of a command"),
        pytest.param(["2", "exclamation_mark"], id="choice of a speaker"),
        pytest.param(["question_mark"], id="help"),
        pytest.param(["w"], id="export"),
        pytest.param(["2", "tilde"], id="versions"),
        pytest.param(["E"], id="edit"),
    ],
)
async def test_dialog_opens_and_closes_in_a_tiny_window(make_app, drive, size, keys):
    async with drive(make_app(), size) as driver:
        await driver.press(*keys)
        assert len(driver.app.screen_stack) > 1
        await driver.press("escape")
        assert len(driver.app.screen_stack) == 1


async def test_dialog_for_the_sides_says_how_to_leave_it(make_app, drive):
    async with drive(make_app(), (50, 15)) as driver:
        await driver.press("7", "c")
        assert "Esc closes" in driver.text()
