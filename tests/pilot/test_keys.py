"""Every key is known to the help, and does what it says."""

from dataclasses import replace

import pytest

from index.article import Step
from tui import keys
from tui.dialogs.explanation import Explanation
from tui.dialogs.help import help_lines


def test_every_key_has_an_id_and_an_explanation():
    bindings = [binding for place in keys.CONTEXTS.values() for binding in place]
    assert all(binding.id and binding.tooltip for binding in bindings)
    assert len({binding.id for binding in bindings}) == len(bindings)


def test_the_help_finds_keys_by_what_they_do():
    assert [line.key for line in help_lines("next quote") if line.key] == ["]"]
    assert not help_lines("zeppelin")


async def test_the_help_opens_narrows_and_closes(reader, driven):
    async with driven(reader()) as on:
        await on.press("question_mark")
        assert "Search the archive" in on.text()
        await on.type("copy")
        assert "Copy the quote with its citation" in on.text()
        assert "Search the archive" not in on.text()
        await on.press("escape")
        assert "Council postpones" in on.text()


async def test_the_palette_has_every_action_of_the_place(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press("j", "enter", "ctrl+p")
        await on.type("next quote")
        await on.press("enter", "enter")
        assert on.article.quote == 0


async def test_the_palette_has_the_actions_of_the_other_panes_too(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press("j", "ctrl+p")
        await on.type("next quote")
        await on.press("enter")
        assert on.article.quote == 0


async def test_why_explains_an_attribution(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter", "right_square_bracket", "x")
        assert "subject of “said”" in on.text()
        assert "0.93" in on.text()
        await on.press("escape")
        assert on.app.focused is on.article


async def test_why_shows_the_cue_the_mention_the_chain_and_what_lowered_it(reader, driven):
    steps = (
        Step("source", "He", "subject of “said”"),
        Step("He", "Olaf Berg", "most prominent person before it, masculine"),
        Step("lowered", "−0.26", "unsure whom “He” refers to"),
    )
    async with driven(reader(), (120, 40)) as on:
        await on.press("j", "enter")
        reading = on.article.reading
        quote = replace(reading.quotes[1], steps=steps, confidence=0.67)
        on.app.push_screen(Explanation(reading, quote))
        await on.settle()
        lines = [" ".join(line.split("│")[1].split()) for line in on.lines() if "│  " in line]
        for line in (
            "kind direct",
            "cue said saying",
            "source Olaf Berg",
            "source He subject of “said”",
            "He Olaf Berg most prominent person before it, masculine",
            "lowered −0.26 unsure whom “He” refers to",
            "confidence 0.67",
        ):
            assert line in lines


@pytest.mark.parametrize(
    ("press", "row"),
    [
        pytest.param(["j"], 1, id="down"),
        pytest.param(["j", "j", "j", "k"], 1, id="up"),
        pytest.param(["G"], 2, id="end"),
        pytest.param(["G", "g", "g"], 0, id="top"),
        pytest.param(["space"], 2, id="page"),
        pytest.param(["space", "b"], 0, id="page back"),
        pytest.param(["ctrl+d"], 2, id="half page"),
        pytest.param(["G", "ctrl+u"], 0, id="half page back"),
    ],
)
async def test_the_keys_that_move_in_a_list(reader, driven, press, row):
    async with driven(reader()) as on:
        await on.press(*press)
        assert on.app.reader.list.cursor == row


async def test_panes_are_reached_by_keys(reader, driven):
    async with driven(reader(), (160, 40)) as on:
        seen = []
        for key in ("l", "l", "h", "h", "tab", "shift+tab"):
            await on.press(key)
            seen.append(on.app.focused.id)
        assert seen == ["article", "context", "article", "list", "article", "list"]


async def test_the_mouse_opens_an_article(reader, driven):
    async with driven(reader()) as on:
        await on.pilot.click(offset=(10, 3), times=2)
        await on.settle()
        assert "The ferry left Torpier" in on.text()


async def test_one_pane_two_or_three_by_width(reader, driven):
    async with driven(reader(), (80, 24)) as on:
        shown = []
        for size in ((80, 24), (120, 40), (160, 48)):
            await on.resize(*size)
            panes = ("list", "article", "context", "facets")
            shown.append([name for name in panes if on.app.reader.query_one(f"#{name}").display])
        assert shown == [["list"], ["list", "article"], ["list", "article", "facets"]]
