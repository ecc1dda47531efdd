"""A name typed without “speaker:” leads to what this person said, in every view."""

import re

import pytest


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        pytest.param("berg", "2 quotes by Olaf Berg: speaker:berg", id="last name"),
        pytest.param("Olaf Berg", '2 quotes by Olaf Berg: speaker:"Olaf Berg"', id="full name"),
        pytest.param('"olaf berg"', '2 quotes by Olaf Berg: speaker:"olaf berg"', id="phrase"),
    ],
)
@pytest.mark.parametrize("view", ["1", "2", "3", "4", "6", "7"])
async def test_name_of_a_speaker_suggests_the_speaker(make_app, drive, typed, note, view):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.search(typed)
        await driver.press(view)
        assert note in driver.text()


@pytest.mark.parametrize("typed", ["pier", "olaf", "harbour", "speaker:berg", "said:berg", "=berg"])
async def test_other_words_suggest_no_speaker(make_app, drive, typed):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.search(typed)
        assert not re.search(r"\d quotes? by ", driver.text())


@pytest.mark.parametrize(
    ("line", "is_said"),
    [
        pytest.param("rebuild", True, id="words"),
        pytest.param("speaker:berg rebuild", True, id="words beside a field"),
        pytest.param("speaker:berg", False, id="a field"),
        pytest.param("said:rebuild", False, id="words of quotes"),
        pytest.param("speaker:berg -nothing", False, id="excluded words"),
    ],
)
@pytest.mark.parametrize("view", ["4", "6"])
async def test_views_of_quotes_say_where_words_are_looked_for(make_app, drive, line, is_said, view):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search(line)
        await driver.press(view)
        assert ("in quotes with these words" in driver.lines()[1]) is is_said
