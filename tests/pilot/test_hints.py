"""A key that does nothing says so in the status line."""

from __future__ import annotations

import pytest
from textual.command import CommandList
from textual.events import Paste


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        pytest.param(["9"], "9 does nothing here. ? lists the keys.", id="no action"),
        pytest.param(["f9"], "f9 does nothing here.", id="function key"),
        pytest.param(["k"], "This is the top.", id="first row"),
        pytest.param(["G", "j"], "This is the end of the list.", id="last row"),
        pytest.param(["n"], "/ finds words in this list", id="nothing to find"),
        pytest.param(["y"], "Select a quote to copy it.", id="no quote"),
        pytest.param(["h"], "There is no pane further left.", id="no pane"),
        pytest.param(["K"], "This is the first article of the list.", id="no article before"),
        pytest.param(["enter", "k"], "This is the top of the article.", id="top of the article"),
        pytest.param(["u"], "Nothing to undo.", id="no change"),
        pytest.param(["F"], "No failures in this session.", id="no failures"),
        pytest.param(["X"], "Nothing is being added or indexed.", id="no job"),
        pytest.param(["f", "up"], "This is the top.", id="first value"),
        pytest.param(["escape"], "These are all articles. Q quits.", id="nowhere to go back"),
        pytest.param(["4", "9"], "9 does nothing here.", id="timeline"),
        pytest.param(["3", "enter", "9"], "9 does nothing here.", id="speaker"),
        pytest.param(["A", "9"], "9 does nothing here.", id="dialog"),
        pytest.param(["2", "x", "9"], "9 does nothing here.", id="why"),
        pytest.param(["D", "j"], "j does nothing here. ? lists the keys.", id="question"),
        pytest.param(["w", "f9"], "f9 does nothing here. F1 lists the keys.", id="export"),
        pytest.param(["i", "f9"], "f9 does nothing here. F1 lists the keys.", id="note"),
        pytest.param(["t", "ctrl+g"], "ctrl+g does nothing here.", id="tag"),
        pytest.param(["question_mark", "f9"], "f9 does nothing here.", id="help"),
        pytest.param(["s", "f9"], "f9 does nothing here.", id="search bar"),
        pytest.param(["slash", "f9"], "f9 does nothing here.", id="find bar"),
        pytest.param(["4", "G", "l"], "This is the last period.", id="last period"),
        pytest.param(["4", "g", "h"], "This is the first period.", id="first period"),
        pytest.param(["4", "k"], "This is the first row.", id="first row of the timeline"),
        pytest.param(["4", "G", "space"], "This is the last period.", id="last page"),
        pytest.param(["4", "n"], "/ finds a name in this timeline.", id="no name to find"),
        pytest.param(["ctrl+p", "f9"], "f9 does nothing here.", id="palette"),
        pytest.param(["question_mark", "up"], "This is the top.", id="top of the help"),
        pytest.param(
            ["enter", "right_square_bracket", "right_square_bracket"],
            "This article has no other quote.",
            id="only quote",
        ),
        pytest.param(
            ["enter", "slash", *"rebuild", "enter", "n"], "This is the only match.", id="only match"
        ),
        pytest.param(["enter", "d"], "Sorted oldest first.", id="order of the hidden list"),
        pytest.param(["enter", "z"], "Only one pane fits in this width.", id="no lists"),
        pytest.param(["G", "enter", "v"], "This article has no quotes.", id="no quotes"),
        pytest.param(["s", *"zzq", "tab"], "There is nothing to complete.", id="no word"),
        pytest.param(["s", "up"], "There is no earlier search.", id="no search"),
        pytest.param(["t", *"zzq", "tab"], "There is nothing to complete.", id="no tag"),
        pytest.param(["7", "c", *"zq", "tab"], "There is nothing to complete.", id="no name"),
        pytest.param(["1"], "This view is shown already.", id="articles again"),
        pytest.param(["2", "2"], "This view is shown already.", id="quotes again"),
        pytest.param(["4", "4"], "This view is shown already.", id="timeline again"),
        pytest.param(["3", "tab"], "There is no other pane here.", id="only pane"),
        pytest.param(["5", "J"], "No article is listed here.", id="no article"),
        pytest.param(["5", "asterisk"], "There is nothing to select.", id="no rows"),
        pytest.param(["6", "V"], "Only one row can be selected here.", id="one row"),
        pytest.param(["A", "asterisk"], "Only one row can be selected here.", id="one correction"),
    ],
)
async def test_key_that_does_nothing_says_so(make_app, drive, keys, hint):
    async with drive(make_app()) as driver:
        await driver.press(*keys)
        await driver.wait_for(hint)  # a screen below a dialog is drawn a little later
        assert hint in driver.text()


async def test_list_without_rows_has_no_last_article(make_app, drive):
    """As while a slow cluster has not answered yet."""
    async with drive(make_app({})) as driver:
        await driver.press("J")
        assert "article of the list" not in driver.text()


async def test_hint_goes_with_the_next_key(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("9", "j")
        assert "does nothing" not in driver.text()
        assert "? help" in driver.lines()[-1]


@pytest.mark.parametrize("key", ["s", "slash", "plus", "w", "E", "t", "ctrl+p", "vertical_line"])
async def test_pasted_lines_become_one_line(make_app, drive, key):
    async with drive(make_app()) as driver:
        await driver.press(key)
        driver.app.post_message(Paste("fog\r\n  ferry\n"))
        await driver.settle()
        assert driver.app.focused.value == "fog ferry"


async def test_paste_where_no_text_is_typed_says_so(make_app, drive):
    async with drive(make_app()) as driver:
        driver.app.post_message(Paste("D\n"))
        await driver.settle()
        assert "Press s to search, then paste." in driver.text()


@pytest.mark.parametrize(
    ("keys", "word", "key"),
    [
        pytest.param(["6"], "berg", "n", id="heard"),
        pytest.param(["7"], "fog", "n", id="compare"),
        pytest.param(["3", "enter"], "told", "n", id="speaker"),
        pytest.param(["2", "tilde"], "told", "n", id="versions"),
        pytest.param(["4"], "berg", "n", id="timeline"),
        pytest.param(["C"], "markdown", "n", id="citations"),
        pytest.param(["A"], "nothing", "n", id="corrections"),
        pytest.param(["U"], "nothing", "n", id="deleted"),
    ],
)
async def test_slash_opens_a_find_line_with_the_old_text_selected(make_app, drive, keys, word, key):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*keys, "slash", *word, "enter")
        before = driver.app.focused
        await driver.press("slash")
        assert driver.app.focused.selected_text == word
        await driver.press("enter", key)
        assert driver.app.focused is before


async def test_find_in_the_timeline_goes_from_name_to_name(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("4", "slash", *"e", "enter")
        seen = []
        for _ in range(3):
            seen.append(driver.lines()[-1].rpartition("  ")[2].partition(" ·")[0].strip())
            await driver.press("n")
        assert sorted(seen[:2]) == ["Ana Pell", "Olaf Berg"]
        assert seen[2] == seen[0]


async def test_typing_replaces_the_old_search(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("fog")
        await driver.search("pier")
        assert driver.app.reader.panes.browser.line == "pier"


@pytest.mark.parametrize(
    ("typed", "first"),
    [("q", "Quit"), ("q!", "Quit"), ("wq", "Quit"), ("w", "Export what is shown")],
)
async def test_palette_knows_the_commands_of_vim(make_app, drive, typed, first):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("colon")
        await driver.type(typed)
        await driver.wait_for(first)
        options = driver.app.screen.query_one(CommandList)
        assert options.get_option_at_index(0).hit.text.startswith(first)


@pytest.mark.parametrize(
    ("typed", "offered", "not_offered"),
    [
        ("restore", ["Undo the last change", "List deleted articles"], ["Filter the", "Annotate"]),
        ("rename outlet", ["Rename or merge outlets everywhere"], ["Hide this outlet"]),
        ("merge outlets", ["Rename or merge outlets everywhere"], ["Hide this outlet"]),
        ("merge", ["Merge or split names", "Rename or merge outlets everywhere"], ["Filter the"]),
        ("fltr", ["Filter the list"], ["Rename or merge"]),
    ],
)
async def test_palette_offers_what_fits_the_word(make_app, drive, typed, offered, not_offered):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("colon")
        await driver.type(typed)
        await driver.wait_for(offered[0])
        options = driver.app.screen.query_one(CommandList)
        texts = [str(option.hit.text) for option in options.options]
        assert all(any(text.startswith(each) for text in texts) for each in offered)
        assert not any(text.startswith(each) for text in texts for each in not_offered)


async def test_palette_says_where_outlets_are_renamed(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("colon")
        await driver.type("merge outlets")
        await driver.wait_for("Rename or merge outlets")
        await driver.press("enter")
        await driver.wait_for("`onrecord outlets` lists, renames")
        assert "`onrecord outlets` lists, renames" in driver.text()


@pytest.mark.parametrize(
    ("keys", "end"),
    [
        pytest.param(["2", "exclamation_mark"], "Esc cancels", id="correct"),
        pytest.param(["3", "a"], "Esc cancels", id="names"),
        pytest.param(["2", "x"], "Esc closes", id="why"),
        pytest.param(["t"], "Esc closes", id="tag"),
        pytest.param(["i"], "u undoes", id="note"),
        pytest.param(["w"], "Esc closes", id="export"),
        pytest.param(["E"], "Esc cancels", id="edit"),
        pytest.param(["2", "C"], "Esc closes", id="citation"),
        pytest.param(["A"], "Esc closes", id="corrections"),
        pytest.param(["U"], "Esc closes", id="deleted"),
        pytest.param(["question_mark"], "Esc closes", id="help"),
        pytest.param(["D"], "Esc or n: cancel", id="delete"),
    ],
)
async def test_dialog_in_the_smallest_terminal_shows_its_whole_hint(make_app, drive, keys, end):
    async with drive(make_app(), (50, 15)) as driver:
        await driver.press(*keys)
        inside = " ".join(line.partition("│")[2].rpartition("│")[0] for line in driver.lines())
        assert end in " ".join(inside.split())


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["n"], id="nothing to find"),
        pytest.param(["exclamation_mark"], id="no quote in the list"),
        pytest.param(["3", "exclamation_mark"], id="no quote of a speaker"),
        pytest.param(["enter", "n"], id="no search"),
        pytest.param(["enter", "a"], id="no speaker"),
        pytest.param(["4", "slash", *"pell", "enter", "n"], id="one name"),
        pytest.param(["6", "V"], id="one row"),
        pytest.param(["enter", "right_square_bracket", "k"], id="beside a long position"),
    ],
)
async def test_hint_in_the_smallest_terminal_is_whole_sentences(make_app, drive, keys):
    async with drive(make_app(), (50, 15)) as driver:
        await driver.press(*keys)
        foot = driver.lines()[-1]
        assert "help" not in foot
        assert "…" not in foot


async def test_article_without_names_says_so(make_app, drive):
    async with drive(make_app({"a.txt": "Rain\n\nIt rains."})) as driver:
        await driver.press("enter", "e")
        assert "This article has no names." in driver.text()


@pytest.mark.parametrize("pasted", ["Harbour Post", "harbour\n"])
async def test_text_pasted_among_the_filters_finds_one(make_app, drive, pasted):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("f")
        driver.app.post_message(Paste(pasted))
        await driver.settle()
        assert driver.app.focused.value == pasted.strip()
        assert "Harbour Post" in driver.app.reader.panes.facets.row.condition


async def test_speakers_found_by_any_word_are_counted_as_such(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("3", "slash")
        await driver.type("berg")
        assert "1 speaker with a word that starts with “berg”" in driver.lines()[0]
