"""Count the quotes of each person as each view, filter and export does."""

from __future__ import annotations

from collections import Counter

from index.archive import Archive
from index.article import QuoteHit
from tui.sharing.export import record
from tui.sharing.export_rows import ExportRows


def assert_facets_are_found(archive: Archive) -> None:
    """Check that a search for each full name of the facets finds as many articles."""
    for facet in archive.statistics.facets():
        for name, count in facet.values if facet.field == "person" else ():
            if " " in name:  # "Falk" alone finds Tim and Ida too
                assert archive.search(f'person:"{name}"').total == count


def assert_every_view_agrees(archive: Archive) -> None:
    """Check that each view, filter and export counts the same people."""
    expected = count_persons(all_quotes(archive))
    views = (listed, in_timeline, in_pages, heard, exported, in_search)
    assert [view(archive) for view in views] == [expected] * len(views)
    assert in_facets(archive) == articles_by_person(all_quotes(archive))
    assert archive.speakers.count() == archive.speakers.matching()[1] == len(expected)


def apply(archive: Archive, kind: str, first: str | int, second: str) -> None:
    """Merge or split two names, or correct the speaker of a quote."""
    if kind == "correct":
        if hits := all_quotes(archive):
            hit = hits[int(first) % len(hits)]
            archive.corrections.correct_quote(hit.entry.id, hit.quote, second)
    elif first != second and archive.speakers.get(str(first)) and archive.speakers.get(second):
        archive.corrections.correct_names(str(first), second, kind == "merge")


def all_quotes(archive: Archive) -> tuple[QuoteHit, ...]:
    """Return every quote, as the list of quotes shows them."""
    return archive.quotes(limit=1000)


def persons(hit: QuoteHit) -> list[str]:
    """Return the persons who speak a quote."""
    return hit.quote.person.split("; ") if hit.quote.person else []


def count_persons(hits: tuple[QuoteHit, ...]) -> Counter[str]:
    """Count the quotes of each person."""
    return Counter(name for hit in hits for name in persons(hit))


def articles_by_person(hits: tuple[QuoteHit, ...]) -> Counter[str]:
    """Count the articles in which each person is quoted by name."""
    pairs = {(name, hit.entry.id) for hit in hits if hit.quote.named for name in persons(hit)}
    return Counter(name for name, _ in pairs)


def listed(archive: Archive) -> Counter[str]:
    """Count as the list of speakers does."""
    return Counter({each.name: each.quotes for each in archive.speakers.page(limit=1000)})


def in_timeline(archive: Archive) -> Counter[str]:
    """Count as the timeline does."""
    timeline = archive.statistics.timeline("", "year")
    return Counter({row.name: sum(row.counts) for row in timeline.rows if row.name})


def in_facets(archive: Archive) -> Counter[str]:
    """Count articles as the facets do."""
    facets = {facet.field: facet.values for facet in archive.statistics.facets()}
    return Counter(dict(facets["speaker"]))


def in_pages(archive: Archive) -> Counter[str]:
    """Count the quotes that the page of each speaker lists."""
    speakers = archive.speakers.page(limit=1000)
    return Counter({each.name: len(archive.speakers.quotes(each, limit=1000)) for each in speakers})


def exported(archive: Archive) -> Counter[str]:
    """Count the rows of an export."""
    rows = ExportRows("quotes", lambda offset, limit: archive.quotes(offset=offset, limit=limit))
    return Counter(
        name for row in rows.rows() for name in record(row)["person"].split("; ") if name
    )


def in_search(archive: Archive) -> Counter[str]:
    """Count the quotes of the speakers of a search that finds everything."""
    found, _ = archive.speakers.matching(limit=1000)
    return Counter({each.name: each.quotes for each in found})


def heard(archive: Archive) -> Counter[str]:
    """Count as the view of who is heard does."""
    counts = archive.statistics.voices().section("speaker").counts
    return Counter({each.name: each.quotes for each in counts if each.name})
