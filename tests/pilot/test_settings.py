"""The settings in the reader: keys, theme, width and days; faults are told and stop nothing."""

from pathlib import Path

import pytest

from tui.config import ConfigProblem, Settings
from tui.dialogs.help import HelpDialog


async def test_action_has_the_key_that_the_settings_give(reader, driven):
    app = reader(settings=Settings(keys={"star": ("f5", "comma")}))
    async with driven(app) as on:
        await on.press("m")
        assert not app.reader.archive.articles()[0].starred
        await on.press("f5")
        assert app.reader.archive.articles()[0].starred
        await on.press("comma")
        assert not app.reader.archive.articles()[0].starred


async def test_foot_help_and_palette_show_the_keys_that_are_in_force(reader, driven):
    app = reader(settings=Settings(keys={"search": ("f5",)}))
    async with driven(app, (120, 40)) as on:
        assert "f5 search" in on.lines()[-1]
        await on.press("question_mark")
        assert "f5" in next(line for line in on.lines() if "Search the archive" in line)
        await on.press("escape", "ctrl+p")
        await on.type("search the")
        assert "f5" in on.text()


async def test_theme_of_the_settings(reader, driven):
    async with driven(reader(settings=Settings(theme="nord"))) as on:
        assert on.app.theme == "nord"


async def test_without_colour_no_theme_brings_one(reader, driven, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with driven(reader(settings=Settings(theme="nord"))) as on:
        assert on.app.theme == "onrecord-terminal"


async def test_theme_is_chosen_by_a_key(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press("T")
        await on.type("onrecord-light")
        await on.press("enter")
        assert on.app.theme == "onrecord-light"


@pytest.mark.parametrize("width", [40, 60, 100])
async def test_width_of_the_settings(reader, driven, width):
    long = {"a.txt": " date 2024-01-01 " + "word " * 400}
    async with driven(reader(long, settings=Settings(width=width)), (160, 40)) as on:
        await on.press("2")
        await on.resize(140, 40)
        lines = [line.end - line.start for line in on.article.sheet.lines]
        assert max(lines) <= width
        assert max(lines) > min(width, 85) - 10


async def test_days_are_written_as_the_settings_say(reader, driven):
    async with driven(reader(settings=Settings(date="%d.%m.%y")), (120, 40)) as on:
        assert "30.05.24 · Valley Echo" in on.text()
        assert "2024" not in on.text()


async def test_fault_of_the_settings_is_told_and_stops_nothing(reader, driven):
    complaint = ConfigProblem(Path("/c.toml"), 3, "There is no setting “[/x]”; did you mean x?")
    async with driven(reader(complaints=[complaint])) as on:
        assert "/c.toml:3: There is no setting “[/x]”" in " ".join(on.text().split())
        assert "Council postpones" in on.text()


# The help of the place


async def test_help_has_the_keys_of_the_place_first(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press("question_mark")
        assert "Copy the selected quote with its citation" in on.text()
        assert "Next quote" not in on.text()
        await on.press("escape", "enter", "question_mark")
        assert "Next quote" in on.text()
        await on.type("copy the selected")
        assert on.text().index("Elsewhere") < on.text().index("Copy the selected quote")


@pytest.mark.parametrize("press", [[], ["enter"], ["2"], ["3"], ["3", "enter"], ["enter", "l"]])
async def test_help_has_every_key_that_works_where_one_is(reader, driven, press):
    async with driven(reader(), (160, 48)) as on:
        await on.press(*press)
        here = {b.id for _, b, *_ in on.app.screen.active_bindings.values() if b.tooltip}
        await on.press("question_mark")
        assert isinstance(on.app.screen, HelpDialog)
        assert here <= on.app.screen._active


async def test_help_has_the_search_language(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press("question_mark")
        await on.type("within five words")
        assert "w/5" in on.text()
