"""Compare the counts of rows, reports and exports with what they count."""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from index.archive import Archive
from index.article import QuoteHit
from tui.render.article_page import ArticlePage
from tui.render.rows import context_rows
from tui.sharing.dossier import collect_dossier, dossier_pieces
from tui.sharing.export import write_export
from tui.sharing.export_records import timeline_counts
from tui.sharing.export_rows import ExportKind, ExportRows
from tui.sharing.name_counts import count_name, search_of_name
from tui.sharing.report import comparison_report, heard_report, report_pieces
from tui.sharing.statement import export_header

ALL = 1000
FORMATS = ("csv", "json", "md", "html")
QUOTED = re.compile(r"(?:Boats|Nets) \d+ (?:(?:one|two|three) )?fell")
Pair = tuple[str, object, object]


def assert_exports_count_what_is_listed(archive: Archive, line: str) -> None:
    """Check the counts of rows, saved searches, names, reports, dossiers and exports."""
    folder = archive.folder
    pairs = [*_rows(archive), *_searches(archive, line), *_reports(archive, folder, line)]
    with tempfile.TemporaryDirectory() as written:
        pairs += _exports(archive, folder, line, Path(written))
    differing = {what: both for what, *both in pairs if both[0] != both[1]}
    assert not differing, differing


def _rows(archive: Archive) -> Iterator[Pair]:
    """Compare what the row of an article counts with its page."""
    found = archive.search("date:..2100 OR date:none copies:apart", limit=ALL)
    for entry in {hit.entry.id: hit.entry for hit in found.hits}.values():
        annotation = archive.annotation(entry.id)
        yield f"quotes of {entry.id}", entry.quotes, len(annotation.quotes)
        yield f"copies of {entry.id}", entry.copies, len(archive.copies(entry.id))
        yield f"versions of {entry.id}", entry.versions, len(archive.versions(entry.id)) - 1
        page = ArticlePage(entry.id, archive.article(entry.id), annotation)
        counted = Counter({row.speaker: row.count for row in context_rows(page) if row.count})
        yield f"speakers of {entry.id}", counted, Counter(each.person for each in page.quotes)


def _searches(archive: Archive, line: str) -> Iterator[Pair]:
    """Compare what a saved search and a name count with what they find."""
    if line:
        archive.searches.set_name(line, "Kept")
        (saved,) = (each for each in archive.searches.page() if each.name)
        yield f"saved {line}", saved.total, len(archive.search(line, limit=ALL).hits)
        archive.searches.forget(line)
    for speaker in archive.speakers.page(limit=ALL):
        counts = count_name(archive, speaker.name)
        listed = archive.search(search_of_name(speaker.name), limit=ALL).hits
        yield f"articles of {speaker.name}", counts["hits"], len(listed)
        quotes = archive.quotes(speaker.name, limit=ALL)
        yield f"quotes of {speaker.name}", counts["quotes"], len(quotes)


def _reports(archive: Archive, folder: Path, line: str) -> Iterator[Pair]:
    """Compare the totals of reports and dossiers with the quotes that they list."""
    heard, voices = heard_report(archive, folder, line), archive.statistics.voices(line)
    listed = sum(len(group.hits) for group in heard.groups)
    yield "heard lists", voices.total.quotes, listed
    yield "heard states", heard.records[0]["quotes"], listed
    speakers = archive.speakers.page(limit=ALL)
    for speaker in speakers:
        dossier = collect_dossier(archive, folder, speaker)
        yield f"dossier of {speaker.name}", speaker.quotes, len(dossier.quotes)
        undated = int(dossier.undated.split()[0]) if dossier.undated else 0
        dated = sum(number for _, number in dossier.timeline)
        yield f"dated in the dossier of {speaker.name}", dated + undated, speaker.quotes
        for form in (".html", ".md"):
            text = "".join(dossier_pieces(form, dossier))
            said = _said(archive.speakers.quotes(speaker, 0, ALL))
            yield f"{form} of {speaker.name}", said - set(QUOTED.findall(text)), set()
    named = [each.name for each in speakers if each.named]
    if len(named) > 1:
        found = archive.comparisons.compare(*named[:2], line)
        report = comparison_report(archive, folder, *named[:2], line)
        sides = [side.total.quotes for side in found.sides]
        yield "sides", sides, [len(group.hits) for group in report.groups][:2]


def _said(hits: tuple[QuoteHit, ...]) -> set[str]:
    return set(QUOTED.findall(" ".join(hit.text for hit in hits)))


def _exports(archive: Archive, folder: Path, line: str, written: Path) -> Iterator[Pair]:
    """Compare the rows of exports in each format with the numbers that the reader shows."""
    timeline = archive.statistics.timeline(line, "month")
    counts = timeline_counts(timeline)
    articles = partial(_found, archive, line) if line else partial(archive.articles, "newest")
    lists: list[tuple[ExportKind, object, int]] = [
        ("articles", articles, archive.count_hits(line) if line else archive.count()),
        ("quotes", partial(archive.quotes, "", line), archive.count_quotes(query=line)),
        ("speakers", partial(_speakers, archive, line), archive.speakers.matching(line)[1]),
        ("timeline", lambda at, limit: counts[at : at + limit], len(counts)),
    ]
    for kind, fetch, expected in lists:
        rows = ExportRows(kind, fetch)
        for form in FORMATS:
            file = written / f"{kind}.{form}"
            header = export_header(archive, folder, kind, line, "", recipe={"list": kind})
            number = write_export(file, header, rows.rows(), "%Y-%m-%d", overwrite=True)
            yield f"{kind} in {form}", number, expected
        with (written / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
            yield f"rows of {kind}", len(list(csv.DictReader(file))), expected
        content = json.loads((written / f"{kind}.json").read_text(encoding="utf-8"))
        yield f"items of {kind}", len(content[kind]), expected
    said = _said(archive.quotes("", line, limit=ALL))
    for form in ("md", "html"):
        text = (written / f"quotes.{form}").read_text(encoding="utf-8")
        yield f"quotes in {form}", set(QUOTED.findall(text)), said
    report = heard_report(archive, folder, line)
    total = archive.statistics.voices(line).total.quotes
    if total:
        rows = csv.DictReader("".join(report_pieces(".csv", report, "%Y-%m-%d")).splitlines())
        yield "heard in csv", next(rows)["quotes"], str(total)


def _found(archive: Archive, line: str, offset: int, limit: int) -> object:
    return archive.search(line, "newest", offset, limit).hits


def _speakers(archive: Archive, line: str, offset: int, limit: int) -> object:
    return archive.speakers.matching(line, offset=offset, limit=limit)[0]
