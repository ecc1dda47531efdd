"""Copying quotes and text, and the message about the destination."""

import re
import stat

import pytest

from tests.support.screen_sizes import SIZES
from tui.config import Settings
from tui.sharing import clipboard


async def test_quote_is_copied_with_its_citation_and_the_message_names_the_destination(
    make_app, drive, no_clipboard
):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("j", "enter", "right_square_bracket", "y")
        assert no_clipboard.read_text() == (
            "“We were ready at eleven,” — Ana Pell (said)\n"
            "“Ferry to Torpier is late again”, Harbour Post, 2024-04-02\n"
            "https://post.example/ferry\n"
        )
        assert "1 quote sent to the terminal and saved in" in driver.lines()[-1]
        assert "copied.txt" in driver.lines()[-1]
        assert "copied with" not in driver.text()


async def test_copy_without_a_quote_says_what_to_do(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("j", "enter", "y")
        assert "Select a quote first" in driver.text()


def test_a_clipboard_program_gets_the_text(monkeypatch, tmp_path, no_clipboard):
    program = tmp_path / "xclip"
    program.write_text(f"#!/bin/sh\ncat > {tmp_path}/got\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":9")
    assert clipboard.copy("the words", no_clipboard) == "copied with xclip."
    assert (tmp_path / "got").read_text() == "the words"


def test_tmux_gets_the_text_too(monkeypatch, tmp_path, no_clipboard):
    for name in ("tmux", "xclip"):
        program = tmp_path / name
        got = tmp_path / f"{name}.got"
        program.write_text(f'#!/bin/sh\necho "$@" > {got}\ncat >> {got}\n')
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    message = clipboard.copy("the words", no_clipboard)
    assert message == "copied with tmux and xclip."
    assert (tmp_path / "tmux.got").read_text() == "load-buffer -w -\nthe words"


def test_failing_clipboard_program_is_not_reported_as_success(monkeypatch, tmp_path, no_clipboard):
    program = tmp_path / "xclip"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":9")
    assert str(no_clipboard) in clipboard.copy("the words", no_clipboard)


def test_message_promises_nothing_if_no_file_can_be_written(tmp_path, no_clipboard):
    (tmp_path / "blocked").write_text("")
    message = clipboard.copy("the words", tmp_path / "blocked" / "copied.txt")
    assert message == "sent to the terminal. Some terminals do not copy."


async def test_quote_of_a_list_is_copied_with_its_citation(make_app, drive, no_clipboard):
    async with drive(make_app()) as driver:
        await driver.press("2", "y")
        assert no_clipboard.read_text().startswith("“We will rebuild,” — Olaf Berg (said)\n")


QUOTES = ["“We will rebuild,”", "“We were ready at eleven,”", "“Nobody told us,”",
          "“It is always the fog,”"]  # fmt: skip


def copied_quotes(file):
    """Return the beginning of each copied citation."""
    return [each.partition(" — ")[0] for each in file.read_text().split("\n\n")]


@SIZES
@pytest.mark.parametrize(
    ("keys", "copied"),
    [
        pytest.param(["*"], QUOTES, id="all"),
        pytest.param(["V", "j"], QUOTES[:2], id="two"),
        pytest.param(["G", "V", "k", "k"], QUOTES[1:], id="upwards"),
        pytest.param(["j", "V"], QUOTES[1:2], id="one"),
        pytest.param(["V", "j", "V"], QUOTES[1:2], id="ended"),
        pytest.param(["V", "G", "escape"], QUOTES[3:], id="left"),
    ],
)
async def test_all_selected_quotes_are_copied(make_app, drive, no_clipboard, size, keys, copied):
    async with drive(make_app(), size) as driver:
        await driver.press("2", *keys, "y")
        assert copied_quotes(no_clipboard) == copied
        number = len(copied)
        counted = "1 quote sent" if number == 1 else f"{number} quotes sent"
        assert driver.lines()[-1].strip().startswith(counted)


@pytest.mark.parametrize("way", [["2", "p"], ["3", "enter"]])
async def test_selected_quotes_of_other_screens_are_copied(make_app, drive, no_clipboard, way):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*way, "*", "y")
        assert len(copied_quotes(no_clipboard)) == 2


async def test_selected_quotes_are_copied_in_the_chosen_style(make_app, drive, no_clipboard):
    async with drive(make_app(settings=Settings(citation="markdown"))) as driver:
        await driver.press("2", "V", "j", "y")
        assert no_clipboard.read_text().count("> “") == 2


async def test_links_of_all_selected_articles_are_copied(make_app, drive, no_clipboard):
    async with drive(make_app()) as driver:
        await driver.press("*", "Y")
        assert len(no_clipboard.read_text().splitlines()) == 3
        assert "3 links sent" in driver.lines()[-1]


async def test_all_selected_quotes_are_piped(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("2", "V", "j", "vertical_line", *"grep -c said", "enter")
        await driver.wait_for("2")
        assert "2" in driver.text().split()


async def test_too_many_quotes_are_not_copied_at_once(make_app, drive, no_clipboard, monkeypatch):
    monkeypatch.setattr("tui.actions.sharing.MAX_COPIED", 2)
    async with drive(make_app()) as driver:
        await driver.press("2", "*", "y")
        assert "too many to copy at once. w exports them." in driver.lines()[-1]
        assert not no_clipboard.exists()


@SIZES
@pytest.mark.parametrize("keys", [["2", "G", "y"], ["G", "Y"], ["2", "G", "w", "enter"]])
async def test_what_was_copied_or_exported_is_told_where_no_row_is(
    make_app, drive, no_clipboard, monkeypatch, tmp_path, size, keys
):
    monkeypatch.chdir(tmp_path)
    async with drive(make_app(), size) as driver:
        await driver.press(*keys)
        assert not driver.app.screen.query("Toast")
        assert re.search(r"\d (quotes?|link) (sent|exported) to", driver.lines()[-1])


async def drag(driver, first, last):
    """Drag the mouse from the start of one text to the end of another one on the screen."""
    lines = driver.lines()
    row = next(n for n, line in enumerate(lines) if first in line)
    end = next(n for n, line in enumerate(lines) if last in line)
    column = lines[end].index(last) + len(last) - 1
    await driver.pilot.mouse_down(offset=(lines[row].index(first), row))
    await driver.pilot.hover(offset=(column, end))
    await driver.pilot.mouse_up(offset=(column, end))
    await driver.settle()


async def test_text_dragged_over_in_a_list_is_copied(make_app, drive, no_clipboard):
    async with drive(make_app(), (120, 40)) as driver:
        await drag(driver, "postpones", "Ferry to")
        await driver.press("y")
        first, *_, last = no_clipboard.read_text().splitlines()
        assert (first, last) == ("postpones the pier vote", "● Ferry to")


async def test_dragging_neither_opens_nor_moves(make_app, drive):
    async with drive(make_app()) as driver:
        await drag(driver, "Ferry to", "Torpier")
        assert driver.app.reader.panes.list.cursor == 0
        await driver.press("escape")
        assert not driver.app.screen.selections


async def test_selected_text_is_copied_without_margin(make_app, drive, no_clipboard):
    async with drive(make_app()) as driver:
        await driver.press("j", "enter")
        row = next(n for n, line in enumerate(driver.lines()) if "The ferry left" in line)
        column = driver.lines()[row].index("The ferry")
        await driver.pilot.mouse_down(offset=(column, row))
        await driver.pilot.hover(offset=(column + 8, row))
        await driver.pilot.mouse_up(offset=(column + 8, row))
        await driver.press("y")
        assert no_clipboard.read_text() == "The ferry\n"
