"""Correcting quotes and names by keys, undoing it, and the screens that follow."""

from __future__ import annotations

import pytest

from tui.actions.correction_choices import name_options

FERRY = ["j", "enter"]  # the second of the list
FIRST_QUOTE = [*FERRY, "right_square_bracket"]


def speakers(driver):
    """Return the speakers of the quotes of the open article."""
    return [quote.speaker for quote in driver.article.page.quotes]


async def test_quote_is_attributed_to_a_person_of_the_article(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "exclamation_mark")
        assert "Choose the speaker of “We were ready at eleven,” (now Ana Pell)" in driver.text()
        await driver.press("down", "enter")
        assert speakers(driver) == ["Olaf Berg", "Olaf Berg", "Ana Pell"]
        assert "Attributed to Olaf Berg" in driver.text()
        assert driver.article.quote == 0


async def test_speaker_of_the_archive_is_found_by_typing(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("enter", "right_square_bracket", "exclamation_mark")
        await driver.type("pe")
        assert "Ana Pell  2 quotes" in driver.text()
        await driver.press("enter")
        assert speakers(driver) == ["Ana Pell"]


async def test_quote_is_attributed_to_a_typed_name(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "exclamation_mark")
        await driver.type("Nils Roos")
        assert "Nils Roos  new name" in driver.text()
        await driver.press("enter")
        assert "Nobody is called “Nils Roos” yet. Enter again to use the name." in driver.text()
        await driver.press("enter", "3")
        assert "Nils Roos" in driver.text()


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        pytest.param("unknown", [None, "Olaf Berg", "Ana Pell"], id="nobody"),
        pytest.param("not a quote", ["Olaf Berg", "Ana Pell"], id="no quote"),
    ],
)
async def test_quote_is_marked_unknown_or_not_a_quote(make_app, drive, typed, then):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "exclamation_mark")
        await driver.type(typed)
        await driver.press("enter")
        assert speakers(driver) == then


async def test_enter_right_after_typing_chooses_the_typed_name(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "exclamation_mark")
        await driver.press(*"Berg", "enter")
        await driver.settle()
        assert speakers(driver)[0] == "Olaf Berg"


async def test_unknown_and_not_a_quote_come_before_a_new_name(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "exclamation_mark")
        await driver.type("no")
        assert driver.text().index("not a quote  nobody") < driver.text().index("no  new name")


@pytest.mark.parametrize("keys", [["enter"], ["down", "up", "enter"], [*"Pell", "enter"]])
async def test_enter_on_the_speaker_as_it_is_changes_nothing(make_app, drive, keys):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "exclamation_mark")
        assert "Ana Pell  no change" in driver.text()
        await driver.press(*keys)
        assert speakers(driver) == ["Ana Pell", "Olaf Berg", "Ana Pell"]
        assert driver.app.archive.corrections.all() == ()
        assert driver.app.focused is driver.article


async def test_enter_leaves_an_unknown_speaker_unknown(make_app, drive):
    async with drive(make_app({"a.txt": "Rain\n\n“It rains,” he said."}), (120, 40)) as driver:
        await driver.press("P", "exclamation_mark", "enter")
        assert "1 quote left to check" in driver.lines()[0]
        assert driver.app.archive.corrections.all() == ()


async def test_escape_changes_nothing(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press(*FIRST_QUOTE, "exclamation_mark", "down", "escape")
        assert speakers(driver) == ["Ana Pell", "Olaf Berg", "Ana Pell"]
        assert driver.app.archive.corrections.all() == ()
        assert driver.app.focused is driver.article


async def test_corrections_are_undone_one_by_one(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "exclamation_mark", "down", "enter")
        await driver.press(
            "right_square_bracket", "right_square_bracket", "exclamation_mark", "down", "enter"
        )
        assert speakers(driver) == ["Olaf Berg", "Olaf Berg", "Olaf Berg"]
        await driver.press("u")
        assert speakers(driver) == ["Olaf Berg", "Olaf Berg", "Ana Pell"]
        await driver.press("u")
        assert speakers(driver) == ["Ana Pell", "Olaf Berg", "Ana Pell"]
        await driver.press("u")
        assert "Nothing to undo." in driver.text()


async def test_explanation_shows_a_correction_and_leads_to_one(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "x", "exclamation_mark", "down", "enter")
        assert speakers(driver)[0] == "Olaf Berg"
        await driver.press("x")
        assert "corrected by you on 20" in driver.text()
        assert "Found by the program: Ana Pell (confidence 0.93)." in driver.text()
        assert "Confidence 1.00." in driver.text()


async def test_scroll_position_survives_a_correction(make_app, drive):
    long = {"a.md": "---\ntitle: Long\n---\n" + "Fog.\n\n" * 60 + "“Oh,” said Ana Pell.\n\nEnd.\n"}
    async with drive(make_app(long)) as driver:
        await driver.press("enter", "right_square_bracket")
        top = driver.article.scroll_offset.y
        await driver.press("exclamation_mark")
        await driver.type("Olaf Berg")
        await driver.press("enter", "enter")
        assert speakers(driver) == ["Olaf Berg"]
        assert (driver.article.scroll_offset.y, driver.article.quote) == (top, 0)
        assert top > 0


async def test_current_hit_survives_a_correction(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter", "slash")
        await driver.type("torpier")
        await driver.press("enter", "n", "right_square_bracket", "exclamation_mark")
        await driver.type("Olaf Berg")
        await driver.press("enter")
        assert "match 2/" in driver.text()


async def test_quotes_of_a_search_are_updated(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("speaker:pell")
        await driver.press("2")
        assert "2 quotes" in driver.text()
        await driver.press("exclamation_mark", "down", "enter")
        assert driver.lines()[0].rstrip().endswith(" 1 quote")


async def test_speaker_screen_is_updated_and_counts_corrections(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "p")
        assert "2 quotes in 1 article" in driver.text()
        assert "correction" not in driver.lines()[0]
        await driver.press("exclamation_mark")
        await driver.type("berg")
        await driver.press("enter")
        assert "1 correction · 1 quote in 1 article" in driver.lines()[0]
        await driver.press("escape")
        assert speakers(driver).count("Ana Pell") == 1


async def test_names_are_merged(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "p", "a")
        await driver.type("olaf")
        assert "Merge with Olaf Berg  2 quotes · show both as Ana Pell" in driver.text()
        await driver.press("enter")
        assert "are not alike. Enter again to merge them." in driver.text()
        await driver.press("enter")
        assert "Olaf Berg — merged by you on 20" in " ".join(driver.text().split())
        assert "1 correction · 4 quotes in " in driver.lines()[0]
        await driver.press("u")
        assert "2 quotes in 1 article" in driver.lines()[0]


@pytest.mark.parametrize(
    ("one", "other", "asks"),
    [
        pytest.param("Olaf Berg", "Berg", False, id="last name"),
        pytest.param("Olaf Berg", "O. Berg", False, id="initial"),
        pytest.param("Olaf Berg", "Ólaf Berg", False, id="accent"),
        pytest.param("Olaf Berg", "Olaf Tor Berg", False, id="middle name"),
        pytest.param("Irena Dolvic", "Irena Dolvik", False, id="another letter"),
        pytest.param("Irena Dolvic", "Irena Dolvicc", False, id="a letter more"),
        pytest.param("Irena Dolvic", "Irena Dovlic", False, id="two letters swapped"),
        pytest.param("Irena Dolvic", "Irina Dolvik", False, id="a letter in each word"),
        pytest.param("Olaf Berg", "Nils Berg", True, id="two of one family"),
        pytest.param("Ana Pell", "Ana Holm", True, id="two of one first name"),
        pytest.param("Ana Pell", "Ana Bell", True, id="another letter of a short name"),
        pytest.param("Olaf Berg", "Ana Pell", True, id="nothing in common"),
    ],
)
def test_merge_asks_if_names_are_not_alike(archive, add, one, other, asks):
    add(f" date 2024-03-05 “Oh,” [{one}] said. “No,” [{other}] said.")
    speaker = archive.speakers.get(one)
    if other in speaker.names:
        return  # merged already
    options = name_options(archive, speaker)(other)
    assert {bool(option.confirmation) for option in options} == {asks}


@pytest.mark.parametrize("selected", ["Irena Dolvic", "Irena Dolvik"])
def test_merge_offers_the_name_used_more_often_first_and_the_other_one_next(archive, add, selected):
    add(" date 2024-03-05 “Oh,” [Irena Dolvic] said. “No,” [Irena Dolvic] said.")
    add(" date 2024-03-06 “Ah,” [Irena Dolvik] said.")
    speaker = archive.speakers.get(selected)
    options = name_options(archive, speaker)("Dolvi")
    assert [option.value.other for option in options] == ["Irena Dolvic", "Irena Dolvik"]
    assert [option.detail.partition(" · ")[2] for option in options] == [
        "show both as Irena Dolvic", "show both as Irena Dolvik",
    ]  # fmt: skip


async def test_merge_names_the_name_that_is_shown_now(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "p", "a")
        await driver.type("olaf")
        await driver.press("down", "enter", "enter")
        assert "Merged. Ana Pell is shown as Olaf Berg now." in driver.text()
        assert driver.app.archive.speakers.get("Ana Pell").name == "Olaf Berg"


async def test_names_are_offered_before_anything_is_typed(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "exclamation_mark")
        await driver.type("Nobody Known")
        await driver.press("enter", "enter", "a")
        assert "Nothing matches" not in driver.text()
        assert "Merge with Olaf Berg" in driver.text()


async def test_merge_is_removed(make_app, drive):
    files = {
        "a.md": "---\ntitle: Fog\ndate: 2024-01-01\n---\n“Oh,” said Olaf Berg.\n",
        "b.md": "---\ntitle: Ice\ndate: 2024-01-02\n---\n“No,” said Greta Holm.\n",
    }
    async with drive(make_app(files), (120, 40)) as driver:
        archive = driver.app.archive
        await driver.press("3", "a")
        await driver.type("olaf")
        await driver.press("enter")
        assert len(archive.speakers.page()) == 2
        await driver.press("enter")
        assert len(archive.speakers.page()) == 1
        await driver.press("g", "a")
        assert "Undo merge with Olaf Berg" in driver.text()
        await driver.press("enter")
        assert len(archive.speakers.page()) == 2
        assert archive.corrections.all() == ()


async def test_correction_is_removed_from_the_list(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("A")
        assert "No corrections yet" in driver.text()
        await driver.press("escape", *FIRST_QUOTE, "exclamation_mark", "down", "enter", "A")
        assert "“We were ready at eleven,” is by Olaf Berg, not Ana Pell" in driver.text()
        await driver.press("enter")
        assert speakers(driver)[0] == "Ana Pell"


async def test_unmatched_correction_is_marked_in_the_list(make_app, drive):
    app = make_app()
    app.archive.corrections.correct_names("Nils Roos", "Ana Pell", same=True)
    async with drive(app) as driver:
        await driver.press("A")
        assert "no match: nobody is quoted under the name “Nils Roos”" in driver.text()


async def test_damaged_corrections_file_is_reported_at_the_start(make_app, drive, tmp_path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "corrections.toml").write_text("# Mine.\n[[quote]\n")
    async with drive(make_app(), (120, 40)) as driver:
        assert "corrections.toml, line 2" in " ".join(driver.text().split())
        assert "Council postpones" in driver.text()


@pytest.mark.parametrize(
    ("press", "message"),
    [
        pytest.param(["exclamation_mark"], "Select a quote first", id="no quote"),
        pytest.param(["a"], "Select a speaker", id="no speaker"),
    ],
)
async def test_correction_without_a_selection_says_what_to_do(make_app, drive, press, message):
    async with drive(make_app()) as driver:
        await driver.press("G", "enter", *press)
        assert message in driver.text()


async def test_quote_of_a_hidden_article_is_not_corrected(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press(*FIRST_QUOTE, "escape", "exclamation_mark")
        assert "Select a quote first" in driver.text()


async def test_new_name_is_asked_again_after_another_hint(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FIRST_QUOTE, "exclamation_mark", *"Zed", "enter")
        assert "Enter again to use the name." in driver.text()
        await driver.press("up", "enter")
        assert "Enter again to use the name." in driver.text()
        await driver.press("enter")
        assert "Attributed to Zed" in driver.text()


@pytest.mark.parametrize("keys", [["2"], ["2", "p"], ["enter", "right_square_bracket"]],
                         ids=["list", "page of a speaker", "article"])  # fmt: skip
async def test_speaker_is_confirmed_from_the_explanation(make_app, drive, keys):
    app = make_app()
    async with drive(app) as driver:
        await driver.press(*keys, "x")
        assert "= confirms" in driver.text()
        await driver.press("equals_sign")
        assert "Confirmed" in driver.text()
        assert len(app.archive.corrections.all()) == 1


@pytest.mark.parametrize(
    ("keys", "message"),
    [(["exclamation_mark", "down", "enter"], "Attributed to Olaf Berg; u undoes this"),
     (["exclamation_mark", *"not a", "enter"], "Not a quote; u undoes this"),
     (["equals_sign"], "Confirmed Ana Pell; u undoes this")],
    ids=["attributed", "not a quote", "confirmed"],
)  # fmt: skip
async def test_correction_says_how_to_undo_it(make_app, drive, keys, message):
    async with drive(make_app(), (80, 24)) as driver:
        await driver.press(*FIRST_QUOTE, *keys)
        assert message in " ".join(driver.text().split())
