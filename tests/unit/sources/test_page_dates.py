"""Find the day on which a page was first published."""

from __future__ import annotations

from io import BytesIO

import pytest

from index.article import Article
from index.sources.page.published import find_labelled_date
from index.sources.reading import read_stream

PAGE = """<html><head><title>Ferry fares rise</title>{head}</head><body><article>
<h1>Ferry fares rise</h1><p class="dates">{line}</p><p>Fares on the Lindo ferry rise by a third in
autumn, the board said. Season tickets stay as they are until the end of the year.</p><p>“Nobody is
happy,” said warden Bo Carr. The next meeting is in spring, when the clerk counts again.</p>
</article></body></html>"""
META = '<meta property="article:published_time" content="2024-05-02T10:00:00Z">'


def day_of(line: str, head: str = "") -> str:
    (article,) = read_stream(BytesIO(PAGE.format(line=line, head=head).encode()), "a.html")
    assert isinstance(article, Article), article.message
    return str(article.date)


LINES = [
    "Published 14 May 2024 at 17:30", "Published: 14 May 2024, 17:30 | Updated: 19 May 2024",
    "Updated: 19 May 2024, 09:05 | Published: 14 May 2024, 17:30",
    "Updated 19 May 2024 at 09:05. Published 14 May 2024 at 17:30.",
    "Last modified on May 19, 2024 · First published on May 14, 2024", "Posted on May 14, 2024",
    "Veröffentlicht am 14.05.2024 um 09:15 Uhr", "Datum 14.05.2024", "Publié le 14 mai 2024",
    "Aktualisiert: 19.05.2024 | Veröffentlicht: 14.05.2024", "Publicado el 14 de mayo de 2024",
    "By Ida Roe, published May 14, 2024", "Originally published 14 May 2024, updated 19 May 2024",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_day_behind_published_counts_not_the_day_of_a_change(line: str) -> None:
    assert day_of(line) == "2024-05-14"


def test_metadata_comes_before_words() -> None:
    assert day_of("Published 14 May 2024", META) == "2024-05-02"


@pytest.mark.parametrize(
    "line",
    ["A report published on 14 May 2019 is wrong.", "Published by Lindo",
     "It was published on 14 May 2019 by Lindo.", "The 1987 edition was published 14 May 2019.",
     "Unpublished 14 May 2019", f"Published {'by the board ' * 9}on 14 May 2019"],
)  # fmt: skip
def test_other_things_that_are_published_do_not_date_the_page(line: str) -> None:
    assert day_of(line, META) == "2024-05-02"
    assert find_labelled_date([line]) == ""


SHOWN = [
    pytest.param("14 de mayo de 2024", "es", id="Spanish"),
    pytest.param("14 mai 2024 à 17h30", "fr", id="French, with a time"),
    pytest.param("14 maggio 2024", "it", id="Italian"),
    pytest.param("14 de maio de 2024", "pt", id="Portuguese"),
    pytest.param("14 mei 2024", "nl", id="Dutch"),
    pytest.param("14 maja 2024", "pl", id="Polish"),
    pytest.param("14 мая 2024", "ru", id="Russian"),
    pytest.param("14. května 2024", "cs", id="Czech"),
    pytest.param("2024. május 14.", "hu", id="Hungarian"),
    pytest.param("14 Μαΐου 2024", "el", id="Greek"),
    pytest.param("2024年5月14日", "ja", id="Japanese"),
    pytest.param("14/05/2024 - 09:00", "fr", id="numbers"),
    pytest.param("May 14, 2024", "en", id="English"),
    pytest.param("14th of May 2024", "en", id="an ordinal number"),
    pytest.param("Mar 14 May 2024 · 09:15", "es", id="a weekday and a time"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "language"), SHOWN)
def test_date_alone_below_the_headline_is_read(line: str, language: str) -> None:
    page = PAGE.replace("<html>", f'<html lang="{language}">').format(line=line, head="")
    (article,) = read_stream(BytesIO(page.encode()), "a.html")
    assert isinstance(article, Article)
    assert str(article.date) == "2024-05-14"


def test_short_date_has_the_day_first_where_the_language_has() -> None:
    page = PAGE.format(line="05/04/2024", head="")
    dates = []
    for language in ("fr", "en-GB", "en"):
        data = page.replace("<html>", f'<html lang="{language}">').encode()
        dates += [str(item.date) for item in read_stream(BytesIO(data), "a.html")
                  if isinstance(item, Article)]  # fmt: skip
    assert dates[:2] == ["2024-04-05", "2024-04-05"]
    assert dates[2] != "2024-05-04"


def test_date_far_in_the_future_is_named_in_a_note() -> None:
    head = '<meta property="article:published_time" content="2999-05-02T10:00:00Z">'
    (article,) = read_stream(BytesIO(PAGE.format(line="", head=head).encode()), "a.html")
    assert isinstance(article, Article)
    assert (article.date, "No date: 2999-05-02 is more than a year ahead." in article.note) == (
        None,
        True,
    )
