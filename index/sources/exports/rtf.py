"""RTF files: one article, or an export of a news database."""

from __future__ import annotations

import re
from typing import BinaryIO

from striprtf.striprtf import rtf_to_text

from index.article import Article
from index.errors import IngestError
from index.sources.exports import detect, factiva, nexis
from index.sources.options import ImportItems
from index.sources.streams import read_bytes
from index.sources.text import describe_error

CODE_PAGE = re.compile(rb"\\ansicpg(\d+)")
ESCAPED = re.compile(r"\\[{}\\]")
BRACE = re.compile(r"\\[{}\\]|[{}]")
# Groups on which striprtf is very slow: link targets, and long font tables.
LINK_GROUP = re.compile(r"\{\s*(?:\\\*\s*)?\\fldinst")
FONT_GROUP = re.compile(r"\{\s*(?:\\\*\s*)?\\fonttbl")
MAX_FONT_TABLE = 1 << 15


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the articles of an RTF file, also of a truncated one up to where it ends.

    Raises IngestError if it is damaged.
    """
    source = _decode_source(read_bytes(stream, location))
    blocks = detect.split_blocks(_extract_text(source, location).split("\n"))
    items = list(detect.read_blocks(blocks, location))
    if _is_complete(source):
        yield from items
        return
    # Without end lines, the last article is the truncated one; with them it is an error already.
    if not any(nexis.is_end_line(block) or factiva.is_end_line(block) for block in blocks):
        items = items[:-1]
    yield from items
    if not items or isinstance(items[-1], Article):
        end_location = f"{location}#{len(items) + 1}"
        yield IngestError("The RTF file is truncated here. Get it again.", end_location)


def _decode_source(data: bytes) -> str:
    match = CODE_PAGE.search(data[:1000])
    try:
        return data.decode(f"cp{int(match[1])}" if match else "cp1252", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _extract_text(source: str, location: str) -> str:
    source = _remove_groups(FONT_GROUP, _remove_groups(LINK_GROUP, source), MAX_FONT_TABLE)
    try:
        text = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as error:  # a damaged file can raise anything
        raise IngestError(
            f"This RTF file is damaged ({describe_error(error)}). Save it again.", location
        ) from error
    # Characters above U+FFFF come as surrogate pairs.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _remove_groups(pattern: re.Pattern[str], source: str, max_length: int = 0) -> str:
    """Remove the groups that match and are longer; an unclosed group extends to the end."""
    parts, position = [], 0
    while start := pattern.search(source, position):
        end = _group_end(source, start.start())
        if end - start.start() > max_length:
            parts.append(source[position : start.start()])
        else:
            parts.append(source[position:end])
        position = end
    return "".join([*parts, source[position:]])


def _group_end(source: str, start: int) -> int:
    """Return where the group at ``start`` ends."""
    depth = 0
    for brace in BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth <= 0:
            return brace.end()
    return len(source)


def _is_complete(source: str) -> bool:
    """Return whether every group is closed."""
    unescaped = ESCAPED.sub("", source)
    return unescaped.count("{") <= unescaped.count("}")
