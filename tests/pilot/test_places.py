"""Copies and versions of an article: told in the list and on the page, compared on a screen."""

from __future__ import annotations

FERRY = """---
title: Ferry to Torpier is late again
date: 2024-04-02
source: {source}
---
The night ferry left Torpier at noon, an hour late, and nobody was told. “We were ready at
eleven,” said Ana Pell, who speaks for the Harbour Trust. Those who had waited since ten went home
again by bus, as they had done in May and in June, when the fog stood in the harbour for days.

{end}
"""
FILES = {
    "a.md": FERRY.format(source="Harbour Post", end="The next ferry leaves Torpier at six."),
    "b.md": FERRY.format(source="Valley Echo", end="The next ferry leaves Torpier at [seven]."),
    "c.md": "---\ntitle: Alone\ndate: 2024-01-01\n---\nOlaf Berg sold cod.\n",
}


def flow(on):
    """The screen as one line, as what is told beside a headline may break anywhere."""
    return " ".join(on.text().split())


async def test_list_and_page_say_where_else_an_article_is(reader, driven):
    async with driven(reader(FILES)) as on:
        assert "2 articles" in on.text()
        assert "also in 1 · 1 quote" in on.text()
        await on.press("enter")
        assert "also in Valley Echo 2024-04-02" in flow(on)


async def test_copies_are_compared_and_opened(reader, driven):
    async with driven(reader(FILES)) as on:
        await on.press("enter", "c")
        assert "2024-04-02 · Valley Echo" in on.text()
        assert "Torpier at [seven]six." in on.text()
        assert "[seven]" in on.lit("strike")
        assert "six" in on.lit("underline")
        await on.press("enter")
        assert "leaves Torpier at [seven]." in on.text()
        assert "also in Harbour Post 2024-04-02" in flow(on)


async def test_one_comes_back_from_the_copies_to_the_article(reader, driven):
    async with driven(reader(FILES)) as on:
        await on.press("enter", "c", "escape")
        assert "leaves Torpier at six." in on.text()


async def test_older_version_is_told_and_opened(keep, reader, driven, tmp_path):
    archive = keep(FILES)
    path = tmp_path / "files" / "a.md"
    path.write_text(path.read_text().replace("at six", "at nine"))
    assert [bool(outcome.version_of) for outcome in archive.add([path])] == [True]
    async with driven(reader({})) as on:
        await on.press("enter")
        assert "1 older version" in flow(on)
        await on.press("c")
        assert "older version" in on.text()
        assert "Torpier at sixnine." in on.text()
        await on.press("enter")
        assert "an older version" in flow(on)
        assert "leaves Torpier at six." in on.text()


async def test_article_that_is_alone_says_so(reader, driven):
    async with driven(reader(FILES)) as on:
        await on.press("j", "enter", "c")
        assert "in one version and one place" in on.text()
        assert "Olaf Berg sold cod." in on.text()
