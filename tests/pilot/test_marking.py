"""Starring articles and marking them as read."""


async def test_star_is_shown_and_found_and_undone(make_app, drive):
    async with drive(make_app(), size=(120, 30)) as driver:
        await driver.press("m")
        assert "★ Council postpones" in driver.text()
        await driver.search("is:starred")
        assert "1 article" in driver.lines()[0]
        await driver.press("escape", "m")
        assert "★" not in driver.text()


async def test_star_is_shown_in_search_results_and_only_on_the_selected_ones(make_app, drive):
    app = make_app()
    async with drive(app, size=(120, 30)) as driver:
        await driver.search("ferry OR vote OR market")
        assert "3 articles" in driver.lines()[0]
        await driver.press("V", "j", "m")
        assert sum(entry.starred for entry in app.archive.articles()) == 2
        assert sum("★" in line[:36] for line in driver.lines()) == 2


async def test_article_is_marked_as_read_when_it_is_left_and_can_be_marked_unread(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("enter")
        assert read(app) == [False, False, False]
        await driver.press("escape")
        assert read(app) == [True, False, False]
        await driver.press("r")
        assert read(app) == [False, False, False]


async def test_article_that_the_user_marked_unread_stays_unread(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("enter", "r", "r", "escape")
        assert read(app) == [False, False, False]


async def test_next_article_marks_the_previous_one_as_read(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("enter", "J")
        assert read(app) == [True, False, False]


async def test_quitting_marks_the_article_as_read(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("enter")
    assert read(app) == [True, False, False]


def read(app):
    return [entry.read for entry in app.archive.articles()]


async def test_unknown_word_gets_a_suggestion_beside_the_results(make_app, drive):
    async with drive(make_app(), size=(160, 30)) as driver:
        await driver.search("feery")
        assert "Did you mean “ferry”?" in driver.lines()[1]


async def test_selected_quotes_of_a_speaker_star_their_articles(make_app, drive):
    app = make_app()
    async with drive(app, (120, 30)) as driver:
        await driver.press("3", "j", "enter", "V", "G", "m")
        assert app.archive.search("is:starred").total == 2
        await driver.press("escape")
        assert type(driver.app.screen).__name__ != "Reader"  # it ended the selection
        await driver.press("u", "escape")
        assert app.archive.search("is:starred").total == 0


async def test_selected_quotes_of_a_speaker_are_exported(make_app, drive, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with drive(make_app(), (120, 30)) as driver:
        await driver.press("3", "enter", "V", "w", "ctrl+u", *"a.csv", "enter")
        await driver.wait_for("1 quote exported")
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2, "the columns and one quote"


async def test_selection_ends_when_other_rows_come_into_the_list(make_app, drive):
    async with drive(make_app(), (120, 30)) as driver:
        await driver.press("V", "j")
        assert "2 selected" in driver.lines()[-1]
        await driver.press("D", "enter")
        assert "selected" not in driver.lines()[-1]
        assert not driver.app.reader.panes.list.selected
