"""Links, citations, exports, shell commands, the browser and the editor."""

import csv
import json
import os
import re
import stat

import pytest
from textual.widgets import Static

from tests.support.pattern_annotator import ARTICLES
from tui.config import Settings
from tui.sharing import external

FERRY = ["j", "enter"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Export to the current folder, because typing a long path is slow."""
    monkeypatch.chdir(tmp_path)


async def write(driver, name):
    """Export under a file name."""
    await driver.press("w", "ctrl+u")
    await driver.type(name)
    await driver.press("enter")


async def test_web_address_or_file_path_is_copied(make_app, drive, no_clipboard):
    async with drive(make_app()) as driver:
        await driver.press("j", "Y")
        assert no_clipboard.read_text() == "https://post.example/ferry\n"
        await driver.press("k", "Y")
        assert no_clipboard.read_text().endswith("/files/pier.md\n")


async def test_citation_style_is_chosen_previewed_and_kept(make_app, drive, no_clipboard):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FERRY, "right_square_bracket", "C")
        assert "@misc{harbourpost2024" in driver.text()
        await driver.press("j", "enter", "y")
        assert no_clipboard.read_text().startswith("> “We were ready at eleven,”")
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("y")
        assert no_clipboard.read_text().startswith("> “We were ready at eleven,”")


async def test_citation_template_and_date_format_of_the_settings(make_app, drive, no_clipboard):
    own = Settings(
        citation="short", forms={"short": "{speaker}: {quote} ({date})"}, date="%d.%m.%y"
    )
    async with drive(make_app(settings=own)) as driver:
        await driver.press(*FERRY, "right_square_bracket", "y")
        assert no_clipboard.read_text() == "Ana Pell: “We were ready at eleven,” (02.04.24)\n"


@pytest.mark.parametrize("form", ["md", "csv", "json", "html"])
async def test_exported_quotes_have_the_query_and_the_archive_state(
    make_app, drive, tmp_path, form
):
    app = make_app()
    async with drive(app, (120, 40)) as driver:
        await driver.search("speaker:pell")
        await driver.press("2")
        await write(driver, f"out.{form}")
        assert "2 quotes exported to" in " ".join(driver.text().split())
    written = "".join(file.read_text() for file in tmp_path.glob("out.*"))
    for part in ("speaker:pell", app.archive.digest(), "It is always the fog"):
        assert part in written


async def test_list_of_articles_is_exported(make_app, drive, tmp_path):
    async with drive(make_app()) as driver:
        await write(driver, "a.json")
    written = json.loads((tmp_path / "a.json").read_text())
    assert [row["title"] for row in written["articles"]][:2] == [
        "Council postpones the pier vote", "Ferry to Torpier is late again",
    ]  # fmt: skip


async def test_quotes_of_the_open_article_are_exported(make_app, drive, tmp_path):
    async with drive(make_app()) as driver:
        await driver.press(*FERRY)
        await write(driver, "a.json")
    written = json.loads((tmp_path / "a.json").read_text())
    assert [row["speaker"] for row in written["quotes"]] == ["Ana Pell", "Olaf Berg", "Ana Pell"]
    assert written["head"]["about"] == "Ferry to Torpier is late again"


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["s", *"zeppelin", "enter"], id="no article"),
        pytest.param(["2", "s", *"zeppelin", "enter"], id="no quote"),
        pytest.param(["3", "s", *"zeppelin", "enter"], id="no speaker"),
        pytest.param(["s", *"cod", "enter", "enter"], id="an article without quotes"),
        pytest.param(["s", *"said:zeppelin", "enter", "4"], id="an empty timeline"),
    ],
)
async def test_nothing_is_not_exported(make_app, drive, keys):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*keys, "w")
        assert "Nothing to export here." in driver.text()


async def test_speakers_and_quotes_of_a_speaker_are_exported(make_app, drive, tmp_path):
    async with drive(make_app()) as driver:
        await driver.press("3")
        await write(driver, "a.json")
        await driver.press("enter")
        await write(driver, "b.json")
    speakers = json.loads((tmp_path / "a.json").read_text())["speakers"]
    quotes = json.loads((tmp_path / "b.json").read_text())["quotes"]
    assert [row["speaker"] for row in speakers] == ["Ana Pell", "Olaf Berg"]
    assert {row["speaker"] for row in quotes} == {"Ana Pell"}


@pytest.mark.parametrize("form", ["html", "md"])
async def test_dossier_of_a_speaker_is_written(make_app, drive, tmp_path, form):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("3", "enter", "P")
        assert "Write a dossier of Ana Pell to" in driver.text()
        assert "dossier-ana-pell-20" in driver.text()
        await driver.press("ctrl+u")
        await driver.type(f"a.{form}")
        await driver.press("enter")
        assert "Dossier with 2 quotes written to" in " ".join(driver.text().split())
    written = (tmp_path / f"a.{form}").read_text()
    assert "It is always the fog" in written
    assert "Olaf Berg" in written


async def test_palette_finds_the_dossier_on_the_page_of_a_speaker(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("3", "enter", "ctrl+p")
        await driver.type("portrait")
        await driver.wait_for("Write a dossier of this person")
        await driver.press("enter")
        await driver.wait_for("Write a dossier of Ana Pell to")
        assert "Write a dossier of Ana Pell to" in driver.text()


async def test_file_is_overwritten_only_after_a_second_enter(make_app, drive, tmp_path):
    file = tmp_path / "a.md"
    file.write_text("mine")
    async with drive(make_app(), (120, 40)) as driver:
        await write(driver, "a.md")
        assert file.read_text() == "mine"
        assert "Press Enter again to overwrite it" in driver.text()
        await driver.press("escape")
        await write(driver, "a.md")
        assert file.read_text() == "mine"
        await driver.press("enter")
        assert "Council postpones" in file.read_text()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("a.txt", "Choose .md, .csv, .json or .html.", id="no format"),
        pytest.param("none/a.md", "No such folder", id="no folder"),
        pytest.param("folder.md", "is a folder", id="a folder"),
    ],
)
async def test_invalid_file_names_are_refused(make_app, drive, tmp_path, name, message):
    (tmp_path / "folder.md").mkdir()
    async with drive(make_app(), (160, 40)) as driver:
        await write(driver, name)
        echo = driver.app.screen.query_one(".echo", Static)
        assert message in str(echo.render())


async def test_file_that_cannot_be_written_is_reported(make_app, drive, tmp_path):
    async with drive(make_app(), (160, 40)) as driver:
        await write(driver, "/proc/a.md")
        assert "cannot be written" in " ".join(driver.text().split())


async def test_file_name_is_suggested(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.search("speaker:pell")
        await driver.press("w")
        assert "articles-speaker-pell-20" in driver.text()


async def test_article_is_piped_to_a_command_and_its_output_shown(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press(*FERRY, "vertical_line")
        await driver.type("grep -c Torpier; echo '[/x]' >&2; exit 3")
        await driver.press("enter")
        await driver.settle()
        lines = [line.strip(" │") for line in driver.lines()]
        assert "3" in lines
        assert "[/x]" in lines
        assert "exit code 3" in lines
        await driver.press("escape")
        assert driver.app.focused is driver.article


async def test_quote_of_a_list_is_piped_with_its_citation(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("2", "vertical_line")
        await driver.type("tr a-z A-Z")
        await driver.press("enter")
        await driver.settle()
        assert "OLAF BERG (SAID)" in driver.text()


async def test_escape_stops_a_running_command(make_app, drive, tmp_path):
    pid_file = tmp_path / "pid"
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("vertical_line")
        await driver.type(f"echo $$ > {pid_file}; exec sleep 600")
        await driver.pilot.press("enter")  # waits for no worker: the command does not end
        await driver.wait_for("running")
        await driver.wait_until(lambda: pid_file.exists() and pid_file.read_text())
        pid = int(pid_file.read_text())
        assert is_running(pid)
        await driver.press("escape")
        await driver.wait_until(lambda: not is_running(pid))


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_command_with_too_much_output_is_stopped(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("vertical_line")
        await driver.type("yes")
        await driver.press("enter")
        await driver.settle()
        assert "more lines not shown" in driver.text()


@pytest.fixture
def browser(tmp_path, monkeypatch):
    """Install a browser that writes the addresses to a file; return the file."""
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/opened\n')
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("BROWSER", str(program))
    return tmp_path / "opened"


async def test_web_address_is_opened_in_the_browser(make_app, drive, browser):
    async with drive(make_app()) as driver:
        await driver.press("j", "o")
        assert browser.read_text() == "https://post.example/ferry\n"


async def test_article_without_web_address_says_so(make_app, drive, browser):
    async with drive(make_app()) as driver:
        await driver.press("o")
        assert "no web address" in driver.text()
        assert not browser.exists()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "-x", "ftp://a"])
def test_only_web_addresses_are_opened(url, browser):
    with pytest.raises(external.OnRecordError, match="not a web address"):
        external.open_url(url)
    assert not browser.exists()


@pytest.mark.parametrize(
    ("program", "message"), [("/none/such", "Cannot start"), ("false", "exit code 1")]
)
def test_failing_browser_is_reported(monkeypatch, program, message):
    monkeypatch.setenv("BROWSER", program)
    with pytest.raises(external.OnRecordError, match=message):
        external.open_url("https://post.example/")


@pytest.mark.parametrize("suffix", ["", "#3", "#3.1", "!/inner/b.html", "!/inner.jsonl#2"])
def test_file_of_an_article_is_found(tmp_path, suffix):
    (tmp_path / "a.zip").touch()
    assert external.article_file(f"{tmp_path}/a.zip{suffix}") == tmp_path / "a.zip"


def test_file_whose_name_has_a_number_sign_is_found(tmp_path):
    (tmp_path / "a#3").touch()
    assert external.article_file(f"{tmp_path}/a#3") == tmp_path / "a#3"


async def test_missing_file_is_reported(make_app, drive, tmp_path):
    async with drive(make_app(ARTICLES), (160, 40)) as driver:
        (tmp_path / "files" / "pier.md").unlink()
        await driver.press("O")
        assert "File not found" in " ".join(re.sub("[▌│]", "", driver.text()).split())


async def test_editor_is_not_opened_if_the_terminal_cannot_be_lent(make_app, drive):
    async with drive(make_app(), (160, 40)) as driver:
        await driver.press("O")
        assert "Cannot open an editor in this terminal" in " ".join(driver.text().split())


async def test_sharing_keys_do_nothing_in_an_empty_archive(make_app, drive):
    async with drive(make_app({})) as driver:
        await driver.press("Y", "o", "O", "vertical_line", "t", "i", "m", "u", "C", "escape")
        assert "The archive is empty." in driver.text()


async def test_timeline_is_exported_as_a_table(make_app, drive, tmp_path):
    file = tmp_path / "timeline.csv"
    async with drive(make_app()) as driver:
        await driver.press("4", "w", "ctrl+u")
        await driver.type(str(file))
        await driver.press("enter")
        assert "exported to" in driver.text()
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert rows[0] == {
        "speaker": "Ana Pell", "period": "2024-04", "number": "2",
        "search": 'speaker:="Ana Pell" date:2024-04',
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["csv", ".CSV"])
async def test_extension_alone_exports_under_the_suggested_name(
    make_app, drive, tmp_path, monkeypatch, typed
):
    monkeypatch.chdir(tmp_path)
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("w")
        await driver.type(typed)
        await driver.press("enter")
        (file,) = tmp_path.glob("articles-*.csv")
        assert "Ferry to Torpier" in file.read_text()
