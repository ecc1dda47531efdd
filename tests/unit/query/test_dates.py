"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from index.errors import QueryError
from index.query import Dates, parse
from index.query.plain_dates import join_dates

TODAY = date(2026, 12, 1)  # a Tuesday

RANGES = {
    "past week": ("2026-11-24", "2026-12-01"),
    "the past month": ("2026-11-01", "2026-12-01"),
    "last 7 days": ("2026-11-24", "2026-12-01"),
    "last two weeks": ("2026-11-17", "2026-12-01"),
    "past 3 months": ("2026-09-01", "2026-12-01"),
    "3 weeks": ("2026-11-10", "2026-12-01"),
    "last decade": ("2016-12-01", "2026-12-01"),
    "past 48 hours": ("2026-11-29", "2026-12-01"),
    "an hour ago": ("2026-12-01", "2026-12-01"),
    "last week": ("2026-11-23", "2026-11-29"),
    "last weekend": ("2026-11-28", "2026-11-29"),
    "last quarter": ("2026-07-01", "2026-09-30"),
    "this quarter": ("2026-10-01", "2026-12-31"),
    "first quarter of 2024": ("2024-01-01", "2024-03-31"),
    "the last quarter of 2023": ("2023-10-01", "2023-12-31"),
    "H1 2023": ("2023-01-01", "2023-06-30"),
    "second half of 2023": ("2023-07-01", "2023-12-31"),
    "2024-W12": ("2024-03-18", "2024-03-24"),
    "week 12 of 2024": ("2024-03-18", "2024-03-24"),
    "07/2023": ("2023-07-01", "2023-07-31"),
    "13/07/2023": ("2023-07-13", "2023-07-13"),
    "07/13/2023": ("2023-07-13", "2023-07-13"),
    "4/4/2023": ("2023-04-04", "2023-04-04"),
    "4 July ’23": ("2023-07-04", "2023-07-04"),
    "July '87": ("1987-07-01", "1987-07-31"),
    "12-15 July 2023": ("2023-07-12", "2023-07-15"),
    "July 12-15, 2023": ("2023-07-12", "2023-07-15"),
    "12 to 15 July 2023": ("2023-07-12", "2023-07-15"),
    "31 May to 2 June 2023": ("2023-05-31", "2023-06-02"),
    "12 July 2023 to 15 August 2023": ("2023-07-12", "2023-08-15"),
    "May to July 2023": ("2023-05-01", "2023-07-31"),
    "May-July 2023": ("2023-05-01", "2023-07-31"),
    "May 2022 to July 2023": ("2022-05-01", "2023-07-31"),
    "between May and July 2023": ("2023-05-01", "2023-07-31"),
    "between 2022 and 2023": ("2022-01-01", "2023-12-31"),
    "from 2022 until 2023": ("2022-01-01", "2023-12-31"),
    "last Friday to yesterday": ("2026-11-27", "2026-11-30"),
    "since Monday": ("2026-11-30", None),
    "since May 2023": ("2023-05-01", None),
    "from last week": ("2026-11-23", None),
    "after 2020": ("2020-01-01", None),  # as after:2020
    "before May 2023": (None, "2023-05-31"),
    "up to 2020": (None, "2020-12-31"),
    "till yesterday": (None, "2026-11-30"),
}
UNCLEAR = [
    "1 or 2 July 2023",
    "not 2023",
    "1/2/2023",
    "30/02/2023",
    "July 2023 to May 2023",
    "third half of 2023",
    "week 54 of 2023",
    "9999-W52",  # which ends in the year 10000
    "week 52 of 9999",
    "last 5000 years",
    "summer 2023",
    "early 2023",
    "ever",
]


@pytest.mark.parametrize("text", RANGES)
def test_dates_are_read_as_they_are_meant(text: str) -> None:
    first, last = (day and date.fromisoformat(day) for day in RANGES[text])
    assert parse(f'date:"{text}"', TODAY).tree == Dates(first, last)


@pytest.mark.parametrize("text", UNCLEAR)
def test_unclear_dates_are_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(QueryError, match=r"Type |Swap"):
        parse(f'date:"{text}"', TODAY)


def test_date_that_can_be_two_days_is_asked_back() -> None:
    with pytest.raises(QueryError, match=r"can be two days\. Type 2023-02-01 or 2023-01-02"):
        parse("date:1/2/2023", TODAY)


DAY_IN_MAY = date(2024, 5, 15)
PERIODS = [
    pytest.param("last 7 days", date(2024, 5, 8), DAY_IN_MAY, id="a number of days"),
    pytest.param("the past 2 weeks", date(2024, 5, 1), DAY_IN_MAY, id="a number of weeks"),
    pytest.param("past month", date(2024, 4, 15), DAY_IN_MAY, id="the past month"),
    pytest.param("last month", date(2024, 4, 1), date(2024, 4, 30), id="the month before"),
    pytest.param("march to may 2024", date(2024, 3, 1), date(2024, 5, 31), id="two months"),
    pytest.param("from 1 March to 5 March 2023", date(2023, 3, 1), date(2023, 3, 5), id="days"),
    pytest.param("between Nov 2022 and January 2023", date(2022, 11, 1), date(2023, 1, 31),
                 id="months of two years"),
    pytest.param("2024-W10", date(2024, 3, 4), date(2024, 3, 10), id="a numbered week"),
    pytest.param("week 1 of 2024", date(2024, 1, 1), date(2024, 1, 7), id="a week in words"),
    pytest.param("13/02/2024", date(2024, 2, 13), date(2024, 2, 13), id="a day first"),
    pytest.param("2022 to 2023", date(2022, 1, 1), date(2023, 12, 31), id="two years"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), PERIODS)
def test_period_in_words_is_understood(text: str, first: date, last: date) -> None:
    assert parse(f'date:"{text}"', DAY_IN_MAY).tree == Dates(first, last)


@pytest.mark.parametrize(
    "text",
    ["01/02/2024", "31/02/2024", "week 54 2024", "2024-W54", "may to march 2024", "time to go",
     "between", "last 0x7 days"],
)  # fmt: skip
def test_unclear_period_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse(f'date:"{text}"', DAY_IN_MAY)


@pytest.mark.parametrize(
    "typed",
    [
        "july 2023", "Jul. 2023", "18 july 2023", "18th of July 2023", "July 18, 2023", "may 3",
        "3 may", "2023-07", "2023-07-18", "q3 2023", "last week", "this month", "last quarter",
        "this year", "sept 2023", "december of 1987",
    ],
)  # fmt: skip
def test_date_among_plain_words_is_one_that_can_be_searched_for(typed: str) -> None:
    (condition,) = join_dates(typed.split())
    assert isinstance(parse(condition, DAY_IN_MAY).tree, Dates)


@pytest.mark.parametrize(
    "typed", ["may", "march on", "2023", "q3", "last", "week 3", "18 boats", "1234-56-78", "july x"]
)
def test_other_words_are_no_date(typed: str) -> None:
    assert join_dates(typed.split()) == typed.split()


OPEN_DATES = {
    "date:jul 2023": 'date:"jul 2023"',
    "date:July 2023 ferry": 'date:"July 2023"',
    "ferry date:July 2023, pier": 'date:"July 2023"',
    "before:1 June 2024": 'before:"1 June 2024"',
    "after:may 2024": 'after:"may 2024"',
    "date:july 18": 'date:"july 18"',
    "date:July 3, 2023": 'date:"July 3, 2023"',
    "date:18. July 2023": 'date:"18. July 2023"',
    "date:(jul 2023)": 'date:"jul 2023"',
    "since:last month": 'since:"last month"',
    "until:Q1 2024 pier": 'until:"Q1 2024"',
    "date:may 2023..june 2023": 'date:"may 2023 to june 2023"',
    "date:may..june 2023 ferry": 'date:"may to june 2023"',
    "date:1 May..3 May 2023": 'date:"1 May to 3 May 2023"',
    "date:1 May 2023..3 May 2023 ferry": 'date:"1 May 2023 to 3 May 2023"',
    "date:2023..june 2024": 'date:"2023 to june 2024"',
}


@pytest.mark.parametrize("line", OPEN_DATES)
def test_date_of_several_words_without_quotation_marks_is_refused_with_them(line: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(line, TODAY)
    assert caught.value.message == f"Put the date in quotation marks: {OPEN_DATES[line]}"
    assert isinstance(parse(OPEN_DATES[line], TODAY).tree, Dates)


@pytest.mark.parametrize(
    "line",
    [
        "date:july ferry", "date:2023 2024", "date:may..june ferry",
        "date:2023..2024 june", "date:2023-07 june", "date:may day", "date:monday 18",
        'date:"jul 2023" 2024', "date:july OR 2023", "date:july -2023", 'date:july "2023"',
        "july 2023 date:2024", "date:july title:2023",
    ],
)  # fmt: skip
def test_word_behind_a_date_that_is_no_part_of_it_is_searched_for(line: str) -> None:
    assert parse(line, TODAY).tree
