"""Markdown, with or without front matter between ``---`` lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.article import Article
from index.sources.fields import article, plain_or_marked_up
from index.sources.text import clean, decode, paragraphs, whole

FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
LINE = re.compile(r"([A-Za-z][\w -]*?)\s*:\s+(\S.*)")
LARGEST = 4 << 20  # characters in which marks of form are looked for
LARGEST_BLOCK = 200_000
LONGEST = 100_000  # characters of front matter that are read as YAML, which is slow
BROKEN = "Its front matter is broken, and was read line by line."


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a Markdown file, without its marks of form.

    Front matter that is no YAML is read line by line, and the note says so. Raises IngestError
    where there is no text.
    """
    source = clean(decode(whole(stream, location), location))
    front = FRONT_MATTER.match(source)
    data, note = _front_matter(front.group(1) or "") if front else ({}, "")
    text = source[front.end() :] if front else source
    parts = list(_blocks(text))
    if parts and parts[0][0] == "h1":
        heading = parts.pop(0)[1]
        data.setdefault("title", heading)
    yield article(data, [text for _, text in parts], location, note)


def _front_matter(text: str) -> tuple[dict[str, object], str]:
    """The fields, and what is to be said of them."""
    try:
        if len(text) > LONGEST:
            raise yaml.YAMLError("too long")
        found, note = yaml.load(text, Loader=_Loader) or {}, ""  # noqa: S506 - makes strings only
    except (yaml.YAMLError, ValueError, RecursionError):
        found, note = None, BROKEN
    if not isinstance(found, dict):
        lines = filter(None, map(LINE.match, text.split("\n")))
        found, note = {line[1]: line[2].strip(" \"'") for line in lines}, BROKEN
    return {str(key).lower(): value for key, value in found.items()}, note


class _Loader(yaml.BaseLoader):  # type: ignore[misc]
    """YAML of strings, without aliases, by which a small text can stand for a huge one."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Each paragraph and heading as its tag and its text; of a huge text with its marks."""
    parts = paragraphs(text) if text.strip() else []
    if len(text) > LARGEST or max(map(len, parts), default=0) > LARGEST_BLOCK:
        yield from (("p", part) for part in parts)
        return
    tag = "p"
    for token in MarkdownIt().parse(text):
        if token.type.endswith("_open"):
            tag = token.tag
        elif token.type == "inline":
            text = " ".join("".join(map(_plain, token.children or [])).split())
            yield from [(tag, text)] if text else []
        elif token.type in ("html_block", "fence", "code_block"):
            # Text that was indented, or stands among HTML, is text of the article as well.
            yield from (("p", part) for part in plain_or_marked_up(token.content, ""))


def _plain(token: Token) -> str:
    if token.type == "html_inline":
        return ""
    return " " if token.type in ("softbreak", "hardbreak") else token.content
