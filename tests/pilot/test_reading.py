"""The open article: text, margin, moving, resizing and selecting."""

import pytest

NUMBERED = {
    "long.txt": " date 2024-01-01 "
    + "\n\n".join(
        f"Paragraph {n}: " + "the sea was calm and the ferry late " * 6 for n in range(1, 61)
    )
}


async def test_page_shows_title_details_and_text(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter")
        assert "Ferry to Torpier is late again" in driver.text()
        assert "2024-04-02 · Harbour Post · 3 quotes · 2 speakers · 1 min" in driver.text()
        assert "The ferry left Torpier at noon" in driver.text()


async def test_an_article_without_a_source_says_so(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("G", "enter")
        assert "2024-03-01 · no outlet · 0 quotes" in driver.text()


async def test_note_on_an_article_is_shown_above_it(make_app, drive):
    files = {"fog.md": "---\ntitle: Fog\ndate: soon\n---\nIt was foggy.\n"}
    async with drive(make_app(files)) as driver:
        await driver.press("enter")
        assert "No date:" in driver.text()


async def test_each_quote_has_a_bar_and_its_speaker_beside_its_first_line(make_app, drive):
    async with drive(make_app(), (120, 30)) as driver:
        await driver.press("j", "enter")
        first = next(line for line in driver.lines() if "“We were ready" in line)
        assert "Ana Pell █" in first.replace("┃", "█")
        assert "Olaf Berg ┃ “Nobody told us,”" in driver.text()


async def test_entities_are_marked_by_type_without_colour(make_app, drive, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with drive(make_app(), (120, 30)) as driver:
        await driver.press("j", "enter")
        assert "Harbour Trust" in driver.styled("italic")
        assert "Harbour Trust" not in driver.styled("underline")
        assert "Torpier" in driver.styled("italic")
        assert "Torpier" in driver.styled("underline")
        assert "Olaf Berg" in driver.styled("underline")
        assert "Olaf Berg" not in driver.styled("italic")
        assert "“Nobody told us,”" in driver.styled("bold")


async def test_brackets_go_from_quote_to_quote_and_wrap_around(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter")
        seen = []
        for _ in range(4):
            await driver.press("right_square_bracket")
            seen.append(driver.article.quote)
        await driver.press("left_square_bracket")
        assert seen == [0, 1, 2, 0]
        assert driver.article.quote == 2
        assert "quote 3/3" in driver.text()


async def test_braces_go_from_name_to_name(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter", "right_curly_bracket", "right_curly_bracket")
        reading = driver.article.page
        span, label = reading.entity_spans.items[driver.article.highlights.entity]
        assert (span.cut(reading.text), label) == ("Ana Pell", "person")


async def test_layers_of_quotes_and_names_can_be_hidden(make_app, drive):
    async with drive(make_app(), (120, 30)) as driver:
        await driver.press("j", "enter", "v")
        assert "┃" not in driver.text()
        await driver.press("e")
        assert "Torpier" not in driver.styled("underline")
        assert "Olaf Berg" in driver.styled("underline")


@pytest.mark.parametrize("size", [(50, 15), (80, 24), (120, 30)])
async def test_keys_of_the_layers_say_what_is_highlighted(make_app, drive, size):
    async with drive(make_app(), size) as driver:
        await driver.press("enter")
        for kind in ("people", "organisations", "places"):
            await driver.press("e")
            assert f"Highlighted: names of {kind}." in driver.lines()[-1]
        await driver.press("e")
        assert "Highlighted: no names." in driver.lines()[-1]
        await driver.press("e")
        assert "Highlighted: all names." in driver.lines()[-1]
        await driver.press("v")
        assert "Quotes are not highlighted." in driver.lines()[-1]
        await driver.press("v")
        assert "Quotes are highlighted." in driver.lines()[-1]


@pytest.mark.parametrize("size", [(140, 40), (50, 20)])
async def test_resizing_keeps_the_paragraph_at_the_top(make_app, drive, size):
    async with drive(make_app(NUMBERED)) as driver:
        await driver.press("enter")
        place = driver.article.page.text.index("Paragraph 30:")
        driver.article.action_move(driver.article.article_layout.row_of(place))
        await driver.settle()
        assert "Paragraph 30:" in driver.lines()[1]
        await driver.resize(*size)
        top = next(line for line in driver.lines()[1:] if "Paragraph" in line)
        assert "Paragraph 30:" in top
        await driver.resize(80, 24)
        assert "Paragraph 30:" in driver.lines()[1]


async def test_resized_article_is_drawn_completely(make_app, drive, monkeypatch):
    async with drive(make_app(), (100, 30)) as driver:
        await driver.press("enter")
        drawn = []
        refresh = driver.article.refresh
        monkeypatch.setattr(
            driver.article, "refresh", lambda *of, **how: (drawn.append(of), refresh(*of, **how))
        )
        await driver.resize(90, 24)
        assert () in drawn


async def test_resizing_keeps_the_quote(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter", "right_square_bracket", "right_square_bracket")
        await driver.resize(160, 48)
        assert driver.article.quote == 1
        assert "quote 2/3" in driver.text()


async def test_long_lines_and_long_words_are_wrapped_and_found(make_app, drive):
    words = " ".join(f"w{n}" for n in range(1, 10_500)) + " and the lamp went out."
    async with drive(make_app({"long.txt": f" date 2024-01-01 {words}"})) as driver:
        await driver.press("enter", "G")
        assert "lamp went out." in driver.text()
        await driver.press("g", "slash")
        await driver.type("lamp")
        await driver.press("enter")
        assert "lamp" in driver.text()
        assert "match 1/1" in driver.text()


async def test_a_word_longer_than_the_line_is_not_cut(make_app, drive):
    async with drive(
        make_app({"word.txt": f" date 2024-01-01 It began {'x' * 5000} and ended."})
    ) as driver:
        await driver.press("enter")
        page = driver.article.article_layout.lines
        shown = "".join(driver.article.page.text[line.start : line.end] for line in page)
        assert shown.count("x") == 5000
        assert max(line.end - line.start for line in page) <= 76


async def test_selected_text_has_no_margin_or_line_breaks(make_app, drive):
    from textual.geometry import Offset
    from textual.selection import Selection

    async with drive(make_app()) as driver:
        await driver.press("j", "enter")
        text, _ = driver.article.get_selection(Selection(Offset(4, 0), Offset(7, 1)))
        assert (
            text == driver.article.page.text[4 : driver.article.article_layout.lines[1].start + 7]
        )
        assert "\n" not in text


async def test_the_mouse_selects_words_of_the_page(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter")
        row = next(n for n, line in enumerate(driver.lines()) if "The ferry left" in line)
        column = driver.lines()[row].index("The ferry")
        await driver.pilot.mouse_down(offset=(column, row))
        await driver.pilot.hover(offset=(column + 8, row))
        await driver.pilot.mouse_up(offset=(column + 8, row))
        await driver.settle()
        assert driver.app.screen.get_selected_text() == "The ferry"


async def test_next_article_opens_from_the_page(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("enter", "J")
        assert "Ferry to Torpier" in driver.text()
        assert driver.app.focused is driver.article
        await driver.press("K")
        assert "Council postpones" in driver.text()


async def test_the_context_lists_speakers_with_their_quotes_and_jumps(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("j", "enter", "l")
        await driver.press("j", "j", "enter")
        assert driver.article.quote == 2
        assert driver.app.focused is driver.article


async def test_a_click_on_a_quote_makes_it_the_current_one(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter")
        row = next(n for n, line in enumerate(driver.lines()) if "“Nobody" in line)
        await driver.pilot.click(offset=(driver.lines()[row].index("“Nobody") + 3, row))
        await driver.settle()
        assert driver.article.quote == 1


async def test_added_articles_do_not_change_the_open_article(make_app, drive, tmp_path):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("j", "enter", "right_square_bracket")
        (tmp_path / "new.txt").write_text(" date 2024-09-01 The crane of Torpier fell.")
        outcomes = driver.app.archive.add([tmp_path / "new.txt"])
        assert [outcome.status for outcome in outcomes] == ["added"]
        driver.app.reader.panes.browser.count()
        await driver.settle()
        assert "The crane of Torpier fell" in driver.text()
        assert "Ferry to Torpier" in driver.app.reader.panes.list.row.title
        assert driver.article.quote == 0


def paragraph(driver) -> str:
    """Return the paragraph in the status line."""
    return driver.lines()[-1].partition("¶ ")[2].partition(" ")[0]


async def test_paragraph_is_that_of_the_current_quote_while_it_is_in_view(make_app, drive):
    text = "\n\n".join([*["It rained all day."] * 3, "“Oh,” said Ana Pell.", *["Then snow."] * 30])
    async with drive(make_app({"a.txt": text}), (80, 24)) as driver:
        await driver.press("enter")
        assert paragraph(driver) == "1/34"
        await driver.press("right_square_bracket")
        assert paragraph(driver) == "4/34"
        await driver.press("j")
        assert paragraph(driver) == "4/34"
        await driver.press("G")
        assert int(paragraph(driver).split("/")[0]) > 4
        await driver.press("g")
        assert paragraph(driver) == "4/34"


async def test_paragraph_is_that_of_the_current_match(make_app, drive):
    text = "\n\n".join([*["It rained all day."] * 3, "The snow came.", *["Then wind."] * 30])
    async with drive(make_app({"a.txt": text}), (80, 24)) as driver:
        await driver.press("enter", "slash", *"snow", "enter")
        assert paragraph(driver) == "4/34"
