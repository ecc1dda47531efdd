"""Parse dates of all forms and languages, and never make one up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from index.article import Article
from index.errors import IngestError
from index.sources.dates import find_written_date, parse_date, parse_written_date
from index.sources.reading import read_stream

DAY = date(2024, 5, 14)
WRITTEN = [
    "2024-05-14", "2024-05-14T17:30:00.000+02:00", "20240514T153000Z", "2024/5/14 17:30",
    "Tue, 14 May 2024 17:30:00 +0200", "Tue, 14 May 24 17:30:00 GMT", "Tue May 14 17:30:00 2024",
    "14 May 2024", "May 14, 2024", "May 14th, 2024", "14th of May 2024", "Tuesday, May 14, 2024",
    "May 14, 2024 Tuesday", "May 14, 2024 5:30 p.m. ET", "14 May 2024 at 17:30 BST", "14-May-2024",
    "14/MAY/2024", "14.5.2024", "14.05.24", "14/5/2024", "5/14/2024", "5/14/24 17:30", "14-05-2024",
    "14. Mai 2024", "Dienstag, 14. Mai 2024, 17:30 Uhr", "Di, 14 Mai 2024 17:30:00 +0200",
    "mardi 14 mai 2024", "le mardi 14 mai 2024 à 17h30", "14 mai 2024 - 17h", "14 de mayo de 2024",
    "martes, 14 de mayo de 2024", "14 maggio 2024", "14 de maio de 2024", "14 mei 2024",
    "14 maj 2024", "14. mai 2024", "14 maja 2024", "14. května 2024", "2024. május 14.",
    "14 Mayıs 2024 Salı", "14 мая 2024 г.", "14 травня 2024", "14 Μαΐου 2024", "14 tháng 5 2024",
    "14 Mei 2024", "2024 m. gegužės 14 d.", "2024年5月14日", "2024년 5월 14일", "١٤ مايو ٢٠٢٤",
    "2024-W20-2", "2024W202T17:30", "14. 5. 2024", "14 / 5 / 2024", "2024. 05. 14. 17:30",
    "2024:05:14 17:30:00", "20240514T173000+0200", "1715679000", "1715679000000", "45426",
    "45426.73", "Tues, 14 May 2024", "Published on May 14th, 2024 at 5:30 pm",
    "Updated: 14 May 2024", "Last updated 2024-05-14", "Posted May 14, 2024", "Date: 14.05.2024",
    "Veröffentlicht am 14. Mai 2024", "Publié le 14 mai 2024", "Publicado el 14 de mayo de 2024",
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_date_of_any_form_is_read(written: str) -> None:
    assert parse_date(written, "x") == DAY


@pytest.mark.parametrize("written", ["Thurs, 16 May 2024", "Thur 16 May 2024 17:30 GMT"])
def test_unusual_names_of_weekdays_are_skipped(written: str) -> None:
    assert parse_date(written, "x") == date(2024, 5, 16)


def test_first_day_of_1970_can_be_a_date() -> None:
    assert parse_date("1970-01-01", "x") == date(1970, 1, 1)


WRAPPED = [
    {"$date": "2024-05-14T17:30:00Z"}, {"$date": {"$numberLong": "1715679000000"}},
    {"date": "14 May 2024"}, ["2024-05-14", "2024-05-20"], [{"value": "2024-05-14"}],
]  # fmt: skip


@pytest.mark.parametrize("date_field", WRAPPED)
def test_date_in_an_object_or_a_list_is_read(date_field: object) -> None:
    (article,) = read("a.json", json.dumps([{"title": "T", "text": "X.", "date": date_field}]))
    assert article.date == DAY


@pytest.mark.parametrize("date_field", [{}, [], {"$date": None}, {"day": 14}, [[]]])
def test_object_without_a_date_leaves_the_article_undated(date_field: object) -> None:
    (article,) = read("a.json", json.dumps([{"title": "T", "text": "X.", "date": date_field}]))
    assert article.date is None


def test_day_is_that_of_its_own_time_zone() -> None:
    assert parse_date("Tue, 17 Sept 2024 23:30:00 -0700", "x") == date(2024, 9, 17)


NO_DATES = [
    "soon", "yesterday", "3 days ago", "Tuesday", "14 May", "May 2024", "2024", "2024-05", "17:30",
    "2024-13-01", "99/99/99", "31 February 2024", "0000-00-00", "3/5/2024", "3/5/24", "05-03-2024",
    "3 / 5 / 2024", "24-05-14", "2024-W20", "Mon, 01 Jan 0001 00:00:00 +0000", "0", "1",
    "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z", "1970-01-01 00:00:00",
]  # fmt: skip


@pytest.mark.parametrize("written", NO_DATES)
def test_incomplete_or_ambiguous_date_is_refused(written: str) -> None:
    with pytest.raises(IngestError):
        parse_date(written, "x")


EITHER = [
    ("03/04/2024", "day or month first? Write 2024-03-04 or 2024-04-03."),
    ("3/5/24", "day or month first? Write 2024-03-05 or 2024-05-03."),
    ("05-03-2024", "day or month first? Write 2024-05-03 or 2024-03-05."),
    ("3 / 5 / 2024", "day or month first? Write 2024-03-05 or 2024-05-03."),
    ("24-05-14", "day or year first? Write 2024-05-14 or 2014-05-24."),
    ("32.13.2024", "is not a date. Write it as 2023-07-18."),
    ("soon", "is not a date. Write it as 2023-07-18."),
]


@pytest.mark.parametrize(("written", "problem"), EITHER)
def test_refused_date_says_what_to_write(written: str, problem: str) -> None:
    with pytest.raises(IngestError) as error:
        parse_date(written, "x")
    assert error.value.message.startswith(f"“{written}”")
    assert error.value.message.endswith(problem)


LINES = [
    pytest.param("November 5, 2024 Tuesday", date(2024, 11, 5), "", id="weekday behind it"),
    pytest.param("wtorek, 14 maja 2024", DAY, "", id="weekday before it, in Polish"),
    pytest.param("14 May 2024 Final Edition", DAY, "Final Edition", id="something behind it"),
    pytest.param("14 maja 2024 Wydanie 2", DAY, "Wydanie 2", id="something behind it, in Polish"),
    pytest.param("Juni 2024", None, "", id="only a month"),
]


@pytest.mark.parametrize(("line", "day", "rest"), LINES)
def test_date_at_the_beginning_of_a_line_is_read(line: str, day: date | None, rest: str) -> None:
    written = parse_written_date(line)
    assert written is not None
    assert (written.day, written.rest) == (day, rest)


@pytest.mark.parametrize("line", ["The board met.", "14 boats came in 3 days", "", "May we go?"])
def test_line_without_a_date_has_none(line: str) -> None:
    assert parse_written_date(line) is None
    assert find_written_date(line) is None


def read(name: str, text: str) -> list[Article]:
    return [a for a in read_stream(BytesIO(text.encode()), name) if isinstance(a, Article)]


def files(days: Sequence[str]) -> dict[str, str]:
    """Return a file of each format that holds articles with these dates."""
    rows = [{"title": f"T{n}", "text": "It rained.", "date": day} for n, day in enumerate(days)]
    items = "".join(
        f"<item><title>{row['title']}</title><pubDate>{row['date']}</pubDate>"
        "<description>It rained.</description></item>"
        for row in rows
    )
    return {
        "a.csv": "title;text;date\n" + "".join(";".join(row.values()) + "\n" for row in rows),
        "a.json": json.dumps(rows),
        "a.jsonl": "".join(json.dumps(row) + "\n" for row in rows),
        "a.xml": f'<rss version="2.0"><channel><title>L</title>{items}</channel></rss>',
    }


ORDERS = [
    pytest.param(["3/5/2024", "25/5/2024"], date(2024, 5, 3), "day/month/year", id="day first"),
    pytest.param(["3/5/2024", "5/25/2024"], date(2024, 3, 5), "month/day/year", id="month first"),
    pytest.param(["3/5/24", "25/5/24"], date(2024, 5, 3), "day/month/year", id="short years"),
    pytest.param(["3/5/2024", "4/5/2024"], None, "month first?", id="nothing shows it"),
    pytest.param(["3/5/2024", "25/5/2024", "5/25/2024"], None, "month first?", id="both occur"),
]


@pytest.mark.parametrize("name", files([""]))
@pytest.mark.parametrize(("days", "day", "note"), ORDERS)
def test_order_of_day_and_month_is_that_of_the_file(
    name: str, days: Sequence[str], day: date | None, note: str
) -> None:
    first, *_ = read(name, files(days)[name])
    assert first.date == day
    assert note in first.note


def test_order_is_seen_in_a_stream_that_cannot_be_read_twice() -> None:
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

    for name, text in files(["3/5/2024", "25/5/2024"]).items():
        first, _ = read_stream(Pipe(text.encode()), name)
        assert isinstance(first, Article)
        assert first.date == date(2024, 5, 3)


def test_years_of_two_digits_are_in_this_century_or_the_last() -> None:
    this_year = datetime.now(UTC).year
    assert parse_date(f"25.5.{this_year % 100:02}", "x") == date(this_year, 5, 25)
    assert parse_date("25.5.87", "x") == date(1987, 5, 25)
