"""Count the quotes of each person as each view, filter and export does."""

from __future__ import annotations

from collections import Counter

from index.archive import Archive
from index.article import QuoteHit
from index.query import value_condition
from tui.sharing.export_records import record
from tui.sharing.export_rows import ExportRows


def assert_facets_are_found(archive: Archive) -> None:
    """Check that a search for each full name of the facets finds as many articles."""
    for facet in archive.statistics.facets():
        for name, count in facet.values if facet.field in ("person", "speaker") else ():
            assert archive.search(value_condition(facet.field, name)).total == count


def assert_every_view_agrees(archive: Archive) -> None:
    """Check that each view, filter and export counts the same people."""
    expected = count_persons(all_quotes(archive))
    views = (listed, in_timeline, in_pages, heard, exported, in_search, by_speaker, active)
    counted = {view.__name__: view(archive) for view in views}
    assert counted == dict.fromkeys(counted, expected)
    assert in_facets(archive) == articles_by_person(all_quotes(archive))
    assert archive.speakers.count() == archive.speakers.matching()[1] == len(expected)
    assert in_outlets(archive) == articles_by_outlet(archive)
    for speaker in archive.speakers.page(limit=1000):
        assert archive.speakers.get(speaker.name) == speaker


def apply(archive: Archive, kind: str, first: str | int, second: str) -> None:
    """Merge or split two names, correct or edit what has a quote, or hide or rename an outlet."""
    if kind == "outlet":
        if first in [each.name for each in archive.editing.outlets() if not each.hidden]:
            if second:
                archive.editing.rename_outlets([str(first)], second)
            else:
                archive.editing.hide_outlet(str(first))
    elif kind in ("merge", "split"):
        known = archive.speakers.get(str(first)), archive.speakers.get(second)
        if first != second and (all(known) if kind == "split" else known[0]):
            archive.corrections.correct_names(str(first), second, kind == "merge")
    elif hits := all_quotes(archive):
        hit = hits[int(first) % len(hits)]
        if kind == "correct":
            archive.corrections.correct_quote(hit.entry.id, hit.quote, second)
        elif kind == "no quote":
            archive.corrections.correct_quote(hit.entry.id, hit.quote, "", is_quote=False)
        elif second:
            archive.editing.edit(hit.entry.id, {kind: second})
        else:
            archive.editing.delete([hit.entry.id])


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
    return Counter({row.name: row.number for row in timeline.rows if row.name})


def in_facets(archive: Archive) -> Counter[str]:
    """Count articles as the facets do."""
    facets = {facet.field: facet.values for facet in archive.statistics.facets()}
    return Counter({name: count for name, count in facets["speaker"] if name})


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


def by_speaker(archive: Archive) -> Counter[str]:
    """Count the quotes in the list sorted by speaker."""
    return count_persons(archive.quotes(limit=1000, order="speaker"))


def active(archive: Archive) -> Counter[str]:
    """Count the quotes over time of each speaker."""
    speakers = archive.speakers.page(limit=1000)
    found = archive.statistics.with_activity(speakers, 9)
    return Counter({each.name: sum(each.activity) for each in found})


def in_outlets(archive: Archive) -> Counter[str]:
    """Count the articles in the list of outlets."""
    found = archive.editing.outlets()
    return Counter({each.name: each.articles for each in found if not each.hidden})


def articles_by_outlet(archive: Archive) -> Counter[str]:
    """Count the articles of each outlet in the list of all copies."""
    found = archive.search("copies:apart date:..2100", limit=1000)
    return Counter(hit.entry.source for hit in found.hits)
