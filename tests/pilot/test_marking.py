"""Starring, reading, and what a search says beside its results."""


async def test_star_is_shown_and_found_and_undone(reader, driven):
    async with driven(reader(), size=(120, 30)) as on:
        await on.press("m")
        assert "★ Council postpones" in on.text()
        await on.press("s")
        await on.type("is:starred")
        await on.press("enter")
        assert "1 article" in on.lines()[0]
        await on.press("escape", "m")
        assert "★" not in on.text()


async def test_opened_article_is_read_and_can_be_made_unread(reader, driven):
    app = reader()
    async with driven(app) as on:
        await on.press("enter")
        assert [entry.read for entry in app.reader.archive.articles()] == [True, False, False]
        await on.press("r")
        assert not any(entry.read for entry in app.reader.archive.articles())


async def test_word_that_is_nowhere_is_said_beside_the_results(reader, driven):
    async with driven(reader(), size=(160, 30)) as on:
        await on.press("s")
        await on.type("feery")
        await on.press("enter")
        assert "did you mean “ferry”?" in on.lines()[0]
