"""Starring, reading, and what a search says beside its results."""


async def test_star_is_shown_and_found_and_undone(reader, driven):
    async with driven(reader(), size=(120, 30)) as on:
        await on.press("m")
        assert "★ Council postpones" in on.text()
        await on.search("is:starred")
        assert "1 article" in on.lines()[0]
        await on.press("escape", "m")
        assert "★" not in on.text()


async def test_article_is_read_once_it_is_left_and_can_be_made_unread(reader, driven):
    app = reader()
    async with driven(app) as on:
        await on.press("enter")
        assert read(app) == [False, False, False]
        await on.press("escape")
        assert read(app) == [True, False, False]
        await on.press("r")
        assert read(app) == [False, False, False]


async def test_article_that_was_said_to_be_unread_stays_so_when_it_is_left(reader, driven):
    app = reader()
    async with driven(app) as on:
        await on.press("enter", "r", "r", "escape")
        assert read(app) == [False, False, False]


async def test_going_to_the_next_article_leaves_the_one_before(reader, driven):
    app = reader()
    async with driven(app) as on:
        await on.press("enter", "J")
        assert read(app) == [True, False, False]


async def test_quitting_leaves_the_article(reader, driven):
    app = reader()
    async with driven(app) as on:
        await on.press("enter")
    assert read(app) == [True, False, False]


def read(app):
    return [entry.read for entry in app.reader.archive.articles()]


async def test_word_that_is_nowhere_is_said_beside_the_results(reader, driven):
    async with driven(reader(), size=(160, 30)) as on:
        await on.search("feery")
        assert "Did you mean “ferry”?" in on.lines()[0]
