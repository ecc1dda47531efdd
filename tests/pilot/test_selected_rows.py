"""Keys on several selected rows: each changes all of them in one step, or says that it does not."""

from __future__ import annotations

import pytest

SAID = {
    f"{month}.md": f"---\ntitle: Pier {month}\ndate: 2024-{month:02}-02\nsource: {outlet}\n---\n"
    f"“The harbour loan of {month} million rebuilds the pier,” said {name}.\n"
    for month, (name, outlet) in enumerate(
        [("Ana Pell", "Post"), ("Olaf Berg", "Echo"), ("Ana Pell", "Wire"), ("Olaf Berg", "Post")],
        start=1,
    )
}
ONLY_ONE = "This key acts only on the row under the cursor"


def speakers(driver):
    """Return the speakers of all quotes, the newest first."""
    return [hit.quote.speaker for hit in driver.app.archive.quotes()]


def corrections(driver):
    """Return the number of corrections."""
    return len(driver.app.archive.corrections.all())


@pytest.mark.parametrize("line", ["", "loan", "speaker:pell OR speaker:berg"])
async def test_speakers_of_selected_quotes_are_confirmed_and_undone_together(make_app, drive, line):
    async with drive(make_app(SAID), (120, 24)) as driver:
        await driver.search(line)
        await driver.press("2", "V", "j", "j", "equals_sign")
        assert "Confirmed 3 quotes; u undoes this." in driver.lines()[-1]
        assert corrections(driver) == 3
        await driver.press("u")
        assert "Undone. The speakers are not confirmed." in driver.lines()[-1]
        assert corrections(driver) == 0


async def test_one_speaker_is_chosen_for_all_selected_quotes(make_app, drive):
    async with drive(make_app(SAID), (120, 24)) as driver:
        before = speakers(driver)
        await driver.press("2", "asterisk", "exclamation_mark")
        assert "Choose the speaker of 4 quotes" in driver.text()
        assert "no change" not in driver.text()
        await driver.type("Ana")
        await driver.press("enter")
        assert speakers(driver) == ["Ana Pell"] * 4
        assert "Attributed to Ana Pell; u undoes this: 4 quotes" in driver.lines()[-1]
        await driver.press("u")
        assert speakers(driver) == before


async def test_selected_quotes_of_a_speaker_are_no_quotes_until_this_is_undone(make_app, drive):
    async with drive(make_app(SAID), (120, 24)) as driver:
        await driver.press("3", "enter", "V", "j", "exclamation_mark")
        await driver.type("not a")
        await driver.press("enter")
        assert len(speakers(driver)) == 2
        await driver.press("u")
        assert len(speakers(driver)) == 4


async def test_selected_articles_are_no_quotes_to_confirm(make_app, drive):
    async with drive(make_app(SAID), (120, 24)) as driver:
        await driver.search("loan")
        await driver.press("asterisk", "equals_sign")
        assert "2 lists the quotes" in driver.lines()[-1]
        assert corrections(driver) == 0


@pytest.mark.parametrize("key", ["exclamation_mark", "equals_sign"])
async def test_explanation_of_one_quote_leads_to_the_correction_of_this_one(make_app, drive, key):
    async with drive(make_app(SAID), (120, 24)) as driver:
        await driver.press("2", "V", "j", "j", "x", key)
        if key == "exclamation_mark":
            await driver.type("Eva Munk")
            await driver.press("enter", "enter")
        assert corrections(driver) == 1


@pytest.mark.parametrize("size", [(50, 15), (120, 24), (160, 40)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize(
    ("key", "message"),
    [
        *((key, ONLY_ONE) for key in ("x", "a", "p", "i", "I", "E", "O", "tilde")),
        ("less_than_sign", ONLY_ONE),
        ("o", "address"),
        ("c", "No other copies"),
    ],
)
async def test_key_for_one_row_says_so_if_several_are_selected(
    make_app, drive, size, key, message, monkeypatch
):
    monkeypatch.setenv("EDITOR", "true")
    async with drive(make_app(SAID), size) as driver:
        await driver.press("2", "V", "j", "j", key)
        shown = " ".join(line.strip() for line in driver.lines()[-2:])
        assert message in shown


async def test_names_of_one_selected_speaker_are_merged_at_a_time(make_app, drive):
    async with drive(make_app(SAID), (120, 24)) as driver:
        await driver.press("3", "V", "j", "a")
        assert f"{ONLY_ONE}; 2 rows are selected." in driver.text()


async def test_outlets_of_selected_articles_are_hidden_and_shown_together(make_app, drive):
    async with drive(make_app(SAID), (120, 24)) as driver:
        await driver.press("V", "j", "Z")
        assert "Hide 2 outlets?" in driver.text()
        assert "3 articles will not be listed" in driver.text()
        await driver.press("enter")
        assert "2 outlets are hidden. u undoes this" in driver.lines()[-1]
        assert driver.app.archive.count() == 1
        await driver.press("u")
        assert "2 outlets are shown again" in driver.lines()[-1]
        assert driver.app.archive.count() == 4


async def test_outlet_stays_if_the_question_is_answered_by_no(make_app, drive):
    async with drive(make_app(SAID), (120, 24)) as driver:
        await driver.press("Z")
        assert "Hide outlet Post?" in driver.text()
        await driver.press("escape")
        assert driver.app.archive.count() == 4


@pytest.mark.parametrize(
    ("keys", "marked", "message", "undone"),
    [
        pytest.param("m", "starred", "Starred: 1 article", "Star removed: “Pier", id="star"),
        pytest.param("tx", "x", "Tag x added: 1 article", "Tag x removed: “Pier", id="tag"),
        pytest.param("r", "read", "Marked as read: 1 article", "", id="read"),
    ],
)
async def test_messages_count_only_the_articles_that_a_key_changed(
    make_app, drive, keys, marked, message, undone
):
    async with drive(make_app(SAID), (120, 24)) as driver:
        marks, (first, *_) = driver.app.archive.marks, driver.app.archive.articles()
        marks.tag(first.id, "x", on=True) if marked == "x" else marks.set(first.id, marked)
        await driver.press("1", "V", "j", *keys, *(["enter"] if marked == "x" else []))
        assert f"{message} " in f"{driver.lines()[-1].strip()} "
        if undone:
            await driver.press("u")
            assert undone in driver.text()


@pytest.mark.parametrize("form", ["md", "csv", "json", "html"])
@pytest.mark.parametrize("line", ["", "speaker:pell OR speaker:berg"])
async def test_export_of_selected_rows_says_how_many_of_how_many(
    make_app, drive, tmp_path, form, line
):
    async with drive(make_app(SAID), (120, 24)) as driver:
        if line:
            await driver.search(line)
        await driver.press("2", "V", "j", "w")
        assert "Export 2 of 4 quotes to" in driver.text()
        await driver.press("ctrl+u", *str(tmp_path / f"out.{form}"), "enter")
    written = "".join(file.read_text() for file in tmp_path.glob("out.*"))
    assert "2 of 4 rows" in written
    assert line in written


async def test_export_of_all_rows_names_no_selection(make_app, drive, tmp_path):
    async with drive(make_app(SAID), (120, 24)) as driver:
        await driver.press("2", "w")
        assert "Export quotes to" in driver.text()
        await driver.press("ctrl+u", *str(tmp_path / "out.md"), "enter")
    assert "selected:" not in (tmp_path / "out.md").read_text()
