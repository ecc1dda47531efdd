"""Saving searches, and what is new in them."""

import pytest

from tests.support.screen_sizes import SIZES
from tui.cli.main import main


async def test_saved_search_shows_the_number_of_new_articles(make_app, drive, tmp_path):
    async with drive(make_app()) as driver:
        await driver.search("ferry")
        await driver.press("S")
        await driver.type("Boats")
        await driver.press("enter", "escape", "5")
        assert "Boats" in driver.lines()[1]
        assert "1 article" in driver.lines()[2]
        (tmp_path / "new.txt").write_text(" date 2024-09-01 The ferry sank.")
        outcomes = driver.app.archive.add([tmp_path / "new.txt"])
        assert [outcome.status for outcome in outcomes] == ["added"]
        await driver.press("1", "5")
        assert "1 new" in driver.lines()[1]
        await driver.press("enter")
        assert driver.app.reader.panes.browser.line == "ferry"
        assert "The ferry sank" in driver.text()
        await driver.press("5")
        assert "new" not in driver.lines()[1]


async def test_taken_name_of_a_search_is_reported(make_app, drive):
    async with drive(make_app(), (120, 24)) as driver:
        await driver.search("ferry")
        await driver.press("S", *"Boats", "enter")
        await driver.search("fog")
        await driver.press("S", *"Boats", "enter")
        assert "Saved as Boats. The search ferry is not saved any more." in driver.text()
        await driver.press("S", "ctrl+u", *"Fog", "enter")
        assert "Saved as Fog. It is no longer saved as Boats." in driver.text()


async def test_search_is_not_saved_without_a_name(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("ferry")
        await driver.press("S", "enter")
        assert "Not saved, because the name is empty." in driver.text()


async def test_saving_without_a_search_says_what_to_do(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("S")
        assert "Nothing to save yet" in driver.text()


async def test_selected_searches_are_deleted_together_and_restored(make_app, drive):
    async with drive(make_app(), (120, 24)) as driver:
        for line in ("ferry", "fog", "pier"):
            await driver.search(line)
        await driver.press("5", "V", "j", "D")
        assert "Delete 2 searches?" in driver.text()
        await driver.press("enter")
        assert driver.app.archive.searches.recent() == ("ferry",)
        await driver.press("u")
        assert "Undone. 2 searches are listed again" in driver.text()
        assert driver.app.archive.searches.recent() == ("pier", "fog", "ferry")


async def test_restored_search_still_has_its_new_articles(make_app, drive, tmp_path):
    app = make_app()
    app.archive.searches.set_name("ferry", "Boats")
    (tmp_path / "new.txt").write_text(" date 2024-09-01 The ferry sank.")
    list(app.archive.add([tmp_path / "new.txt"]))
    async with drive(app, (120, 24)) as driver:
        await driver.press("5", "D", "enter", "u", "1", "5")
        assert "1 new" in driver.lines()[1]


async def test_renamed_search_still_has_its_new_articles(make_app, drive, tmp_path):
    app = make_app()
    app.archive.searches.set_name("ferry", "Boats")
    (tmp_path / "new.txt").write_text(" date 2024-09-01 The ferry sank.")
    list(app.archive.add([tmp_path / "new.txt"]))
    async with drive(app, (120, 24)) as driver:
        await driver.press("5", "S", *"Ships", "enter", "1", "5")
        assert "Ships" in driver.lines()[1]
        assert "1 new" in driver.lines()[1]


@pytest.mark.parametrize("form", ["md", "csv", "json", "html"])
async def test_searches_are_exported(make_app, drive, tmp_path, monkeypatch, capsys, form):
    monkeypatch.chdir(tmp_path)
    async with drive(make_app(), (120, 24)) as driver:
        await driver.search("ferry")
        await driver.press("S", *"Boats", "enter", "5", "w", "ctrl+u", *f"a.{form}", "enter")
        await driver.wait_for("1 search exported to")
        driver.app.archive.searches.set_name("ferry", "Ships")
        driver.app.archive.searches.record("fog")
    text = (tmp_path / f"a.{form}").read_text()
    assert "Boats" in text
    assert main(["--archive", str(tmp_path / "archive"), "verify", f"a.{form}"]) == 1
    out, err = capsys.readouterr()
    assert out == "changed  ferry: Boats, now Ships\nnew      fog: without a name\n"
    assert "0 searches unchanged, 1 new, 1 changed" in err


@pytest.mark.parametrize("size", [(120, 40), (160, 40)], ids="{0[0]}x{0[1]}".format)
async def test_no_article_stands_beside_a_search_as_if_it_were_its_result(make_app, drive, size):
    async with drive(make_app(), size) as driver:
        await driver.search("fog")
        await driver.press("5")
        assert driver.article.page is None
        await driver.press("1")
        assert driver.article.page is not None


WIDE = pytest.mark.parametrize("size", [(120, 40), (160, 48)], ids="{0[0]}x{0[1]}".format)


async def made_searches(driver, *lines):
    """Search for these lines, then open the list of searches, which has the latest first."""
    for line in lines:
        await driver.search(line)
    await driver.press("5")


def beside(driver):
    """Return what stands beside the list."""
    left = driver.app.reader.panes.list.region.right
    return "\n".join(line[left:] for line in driver.lines())


@WIDE
@pytest.mark.parametrize(
    ("line", "shown"),
    [
        pytest.param("torpier", ["3 articles", "Council postpones", "The fish market"], id="word"),
        pytest.param("speaker:pell", ["1 article", "“We were ready at eleven,”"], id="quotes"),
        pytest.param("conf:<0.95", ["2 articles", "“We will rebuild,”"], id="confidence"),
        pytest.param("zebra", ["0 articles"], id="nothing"),
        pytest.param("torpier sort:oldest", ["3 articles", "finds"], id="sorted"),
    ],
)
async def test_search_of_the_list_shows_beside_it_what_it_finds(make_app, drive, size, line, shown):
    async with drive(make_app(), size) as driver:
        await made_searches(driver, line)
        for text in shown:
            assert text in beside(driver)


@WIDE
async def test_newest_article_of_a_search_is_shown_first(make_app, drive, size):
    async with drive(make_app(), size) as driver:
        await made_searches(driver, "torpier")
        text = beside(driver)
        assert text.index("Council postpones") < text.index("Ferry to") < text.index("The fish")


@WIDE
async def test_search_of_the_list_shows_how_many_articles_are_new(make_app, drive, size, tmp_path):
    async with drive(make_app(), size) as driver:
        await driver.search("ferry")
        await driver.press("S", *"Boats", "enter", "escape")
        (tmp_path / "new.txt").write_text(" date 2024-09-01 The ferry sank.")
        list(driver.app.archive.add([tmp_path / "new.txt"]))
        await driver.press("5")
        assert "1 new · 2 articles" in beside(driver)
        assert "since this search was last opened" in beside(driver)
        assert "The ferry sank" in beside(driver)


@WIDE
async def test_what_is_shown_beside_follows_the_cursor(make_app, drive, size):
    async with drive(make_app(), size) as driver:
        await made_searches(driver, "pier", "market")
        assert "The fish market" in beside(driver)
        await driver.press("j")
        assert "Council postpones" in beside(driver)
        await driver.press("1")
        assert driver.article.page.title == "The fish market of Torpier opened"


@pytest.mark.parametrize("size", [(50, 15), (80, 24)], ids="{0[0]}x{0[1]}".format)
async def test_narrow_window_shows_the_searches_alone(make_app, drive, size):
    async with drive(make_app(), size) as driver:
        await made_searches(driver, "ferry")
        assert "ferry" in driver.lines()[1]
        assert "Ferry to Torpier" not in driver.text()


async def test_showing_what_a_search_finds_makes_no_search(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await made_searches(driver, "pier", "market")
        await driver.press("j", "j", "k")
        assert driver.app.archive.searches.recent() == ("market", "pier")


def app_with_new_article(make_app, tmp_path, line="torpier"):
    """Return the reader on an archive with a saved search, in which one article is new."""
    app = make_app()
    app.archive.searches.set_name(line, "Boats")
    (tmp_path / "new.txt").write_text(
        "Torpier floods\n\n date 2024-09-01 “It rained in Torpier,” said Ana Pell.\n"
    )
    assert [outcome.status for outcome in app.archive.add([tmp_path / "new.txt"])] == ["added"]
    return app


def marked(driver):
    """Return the first words of the rows of the list that are marked as new."""
    width = driver.app.reader.panes.list.region.right
    lines = [line[:width].rstrip(" │▎") for line in driver.lines()]
    return [line.split()[1] for line in lines if line.endswith(" new")]


@SIZES
async def test_new_results_of_a_saved_search_are_marked(make_app, drive, size, tmp_path):
    async with drive(app_with_new_article(make_app, tmp_path), size) as driver:
        await driver.press("5", "enter", "d")
        assert marked(driver) == ["Torpier"]
        assert driver.app.reader.panes.list.row_at(0).entry.title == "Torpier floods"
        assert "new" in driver.lines()[2][: driver.app.reader.panes.list.region.right]


async def test_number_of_new_results_is_told(make_app, drive, tmp_path):
    async with drive(app_with_new_article(make_app, tmp_path), (120, 40)) as driver:
        await driver.press("5", "enter")
        assert "1 article is new since you last opened this search." in driver.lines()[-1]


async def test_number_of_new_results_is_told_up_to_a_limit(make_app, drive, tmp_path, monkeypatch):
    for module in ("index.archive.searches", "tui.widgets.browser"):
        monkeypatch.setattr(f"{module}.MAX_NEW", 1)
    app = app_with_new_article(make_app, tmp_path)
    (tmp_path / "newer.txt").write_text("Torpier dries\n\n date 2024-09-02 It dried in Torpier.\n")
    assert [outcome.status for outcome in app.archive.add([tmp_path / "newer.txt"])] == ["added"]
    async with drive(app, (120, 40)) as driver:
        await driver.press("5", "enter")
        said = "More than 1 article are new since you last opened this search."
        assert said in driver.lines()[-1]


async def test_typed_line_of_a_saved_search_marks_what_is_new(make_app, drive, tmp_path):
    async with drive(app_with_new_article(make_app, tmp_path), (120, 40)) as driver:
        await driver.search("torpier")
        assert len(marked(driver)) == 1


async def test_results_are_new_once(make_app, drive, tmp_path):
    async with drive(app_with_new_article(make_app, tmp_path), (120, 40)) as driver:
        await driver.press("5", "enter", "5", "enter")
        assert marked(driver) == []


async def test_search_without_a_name_marks_nothing(make_app, drive, tmp_path):
    async with drive(app_with_new_article(make_app, tmp_path), (120, 40)) as driver:
        await driver.search("rained")
        assert marked(driver) == []


@pytest.mark.parametrize("keys", [["2"], ["2", "1"], ["m"], ["d"], ["enter", "escape"]], ids=str)
async def test_new_results_stay_marked_while_the_search_is_open(make_app, drive, tmp_path, keys):
    async with drive(app_with_new_article(make_app, tmp_path), (120, 40)) as driver:
        await driver.press("5", "enter", *keys)
        assert len(marked(driver)) == 1


async def test_new_results_are_still_marked_when_the_user_comes_back(make_app, drive, tmp_path):
    async with drive(app_with_new_article(make_app, tmp_path), (120, 40)) as driver:
        await driver.press("5", "enter")
        await driver.search("fog")
        assert marked(driver) == []
        await driver.press("escape")
        assert len(marked(driver)) == 1


async def test_filter_of_a_saved_search_marks_nothing_that_was_not_asked(make_app, drive, tmp_path):
    async with drive(app_with_new_article(make_app, tmp_path), (120, 40)) as driver:
        await driver.press("5", "enter", "escape", "escape")
        assert marked(driver) == []


def filters(driver):
    """Return the values of the filters that are shown, with their counts."""
    left = driver.app.reader.panes.facets.region.x
    return [" ".join(line[left:].strip(" │▎").split()) for line in driver.lines()[1:-1]]


async def test_filters_beside_the_searches_are_those_of_the_selected_search(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await made_searches(driver, "torpier", "fog")
        assert "unread 1" in filters(driver)
        await driver.press("j")
        assert "unread 3" in filters(driver)
        await driver.press("k")
        assert "unread 1" in filters(driver)


@SIZES
async def test_filter_of_the_selected_search_leads_back_to_the_searches(make_app, drive, size):
    async with drive(make_app(), size) as driver:
        await made_searches(driver, "torpier", "fog")
        await driver.press("j", "f", *"valley", "enter")
        assert driver.app.reader.panes.browser.line == 'torpier source:="Valley Echo"'
        assert "1 article" in driver.lines()[0]
        await driver.press("escape")
        assert driver.app.reader.panes.browser.view == "searches"
        assert driver.app.reader.panes.list.row.line == "torpier"


@SIZES
@pytest.mark.parametrize(
    ("keys", "line"),
    [
        pytest.param(["backslash", *"echo", "enter"], "torpier echo", id="refined"),
        pytest.param(["P"], "torpier conf:", id="reviewed"),
    ],
)
async def test_key_on_a_search_is_about_the_selected_one(make_app, drive, size, keys, line):
    async with drive(make_app(), size) as driver:
        await made_searches(driver, "torpier", "fog")
        await driver.press("j", *keys)
        assert driver.app.reader.panes.browser.line.startswith(line)


async def test_filters_of_the_timeline_over_the_searches_are_those_of_the_current_search(
    make_app, drive
):
    async with drive(make_app(), (120, 40)) as driver:
        await made_searches(driver, "speaker:pell", "speaker:berg")
        await driver.press("j", "6", "enter")
        assert driver.app.reader.panes.browser.line.startswith("speaker:berg")


@pytest.mark.parametrize("start", [["5"], ["3"]], ids=["searches", "speakers"])
async def test_summary_stays_beside_the_list_while_the_filters_have_the_focus(
    make_app, drive, start
):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.search("torpier")
        await driver.press(*start)
        before = [line[:120] for line in driver.lines()[:-1]]
        await driver.press("f")
        assert driver.app.focused is driver.app.reader.panes.facets
        after = [line[:120] for line in driver.lines()[:-1]]
        assert [line.replace("▎", " ") for line in after] == [
            line.replace("▎", " ") for line in before
        ]
