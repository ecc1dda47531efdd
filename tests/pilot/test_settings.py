"""The settings in the reader: keys, theme, width and date format; problems in them."""

from pathlib import Path

import pytest

from tui import keys
from tui.config import ConfigProblem, Settings
from tui.dialogs.help import HelpDialog


async def test_action_has_the_key_of_the_settings(make_app, drive):
    app = make_app(settings=Settings(keys={"star": ("f5", "comma")}))
    async with drive(app) as driver:
        await driver.press("m")
        assert not app.archive.articles()[0].starred
        await driver.press("f5")
        assert app.archive.articles()[0].starred
        await driver.press("comma")
        assert not app.archive.articles()[0].starred


async def test_status_bar_help_and_palette_show_the_keys_of_the_settings(make_app, drive):
    app = make_app(settings=Settings(keys={"search": ("f5",)}))
    async with drive(app, (120, 40)) as driver:
        assert "f5 search" in driver.lines()[-1]
        await driver.press("question_mark")
        assert "f5" in next(line for line in driver.lines() if "Search the archive" in line)
        await driver.press("escape", "ctrl+p")
        await driver.type("search the")
        assert "f5" in driver.text()


async def test_theme_of_the_settings(make_app, drive):
    async with drive(make_app(settings=Settings(theme="nord"))) as driver:
        assert driver.app.theme == "nord"


async def test_no_color_overrides_the_theme(make_app, drive, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with drive(make_app(settings=Settings(theme="nord"))) as driver:
        assert driver.app.theme == "onrecord-terminal"


async def test_theme_is_chosen_by_a_key(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("T")
        await driver.type("onrecord-light")
        await driver.press("enter")
        assert driver.app.theme == "onrecord-light"


@pytest.mark.parametrize("width", [40, 60, 100])
async def test_width_of_the_settings(make_app, drive, width):
    long = {"a.txt": " date 2024-01-01 " + "word " * 400}
    async with drive(make_app(long, settings=Settings(width=width)), (160, 40)) as driver:
        await driver.resize(140, 40)
        lines = [line.end - line.start for line in driver.article.article_layout.lines]
        assert max(lines) <= width
        assert max(lines) > min(width, 85) - 10


async def test_dates_have_the_format_of_the_settings(make_app, drive):
    async with drive(make_app(settings=Settings(date="%d.%m.%y")), (120, 40)) as driver:
        assert "30.05.24 · Valley Echo" in driver.text()
        assert "2024" not in driver.text()


async def test_problem_in_the_settings_is_reported_and_stops_nothing(make_app, drive):
    complaint = ConfigProblem(Path("/c.toml"), 3, "Unknown setting “[/x]”. Did you mean “x”?")
    async with drive(make_app(problems=[complaint])) as driver:
        assert "/c.toml:3: Unknown setting “[/x]”" in " ".join(driver.text().split())
        assert "Council postpones" in driver.text()


# Help on the active keys


async def test_help_lists_active_keys_first(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("question_mark")
        assert "Copy the selected quotes with citations" in driver.text()
        assert "Next quote" not in driver.text()
        await driver.press("escape", "enter", "question_mark")
        assert "Next quote" in driver.text()
        await driver.type("copy the selected")
        assert driver.text().index("Elsewhere") < driver.text().index("Copy the selected quote")


@pytest.mark.parametrize("press", [[], ["enter"], ["2"], ["3"], ["3", "enter"], ["enter", "l"]])
async def test_help_lists_the_keys_of_the_focused_pane_first(make_app, drive, press):
    async with drive(make_app(), (160, 150)) as driver:
        await driver.press(*press)
        ids = {binding.id for _, binding, *_ in driver.app.screen.active_bindings.values()}
        await driver.press("question_mark")
        assert isinstance(driver.app.screen, HelpDialog)
        first, elsewhere, _ = driver.text().partition("Elsewhere")
        assert elsewhere
        active = [
            action for actions in keys.CONTEXTS.values() for action in actions if action.id in ids
        ]
        assert active
        assert [action.tooltip for action in active if action.tooltip not in first] == []


async def test_help_has_the_search_language(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("question_mark")
        await driver.type("at most five words")
        assert "w/5" in driver.text()


async def test_settings_action_shows_the_path_of_the_file(make_app, drive, monkeypatch, tmp_path):
    monkeypatch.setenv("ONRECORD_CONFIG", str(tmp_path / "c.toml"))
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("f2")
        assert "c.toml" in driver.text()
        assert "There is none yet" in driver.text()


async def test_digits_are_counts_if_the_settings_give_them_to_counts(make_app, drive):
    views = {view.id: (f"f{number}",) for number, view in enumerate(keys.VIEWS, 3)}
    settings = Settings(keys={**views, "app.count": tuple("0123456789")})
    async with drive(make_app(settings=settings)) as driver:
        await driver.press("2", "j")
        assert driver.app.reader.panes.list.cursor == 2
        await driver.press("0", "1", "k")
        assert driver.app.reader.panes.list.cursor == 1
        await driver.press("f4")
        assert driver.app.reader.panes.browser.view == "quotes"
