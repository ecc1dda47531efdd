"""Exports of LexisNexis and Nexis Uni: many articles per file.

The older form starts each article with “1 of 250 DOCUMENTS”, the newer one ends it with “End of
Document”. Both have outlet, date and headline without labels, in either order, and the other fields
with labels in the language of the user interface.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.article import Article
from index.errors import IngestError
from index.sources.dates import parse_written_date
from index.sources.fields import build_article
from index.sources.options import ImportItems
from index.sources.text import clean_line

START_LINE = re.compile(
    r"\s*(?:FOCUS - )?"
    r"(?:\d+ (?:of|de|van|von) \d+ DOCUMENT\w*|Do[ck]ument \d+ (?:von|de|of) \d+)\s*"
)
END_LINES = {
    "end of document", "ende des dokuments", "fin du document", "fin de documento",
    "einde van document", "fine del documento",
}  # fmt: skip
# Our field for each label; the others are skipped.
LABELS = {
    "section": "section", "rubrik": "section", "rubrique": "section", "ressort": "section",
    "byline": "byline", "autor": "byline", "auteur": "byline",
    "headline": "title", "subject": "topics", "url": "url",
} | dict.fromkeys(
    (
        "length", "länge", "longueur", "lengte", "load-date", "date-chargement", "ladedatum",
        "language", "sprache", "langue", "dateline", "highlight", "graphic", "grafik",
        "publication-type", "publikationsart", "type-publication", "journal-code", "journal code",
        "document-type", "type", "correction", "correction-date", "notes", "column", "series",
        "person", "company", "organization", "organisation", "geographic", "country", "state",
        "city", "industry", "ticker", "stock-symbol", "update", "encart", "sujet",
    ),
    "",
)  # fmt: skip
LABEL = re.compile(
    rf"({'|'.join(sorted(map(re.escape, LABELS), key=len, reverse=True))})\s*:(.*)", re.I | re.S
)
LENGTH = re.compile(r"(?:length|länge|longueur|lengte)\s*:", re.I)
LOAD_DATE = re.compile(r"(?:load-date|ladedatum|date-chargement)\s*:\s*\S", re.I)
LOAD_LABELS = {"LOAD-DATE", "LADEDATUM", "DATE-CHARGEMENT"}
MIN_LABELS = 3  # of an article without start and end lines
BODY_LABELS = {"body", "text", "volltext", "textkörper", "corps", "cuerpo", "corpo", "tekst"}
MAX_BLOCKS_ABOVE = 12  # blocks above the text
# Ends the article.
TAIL_LABEL = re.compile(
    r"(?:classification|graphic)$|(?:load-date|date-chargement|ladedatum)\s*:"
    r"|update\s*:\s*\d{1,2}\. \w+ \d{4}$",
    re.I,
)
PICTURE_LABEL = re.compile(r"(?:GRAPHIC|GRAFIK)\s*:")
COPYRIGHT = re.compile(r"(?:copyright\b|\(c\)|©|all rights reserved|alle rechte vorbehalten)", re.I)
CORRECTION_REMARK = re.compile(r"(?:correction|clarification) appended$", re.I)
EDITION = re.compile(r"(?:.{0,40}\b)?(?:edition|éditions?|ausgabe|editie)\b(?:\W.{0,40})?$", re.I)
PAGE = re.compile(
    r"(?:[;,]\s*|^)(?:pg|pp?|pages?|seite|s|blz)\b\.?\s*[A-Z]{0,3}-?\d.*$|\s+(?:pg|page)\b.*$", re.I
)
PERCENTAGE = re.compile(r"\s*\(\d+%\)")
COVER_LINE = re.compile(
    r"(?:user name|date and time|job number|documents? \(\d+\)|client/matter|search terms"
    r"|search type|content type|narrowed by)\b|timeline:|-none-$",
    re.I,
)
FIRST_RESULT = re.compile(r"1\.\s*(.*)")
# A date in a language whose months are not in ``dates``.
ANY_DATE = re.compile(r"\D{0,20}\b\d{1,2}\D{1,24}(?:19|20)\d\d\b\D{0,30}")


class EntryParts(NamedTuple):
    """The parts of one entry."""

    lines: list[str]
    """The blocks without label above the text: outlet, date, headline."""
    labels: dict[str, str]
    has_labels: bool
    body: list[str]


def is_export(blocks: Sequence[str]) -> bool:
    """Return whether the blocks are a Nexis export, or only its list of results."""
    return (
        any(_is_start_line(block) or is_end_line(block) for block in blocks)
        or _is_cover(blocks)
        or _is_single_article(blocks)
    )


def read_entries(blocks: Sequence[str], location: str) -> ImportItems:
    """Yield the article of each entry, or the error in its place."""
    entries, is_truncated = _split_entries(blocks)
    if not entries and _is_cover(blocks):
        raise IngestError("This is only the list of results. Export the full documents.", location)
    for number, entry in enumerate(entries, 1):
        label = f"Entry {number} of {len(entries)}"
        if is_truncated and number == len(entries):
            yield IngestError(f"{label} is truncated. Export it again.", f"{location}#{number}")
        else:
            yield _article(entry, label, f"{location}#{number}")


def _is_start_line(block: str) -> bool:
    return START_LINE.fullmatch(block) is not None


def is_end_line(block: str) -> bool:
    """Return whether a block is the line that ends an article."""
    return block.strip().casefold() in END_LINES


def _is_single_article(blocks: Sequence[str]) -> bool:
    """Return whether blocks without start and end lines have the labels of an article."""
    labels = {match[1] for block in blocks if (match := LABEL.match(block)) and match[1].isupper()}
    has_length = any(LENGTH.match(block) for block in blocks)
    return len(labels) >= MIN_LABELS and (has_length or not labels.isdisjoint(LOAD_LABELS))


def _is_cover(blocks: Sequence[str]) -> bool:
    return sum(COVER_LINE.match(block) is not None for block in blocks[:8]) > 1


def _split_entries(blocks: Sequence[str]) -> tuple[list[list[str]], bool]:
    """Return the blocks of each entry, and whether the last entry is truncated."""
    entries: list[list[str]] = [[]]
    if any(map(_is_start_line, blocks)):
        for block in blocks:
            if _is_start_line(block):
                entries.append([])
            elif not is_end_line(block):
                entries[-1].append(block)
        return entries[1:], False
    for block in blocks:
        if is_end_line(block):
            entries.append([])
        else:
            entries[-1].append(block)
    rest = entries.pop()
    if entries:
        entries[0] = _remove_cover(entries[0])
        if any(map(LOAD_DATE.match, rest[-2:])):  # complete, without the last end line
            return [*entries, rest], False
        is_truncated = len(rest) > 3 or any(_is_date(block) or LABEL.match(block) for block in rest)
        return entries + ([rest] if is_truncated else []), is_truncated
    return ([rest], False) if _is_single_article(rest) else ([], False)


def _remove_cover(blocks: list[str]) -> list[str]:
    """Remove the cover pages, which list the search and its results, from the first entry."""
    if not _is_cover(blocks):
        return blocks
    day = next((number for number, block in enumerate(blocks) if _is_date(block)), len(blocks))
    last = max(number for number, block in enumerate(blocks[:day]) if COVER_LINE.match(block))
    if day == len(blocks):
        return blocks[last + 1 :]
    first_title = next((match[1] for block in blocks if (match := FIRST_RESULT.match(block))), None)
    titles = [
        n for n in range(last + 1, day) if clean_line(blocks[n]) == clean_line(first_title or "")
    ]
    return blocks[titles[-1] if titles else max(last + 1, day - 2) :]


def _article(blocks: Sequence[str], label: str, location: str) -> Article | IngestError:
    parts = _parse_entry(blocks)
    title, source, day = _parse_head(parts.lines)
    if not day and not parts.has_labels:
        excerpt = clean_line(" ".join(blocks))[:100] or "nothing"
        return IngestError(f"{label} has no article, only “{excerpt}”. Export it again.", location)
    data: dict[str, object] = {"title": title, "source": source, "date": day}
    try:
        return build_article(_clean_fields(data | parts.labels), parts.body, location)
    except IngestError as error:
        return IngestError(f"{label}: {error.message}", location)


def _clean_fields(data: Mapping[str, object]) -> dict[str, object]:
    """Remove page numbers, percentages and the “By” before a name."""
    cleaned = dict(data)
    cleaned["section"] = PAGE.sub("", str(data.get("section", ""))).rstrip(" ;,")
    cleaned["byline"] = re.sub(r"(?i)^(?:by|von|par)\s+", "", str(data.get("byline", "")))
    topics = PERCENTAGE.sub("", str(data.get("topics", ""))).split(";")
    cleaned["topics"] = [topic for topic in topics if topic.strip()]
    return cleaned


def _parse_entry(blocks: Sequence[str]) -> EntryParts:
    """Split an entry into its parts; the value of a label may be in the next block."""
    body_label = next(
        (n for n, block in enumerate(blocks) if block.strip().lower() in BODY_LABELS), None
    )
    start = _body_start(blocks) if body_label is None else body_label + 1
    end = _body_end(blocks, start)
    lines: list[str] = []
    labels: dict[str, str] = {}
    pending: str | None = None
    has_labels = body_label is not None
    for number, block in enumerate([*blocks[:start], *blocks[end:]]):
        match = LABEL.match(block)
        if match:
            has_labels, pending = True, None
            name, value = LABELS[match[1].lower()], clean_line(match[2])
            if name and value:
                labels.setdefault(name, value)
            elif not value:
                pending = name
        elif pending is not None:
            if pending:
                labels.setdefault(pending, clean_line(block))
            pending = None
        elif number < start and number != body_label:
            lines.append(block)
    return EntryParts(lines, labels, has_labels, [clean_line(block) for block in blocks[start:end]])


def _body_start(blocks: Sequence[str]) -> int:
    """Return where the text starts if no label says so: after the labels above it."""
    labels = [
        number for number, block in enumerate(blocks[:MAX_BLOCKS_ABOVE]) if LABEL.match(block)
    ]
    lengths = (number for number in labels if LENGTH.match(blocks[number]))
    start = next(lengths, next(iter(labels), None))
    if start is None:
        day = next((number for number, block in enumerate(blocks) if _is_date(block)), None)
        return 0 if day is None else day + 1 + (day < 2)
    while start < len(blocks) and (match := LABEL.match(blocks[start])):
        if TAIL_LABEL.match(blocks[start]) or not (match[1].isupper() or start in labels):
            break
        start += 1 if match[2].strip() else 2
    return min(start, len(blocks))


def _body_end(blocks: Sequence[str], start: int) -> int:
    """Return where the text ends: at the labels and copyright below it."""
    tail_blocks = (
        n for n, block in enumerate(blocks) if TAIL_LABEL.match(block) or PICTURE_LABEL.match(block)
    )
    end = next((number for number in tail_blocks if number >= start), len(blocks))
    while end > start and _is_below_text(blocks[end - 1]):
        end -= 1
    return end


def _is_below_text(block: str) -> bool:
    """Return whether a block is below the text; a lower-case label may start a paragraph."""
    match = LABEL.match(block)
    return match[1].isupper() if match else COPYRIGHT.match(block) is not None


def _is_date(block: str) -> bool:
    written = parse_written_date(block.split("\n")[0].strip())
    return written is not None and (not written.rest or EDITION.match(written.rest) is not None)


def _parse_head(blocks: Sequence[str]) -> tuple[str, str, str]:
    """Return headline, outlet and date from the blocks above the text, in either order."""
    blocks = [
        block
        for block in blocks
        if not COPYRIGHT.match(block) and not CORRECTION_REMARK.match(block)
    ]
    days = [number for number, block in enumerate(blocks) if _is_date(block)]
    days += [number for number, block in enumerate(blocks) if ANY_DATE.fullmatch(block)]
    if not days:
        return clean_line(" ".join(blocks)), "", ""
    date_index = days[0]
    line = clean_line(blocks[date_index].split("\n")[0])
    written = parse_written_date(line)
    day = written.day.isoformat() if written and written.day else line
    source = clean_line(blocks[date_index - 1]) if date_index else ""
    if date_index > 1:
        return clean_line(" ".join(blocks[: date_index - 1])), source, day
    after = blocks[date_index + 1 :]
    editions = [n for n, block in enumerate(after) if EDITION.fullmatch(clean_line(block))]
    if editions and (len(after) > 1 or after[0].isupper()):
        after = after[editions[-1] + 1 :]
    return clean_line(" ".join(after)), source, day
