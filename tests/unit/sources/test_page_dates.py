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
