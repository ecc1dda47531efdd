"""Numbers say what they are of: rows add up, and a page says that it counts the whole archive."""

import csv
import json
from pathlib import Path

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.app import OnRecord
from tui.sharing.verify import verify


def many_speakers(count: int) -> dict[str, str]:
    """Return an article with a quote of each of many people."""
    names = (f"Ida {chr(65 + n // 26)}{chr(97 + n % 26)}munk" for n in range(count))
    said = " ".join(f"“We heard {name} at noon.” [{name}]" for name in names)
    return {"a.txt": f" date 2024-03-01 The hall was full. {said}\n"}


async def test_the_timeline_says_how_many_speakers_have_no_row(make_archive, drive, tmp_path):
    archive = Archive.open(tmp_path / "many", annotator=MarkedAnnotator())
    (tmp_path / "a.txt").write_text(many_speakers(43)["a.txt"], encoding="utf-8")
    list(archive.add([tmp_path / "a.txt"]))
    file = tmp_path / "timeline.csv"
    async with drive(OnRecord(archive, tmp_path / "many"), (100, 50)) as driver:
        await driver.press("4")
        assert "3 others" in driver.text()
        await driver.press(*["j"] * 45, "enter")
        assert "several speakers" in driver.text()
        await driver.press("w", "ctrl+u")
        await driver.type(str(file))
        await driver.press("enter")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert sum(int(row["number"]) for row in rows) == 43
    assert (rows[-1]["speaker"], rows[-1]["number"], rows[-1]["search"]) == (
        "(other speakers)", "3", ""
    )  # fmt: skip
    assert verify(archive, file).changes == ()
    without_others(file.with_suffix(".meta.json"))
    assert verify(archive, file).changes == ()
    archive.close()


def without_others(trail_file: Path) -> None:
    """Make the record of an export like that of a version that left these speakers out."""
    content = json.loads(trail_file.read_text(encoding="utf-8"))
    trail = content["trail"]
    del trail["recipe"]["others"]
    trail["items"] = [item for item in trail["items"] if "other speakers" not in item[0]]
    trail_file.write_text(json.dumps(content), encoding="utf-8")


async def test_speaker_beside_a_search_has_the_counts_of_the_whole_archive(make_app, drive):
    """The list counts the quotes of the search; the pane and the page say what they count."""
    async with drive(make_app(), (120, 30)) as driver:
        await driver.press("3")
        assert "whole archive" not in driver.text()
        await driver.press("s", *"rebuild", "enter", "3")
        assert "1 quote in 1 article" in driver.text()
        assert "whole archive: 2 quotes in 2 articles" in driver.text()
        await driver.press("enter")
        assert "whole archive: 2 quotes in 2 articles" in driver.lines()[0]
