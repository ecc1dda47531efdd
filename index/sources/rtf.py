"""RTF files: one article, or the export of a news data base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from striprtf.striprtf import rtf_to_text

from index.article import Article
from index.errors import SourceError
from index.sources import exports, factiva, nexis
from index.sources.text import whole

CODE_PAGE = re.compile(rb"\\ansicpg(\d+)")
ESCAPED = re.compile(r"\\[{}\\]")
LINK = re.compile(r'\("(?:https?|mailto):[^"\n]*"\)')  # the address behind a linked word


def read(stream: BinaryIO, location: str) -> Iterator[Article | SourceError]:
    """Yield the articles of an RTF file, also those before the place where it breaks off.

    Raises SourceError where it is damaged.
    """
    source = _source(whole(stream, location))
    blocks = exports.blocks(_text(source, location).split("\n"))
    items = list(exports.articles(blocks, location))
    if _is_whole(source):
        yield from items
        return
    # Where articles have ends, what is cut has been told already; elsewhere it is the last one.
    if not any(nexis.ends(block) or factiva.ends(block) for block in blocks):
        items = items[:-1]
    yield from items
    if not items or isinstance(items[-1], Article):
        place = f"{location}#{len(items) + 1}"
        yield SourceError("The RTF file breaks off here: get it once more.", place)


def _source(data: bytes) -> str:
    found = CODE_PAGE.search(data[:1000])
    try:
        return data.decode(f"cp{int(found[1])}" if found else "cp1252", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _text(source: str, location: str) -> str:
    try:
        text = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError) as error:
        raise SourceError(
            f"This RTF file is damaged ({error}): save it again.", location
        ) from error
    # A character beyond the first 65,536 comes as two halves.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return LINK.sub("", text)


def _is_whole(source: str) -> bool:
    """Whether every group that is opened is closed."""
    source = ESCAPED.sub("", source)
    return source.count("{") <= source.count("}")
