"""Exports of LexisNexis and Nexis Uni, as blocks of text: many articles in one file.

The older form begins each article with “1 of 250 DOCUMENTS”, the newer one ends it with “End of
Document”. Either has the outlet, the day and the headline without labels, in two orders, and
the rest with labels, in the language of whoever asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from index.article import Article
from index.errors import IngestError
from index.sources.dates import written_day
from index.sources.fields import article
from index.sources.text import one_line

BEGINNING = re.compile(
    r"\s*(?:FOCUS - )?"
    r"(?:\d+ (?:of|de|van|von) \d+ DOCUMENT\w*|Do[ck]ument \d+ (?:von|de|of) \d+)\s*"
)
ENDINGS = {
    "end of document", "ende des dokuments", "fin du document", "fin de documento",
    "einde van document", "fine del documento",
}  # fmt: skip
# What a label means here; those that mean nothing are passed over.
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
BODY = {"body", "text", "volltext", "corps"}
MOST_ABOVE = 12  # blocks above the text of an article
# Nothing of the article stands after one of these.
TAIL = re.compile(r"(?:classification|graphic)$|(?:load-date|date-chargement|ladedatum)\s*:", re.I)
PICTURE = re.compile(r"(?:GRAPHIC|GRAFIK)\s*:")
RIGHTS = re.compile(r"(?:copyright\b|\(c\)|©|all rights reserved|alle rechte vorbehalten)", re.I)
REMARK = re.compile(r"(?:correction|clarification) appended$", re.I)
EDITION = re.compile(r"(?:.{0,40}\b)?(?:edition|éditions?|ausgabe|editie)\b(?:\W.{0,40})?$", re.I)
PAGE = re.compile(
    r"(?:[;,]\s*|^)(?:pg|pp?|pages?|seite|s|blz)\b\.?\s*[A-Z]{0,3}-?\d.*$|\s+(?:pg|page)\b.*$", re.I
)
SHARE = re.compile(r"\s*\(\d+%\)")
COVER = re.compile(
    r"(?:user name|date and time|job number|documents? \(\d+\)|client/matter|search terms"
    r"|search type|content type|narrowed by)\b|timeline:|-none-$",
    re.I,
)
LISTED = re.compile(r"1\.\s*(.*)")
# A line that can only be a day, in a language whose months are not known here.
SOME_DAY = re.compile(r"\D{0,20}\b\d{1,2}\D{1,24}(?:19|20)\d\d\b\D{0,30}")


class Parts(NamedTuple):
    """One entry of an export, cut up."""

    lines: list[str]
    """The blocks above the text that have no label: outlet, day, headline."""
    labels: dict[str, str]
    labelled: bool
    body: list[str]


def is_export(blocks: Sequence[str]) -> bool:
    """Whether these blocks are an export of this kind, or the list of results alone."""
    return any(_begins(block) or ends(block) for block in blocks) or _is_cover(blocks)


def articles(blocks: Sequence[str], location: str) -> Iterator[Article | IngestError]:
    """Yield the article of each entry, or what is wrong with that entry."""
    entries, broken_off = _entries(blocks)
    if not entries and _is_cover(blocks):
        raise IngestError(
            "This is the list of results without the articles: export the full documents.", location
        )
    for number, entry in enumerate(entries, 1):
        place = f"Entry {number} of {len(entries)}"
        if broken_off and number == len(entries):
            yield IngestError(f"{place} breaks off: export it again.", f"{location}#{number}")
        else:
            yield _article(entry, place, f"{location}#{number}")


def _begins(block: str) -> bool:
    return BEGINNING.fullmatch(block) is not None


def ends(block: str) -> bool:
    """Whether a block is the line that ends an article."""
    return block.strip().casefold() in ENDINGS


def _is_cover(blocks: Sequence[str]) -> bool:
    return sum(COVER.match(block) is not None for block in blocks[:8]) > 1


def _entries(blocks: Sequence[str]) -> tuple[list[list[str]], bool]:
    """The blocks of each entry, and whether the last of them breaks off."""
    entries: list[list[str]] = [[]]
    if any(map(_begins, blocks)):
        for block in blocks:
            if _begins(block):
                entries.append([])
            elif not ends(block):
                entries[-1].append(block)
        return entries[1:], False
    for block in blocks:
        if ends(block):
            entries.append([])
        else:
            entries[-1].append(block)
    rest = entries.pop()
    if entries:
        entries[0] = _without_cover(entries[0])
        broken_off = len(rest) > 3 or any(_dated(block) or LABEL.match(block) for block in rest)
        return entries + ([rest] if broken_off else []), broken_off
    return [], False


def _without_cover(blocks: list[str]) -> list[str]:
    """The first entry without the pages before it, which list what was asked and found."""
    if not _is_cover(blocks):
        return blocks
    day = next((number for number, block in enumerate(blocks) if _dated(block)), len(blocks))
    last = max(number for number, block in enumerate(blocks[:day]) if COVER.match(block))
    if day == len(blocks):
        return blocks[last + 1 :]
    listed = next((found[1] for block in blocks if (found := LISTED.match(block))), None)
    titles = [n for n in range(last + 1, day) if one_line(blocks[n]) == one_line(listed or "")]
    return blocks[titles[-1] if titles else max(last + 1, day - 2) :]


def _article(blocks: Sequence[str], place: str, location: str) -> Article | IngestError:
    parts = _parts(blocks)
    title, source, day = _head(parts.lines)
    if not day and not parts.labelled:
        said = one_line(" ".join(blocks))[:100] or "nothing"
        return IngestError(
            f"{place} is no article, it only says: “{said}”. Export it again.", location
        )
    data: dict[str, object] = {"title": title, "source": source, "date": day}
    try:
        return article(_cleaned(data | parts.labels), parts.body, location)
    except IngestError as error:
        return IngestError(f"{place}: {error.message}", location)


def _cleaned(data: Mapping[str, object]) -> dict[str, object]:
    """The fields without pages, shares and the word before a name."""
    cleaned = dict(data)
    cleaned["section"] = PAGE.sub("", str(data.get("section", ""))).rstrip(" ;,")
    cleaned["byline"] = re.sub(r"(?i)^(?:by|von|par)\s+", "", str(data.get("byline", "")))
    topics = SHARE.sub("", str(data.get("topics", ""))).split(";")
    cleaned["topics"] = [topic for topic in topics if topic.strip()]
    return cleaned


def _parts(blocks: Sequence[str]) -> Parts:
    """Cut an entry up; a label may have its value in the block after it."""
    marked = next((n for n, block in enumerate(blocks) if block.strip().lower() in BODY), None)
    start = _body_start(blocks) if marked is None else marked + 1
    end = _body_end(blocks, start)
    lines: list[str] = []
    labels: dict[str, str] = {}
    pending: str | None = None
    labelled = marked is not None
    for number, block in enumerate([*blocks[:start], *blocks[end:]]):
        found = LABEL.match(block)
        if found:
            labelled, pending = True, None
            name, value = LABELS[found[1].lower()], one_line(found[2])
            if name and value:
                labels.setdefault(name, value)
            elif not value:
                pending = name
        elif pending is not None:
            if pending:
                labels.setdefault(pending, one_line(block))
            pending = None
        elif number < start and number != marked:
            lines.append(block)
    return Parts(lines, labels, labelled, [one_line(block) for block in blocks[start:end]])


def _body_start(blocks: Sequence[str]) -> int:
    """Where the text begins in an entry that does not say so: after the labels above it."""
    labels = [number for number, block in enumerate(blocks[:MOST_ABOVE]) if LABEL.match(block)]
    lengths = (number for number in labels if LENGTH.match(blocks[number]))
    start = next(lengths, next(iter(labels), None))
    if start is None:
        day = next((number for number, block in enumerate(blocks) if _dated(block)), None)
        return 0 if day is None else day + 1 + (day < 2)
    while start < len(blocks) and (found := LABEL.match(blocks[start])):
        if TAIL.match(blocks[start]) or not (found[1].isupper() or start in labels):
            break
        start += 1 if found[2].strip() else 2
    return min(start, len(blocks))


def _body_end(blocks: Sequence[str], start: int) -> int:
    """Where the text ends: at what the data base puts below each article."""
    tails = (n for n, block in enumerate(blocks) if TAIL.match(block) or PICTURE.match(block))
    end = next((number for number in tails if number >= start), len(blocks))
    while end > start and _is_below(blocks[end - 1]):
        end -= 1
    return end


def _is_below(block: str) -> bool:
    """Whether this stands below an article; labels in small letters may begin a paragraph."""
    found = LABEL.match(block)
    return found[1].isupper() if found else RIGHTS.match(block) is not None


def _dated(block: str) -> bool:
    written = written_day(block.split("\n")[0].strip())
    return written is not None and (not written.rest or EDITION.match(written.rest) is not None)


def _head(blocks: Sequence[str]) -> tuple[str, str, str]:
    """Headline, outlet and day, whichever of the two orders the blocks above the text have."""
    blocks = [block for block in blocks if not RIGHTS.match(block) and not REMARK.match(block)]
    days = [number for number, block in enumerate(blocks) if _dated(block)]
    days += [number for number, block in enumerate(blocks) if SOME_DAY.fullmatch(block)]
    if not days:
        return one_line(" ".join(blocks)), "", ""
    place = days[0]
    line = one_line(blocks[place].split("\n")[0])
    written = written_day(line)
    day = written.day.isoformat() if written and written.day else line
    source = one_line(blocks[place - 1]) if place else ""
    if place > 1:
        return one_line(" ".join(blocks[: place - 1])), source, day
    after = blocks[place + 1 :]
    editions = [n for n, block in enumerate(after) if EDITION.fullmatch(one_line(block))]
    if editions and (len(after) > 1 or after[0].isupper()):
        after = after[editions[-1] + 1 :]
    return one_line(" ".join(after)), source, day
