"""Exports of ProQuest as text: fields with labels, “Full text:” among them.

Each article begins with “Document 1 of 20” or below a line of underscores.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Article
from index.errors import IngestError
from index.sources.fields import build_article
from index.sources.options import ImportItems
from index.sources.text import clean_line

START = re.compile(r"Document \d+ of \d+|_{20,}")
ID_LABEL = "proquest document id"
# The labels below the text; those above it are “Author”, “Publication info”, “Abstract”, “Links”.
TAIL_LABELS = {
    "subject", "location", "people", "company / organization", "classification", "title",
    "identifier / keyword", "publication title", "publication subject", "pages", "first page",
    "number of pages", "publication year", "publication date", "year", "section", "column",
    "dateline", "publisher", "place of publication", "country of publication", "issn", "volume",
    "issue", "source type", "language of publication", "document type", "document feature",
    ID_LABEL, "document url", "copyright", "last updated", "database", "credit", "notes",
    "accession number", "publication note", "source attribution",
}  # fmt: skip
LABELS = TAIL_LABELS | {"author", "publication info", "abstract", "full text", "links"}
LABEL = re.compile(r"([A-Z][A-Za-z /]{2,30}):[ \t]*(.*)", re.S)
DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2,8} \d{4}")
ABSTRACT_ONLY = "The export has only the abstract of this article."


def is_export(blocks: Sequence[str]) -> bool:
    """Return whether the blocks are a ProQuest export."""
    return any(_label(line) == ID_LABEL for block in blocks for line in block.split("\n"))


def read_entries(blocks: Sequence[str], location: str) -> ImportItems:
    """Yield the article of each entry, or the error in its place."""
    entries: list[list[str]] = [[]]
    for block in _split_labels(blocks):
        if START.fullmatch(block.strip()):
            entries.append([])
        else:
            entries[-1].append(block)
    entries = [entry for entry in entries if any(_label(block) == ID_LABEL for block in entry)]
    for number, entry in enumerate(entries, 1):
        yield _article(entry, f"Entry {number} of {len(entries)}", f"{location}#{number}")


def _label(block: str) -> str:
    """Return the known label that a block begins with, in lower case; empty if there is none."""
    match = LABEL.match(block)
    name = match[1].lower() if match else ""
    return name if name in LABELS else ""


def _split_labels(blocks: Sequence[str]) -> list[str]:
    """Return the blocks; lines with labels, and lines that start entries, become blocks."""
    split: list[str] = []
    for block in blocks:
        for number, line in enumerate(block.split("\n")):
            if number == 0 or _label(line) or START.fullmatch(line.strip()):
                split.append(line)
            else:
                split[-1] += f"\n{line}"
    return split


def _article(entry: Sequence[str], label: str, location: str) -> Article | IngestError:
    start = next((n for n, block in enumerate(entry) if _label(block) == "full text"), None)
    note = "" if start is not None else ABSTRACT_ONLY
    if start is None:
        abstracts = (n for n, block in enumerate(entry) if _label(block) == "abstract")
        start = next(abstracts, len(entry))
    end = next(
        (n for n in range(start + 1, len(entry)) if _label(entry[n]) in TAIL_LABELS), len(entry)
    )
    fields = {_label(block): _value(block) for block in (*entry[:start], *entry[end:])}
    unlabelled = [block for block in entry[:start] if not _label(block)]
    title = fields.get("title") or clean_line(unlabelled[0] if unlabelled else "")
    info = fields.get("publication info", "")
    day = DAY.search(info)
    data = {
        "title": title,
        "date": fields.get("publication date") or (day[0] if day else ""),
        "source": fields.get("publication title") or info.partition(";")[0],
        "byline": [_natural_order(name) for name in fields.get("author", "").split(";")],
        "section": fields.get("section", ""),
        "topics": fields.get("subject", "").split(";"),
        "url": fields.get("document url", ""),
    }
    body = [_value(block) if n == 0 else block for n, block in enumerate(entry[start:end])]
    try:
        parts = [line for block in body if (line := clean_line(block))]
        return build_article(data, parts, location, note)
    except IngestError as error:
        return IngestError(f"{label}: {error.message}", location)


def _value(block: str) -> str:
    match = LABEL.match(block)
    return clean_line(match[2]) if match and _label(block) else clean_line(block)


def _natural_order(name: str) -> str:
    """Return “Ida Roe” for “Roe, Ida”."""
    last, comma, first = name.strip().rstrip(".").partition(", ")
    return f"{first} {last}" if comma and "," not in first else name.strip()
