"""`onrecord feed import` and `feed export`: lists of feeds as OPML."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from tui.cli.main import main

LIST = """<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Lindo"><outline text="Courier" type="rss" xmlUrl="https://courier.example/rss"/>
<outline text="Echo" xmlURL="feed://echo.example/atom"/></outline>
<outline text="Courier again" xmlUrl="https://courier.example/rss"/>
<outline text="Sun" xmlUrl="feed:https://sun.example/?a=1&amp;b=2"/></body></opml>"""
FEEDS = ["https://courier.example/rss", "https://echo.example/atom", "https://sun.example/?a=1&b=2"]


def run(tmp_path: Path, *arguments: object) -> int:
    return main(["--archive", str(tmp_path / "archive"), "feed", *map(str, arguments)])


def followed(tmp_path: Path) -> list[str]:
    with Archive.open(tmp_path / "archive") as archive:
        return [feed.url for feed in archive.feeds.all()]


def test_feeds_of_all_folders_of_a_list_are_followed(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(LIST)
    assert run(tmp_path, "import", tmp_path / "feeds.opml") == 0
    assert followed(tmp_path) == FEEDS


def test_exported_list_can_be_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "add", *FEEDS)
    capsys.readouterr()
    assert run(tmp_path, "export") == 0
    (tmp_path / "feeds.opml").write_text(capsys.readouterr().out)
    run(tmp_path, "remove", *FEEDS)
    run(tmp_path, "import", tmp_path / "feeds.opml")
    assert followed(tmp_path) == FEEDS


def test_imported_feeds_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "add", FEEDS[0])
    (tmp_path / "feeds.opml").write_text(LIST)
    run(tmp_path, "import", tmp_path / "feeds.opml")
    assert "2 feeds added, 1 already followed." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("<opml><body><outline text='a'/></body></opml>", 2, "No feeds found."),
        ("not XML", 2, "Invalid XML"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><opml/>", 2, "Entity definitions"),
        ("<opml><outline xmlUrl='file:///etc/x'/></opml>", 1, "is not a feed address"),
    ],
)
def test_broken_list_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, message: str
) -> None:
    (tmp_path / "feeds.opml").write_text(text)
    assert run(tmp_path, "import", tmp_path / "feeds.opml") == code
    assert message in capsys.readouterr().err


def test_missing_list_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "import", tmp_path / "none.opml") == 2
    assert "none.opml: No such file" in capsys.readouterr().err
