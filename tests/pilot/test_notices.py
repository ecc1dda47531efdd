"""Notices do not pile up over the list or the article."""


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
        await driver.press("m")
        assert shown(driver) == ["Starred"]
        await driver.press("j")
        assert shown(driver) == ["Starred"]
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
