"""`onrecord utterances`, `versions` and `earlier`: quotes that are related to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from index.archive import Archive
from index.article import UNKNOWN_SPEAKER, QuoteHit
from index.errors import OnRecordError
from index.record.results import EarlierQuote, Utterance, UtteranceOrder, Version
from tui.cli.diff import marked
from tui.cli.output import print_json, print_message, print_text
from tui.cli.results import (
    OutputOptions,
    ResultList,
    print_results,
    read_pages,
)
from tui.cli.search import compare_quotes, open_archive, print_notes, quote_record
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import NO_OUTLET, attributed, day_in_column, plural, with_cue
from tui.render.sanitize import safe

DRIFTS = {
    "cut": "length", "words": "words", "numbers": "numbers", "speakers": "speakers",
}  # fmt: skip


def utterances(folder: Path, query: str, order: UtteranceOrder, output: OutputOptions) -> int:
    """Print or export what several quotes report, each with its quotes."""
    with open_archive(folder, one_shot=False) as archive:
        compare_quotes(archive)

        def fetch(offset: int, size: int) -> tuple[Utterance, ...]:
            return archive.record.utterances(query, order, offset, size)[0]

        _, total = archive.record.utterances(query, limit=0)
        recipe = {"list": "utterances", "query": query, "order": order}
        rows = read_pages(fetch, output.max_rows)
        results = ResultList("utterances", rows, total, query, recipe=recipe)
        code = print_results(
            archive, folder, results, output,
            partial(_print_utterance, as_json=False), _utterance_record,
        )  # fmt: skip
        if not total and output.format == "text":
            print_notes(archive, query, archive.count_quotes(query=query))
            where = " of this search" if query.strip() else ""
            print_message(f"No utterance is reported by several quotes{where}.")
    return code


def versions(folder: Path, id: str, number: int | None, output: OutputOptions) -> int:
    """Print or export the versions of the utterance that one quote reports."""
    with open_archive(folder, one_shot=False) as archive:
        compare_quotes(archive)
        index = _quote_index(archive, id, number)
        utterance = archive.record.versions_of(id, index)
        if output.is_export:
            hits = [version.hit for version in utterance.versions]
            recipe = {"list": "versions", "article": archive.full_id(id), "number": index}
            _export(archive, folder, hits, recipe, output)
    if len(utterance.versions) < 2:
        print_message("No other quote reports the same utterance.")
    if not output.is_export:
        _print_utterance(utterance, as_json=output.format == "json")
    return OK if len(utterance.versions) > 1 else PARTIAL


def earlier(folder: Path, id: str, number: int | None, limit: int, output: OutputOptions) -> int:
    """Print or export the quotes of the same person on the same matter, oldest first."""
    with open_archive(folder, one_shot=False) as archive:
        compare_quotes(archive)
        index = _quote_index(archive, id, number)
        found = archive.record.earlier(id, index, limit)
        if output.is_export:
            place = {"list": "earlier", "article": archive.full_id(id), "number": index}
            _export(
                archive, folder, [each.hit for each in found], {**place, "others": limit}, output
            )
    for each in () if output.is_export else found:
        if output.format == "json":
            print_json(_earlier_record(each))
        else:
            _print_earlier(each)
    if len(found) < 2:
        print_message("No other quote of this person shares the rare words of this one.")
    return OK if len(found) > 1 else PARTIAL


def _export(
    archive: Archive,
    folder: Path,
    hits: Sequence[QuoteHit],
    recipe: Mapping[str, Any],
    output: OutputOptions,
) -> None:
    """Print the quotes as a table or page, or write them to a file."""
    command = f"{recipe['list']} {recipe['article']} {recipe['number'] + 1}"
    results = ResultList("quotes", hits, len(hits), command, recipe=recipe)
    print_results(archive, folder, results, output, print_text, quote_record)


def _quote_index(archive: Archive, id: str, number: int | None) -> int:
    """Return the number of a quote, from 0; an article with one quote needs no number.

    Raises OnRecordError, after listing the quotes.
    """
    article, annotation = archive.article(id), archive.annotation(id)
    count = len(annotation.quotes)
    if number is None and count == 1:
        return 0
    if number is not None and 1 <= number <= count:
        return number - 1
    for position, quote in enumerate(annotation.quotes, 1):
        words = quote.cut(article.text)
        said = attributed(quote.person, quote.cut_cue(article.text), words)
        print_message(f"{position:4}  {said}")
    if not count:
        raise OnRecordError(f"Article {article.id} has no quotes.")
    has = f"Article {article.id} has {plural(count, 'quote')}"
    raise OnRecordError(
        f"{has}. Add the number of a quote." if number is None else f"{has}, not {number:,}."
    )


# JSON records; index/README.md documents their fields.


def _utterance_record(utterance: Utterance) -> dict[str, object]:
    days = [day for each in utterance.versions if (day := each.hit.entry.date)]
    return {
        "first": min(days).isoformat() if days else None,
        "last": max(days).isoformat() if days else None,
        "outlets": utterance.outlets,
        "speakers": utterance.speakers,
        "wordings": utterance.wordings,
        "drift": utterance.drift,
        "longest": utterance.longest,
        "versions": [_version_record(version) for version in utterance.versions],
    }


def _version_record(version: Version) -> dict[str, object]:
    return quote_record(version.hit) | {
        "independent": version.is_independent,
        "outdated": version.hit.entry.outdated,
        "changes": [[piece.kind, piece.text] for piece in version.changes],
    }


def _earlier_record(found: EarlierQuote) -> dict[str, object]:
    return quote_record(found.hit) | {
        "asked": found.is_asked,
        "other_versions": found.others,
        "differs_in": found.turns,
        "later": found.is_later,
    }


# Text


def _print_utterance(utterance: Utterance, *, as_json: bool) -> None:
    if as_json:
        print_json(_utterance_record(utterance))
        return
    print_text(" · ".join(_summary(utterance)))
    for number, version in enumerate(utterance.versions):
        print_text(f"    {' · '.join(_origin(utterance, number))}")
        if number == utterance.longest or not version.changes:
            print_text(f"        {with_cue(version.hit.cue, version.hit.text)}")
        else:
            cue = safe(with_cue(version.hit.cue, ""))
            print(f"        {cue}{''.join(map(marked, version.changes))}")


def _summary(utterance: Utterance) -> Iterator[str]:
    described = dict.fromkeys(filter(None, (each.hit.quote.person for each in utterance.versions)))
    yield " or ".join(utterance.speakers or described) or UNKNOWN_SPEAKER
    yield plural(len(utterance.versions), "quote")
    if utterance.outlets:
        yield plural(len(utterance.outlets), "outlet")
    if utterance.drift:
        yield f"versions differ in: {', '.join(DRIFTS[kind] for kind in utterance.drift)}"


def _origin(utterance: Utterance, number: int) -> Iterator[str]:
    version = utterance.versions[number]
    entry, before = version.hit.entry, utterance.versions[:number]
    yield day_in_column(entry.date)
    yield entry.source or NO_OUTLET
    if len(utterance.speakers) > 1 or not version.hit.quote.named:
        yield version.hit.quote.person or UNKNOWN_SPEAKER
    if entry.outdated:
        yield "older version"
    elif not version.is_independent:
        if any(each.hit.entry.id == entry.id for each in before):
            yield "same article"
        else:
            yield "an older version exists" if entry.versions else "copy of another article"
    yield f"{entry.id} {version.hit.number + 1}"


def _print_earlier(found: EarlierQuote) -> None:
    entry = found.hit.entry
    said = with_cue(found.hit.cue, found.hit.text)
    print_text(f"{'>' if found.is_asked else ' '} {day_in_column(entry.date)}  {said}")
    notes = (
        "later" if found.is_later else "",
        entry.source,
        f"differs in: {', '.join(found.turns)}" if found.turns else "",
        f"and {plural(found.others, 'other version')}" if found.others else "",
        f"{entry.id} {found.hit.number + 1}",
    )
    print_text(f"              {' · '.join(filter(None, notes))}")
