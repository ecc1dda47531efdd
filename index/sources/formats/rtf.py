"""RTF files: one article, or the export of a news data base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from striprtf.striprtf import rtf_to_text

from index.article import Article
from index.errors import IngestError
from index.sources.exports import detect, factiva, nexis
from index.sources.text import reason_of, whole

CODE_PAGE = re.compile(rb"\\ansicpg(\d+)")
ESCAPED = re.compile(r"\\[{}\\]")
BRACE = re.compile(r"\\[{}\\]|[{}]")
# What the library takes very long over: the addresses behind linked words, and long font tables.
LINKS = re.compile(r"\{\s*(?:\\\*\s*)?\\fldinst")
FONTS = re.compile(r"\{\s*(?:\\\*\s*)?\\fonttbl")
LONGEST_FONTS = 1 << 15


def read(stream: BinaryIO, location: str) -> Iterator[Article | IngestError]:
    """Yield the articles of an RTF file, also those before the place where it breaks off.

    Raises IngestError where it is damaged.
    """
    source = _source(whole(stream, location))
    blocks = detect.blocks(_text(source, location).split("\n"))
    items = list(detect.articles(blocks, location))
    if _is_whole(source):
        yield from items
        return
    # Where articles have ends, what is cut has been told already; elsewhere it is the last one.
    if not any(nexis.ends(block) or factiva.ends(block) for block in blocks):
        items = items[:-1]
    yield from items
    if not items or isinstance(items[-1], Article):
        place = f"{location}#{len(items) + 1}"
        yield IngestError("The RTF file breaks off here: get it once more.", place)


def _source(data: bytes) -> str:
    found = CODE_PAGE.search(data[:1000])
    try:
        return data.decode(f"cp{int(found[1])}" if found else "cp1252", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _text(source: str, location: str) -> str:
    source = _without(FONTS, _without(LINKS, source), LONGEST_FONTS)
    try:
        text = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as error:  # whatever a damaged part makes the library raise
        raise IngestError(
            f"This RTF file is damaged ({reason_of(error)}): save it again.", location
        ) from error
    # A character beyond the first 65,536 comes as two halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _without(beginning: re.Pattern[str], source: str, longest: int = 0) -> str:
    """The file without the groups that begin so and are longer; one without end ends it."""
    parts, done = [], 0
    while start := beginning.search(source, done):
        end = _end(source, start.start())
        if end - start.start() > longest:
            parts.append(source[done : start.start()])
        else:
            parts.append(source[done:end])
        done = end
    return "".join([*parts, source[done:]])


def _end(source: str, start: int) -> int:
    """Where the group ends that begins here."""
    depth = 0
    for brace in BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth <= 0:
            return brace.end()
    return len(source)


def _is_whole(source: str) -> bool:
    """Whether every group that is opened is closed."""
    bare = ESCAPED.sub("", source)
    return bare.count("{") <= bare.count("}")
