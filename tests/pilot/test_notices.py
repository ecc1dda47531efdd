"""Notices do not pile up over the list or the article, and changes cover none of its rows."""

import pytest


def shown(driver):
    """Return the notices on the screen."""
    return [str(toast.render()) for toast in driver.app.screen.query("Toast")]


async def test_only_the_last_notices_are_shown(make_app, drive):
    async with drive(make_app(), (80, 24)) as driver:
        for number in range(5):
            driver.app.notify(f"Message {number}")
            await driver.settle()
        assert shown(driver) == ["Message 3", "Message 4"]


async def test_notice_that_several_parts_of_the_screen_send_is_shown_once(make_app, drive):
    async with drive(make_app(), (80, 24)) as driver:
        for message in ("No node can be reached.", "Starred", "No node can be reached."):
            driver.app.notify(message)
            await driver.settle()
        assert shown(driver) == ["Starred", "No node can be reached."]


async def test_key_removes_notices_that_have_been_read(make_app, drive):
    async with drive(make_app(), (80, 24)) as driver:
        driver.app.notify("12 articles added")
        await driver.settle()
        (notice,) = shown(driver)
        await driver.press("j")
        assert shown(driver) == [notice]
        driver.app.READING_SECONDS = 0
        await driver.press("k")
        assert shown(driver) == []


async def test_problems_of_the_corrections_file_are_one_notice(make_app, drive, tmp_path):
    (tmp_path / "archive").mkdir()
    lines = "[[quote]]\nnonsense = 1\n" * 4
    (tmp_path / "archive" / "corrections.toml").write_text(lines)
    async with drive(make_app(), (120, 40)) as driver:
        (notice,) = shown(driver)
        assert notice.count("corrections.toml, line") == 4


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (["m"], "Starred"),
        (["t", *"dock", "enter"], "dock added"),
        (["2", "equals_sign"], "Confirmed Olaf Berg"),
        (["2", "exclamation_mark", "down", "enter"], "Attributed to Harbour Trust"),
        (["2", "p", "exclamation_mark", "down", "enter"], "Attributed to Harbour Trust"),
        (["enter", "m"], "Starred"),
        (["D", "enter"], "Deleted"),
        (["m", "u"], "Undone"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value)[:24],
)
@pytest.mark.parametrize("size", [(120, 24), (80, 24), (50, 15)], ids="{0[0]}x{0[1]}".format)
async def test_change_is_told_in_the_status_line(make_app, drive, size, keys, message):
    async with drive(make_app(), size) as driver:
        await driver.press("j", *keys)
        assert shown(driver) == []
        assert message in driver.lines()[-1]
        await driver.press("j")
        assert message not in driver.lines()[-1]


async def test_undo_replaces_what_was_said_of_the_change(make_app, drive):
    async with drive(make_app(), (120, 24)) as driver:
        await driver.press("2", "exclamation_mark", "down", "enter", "u")
        assert "Undone." in driver.lines()[-1]
        assert "Attributed" not in driver.text()
