"""Reading an article: the page, the margin, and moving in it."""

import pytest

NUMBERED = {
    "long.txt": " date 2024-01-01 "
    + "\n\n".join(
        f"Paragraph {n}: " + "the sea was calm and the ferry late " * 6 for n in range(1, 61)
    )
}


async def test_the_page_shows_title_meta_and_text(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter")
        assert "Ferry to Torpier is late again" in on.text()
        assert "2024-04-02 · Harbour Post · 3 quotes · 2 speakers · 1 min" in on.text()
        assert "The ferry left Torpier at noon" in on.text()


async def test_an_article_without_a_source_says_so(reader, driven):
    async with driven(reader()) as on:
        await on.press("G", "enter")
        assert "2024-03-01 · source unknown · 0 quotes" in on.text()


async def test_what_must_be_known_of_an_article_is_said_above_it(reader, driven):
    files = {"fog.md": "---\ntitle: Fog\ndate: soon\n---\nIt was foggy.\n"}
    async with driven(reader(files)) as on:
        await on.press("enter")
        assert "No date:" in on.text()


async def test_each_quote_has_a_bar_and_its_speaker_beside_its_first_line(reader, driven):
    async with driven(reader(), (120, 30)) as on:
        await on.press("j", "enter")
        first = next(line for line in on.lines() if "“We were ready" in line)
        assert "Ana Pell █" in first.replace("┃", "█")
        assert "Olaf Berg ┃ “Nobody told us,”" in on.text()


async def test_entities_are_marked_by_type_without_colour(reader, driven, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with driven(reader(), (120, 30)) as on:
        await on.press("j", "enter")
        assert "Harbour Trust" in on.lit("italic")
        assert "Harbour Trust" not in on.lit("underline")
        assert "Torpier" in on.lit("italic")
        assert "Torpier" in on.lit("underline")
        assert "Olaf Berg" in on.lit("underline")
        assert "Olaf Berg" not in on.lit("italic")
        assert "“Nobody told us,”" in on.lit("bold")


async def test_brackets_go_from_quote_to_quote_and_round(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter")
        seen = []
        for _ in range(4):
            await on.press("right_square_bracket")
            seen.append(on.article.quote)
        await on.press("left_square_bracket")
        assert seen == [0, 1, 2, 0]
        assert on.article.quote == 2
        assert "quote 3/3" in on.text()


async def test_braces_go_from_name_to_name(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter", "right_curly_bracket", "right_curly_bracket")
        reading = on.article.reading
        span, label = reading.entity_spans.items[on.article.marks.entity]
        assert (span.cut(reading.text), label) == ("Ana Pell", "person")


async def test_layers_of_quotes_and_names_can_be_hidden(reader, driven):
    async with driven(reader(), (120, 30)) as on:
        await on.press("j", "enter", "v")
        assert "┃" not in on.text()
        await on.press("e")
        assert "Torpier" not in on.lit("underline")
        assert "Olaf Berg" in on.lit("underline")


@pytest.mark.parametrize("size", [(140, 40), (50, 20)])
async def test_resizing_keeps_the_paragraph_at_the_top(reader, driven, size):
    async with driven(reader(NUMBERED)) as on:
        await on.press("enter")
        place = on.article.reading.text.index("Paragraph 30:")
        on.article._scroll(on.article.sheet.row_of(place))
        await on.settle()
        assert "Paragraph 30:" in on.lines()[1]
        await on.resize(*size)
        top = next(line for line in on.lines()[1:] if "Paragraph" in line)
        assert "Paragraph 30:" in top
        await on.resize(80, 24)
        assert "Paragraph 30:" in on.lines()[1]


async def test_resized_article_is_drawn_anew_as_a_whole(reader, driven, monkeypatch):
    async with driven(reader(), (100, 30)) as on:
        await on.press("enter")
        drawn = []
        refresh = on.article.refresh
        monkeypatch.setattr(
            on.article, "refresh", lambda *of, **how: (drawn.append(of), refresh(*of, **how))
        )
        await on.resize(90, 24)
        assert () in drawn


async def test_resizing_keeps_the_quote(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter", "right_square_bracket", "right_square_bracket")
        await on.resize(160, 48)
        assert on.article.quote == 1
        assert "quote 2/3" in on.text()


async def test_long_lines_and_long_words_are_wrapped_and_found(reader, driven):
    words = " ".join(f"w{n}" for n in range(1, 10_500)) + " and the lamp went out."
    async with driven(reader({"long.txt": f" date 2024-01-01 {words}"})) as on:
        await on.press("enter", "G")
        assert "lamp went out." in on.text()
        await on.press("g", "slash")
        await on.type("lamp")
        await on.press("enter")
        assert "lamp" in on.text()
        assert "hit 1/1" in on.text()


async def test_a_word_longer_than_the_line_is_not_cut(reader, driven):
    async with driven(
        reader({"word.txt": f" date 2024-01-01 It began {'x' * 5000} and ended."})
    ) as on:
        await on.press("enter")
        page = on.article.sheet.lines
        shown = "".join(on.article.reading.text[line.start : line.end] for line in page)
        assert shown.count("x") == 5000
        assert max(line.end - line.start for line in page) <= 76


async def test_selected_text_comes_without_margin_and_broken_lines(reader, driven):
    from textual.geometry import Offset
    from textual.selection import Selection

    async with driven(reader()) as on:
        await on.press("j", "enter")
        text, _ = on.article.get_selection(Selection(Offset(4, 0), Offset(7, 1)))
        assert text == on.article.reading.text[4 : on.article.sheet.lines[1].start + 7]
        assert "\n" not in text


async def test_the_mouse_selects_words_of_the_page(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter")
        row = next(n for n, line in enumerate(on.lines()) if "The ferry left" in line)
        column = on.lines()[row].index("The ferry")
        await on.pilot.mouse_down(offset=(column, row))
        await on.pilot.hover(offset=(column + 8, row))
        await on.pilot.mouse_up(offset=(column + 8, row))
        await on.settle()
        assert on.app.screen.get_selected_text() == "The ferry"


async def test_the_next_article_comes_without_leaving_the_page(reader, driven):
    async with driven(reader()) as on:
        await on.press("enter", "J")
        assert "Ferry to Torpier" in on.text()
        assert on.app.focused is on.article
        await on.press("K")
        assert "Council postpones" in on.text()


async def test_the_context_lists_speakers_with_their_quotes_and_jumps(reader, driven):
    async with driven(reader(), (160, 40)) as on:
        await on.press("j", "enter", "l")
        await on.press("j", "j", "enter")
        assert on.article.quote == 2
        assert on.app.focused is on.article


async def test_a_click_on_a_quote_makes_it_the_current_one(reader, driven):
    async with driven(reader()) as on:
        await on.press("j", "enter")
        row = next(n for n, line in enumerate(on.lines()) if "“Nobody" in line)
        await on.pilot.click(offset=(on.lines()[row].index("“Nobody") + 3, row))
        await on.settle()
        assert on.article.quote == 1


async def test_articles_that_are_added_do_not_disturb_the_page(reader, driven, tmp_path):
    async with driven(reader(), (160, 40)) as on:
        await on.press("j", "enter", "right_square_bracket")
        (tmp_path / "new.txt").write_text(" date 2024-09-01 The crane of Torpier fell.")
        assert [done.status for done in on.app.reader.archive.add([tmp_path / "new.txt"])]
        on.app.reader.browser.count()
        await on.settle()
        assert "The crane of Torpier fell" in on.text()
        assert "Ferry to Torpier" in on.app.reader.list.row.title
        assert on.article.quote == 0
