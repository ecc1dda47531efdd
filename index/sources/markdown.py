"""Markdown, with or without front matter between ``---`` lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import frontmatter
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.article import Article
from index.errors import SourceError
from index.sources.fields import article
from index.sources.text import clean, decode


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a Markdown file, without its marks of form.

    Raises SourceError where the front matter is broken or there is no text.
    """
    source = clean(decode(stream.read(), location))
    try:
        post = frontmatter.loads(source)
    except Exception as error:
        raise SourceError(
            f"The front matter is broken ({_first_line(error)}): mend it, or take it out.",
            location,
        ) from error
    blocks = list(_blocks(MarkdownIt().parse(post.content)))
    data = dict(post.metadata)
    if blocks and blocks[0][0] == "h1":
        heading = blocks.pop(0)[1]
        data.setdefault("title", heading)
    yield article(data, [text for _, text in blocks], location)


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Each paragraph and heading as its tag and its text."""
    tag = "p"
    for token in tokens:
        if token.type.endswith("_open"):
            tag = token.tag
        elif token.type == "inline":
            yield tag, " ".join("".join(map(_plain, token.children or [])).split())


def _plain(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
