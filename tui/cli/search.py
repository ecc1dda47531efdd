"""`onrecord search`, `quotes`, `speakers` and `show`: query the archive and print the results."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from index.archive import Archive
from index.article import (
    UNKNOWN_SPEAKER,
    Annotation,
    Article,
    Entry,
    Hit,
    Quote,
    QuoteHit,
    Snippet,
    Span,
    Speaker,
)
from index.errors import ArchiveError, OnRecordError
from index.query import field_condition, value_condition
from index.user_data import current_note
from tui.cli.output import print_json, print_message, print_text
from tui.cli.results import (
    OutputOptions,
    ResultList,
    page_size,
    print_results,
    read_pages,
)
from tui.exit_codes import OK, PARTIAL
from tui.render.headline import after_headline, repeats_headline
from tui.render.phrases import (
    FIELD_LABELS,
    NO_DATE,
    attributed,
    day_in_column,
    plural,
    shown_cue,
    split_authors,
    why_few_quotes,
)
from tui.render.sanitize import safe

NOT_UTF_8 = "it is not text in UTF-8. Save it as UTF-8, one name a line."
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def search(folder: Path, query: str, output: OutputOptions) -> int:
    """Print the matching articles with their matching passages or quotes."""
    with open_archive(folder, query, one_shot=output.max_rows is not None) as archive:
        first = archive.search(query, limit=page_size(output.max_rows))

        def fetch(offset: int, limit: int) -> tuple[Hit, ...]:
            if not offset:
                return first.hits
            return archive.search(query, offset=offset, limit=limit, as_of=first.as_of).hits

        def copies(hit: Hit) -> tuple[Entry, ...]:
            return archive.copies(hit.entry.id) if hit.entry.copies else ()

        print_message(f"{plural(first.total, 'article')}: {first.understood}")
        rows = read_pages(fetch, output.max_rows)
        return print_results(
            archive, folder,
            ResultList(
                "articles", rows, first.total, query, first.understood, first.notes,
                {"list": "search", "query": query},
            ),
            output,
            lambda hit: _print_hit(hit, copies(hit)),
            lambda hit: _hit_record(hit) | {"copies": list(map(_entry_record, copies(hit)))},
        )  # fmt: skip


def batch(folder: Path, file: Path, output: OutputOptions) -> int:
    """Search for each line of a file, a name or a search; print a row of counts for each."""
    place = "standard input" if str(file) == "-" else str(file)
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = f"{error.strerror}." if isinstance(error, OSError) else NOT_UTF_8
        raise OnRecordError(f"{place} cannot be read: {reason}") from error
    lines = [line.strip() for line in text.splitlines() if line.strip()[:1] not in ("", "#")]
    if not lines:
        print_message(f"There are no names in {place}.")
    with open_archive(folder, *lines, one_shot=False) as archive:
        problems: list[str] = []
        rows = _counted_names(archive, lines[: output.max_rows], problems)
        recipe = {"list": "names", "names": lines}
        results = ResultList("names", rows, len(lines), f"--from-file {file}", recipe=recipe)
        code = print_results(archive, folder, results, output, _print_counts, dict)
    if problems:
        searches = "is not a search" if len(problems) == 1 else "are not searches"
        print_message(f"{plural(len(problems), 'line')} of {place} {searches}.")
    return PARTIAL if problems else code


def _counted_names(
    archive: Archive, lines: Sequence[str], problems: list[str]
) -> Iterator[Mapping[str, Any]]:
    """Yield the counts of each line; add what is wrong with a line to ``problems``."""
    from tui.sharing.name_counts import count_name

    for line in lines:
        row = count_name(archive, line)
        if row["problem"] and not row["search"]:
            problems.append(str(row["problem"]))
        yield row


def quotes(folder: Path, speaker: str, query: str, output: OutputOptions) -> int:
    """Print quotes, newest first."""
    with open_archive(folder, query) as archive:
        fetch = partial(archive.quotes, speaker, query)
        rows = read_pages(fetch, output.max_rows)
        total = archive.count_quotes(speaker, query)
        print_message(plural(total, "quote"))
        line = " ".join(filter(None, (speaker and field_condition("speaker", speaker), query)))
        recipe = {"list": "quotes", "speaker": speaker, "query": query}
        notes = search_notes(archive, line, total)
        results = ResultList("quotes", rows, total, line, _understood(line), notes, recipe)
        return print_results(archive, folder, results, output, _print_quote, quote_record)


def _understood(line: str) -> str:
    from index.query import describe_query, parse_quote  # 45 ms that a list of all quotes saves

    return describe_query(parse_quote(line)) if line else ""


def search_notes(archive: Archive, query: str, quotes: int) -> tuple[str, ...]:
    """Return the notes on a search for quotes, and why it found so few, or none."""
    if not query.strip():
        return ()
    found = archive.search(query, limit=1)
    few = why_few_quotes(query, found.total, quotes)
    return (few, *found.notes) if few else found.notes


def print_notes(archive: Archive, query: str, quotes: int = 0) -> None:
    """Print the notes on a search; by default, on one that found no quote."""
    for note in search_notes(archive, query, quotes):
        print_message(note)


def speakers(folder: Path, prefix: str, output: OutputOptions) -> int:
    """Print the speakers, most quoted first."""
    with open_archive(folder) as archive:
        rows = read_pages(partial(archive.speakers.page, prefix), output.max_rows)
        total = archive.speakers.count(prefix)
        if prefix and not total:
            print_message(f"No speaker has a name with a word that starts with “{prefix}”.")
        recipe = {"list": "speakers", "prefix": prefix}
        results = ResultList("speakers", rows, total, prefix, recipe=recipe)
        return print_results(archive, folder, results, output, _print_speaker, _speaker_record)


def show(folder: Path, id: str, *, limit: int | None, as_json: bool) -> int:
    """Print an article, then its quotes."""
    with open_archive(folder) as archive:
        article, annotation = archive.article(id), archive.annotation(id)
        copies, versions = archive.copies(id), archive.versions(id)
    annotation = annotation._replace(quotes=annotation.quotes[:limit])
    if as_json:
        print_json(_article_record(article, annotation, copies, versions))
    else:
        _print_article(article, annotation, copies, versions)
    return OK


def open_archive(folder: Path, *queries: str, one_shot: bool = True) -> Archive:
    """Open an archive to answer one command; report its problems.

    If ``queries`` ask for versions, quotes that wait for it are compared first.
    """
    archive = Archive.open_existing(folder, one_shot=one_shot)
    archive.on_progress(print_message)
    try:
        archive.maintenance.catch_up()
    except ArchiveError as error:  # such as a full disk: the archive can still be searched
        print_message(error.message)
    for problem in archive.corrections.problems():
        print_message(problem)
    compare_if_asked(archive, queries)
    return archive


def compare_if_asked(archive: Archive, queries: Iterable[str]) -> None:
    """Compare the quotes that wait for it if one of these searches asks for versions."""
    if not any(queries):
        return
    from index.query import asks_for_versions  # 45 ms that `onrecord show` saves

    if any(map(asks_for_versions, queries)):
        compare_quotes(archive)


def compare_quotes(archive: Archive) -> None:
    """Compare quotes that wait for it, also those that an older program compared."""
    with suppress(ArchiveError):  # an archive that cannot be written can be read
        archive.record.catch_up()


# JSON records; index/README.md documents their fields.


def _iso(entry: Entry | Article) -> str | None:
    return entry.date.isoformat() if entry.date else None


def _note(article: Article) -> str:
    return current_note(article.note, dict(article.edited))


def _article_record(
    article: Article, annotation: Annotation, copies: Iterable[Entry], versions: Iterable[Entry]
) -> dict[str, object]:
    return {
        "article": article.id, "title": article.title, "date": _iso(article),
        "source": article.source, "byline": article.byline,
        "authors": split_authors(article.byline), "url": article.url,
        "section": article.section, "edited": dict(article.edited),
        "location": article.location, "note": _note(article), "text": article.text,
        "headings": article.heading_spans(),
        "annotated_by": annotation.annotated_by or None,
        "copies": list(map(_entry_record, copies)),
        "versions": list(map(_entry_record, versions)),
        "entities": [
            {"name": entity.name, "label": entity.label, "spans": entity.mentions}
            for entity in annotation.entities
        ],
        "quotes": [_bare_quote_record(quote, article.text) for quote in annotation.quotes],
    }  # fmt: skip


def _entry_record(entry: Entry) -> dict[str, object]:
    return {
        "article": entry.id, "date": _iso(entry), "source": entry.source, "title": entry.title,
    }  # fmt: skip


def _bare_quote_record(quote: Quote, text: str) -> dict[str, object]:
    return _quote_fields(quote, quote.cut(text), _cut(quote.mention, text), quote.cut_cue(text))


def _quote_fields(quote: Quote, text: str, mention: str, cue: str) -> dict[str, object]:
    return {
        "speaker": quote.speaker, "person": quote.person, "named": quote.named,
        "for": quote.represents or None,
        "mention": mention, "cue": cue,
        "kind": quote.kind, "confidence": round(quote.confidence, 2), "text": text,
        "spans": quote.content,
    }  # fmt: skip


def quote_record(hit: QuoteHit) -> dict[str, object]:
    """Return the record of a quote with its article."""
    fields = _quote_fields(hit.quote, hit.text, hit.mention, hit.cue)
    where = {"number": hit.number + 1, "url": hit.entry.url, "location": hit.entry.location}
    return _entry_record(hit.entry) | where | fields


def _hit_record(hit: Hit) -> dict[str, object]:
    return _entry_record(hit.entry) | {
        "byline": hit.entry.byline,
        "authors": split_authors(hit.entry.byline),
        "url": hit.entry.url,
        "edited": dict(hit.entry.edited),
        "snippets": [
            {"text": snippet.text, "start": snippet.start, "matches": snippet.matches}
            for snippet in hit.snippets
        ],
        "quotes": [
            _quote_fields(found.quote, found.text, found.mention, found.cue) for found in hit.quotes
        ],
    }


def _speaker_record(speaker: Speaker) -> dict[str, object]:
    first, last = speaker.first, speaker.last
    return {
        "speaker": speaker.name, "named": speaker.named, "quotes": speaker.quotes,
        "articles": speaker.articles, "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
        "aliases": [{"name": alias.name, "reason": alias.reason} for alias in speaker.aliases],
        "search": value_condition("speaker", speaker.name),
    }  # fmt: skip


# Text


def _cut(spans: Iterable[Span], text: str) -> str:
    return " ".join(span.cut(text) for span in spans)


def _counts(speaker: Speaker) -> str:
    return f"{plural(speaker.quotes, 'quote')} in {plural(speaker.articles, 'article')}"


def _where(entry: Entry) -> str:
    return f"{entry.source}: {entry.title}" if entry.source else entry.title


def _places(copies: Iterable[Entry]) -> str:
    """Return where the copies of an article are: “Valley Echo, 2024-03-05 · /kept/b.html”."""
    return " · ".join(
        ", ".join(filter(None, (copy.source or copy.url or copy.location, _iso(copy))))
        for copy in copies
    )


def _print_article(
    article: Article, annotation: Annotation, copies: Sequence[Entry], versions: Sequence[Entry]
) -> None:
    if not article.title_from_text:  # the text begins with it
        print_text(article.title)
    details = (
        _iso(article) or NO_DATE, article.source, article.byline, article.url, _note(article),
    )  # fmt: skip
    print_text(" · ".join(filter(None, details)))
    for name, value in article.edited:
        print_text(
            f"edited: {FIELD_LABELS[name]}, {f'read as “{value}”' if value else 'was empty'}"
        )
    if copies:
        print_text(f"also in {_places(copies)}")
    if len(versions) > 1:
        ids = " ".join(version.id for version in versions)
        print_text(f"{len(versions)} versions, newest first: {ids}")
    print_text()
    headings = set(article.heading_spans())
    marks = ("## " if span in headings else "" for span in article.paragraphs())
    paragraphs = (span.cut(article.text) for span in article.paragraphs())
    print_text("\n\n".join(map("".join, zip(marks, paragraphs, strict=True))))
    if annotation.quotes:
        print_text()
    for quote in annotation.quotes:
        text = article.text
        print_text(attributed(quote.person, quote.cut_cue(text), quote.cut(text)))


def _print_quote(hit: QuoteHit) -> None:
    entry, speaker = hit.entry, hit.quote.person or UNKNOWN_SPEAKER
    print_text(f"{day_in_column(entry.date)}  {speaker}: {hit.text}")
    where = entry.source if repeats_headline(entry, hit.text) else _where(entry)
    print_text(f"            {' · '.join(filter(None, (shown_cue(hit.cue), where, entry.id)))}")


def _print_speaker(speaker: Speaker) -> None:
    note = "" if speaker.named else "  (unnamed)"
    days = dict.fromkeys(map(str, filter(None, (speaker.first, speaker.last))))
    span = " … ".join(days) or NO_DATE
    also = ", ".join(alias.name for alias in speaker.aliases)
    names = f"{speaker.name} (also {also})" if also else speaker.name
    print_text(f"{_counts(speaker):<27}  {span:<23}  {names}{note}")


def _print_counts(row: Mapping[str, Any]) -> None:
    counts = f"{plural(row['hits'], 'article')}, {plural(row['quotes'], 'quote')}"
    days = dict.fromkeys(filter(None, (row["first"], row["last"])))
    what = counts if row["search"] else row["problem"]
    remark = f" – {row['problem']}" if row["search"] and row["problem"] else ""
    print_text(f"{what:<27}  {' … '.join(days):<23}  {row['name']}{remark}")


def _print_hit(hit: Hit, copies: Sequence[Entry]) -> None:
    print_text(f"{day_in_column(hit.entry.date)}  {_where(hit.entry)}  {hit.entry.id}")
    for found in hit.quotes:
        if repeats_headline(hit.entry, found.text):
            continue
        print_text(f"    {attributed(found.quote.person, found.cue, found.text)}")
    for snippet in hit.snippets:
        passage = after_headline(hit.entry, snippet)
        if passage and (passage.matches or not hit.quotes):
            shown, ends = _highlighted(passage), passage.text.strip()
            before = "" if ends.startswith("…") else "… "
            print(f"    {before}{shown}{'' if ends.endswith('…') else ' …'}")
    if copies:
        print_text(f"    also in {_places(copies)}")


def _highlighted(snippet: Snippet) -> str:
    """Return the snippet, with its matches in bold if stdout is a terminal."""
    text = safe(snippet.text)
    if not sys.stdout.isatty():
        return text
    parts, at = [], 0
    for match in snippet.matches:
        start, end = match.start - snippet.start, match.end - snippet.start
        parts += [text[at:start], BOLD, text[start:end], PLAIN]
        at = end
    return "".join([*parts, text[at:]])
