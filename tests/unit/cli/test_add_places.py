"""`onrecord add`: web pages, defaults for missing fields, and adding again from known places."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Outcome
from index.inputs import Reading
from tests.support.site import Page, Site, html_page, resolve_localhost_as_public, run_site
from tui.cli.add import ReadingLog, report_outcomes
from tui.cli.main import main

pytestmark = pytest.mark.usefixtures("marked_annotator")

TEXT = (
    "The ferry between Lindo and Torp will sail no more after the end of March, the harbour board"
    " decided on Tuesday. It had run for ninety years, and nobody on the island was asked. Season"
    " tickets stay valid until they end"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_text("Rain at Torp\n\nIt rained at Torp.")
    (files / "b.md").write_text("---\nsource: Echo\ndate: 2024-03-07\n---\nSun at Torp.")
    return files


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return a local site whose name, localhost, resolves to a public address."""
    resolve_localhost_as_public(monkeypatch)
    with run_site() as served:
        served.pages["/ferry"] = Page(html_page("Last ferry to Torp", TEXT))
        yield served


def run(tmp_path: Path, *arguments: object) -> int:
    return main(["--archive", str(tmp_path / "archive"), "add", *map(str, arguments)])


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def archive(tmp_path: Path) -> Archive:
    return Archive.open(tmp_path / "archive")


# Web pages


def test_page_is_added_by_its_address(
    web: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, f"{web.public_url}/ferry", "--json") == 0
    added, _ = rows(capsys)
    with archive(tmp_path) as opened:
        article = opened.article(added["article"])
        assert (article.title, article.url) == ("Last ferry to Torp", f"{web.public_url}/ferry")


def test_pages_and_files_are_added_together(web: Site, folder: Path, tmp_path: Path) -> None:
    assert run(tmp_path, folder, f"{web.public_url}/ferry") == 0
    with archive(tmp_path) as opened:
        assert opened.count() == 3


@pytest.mark.parametrize(
    ("pages", "path", "reason"),
    [
        ({"/robots.txt": Page("User-agent: *\nDisallow: /ferry")}, "/ferry", "robots.txt"),
        ({}, "/missing", "404"),
        ({"/empty": Page("<p></p>")}, "/empty", "No article found"),
    ],
)
def test_page_that_cannot_be_fetched_is_reported(
    web: Site,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    pages: dict[str, Page],
    path: str,
    reason: str,
) -> None:
    web.pages |= pages
    assert run(tmp_path, f"{web.public_url}{path}") == 2
    assert reason in capsys.readouterr().err


def test_page_in_a_private_network_is_added_by_its_address(web: Site, tmp_path: Path) -> None:
    assert run(tmp_path, f"{web.url}/ferry") == 0


def test_public_page_cannot_lead_into_a_private_network(
    web: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web.pages["/moved"] = Page(status=302, headers={"Location": f"{web.url}/ferry"})
    assert run(tmp_path, f"{web.public_url}/moved") == 2
    assert "in a private network" in capsys.readouterr().err
    assert "/ferry" not in web.paths


# What files do not say


def test_outlet_and_date_apply_to_articles_without_them(folder: Path, tmp_path: Path) -> None:
    run(tmp_path, folder, "--source", "Lindo Courier", "--date", "2024-03-05")
    with archive(tmp_path) as opened:
        found = {(each.source, str(each.date)) for each in opened.articles()}
    assert found == {("Lindo Courier", "2024-03-05"), ("Echo", "2024-03-07")}


def test_tag_is_added_to_all_articles(folder: Path, tmp_path: Path) -> None:
    run(tmp_path, folder / "a.txt")
    run(tmp_path, folder, "--tag", "harbour")
    with archive(tmp_path) as opened:
        assert opened.marks.tags() == (("harbour", 2),)


def test_wrong_date_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, folder, "--date", "5 March")


# Looking again


def test_new_files_of_a_folder_are_added_again_with_its_options(
    folder: Path, tmp_path: Path
) -> None:
    run(tmp_path, folder, "--source", "Lindo Courier", "--tag", "harbour")
    (folder / "c.txt").write_text("Fog at Torp\n\nNobody saw the pier.")
    assert run(tmp_path, "--again") == 0
    with archive(tmp_path) as opened:
        fog = next(each for each in opened.articles() if each.title == "Fog at Torp")
        assert (fog.source, fog.tags) == ("Lindo Courier", ("harbour",))


def test_patterns_and_single_files_are_looked_at_again(folder: Path, tmp_path: Path) -> None:
    run(tmp_path, folder / "*.md")
    (folder / "c.md").write_text("Fog at Torp.")
    (folder / "c.txt").write_text("Nobody saw the pier.")
    run(tmp_path, "--again")
    with archive(tmp_path) as opened:
        assert opened.count() == 2


def test_standard_input_and_pages_are_not_looked_at_again(web: Site, tmp_path: Path) -> None:
    run(tmp_path, f"{web.public_url}/ferry")
    with archive(tmp_path) as opened:
        assert opened.adding.inputs() == ()
    assert run(tmp_path, "--again") == 2


def test_missing_files_are_not_looked_for_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, folder / "a.txt", folder / "b.md", tmp_path / "typo.txt")
    (folder / "a.txt").unlink()
    capsys.readouterr()
    assert run(tmp_path, "--again") == 0
    assert capsys.readouterr().err == "1 already there.\n"


@pytest.fixture
def nested(folder: Path) -> Path:
    """Return the folder, with another one inside it."""
    (folder / "inner").mkdir()
    (folder / "inner" / "c.txt").write_text("Fog at Torp\n\nNobody saw the pier.")
    return folder


OVERLAPPING = [
    pytest.param(["a.txt", "."], id="a file, then its folder"),
    pytest.param([".", "a.txt"], id="a folder, then its file"),
    pytest.param(["*.txt", "a.txt"], id="a pattern and its file"),
    pytest.param(["*.txt", "."], id="a pattern and its folder"),
    pytest.param([".", "inner"], id="a folder and one inside it"),
    pytest.param(["a.txt", "*.txt", "inner", "."], id="all of these"),
]


@pytest.mark.parametrize("places", OVERLAPPING)
def test_file_in_several_places_is_looked_at_once(
    nested: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], places: list[str]
) -> None:
    for place in places:
        run(tmp_path, nested / place)
    with archive(tmp_path) as opened:
        count = opened.count()
    capsys.readouterr()
    assert run(tmp_path, "--again", "--json") == 0
    locations = [row["location"] for row in rows(capsys)[:-1]]
    assert len(locations) == len(set(locations)) == count


@pytest.mark.parametrize("places", OVERLAPPING)
def test_file_in_several_places_is_added_once(
    nested: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], places: list[str]
) -> None:
    assert run(tmp_path, *(nested / place for place in places), "--json") == 0
    assert rows(capsys)[-1]["same"] == 0


def test_file_in_several_places_has_the_options_of_its_own(folder: Path, tmp_path: Path) -> None:
    run(tmp_path, folder, "--source", "Torp Mail")
    run(tmp_path, folder / "a.txt", "--source", "Lindo Courier")
    (folder / "a.txt").write_text("Fog at Torp\n\nNobody saw the pier.")
    run(tmp_path, "--again")
    with archive(tmp_path) as opened:
        fog = next(each for each in opened.articles() if each.title == "Fog at Torp")
        assert fog.source == "Lindo Courier"


@pytest.mark.parametrize("arguments", [["--again", "a.txt"], []])
def test_paths_and_again_exclude_each_other(tmp_path: Path, arguments: list[str]) -> None:
    assert run(tmp_path, *arguments) == 2


# Reporting


def test_quiet_prints_only_the_counts(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "c.txt").touch()
    run(tmp_path, folder, "--quiet")
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "3 found: 2 articles added, 1 could not be added.\n"


def test_interrupt_names_the_files_that_were_not_reached(
    capsys: pytest.CaptureFixture[str],
) -> None:
    files, log = ["a.txt", "b.txt", "c.txt", "d.mbox", "e.txt"], ReadingLog()

    def interrupted() -> Iterator[Outcome]:
        for number in range(3):
            log.on_read(Reading(files, number, 0))
        yield Outcome(status="added", location="a.txt", id="0" * 16)
        yield Outcome(status="failed", location="c.txt", reason="Empty.")
        log.on_read(Reading(files, 3, 0.5))
        yield Outcome(status="same", location="d.mbox#1", id="1" * 16)
        os.kill(os.getpid(), signal.SIGINT)
        yield Outcome(status="added", location="never.txt")

    assert report_outcomes(interrupted(), log, as_json=False) == 130
    err = capsys.readouterr().err
    assert "3 files not reached: b.txt, d.mbox, e.txt. Run the same command again" in err
