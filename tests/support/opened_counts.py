"""Compare every count of a view with the number that is listed when it is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.archive import Archive
from index.article import Annotation, Article, Counted, Entity, Period, Span
from index.query import field_condition, refine_line, value_condition
from index.voices import VOICE_FIELDS
from tests.support.builders import MarkedAnnotator
from tui.render.record.voices import voice_condition
from tui.sharing.export_records import DATE_FORMATS, record
from tui.sharing.report.comparison import comparison_records

ORGANISATION = re.compile("‹([^›]*)›")
ALL = 1000
PERIODS: tuple[Period, ...] = ("day", "month", "year")


class NamesAnnotator(MarkedAnnotator):
    """Takes also every ‹name› for an organisation."""

    def annotate(self, articles: Iterator[Article]) -> Iterator[tuple[Article, Annotation]]:
        for article, annotation in super().annotate(articles):
            found = tuple(
                Entity(match[1], "organisation", (Span(*match.span(1)),))
                for match in ORGANISATION.finditer(article.text)
            )
            yield article, annotation._replace(entities=annotation.entities + found)


def assert_opening_lists_as_many(archive: Archive, line: str = "") -> None:
    """Check each count of each view of a search."""
    differing = {what: counts for what, *counts in _counts(archive, line) if counts[0] != counts[1]}
    assert not differing


def _counts(archive: Archive, line: str) -> Iterator[tuple[str, int, int]]:
    """Yield what is counted, the count, and how many are listed."""
    yield from _filters(archive, line)
    yield from _heard(archive, line)
    for period in PERIODS:
        yield from _timeline(archive, line, period, "quotes")
        yield from _timeline(archive, line, period, "articles")
    for speaker in archive.speakers.matching(line, limit=ALL)[0]:
        condition = value_condition("speaker", speaker.name)
        yield f"speaker {condition}", speaker.quotes, _quotes(archive, line, condition)
    if not line:
        yield from _whole_archive(archive)


def _articles(archive: Archive, line: str, condition: str) -> int:
    line = refine_line(line, condition)
    found = archive.search(line, limit=ALL)
    assert len(found.hits) == found.total == archive.count_hits(line)
    return found.total


def _quotes(archive: Archive, line: str, condition: str) -> int:
    line = refine_line(line, condition)
    found = archive.count_quotes(query=line)
    assert len(archive.quotes(query=line, limit=ALL)) == found
    return found


def _filters(archive: Archive, line: str) -> Iterator[tuple[str, int, int]]:
    for facet in archive.statistics.facets(line, ALL):
        for value, count in facet.values:
            condition = value_condition(facet.field, value)
            yield f"filter {condition}", count, _articles(archive, line, condition)


def _heard(archive: Archive, line: str) -> Iterator[tuple[str, int, int]]:
    voices = archive.statistics.voices(line)
    yield "heard", voices.total.quotes, archive.count_quotes(query=line)
    for field in VOICE_FIELDS:
        for each in voices.section(field).counts:
            condition = voice_condition(field, each.name)
            found = refine_line(line, condition)
            total = archive.statistics.voices(found).total
            yield f"heard {condition}", each.quotes, _quotes(archive, line, condition)
            yield f"heard in articles {condition}", each.articles, total.articles
            yield f"words heard {condition}", each.words, total.words


def _timeline(
    archive: Archive, line: str, period: Period, counted: Counted
) -> Iterator[tuple[str, int, int]]:
    listed = _quotes if counted == "quotes" else _articles
    found = archive.statistics.timeline(line, period, counted)
    articles = archive.count_hits(line) if line else archive.count()
    every = archive.count_quotes(query=line) if counted == "quotes" else articles
    yield f"{counted} in all", found.number + found.undated, every
    names = ["", *(value_condition("speaker", row.name) for row in found.rows if not row.others)]
    rows = [found.total, *(row.counts for row in found.rows if not row.others)]
    for name, row in zip(names, rows, strict=True):
        for day, count in zip(found.periods, row, strict=True):
            date = field_condition("date", day.strftime(DATE_FORMATS[found.period]))
            condition = f"{name} {date}".strip()
            yield f"{counted} {condition}", count, listed(archive, line, condition)


def _compared(archive: Archive, *sides: str) -> Iterator[tuple[str, int, int]]:
    if not all(map(archive.speakers.get, sides)):
        return
    for row in comparison_records(archive.comparisons.compare(*sides)):
        if row["what"] not in ("words", "articles", "word"):
            yield f"compared {row['search']}", row["number"], _quotes(archive, "", row["search"])


def _whole_archive(archive: Archive) -> Iterator[tuple[str, int, int]]:
    yield "articles", archive.count(), len(archive.articles(limit=ALL))
    yield from _compared(archive, "Ana Pell", "Tim Falk")
    for tag, count in archive.marks.tags():
        yield f"tag {tag}", count, archive.count_hits(field_condition("tag", tag))
    for speaker in archive.speakers.page(limit=ALL):
        condition = value_condition("speaker", speaker.name)
        quotes = archive.speakers.quotes(speaker, limit=ALL)
        yield f"quotes of {speaker.name}", speaker.quotes, len(quotes)
        yield f"quotes {condition}", speaker.quotes, _quotes(archive, "", condition)
        articles = archive.statistics.voices(condition).total.articles
        yield f"articles of {speaker.name}", speaker.articles, articles
        for outlet, count in archive.speakers.outlets(speaker):
            there = refine_line(condition, value_condition("source", outlet))
            articles = archive.statistics.voices(there).total.articles
            yield f"articles {there}", count, articles
        for facet in archive.speakers.facets(speaker):
            for value, count in facet.values:
                if facet.field == "source":
                    other = value_condition(facet.field, value)
                    yield (
                        f"articles {condition} {other}",
                        count,
                        _articles(archive, condition, other),
                    )
    for outlet in archive.editing.outlets():
        if not outlet.hidden:
            row = record(outlet)
            yield f"outlet {outlet.name}", outlet.articles, archive.count_hits(row["search"])
