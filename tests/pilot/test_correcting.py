"""Corrections by keys: a quote, a name, undoing, and what the screens show of it."""

from __future__ import annotations

import pytest

FERRY = ["j", "enter"]  # the second of the list
FIRST_QUOTE = [*FERRY, "right_square_bracket"]


def speakers(on):
    """Who speaks in the article on the page."""
    return [quote.speaker for quote in on.article.reading.quotes]


async def test_quote_is_given_to_a_person_of_the_article(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press(*FIRST_QUOTE, "exclamation_mark")
        assert "Who said “We were ready at eleven,”, if not Ana Pell?" in on.text()
        await on.press("enter")
        assert speakers(on) == ["Olaf Berg", "Olaf Berg", "Ana Pell"]
        assert "is said by Olaf Berg" in on.text()
        assert on.article.quote == 0


async def test_speaker_of_the_archive_is_found_by_typing(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press("enter", "right_square_bracket", "exclamation_mark")
        await on.type("pe")
        assert "Ana Pell  2 quotes" in on.text()
        await on.press("enter")
        assert speakers(on) == ["Ana Pell"]


async def test_new_name_is_typed(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press(*FIRST_QUOTE, "exclamation_mark")
        await on.type("Nils Roos")
        assert "Nils Roos  as typed" in on.text()
        await on.press("enter", "3")
        assert "Nils Roos" in on.text()
        assert "1 correction" in on.text()


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        pytest.param("unknown", [None, "Olaf Berg", "Ana Pell"], id="nobody"),
        pytest.param("not a quote", ["Olaf Berg", "Ana Pell"], id="no quote"),
    ],
)
async def test_quote_is_of_nobody_or_is_none(reader, driven, typed, then):
    async with driven(reader(), (120, 40)) as on:
        await on.press(*FIRST_QUOTE, "exclamation_mark")
        await on.type(typed)
        await on.press("enter")
        assert speakers(on) == then


async def test_enter_right_after_typing_takes_what_was_typed(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press(*FIRST_QUOTE, "exclamation_mark")
        await on.press(*"Roos", "enter")
        await on.settle()
        assert speakers(on)[0] == "Roos"


async def test_esc_leaves_all_as_it_is(reader, driven):
    async with driven(reader()) as on:
        await on.press(*FIRST_QUOTE, "exclamation_mark", "down", "escape")
        assert speakers(on) == ["Ana Pell", "Olaf Berg", "Ana Pell"]
        assert on.app.reader.archive.corrections.all() == ()
        assert on.app.focused is on.article


async def test_undo_takes_corrections_back_one_by_one(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press(*FIRST_QUOTE, "exclamation_mark", "enter")
        await on.press("right_square_bracket", "right_square_bracket", "exclamation_mark", "enter")
        assert speakers(on) == ["Olaf Berg", "Olaf Berg", "Olaf Berg"]
        await on.press("u")
        assert speakers(on) == ["Olaf Berg", "Olaf Berg", "Ana Pell"]
        await on.press("u")
        assert speakers(on) == ["Ana Pell", "Olaf Berg", "Ana Pell"]
        await on.press("u")
        assert "There is nothing to undo." in on.text()


async def test_explanation_says_so_and_leads_to_a_correction(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press(*FIRST_QUOTE, "x", "exclamation_mark", "enter")
        assert speakers(on)[0] == "Olaf Berg"
        await on.press("x")
        assert "corrected by the reader on 20" in on.text()
        assert "program         Ana Pell   confidence 0.93" in on.text()
        assert "confidence      1.00" in on.text()


async def test_place_on_the_page_is_kept(reader, driven):
    long = {"a.md": "---\ntitle: Long\n---\n" + "Fog.\n\n" * 60 + "“Oh,” said Ana Pell.\n\nEnd.\n"}
    async with driven(reader(long)) as on:
        await on.press("enter", "right_square_bracket")
        top = on.article.scroll_offset.y
        await on.press("exclamation_mark")
        await on.type("Olaf Berg")
        await on.press("enter")
        assert speakers(on) == ["Olaf Berg"]
        assert (on.article.scroll_offset.y, on.article.quote) == (top, 0)
        assert top > 0


async def test_next_hit_is_the_one_after_that_at_which_something_was_corrected(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter", "slash")
        await on.type("torpier")
        await on.press("enter", "n", "right_square_bracket", "exclamation_mark")
        await on.type("Olaf Berg")
        await on.press("enter")
        assert "hit 2/" in on.text()


async def test_quotes_of_a_search_follow(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.search("speaker:pell")
        await on.press("2")
        assert "2 quotes" in on.text()
        await on.press("exclamation_mark", "enter")
        assert on.lines()[0].rstrip().endswith(" 1 quote")


async def test_page_of_a_speaker_follows_and_says_how_many_were_made(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press(*FIRST_QUOTE, "p")
        assert "2 quotes in 1 article" in on.text()
        assert "correction" not in on.lines()[0]
        await on.press("exclamation_mark")
        await on.type("berg")
        await on.press("enter")
        assert "1 correction · 1 quote in 1 article" in on.lines()[0]
        await on.press("escape")
        assert speakers(on).count("Ana Pell") == 1


async def test_two_names_are_said_to_be_one_person(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press(*FIRST_QUOTE, "p", "a")
        await on.type("olaf")
        assert "Olaf Berg  is the same · 2 quotes" in on.text()
        await on.press("enter")
        assert "Olaf Berg — you said so on 20" in " ".join(on.text().split())
        assert "1 correction · 4 quotes in " in on.lines()[0]
        await on.press("u")
        assert "2 quotes in 1 article" in on.lines()[0]


async def test_two_names_are_said_to_be_two_people_and_one_again(reader, driven):
    files = {
        "a.md": "---\ntitle: Fog\ndate: 2024-01-01\n---\n“Oh,” said Olaf Berg.\n",
        "b.md": "---\ntitle: Ice\ndate: 2024-01-02\n---\n“No,” said Greta Holm.\n",
    }
    async with driven(reader(files), (120, 40)) as on:
        archive = on.app.reader.archive
        await on.press("3", "a")
        await on.type("olaf")
        await on.press("enter")
        assert len(archive.speakers.page()) == 1
        await on.press("g", "a")
        assert "are one person, you said: take it back" in on.text()
        await on.press("enter")
        assert len(archive.speakers.page()) == 2
        assert archive.corrections.all() == ()


async def test_list_of_corrections_takes_one_back(reader, driven):
    async with driven(reader(), (120, 40)) as on:
        await on.press("A")
        assert "Nothing was corrected" in on.text()
        await on.press("escape", *FIRST_QUOTE, "exclamation_mark", "enter", "A")
        assert "“We were ready at eleven,” is by Olaf Berg, not Ana Pell" in on.text()
        await on.press("enter")
        assert speakers(on)[0] == "Ana Pell"


async def test_correction_that_fits_nothing_is_shown_so(reader, driven):
    app = reader()
    app.reader.archive.corrections.correct_names("Nils Roos", "Ana Pell", same=True)
    async with driven(app) as on:
        await on.press("A")
        assert "fits nothing: nobody is quoted under the name “Nils Roos”" in on.text()


async def test_broken_file_is_told_at_the_start(reader, driven, tmp_path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "corrections.toml").write_text("# Mine.\n[[quote]\n")
    async with driven(reader(), (120, 40)) as on:
        assert "corrections.toml, line 2" in " ".join(on.text().split())
        assert "Council postpones" in on.text()


@pytest.mark.parametrize(
    ("press", "told"),
    [
        pytest.param(["exclamation_mark"], "Go to a quote first", id="no quote"),
        pytest.param(["a"], "Go to a speaker", id="no speaker"),
    ],
)
async def test_key_without_anything_to_correct_says_so(reader, driven, press, told):
    async with driven(reader()) as on:
        await on.press("G", "enter", *press)
        assert told in on.text()


async def test_quote_of_an_article_out_of_sight_is_not_corrected(reader, driven):
    async with driven(reader()) as on:
        await on.press(*FIRST_QUOTE, "escape", "exclamation_mark")
        assert "Go to a quote first" in on.text()
