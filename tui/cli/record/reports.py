"""`onrecord heard` and `compare`: who is heard, and how two sides differ."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from index.archive import Archive
from index.record.comparison import Comparison
from index.voices import VoiceCount, Voices, VoiceSection
from tui.cli.output import print_json, print_message, print_text
from tui.cli.results import DATE_FORMAT, print_if_empty
from tui.cli.search import open_archive, print_notes, quote_record
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import plural
from tui.render.record.voices import (
    HEADINGS,
    counted_again,
    first_and_last,
    mix,
    others_name,
    percent,
    voice_name,
    voices_summary,
)
from tui.render.sanitize import one_line, shorten

if TYPE_CHECKING:
    from tui.sharing.report import Report

MAX_SPEAKERS = 20  # in the text of ``heard``
NAME_WIDTH, BAR_WIDTH, SIDE_WIDTH = 28, 20, 30
WORDS = 8  # distinctive words in the text of ``compare``


class ReportOutput(NamedTuple):
    """How the user wants a report."""

    format: str
    """One of ``arguments.REPORT_FORMATS``."""
    file: Path | None


def heard(folder: Path, query: str, output: ReportOutput) -> int:
    """Print who is heard in the quotes of a search, or write it to a file."""
    with open_archive(folder, query, one_shot=False) as archive:
        if output.file or output.format not in ("text", "json"):
            from tui.sharing.report import heard_report

            report = partial(heard_report, archive, folder, query)
            return _hand_out(archive, query, report, output)
        limit = MAX_SPEAKERS if output.format == "text" else None
        voices = archive.statistics.voices(query, limit)
        if output.format == "json":
            from tui.sharing.report.heard import heard_hits, heard_records

            summary = {
                "quotes": voices.total.quotes, "joint": voices.joint, "copies": voices.copies,
                "query": query,
            }  # fmt: skip
            quotes = ({"by": "quote"} | quote_record(hit) for hit in heard_hits(archive, query))
            _print_records(heard_records(voices, query), quotes, summary)
        else:
            _print_voices(voices, is_searched=bool(query))
        return _code(archive, voices.total, query)


def compare(folder: Path, first: str, second: str, query: str, output: ReportOutput) -> int:
    """Print how two sides compare, or write it to a file."""
    with open_archive(folder, first, second, query, one_shot=False) as archive:
        archive.comparisons.check_sides(first, second)
        if output.file or output.format not in ("text", "json"):
            from tui.sharing.report import comparison_report

            report = partial(comparison_report, archive, folder, first, second, query)
            return _hand_out(archive, query, report, output)
        found = archive.comparisons.compare(first, second, query)
        if output.format == "json":
            from tui.sharing.report.comparison import comparison_records, side_hits

            summary = {"quotes": found.total.quotes, "both": found.both, "query": query}
            quotes = (
                {"side": number, "what": "quote"} | quote_record(hit)
                for number, text in enumerate((first, second), 1)
                for hit in side_hits(archive, text, query)
            )
            _print_records(comparison_records(found), quotes, summary)
        else:
            _print_comparison(found)
        one, two = found.sides
        return _code(archive, one.total if one.total.quotes else two.total, query)


def _hand_out(
    archive: Archive, query: str, make: Callable[[], Report], output: ReportOutput
) -> int:
    """Print a report, or write it to a file if it has quotes."""
    from tui.sharing.export import write_errors, written_files
    from tui.sharing.report import report_pieces, write_report

    report = make()
    number = sum(len(group.hits) for group in report.groups)
    if not number:
        _print_nothing(archive, query, output.file)
        if output.file:
            return PARTIAL
    if output.file is None:
        for piece in report_pieces(f".{output.format}", report, DATE_FORMAT):
            sys.stdout.write(piece)
        return OK if number else PARTIAL
    with write_errors(output.file):
        write_report(output.file, report, DATE_FORMAT, overwrite=True)
    places = written_files(output.file, "heard")
    print_message(f"{report.title}: {plural(number, 'quote')} written to {places}")
    return OK


def _code(archive: Archive, total: VoiceCount, query: str) -> int:
    if total.quotes:
        return OK
    _print_nothing(archive, query)
    return PARTIAL


def _print_nothing(archive: Archive, query: str, unwritten: Path | None = None) -> None:
    is_empty = print_if_empty(archive)
    if not is_empty:
        print_notes(archive, query)
        print_message("No quote matches.")
    if unwritten:
        print_message(f"{unwritten} was not written.")


def _print_records(
    counts: Iterable[Mapping[str, Any]],
    quotes: Iterable[Mapping[str, object]],
    summary: Mapping[str, object],
) -> None:
    """Print the counts, then the quotes that they add up to, as these are read."""
    for each in counts:
        print_json({
            name: value for name, value in each.items() if value != "" or name in ("name", "search")
        })  # fmt: skip
    for quote in quotes:
        print_json(quote)
    print_json({"status": "summary", **summary})


def _print_voices(voices: Voices, *, is_searched: bool) -> None:
    print_message(voices_summary(voices))
    for line in counted_again(voices):
        print_message(line)
    for section in voices.sections:
        if section.counts:
            print_text(f"\n{HEADINGS[section.field]}")
            _print_section(section, voices, is_searched=is_searched)


def _print_section(section: VoiceSection, voices: Voices, *, is_searched: bool) -> None:
    largest = max(each.quotes for each in section.counts)
    for each in section.counts:
        details = mix(each) if section.field in ("source", "date") else ""
        if section.field == "speaker":
            details = first_and_last(each, is_searched=is_searched)
        name = voice_name(section.field, each.name)
        print_text(_row(name, each, voices.total, largest, details))
    if section.others:
        print_text(_row(others_name(section), section.others, voices.total, largest, ""))


def _row(name: str, count: VoiceCount, total: VoiceCount, largest: int, details: str) -> str:
    bar = _bar(count.quotes, largest)
    share = percent(count.quotes, total.quotes)
    words = f"{percent(count.words, total.words)} of words"
    start = f"  {_padded(name, NAME_WIDTH)} {count.quotes:>7,} {share:>5}  {bar:<{BAR_WIDTH}}"
    return f"{start}  {words:<14}  {details}".rstrip()


def _bar(count: int, largest: int) -> str:
    return "█" * min(max(round(count * BAR_WIDTH / max(largest, 1)), int(count > 0)), BAR_WIDTH)


def _padded(text: str, width: int) -> str:
    from rich.cells import cell_len  # 3 ms that other commands save

    text = shorten(text, width)
    return text + " " * (width - cell_len(text))


def _print_comparison(found: Comparison) -> None:
    from tui.sharing.report.comparison import comparison_summary

    names = [_padded(one_line(side.name), SIDE_WIDTH) for side in found.sides]
    print_text(f"{'':<10}{'  '.join(names)}".rstrip())
    for name in ("quotes", "words", "articles"):
        cells = []
        for side in found.sides:
            number, whole = getattr(side.total, name), getattr(found.total, name)
            cells.append(_padded(f"{number:,} ({percent(number, whole)})", SIDE_WIDTH))
        print_text(f"{name:<10}{'  '.join(cells)}".rstrip())
    mixes = [_padded(mix(side.total), SIDE_WIDTH) for side in found.sides]
    print_text(f"{'of quotes':<10}{'  '.join(mixes)}".rstrip())
    _print_months(found)
    for side in found.sides:
        words = (f"{each.word} {each.times}:{each.other}" for each in side.distinctive[:WORDS])
        if line := ", ".join(words):
            print_text(f"\nDistinctive of {one_line(side.name)}: {line}")
    for line in comparison_summary(found):
        print_message(line)


def _print_months(found: Comparison) -> None:
    one, two = (side.months for side in found.sides)
    largest = max((*one, *two), default=0)
    print_text()
    for month, first, second in zip(found.months, one, two, strict=True):
        if first or second:
            cells = [f"{_bar(count, largest)} {count or ''}".strip() for count in (first, second)]
            print_text(f"{month:<10}{cells[0]:<{SIDE_WIDTH}}  {cells[1]}".rstrip())
