"""Starring, reading, and what a search says beside its results."""


async def test_star_is_shown_and_found_and_undone(make_app, drive):
    async with drive(make_app(), size=(120, 30)) as driver:
        await driver.press("m")
        assert "★ Council postpones" in driver.text()
        await driver.search("is:starred")
        assert "1 article" in driver.lines()[0]
        await driver.press("escape", "m")
        assert "★" not in driver.text()


async def test_article_is_read_once_it_is_left_and_can_be_made_unread(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("enter")
        assert read(app) == [False, False, False]
        await driver.press("escape")
        assert read(app) == [True, False, False]
        await driver.press("r")
        assert read(app) == [False, False, False]


async def test_article_that_was_said_to_be_unread_stays_so_when_it_is_left(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("enter", "r", "r", "escape")
        assert read(app) == [False, False, False]


async def test_going_to_the_next_article_leaves_the_one_before(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("enter", "J")
        assert read(app) == [True, False, False]


async def test_quitting_leaves_the_article(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("enter")
    assert read(app) == [True, False, False]


def read(app):
    return [entry.read for entry in app.archive.articles()]


async def test_word_that_is_nowhere_is_said_beside_the_results(make_app, drive):
    async with drive(make_app(), size=(160, 30)) as driver:
        await driver.search("feery")
        assert "Did you mean “ferry”?" in driver.lines()[0]
