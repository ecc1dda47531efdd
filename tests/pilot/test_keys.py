"""Keys, the help, the command palette and the panes."""

import pytest

from index.article import Step
from tui import keys
from tui.dialogs.explanation import Explanation
from tui.dialogs.help import help_lines


def test_every_key_has_an_id_and_a_tooltip():
    bindings = [binding for place in keys.CONTEXTS.values() for binding in place]
    assert all(binding.id and binding.tooltip for binding in bindings)
    assert len({binding.id for binding in bindings}) == len(bindings)


def test_help_finds_keys_by_their_explanation():
    assert [line.key for line in help_lines("next quote") if line.key] == ["]"]
    assert not help_lines("zeppelin")


async def test_help_opens_filters_and_closes(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("question_mark")
        assert "Search the archive" in driver.text()
        await driver.type("copy")
        assert "Copy the quote with its citation" in driver.text()
        assert "Search the archive" not in driver.text()
        await driver.press("escape")
        assert "Council postpones" in driver.text()


async def test_palette_has_every_active_action(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("j", "enter", "ctrl+p")
        await driver.type("next quote")
        await driver.press("enter", "enter")
        assert driver.article.quote == 0


async def test_palette_has_the_actions_of_other_panes(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("j", "ctrl+p")
        await driver.type("next quote")
        await driver.press("enter")
        assert driver.article.quote == 0


@pytest.mark.parametrize(
    ("typed", "action", "place"),
    [
        pytest.param("dossier", "Write a dossier of this person", "the page of a speaker",
                     id="of a speaker"),
        pytest.param("portrait", "Write a dossier of this person", "the page of a speaker",
                     id="by a synonym"),
        pytest.param("swap", "Choose what to compare", "a comparison", id="of a comparison"),
        pytest.param("last period", "Last period", "the timeline", id="of the timeline"),
    ],
)  # fmt: skip
async def test_palette_says_where_an_action_works_that_does_not_work_here(
    make_app, drive, typed, action, place
):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("ctrl+p")
        await driver.type(typed)
        await driver.wait_for(action)
        await driver.press("enter")
        await driver.wait_for(f"Open {place} first")
        assert f"Open {place} first" in driver.text()


async def test_palette_lists_matches_by_synonym_first(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("ctrl+p")
        await driver.type("bookmark")
        await driver.press("enter", "enter")
        assert driver.app.archive.articles()[0].starred


async def test_explanation_shows_an_attribution(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter", "right_square_bracket", "x")
        assert "subject of “said”" in driver.text()
        assert "0.93" in driver.text()
        await driver.press("escape")
        assert driver.app.focused is driver.article


async def test_explanation_shows_cue_mention_chain_and_deductions(make_app, drive):
    steps = (
        Step("source", "He", "subject of “said”"),
        Step("He", "Olaf Berg", "most prominent person before it, masculine"),
        Step("lowered", "−0.26", "unsure whom “He” refers to"),
    )
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("j", "enter")
        reading = driver.article.page
        quote = reading.quotes[1]._replace(steps=steps, confidence=0.67)
        driver.app.push_screen(Explanation(reading, quote))
        await driver.settle()
        for line in (
            "A direct quote, introduced by “said”.",
            "“He” names the speaker: subject of “said”.",
            "“He” means Olaf Berg: most prominent person before it, masculine.",
            "Confidence 0.67. Lowered by 0.26: unsure whom “He” refers to.",
        ):
            assert line in driver.text()


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
async def test_the_keys_that_move_in_a_list(make_app, drive, press, row):
    async with drive(make_app()) as driver:
        await driver.press(*press)
        assert driver.app.reader.panes.list.cursor == row


@pytest.mark.parametrize(
    ("press", "row"),
    [
        pytest.param("02j", 2, id="down"),
        pytest.param("G02k", 0, id="up"),
        pytest.param("0012j", 2, id="more than there are"),
        pytest.param("0j", 1, id="no digit"),
        pytest.param("02m", 0, id="a key that does not move"),
    ],
)
async def test_count_begins_with_0_and_multiplies_the_key_after_it(make_app, drive, press, row):
    async with drive(make_app()) as driver:
        await driver.press(*press)
        assert driver.app.reader.panes.list.cursor == row
        assert not any(entry.starred for entry in driver.app.archive.articles())


async def test_count_is_shown_until_a_key_uses_or_drops_it(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("0", "1", "2")
        assert "Count 12" in driver.lines()[-1]
        await driver.press("escape")
        assert "This key takes no count." in driver.lines()[-1]
        await driver.press("2")
        assert driver.app.reader.panes.browser.view == "quotes"


async def test_count_goes_on_by_quotes_and_matches(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("j", "enter", "0", "2", "right_square_bracket")
        assert driver.article.quote == 1
        await driver.press("slash")
        await driver.type("the")
        await driver.press("enter", "0", "2", "n")
        assert driver.article.highlights.hit == 2


async def test_count_steps_through_articles_and_the_history(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("enter", "J", "J")
        last = driver.article.page.id
        await driver.press("0", "2", "K")
        first = driver.article.page.id
        assert driver.app.reader.panes.list.cursor == 0
        await driver.press("0", "9", "H")
        assert last != driver.article.page.id == first


async def test_panes_are_reached_by_keys(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        seen = []
        for key in ("l", "l", "h", "h", "tab", "shift+tab"):
            await driver.press(key)
            seen.append(driver.app.focused.id)
        assert seen == ["article", "context", "article", "list", "article", "list"]


async def test_the_mouse_opens_an_article(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.pilot.click(offset=(10, 3), times=2)
        await driver.settle()
        assert "The ferry left Torpier" in driver.text()


async def test_width_decides_between_one_two_and_three_panes(make_app, drive):
    async with drive(make_app(), (80, 24)) as driver:
        shown = []
        for size in ((80, 24), (120, 40), (160, 48)):
            await driver.resize(*size)
            panes = ("list", "article", "context", "facets")
            shown.append(
                [name for name in panes if driver.app.reader.query_one(f"#{name}").display]
            )
        assert shown == [["list"], ["list", "article"], ["list", "article", "facets"]]
