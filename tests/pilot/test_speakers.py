"""The list of speakers, and rows that come back after an undo."""

from __future__ import annotations

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.app import OnRecord
from tui.context import ArchiveChanged


async def test_speakers_follow_the_search(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.search("said:fog")
        await driver.press("3")
        assert "1 speaker" in driver.lines()[0]
        assert "said:fog" in driver.lines()[1]
        assert driver.app.reader.panes.list.row.name == "Ana Pell"
        assert driver.app.reader.panes.list.row.quotes == 1


async def test_speakers_are_sorted_by_name_and_date(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("3")
        labels = []
        for _ in range(4):
            await driver.press("d")
            labels.append(driver.lines()[0].split("7 Compare")[1].split("·")[0].strip())
        assert labels == ["by name", "by first quote", "last quoted first", "most quoted first"]


async def test_selected_speaker_is_shown_beside_the_list(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("3", "j")
        assert "“We will rebuild,”" in driver.text()
        assert "quoted in" in driver.text()
        assert "¶" not in driver.lines()[-1]
        await driver.press("1")
        assert "quoted in" not in driver.text()


async def test_undo_of_a_deletion_selects_the_restored_article(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("j")
        selected = driver.app.reader.panes.list.row.id
        await driver.press("D", "enter")
        assert driver.app.reader.panes.list.row.id != selected
        await driver.press("u")
        assert driver.app.reader.panes.list.row.id == selected


async def test_undo_leaves_the_cursor_of_a_list_without_the_restored_row(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("2", "exclamation_mark", *"Pell", "enter", "1", "j")
        selected = driver.app.reader.panes.list.row.id
        await driver.press("u")
        assert driver.app.reader.panes.list.row.id == selected


async def test_search_is_deleted_by_its_own_key_and_restored(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.search("fog")
        await driver.press("S", *"Fog", "enter", "5", "D")
        assert "Delete the search “Fog”?" in driver.text()
        await driver.press("enter")
        assert app.archive.searches.count() == 0
        await driver.press("u")
        assert [each.name for each in app.archive.searches.page()] == ["Fog"]


async def test_several_articles_are_deleted_at_once(make_app, drive):
    app = make_app()
    async with drive(app) as driver:
        await driver.press("V", "j", "D")
        assert "Delete 2 articles?" in driver.text()
        await driver.press("enter")
        assert app.archive.count() == 1
        await driver.press("u")
        assert app.archive.count() == 3


async def test_outlets_of_a_speaker_count_articles_without_one(make_app, drive):
    articles = {
        "a.md": "---\ntitle: Fog\nsource: Echo\n---\n“Oh,” said Ana Pell.\n",
        "b.md": "---\ntitle: Ice\n---\n“No,” said Ana Pell.\n",
    }
    async with drive(make_app(articles), (120, 40)) as driver:
        await driver.press("3")
        assert "quoted in:    Echo (1 article) · no outlet (1)" in driver.text()


async def test_footer_names_the_keys_for_speakers_and_for_searches(make_app, drive):
    async with drive(make_app(), (120, 40)) as driver:
        await driver.press("3")
        assert "a merge names" in driver.lines()[-1]
        assert "star" not in driver.lines()[-1]
        await driver.press("5")
        assert "S save · D delete" in driver.lines()[-1]
        await driver.press("1")
        assert "m star" in driver.lines()[-1]


async def test_all_speakers_are_selected_and_exported(drive, tmp_path):
    """Those too that the list has not loaded yet."""
    names = [f"Ana {letter}{vowel}ll" for letter in "BCDFGHJKLMNPRS" for vowel in "aeiou"]
    (tmp_path / "a.txt").write_text(" ".join(f"“It rains.” [{name}]" for name in names))
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "a.txt"]))
        async with drive(OnRecord(archive, tmp_path / "archive"), (120, 20)) as driver:
            await driver.press("3", "asterisk")
            assert "70 selected" in driver.text()
            await driver.press("w", "ctrl+u")
            await driver.type(str(tmp_path / "all.csv"))
            await driver.press("enter")
            assert "70 speakers exported to" in " ".join(driver.text().split())
    rows = (tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(row.split(",")[0] for row in rows) == sorted(names)


async def test_speakers_are_filtered_while_typing(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("3", "slash", "b")
        assert "Olaf Berg" in driver.text()
        assert "Ana Pell" not in driver.text()
        await driver.press("enter", "enter")
        assert "“We will rebuild,”" in driver.text()


async def test_escape_lists_all_speakers_again(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("3", "slash", "b", "enter", "escape")
        assert "Ana Pell" in driver.text()
        assert driver.app.reader.panes.browser.view == "speakers"


async def test_speakers_have_counts_dates_and_months(make_app, drive):
    async with drive(make_app()) as driver:
        await driver.press("3")
        name = next(n for n, line in enumerate(driver.lines()) if "Olaf Berg" in line)
        assert "██" in driver.lines()[name]
        assert "2 quotes in 2 articles" in driver.lines()[name + 1]
        assert "2024-04-02 – 2024-05-30" in driver.lines()[name + 1]


TWO_OF_ONE = {
    "a.md": "---\ntitle: Fog\ndate: 2024-01-01\nsource: Post\n---\n"
    "“Oh,” said Ana Pell.\n\n“No,” said Olaf Berg.\n\n“Ah,” said Ana Pell.\n",
    "b.md": "---\ntitle: Ice\ndate: 2024-01-02\nsource: Wire\n---\n“Yes,” said Ana Pell.\n",
}


@pytest.mark.parametrize("size", [(120, 40), (160, 48)], ids="{0[0]}x{0[1]}".format)
async def test_pane_beside_the_speakers_follows_merges_splits_and_undo(make_app, drive, size):
    async with drive(make_app(TWO_OF_ONE), size) as driver:
        await driver.press("3")
        assert "3 quotes in 2 articles" in driver.text()
        await driver.press("a")
        await driver.type("olaf")
        await driver.press("enter", "enter")
        assert "4 quotes in 2 articles" in driver.text()
        assert "Olaf Berg — merged by you" in driver.text()
        await driver.press("u")
        assert "3 quotes in 2 articles" in driver.text()
        assert "merged by you" not in driver.text()


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        pytest.param(
            lambda archive: archive.editing.delete([archive.articles()[0].id]),
            "2 quotes in 1 article", id="delete",
        ),
        pytest.param(
            lambda archive: archive.editing.rename_outlets(["Post"], "Courier"), "Courier (1",
            id="outlet",
        ),
        pytest.param(
            lambda archive: archive.corrections.correct_quote(
                archive.quotes("berg")[0].entry.id, archive.quotes("berg")[0].quote, "Ana Pell"
            ),
            "4 quotes in 2 articles", id="correct",
        ),
    ],
)  # fmt: skip
async def test_pane_beside_the_speakers_follows_other_changes(make_app, drive, change, shown):
    async with drive(make_app(TWO_OF_ONE), (120, 40)) as driver:
        await driver.press("3")
        assert shown not in driver.text()
        change(driver.app.archive)
        driver.app.post_message(ArchiveChanged("articles"))
        await driver.settle()
        assert shown in driver.text()
