"""The reader in its terminal: suspended, resized, without the lists, with notices and dialogs."""

from __future__ import annotations

from textual.driver import Driver

from tui.app import OnRecord


async def test_ctrl_z_suspends(make_app, drive, monkeypatch):
    suspended = []
    monkeypatch.setattr(OnRecord, "action_suspend_process", lambda self: suspended.append(self))
    async with drive(make_app()) as driver:
        await driver.press("ctrl+z")
        assert suspended == [driver.app]


async def test_screen_is_drawn_again_after_fg(make_app, drive, monkeypatch):
    async with drive(make_app()) as driver:
        drawn = []
        refresh = OnRecord.refresh

        def record(self, *regions, **options):
            drawn.append(options)
            return refresh(self, *regions, **options)

        monkeypatch.setattr(OnRecord, "refresh", record)
        driver.app.post_message(Driver.SignalResume())  # what Textual posts after SIGCONT
        await driver.settle()
        assert {"layout": True} in drawn


async def test_article_alone_stands_in_the_middle(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("j", "enter", "z")
        line = next(line for line in driver.lines() if "The ferry left" in line)
        text = line.index("The ferry left")
        assert abs((160 - 76) // 2 - text) < 16


async def test_status_is_right_after_a_resize(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("j", "enter", "right_square_bracket")
        assert "quote 1/3" in driver.lines()[-1]
        await driver.resize(80, 24)
        assert len(driver.lines()) == 24
        assert "quote 1/3" in driver.lines()[-1]
        assert "3 articles" in driver.lines()[0]


async def test_notice_does_not_cover_a_dialog(make_app, drive):
    async with drive(make_app(), (50, 15)) as driver:
        await driver.press("question_mark")
        before = driver.lines()
        (top,) = [n for n, line in enumerate(before) if "╭" in line]
        left, right = before[top].index("╭"), before[top].index("╮") + 1
        driver.app.notify("A notice\nof several\nlines\nand more", markup=False)
        await driver.pilot.pause(0.3)
        await driver.settle()
        after = driver.lines()
        (end,) = [n for n, line in enumerate(before) if "╰" in line]
        for row in range(top, end + 1):
            assert after[row][left:right] == before[row][left:right]


async def test_reading_an_article_is_not_a_change_to_undo(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("enter", "escape", "u")
        assert "Nothing to undo." in driver.lines()[-1]
        assert driver.app.archive.articles()[0].read


async def test_match_is_marked_inside_a_highlighted_quote(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("said:eleven")
        await driver.press("enter")
        matches = driver.article.highlights.hits.items
        assert [span.cut(driver.article.page.text) for span, _ in matches] == ["eleven"]
        assert driver.article.quote == 0


async def test_margin_has_one_name_for_each_person(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("j", "enter")
        page = driver.article.page
        names = {
            quote.speaker: name for quote, name in zip(page.quotes, page.margin_names, strict=True)
        }
        assert len(set(names.values())) == len(names) == 2
