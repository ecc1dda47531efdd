"""Markdown, with or without front matter: YAML between ``---`` lines, or TOML between ``+++``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import BinaryIO

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.article import Article
from index.sources.fields import build_article, text_paragraphs
from index.sources.formats.plain import move_head
from index.sources.streams import decode, read_bytes
from index.sources.text import clean, split_paragraphs

FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
TOML_FRONT_MATTER = re.compile(r"\s*\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
HEADING = re.compile("h[1-6]")
FIELD_LINE = re.compile(r"([A-Za-z][\w -]*?)\s*(?::\s+|=\s*)(\S.*)")
YAML_LINE = re.compile(r"([A-Za-z][\w -]*?):[ \t]+(\S.*?)\s*")
CLOSING = {'"': '"', "'": "'", "[": "]", "{": "}"}  # a value without it goes on, or is incomplete
QUOTED = re.compile(r"\A([\"'])(.*)\1\s*\Z")
NOTE_START = re.compile(r"^\[\^[^\]\s]+\]:[ \t]*", re.M)  # a footnote, which is a paragraph
NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]")
MAX_PARSED = 4 << 20  # characters; longer text is not parsed as Markdown
MAX_PARSED_PARAGRAPH = 200_000
MAX_YAML = 100_000  # characters of front matter; YAML is slow
INVALID_NOTE = "Invalid front matter; it was read line by line."


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a Markdown file as plain text.

    Without front matter, byline, outlet and date may stand below the heading.
    Values in front matter need no quotation marks. Front matter that is invalid even with them is
    read line by line, with a note. Raises IngestError if there is no text.
    """
    source = clean(decode(read_bytes(stream, location), location))
    front = FRONT_MATTER.match(source) or TOML_FRONT_MATTER.match(source)
    parse = tomllib.loads if front and front[0].lstrip().startswith("+") else _parse_yaml
    data, note = _front_matter(front.group(1) or "", parse) if front else ({}, "")
    text = source[front.end() :] if front else source
    parts = list(_blocks(text))
    if parts and parts[0][0] == "h1":
        heading = parts.pop(0)[1]
        data.setdefault("title", heading)
        if not front:
            texts = [text for _, text in parts]
            move_head(texts, data)
            parts = parts[len(parts) - len(texts) :]
    headings = [number for number, (tag, _) in enumerate(parts) if HEADING.fullmatch(tag)]
    yield build_article(data, [text for _, text in parts], location, note, headings=headings)


def _front_matter(text: str, parse: Callable[[str], object]) -> tuple[dict[str, object], str]:
    """Return the fields, and a note if they are not valid."""
    try:
        if len(text) > MAX_YAML:
            raise yaml.YAMLError("too long")
        fields, note = parse(text) or {}, ""
    except (yaml.YAMLError, ValueError, RecursionError):
        fields, note = None, INVALID_NOTE
    if not isinstance(fields, dict):
        lines = filter(None, map(FIELD_LINE.match, text.split("\n")))
        fields = {line[1]: QUOTED.sub(r"\2", line[2]).strip() for line in lines}
        note = INVALID_NOTE
    return {str(key).lower(): value for key, value in fields.items()}, note


def _parse_yaml(text: str) -> object:
    """Return the fields of YAML, also if values lack the quotation marks that they need."""
    try:
        return _load_yaml(text)
    except yaml.YAMLError:
        return _load_yaml("\n".join(map(_with_quoted_value, text.split("\n"))))


def _load_yaml(text: str) -> object:
    return yaml.load(text, Loader=_StringLoader)  # noqa: S506 - loads only strings


def _with_quoted_value(line: str) -> str:
    """Return a line with its value in quotation marks, if it is no valid YAML without them."""
    field = YAML_LINE.fullmatch(line)
    if field is None or CLOSING.get(field[2][0], "") not in field[2][1:]:
        return line
    try:
        _load_yaml(line)
    except yaml.YAMLError:
        value = field[2].replace("'", "''")
        return f"{field[1]}: '{value}'"
    return line


class _StringLoader(yaml.BaseLoader):  # type: ignore[misc]
    """Loads only strings, and no aliases, with which a small text can expand to a huge one."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not supported")
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield the HTML tag and the text of each paragraph and heading; a huge text is not parsed."""
    parts = split_paragraphs(text) if text.strip() else []
    if len(text) > MAX_PARSED or max(map(len, parts), default=0) > MAX_PARSED_PARAGRAPH:
        yield from (("p", part) for part in parts)
        return
    tag = "p"
    for token in MarkdownIt().parse(NOTE_MARK.sub("", NOTE_START.sub("\n", text))):
        if token.type.endswith("_open"):
            tag = token.tag
        elif token.type == "inline":
            text = " ".join("".join(map(_inline_text, token.children or [])).split())
            yield from [(tag, text)] if text else []
        elif token.type in ("html_block", "fence", "code_block"):
            # Indented text and HTML are part of the article too.
            yield from (("p", part) for part in text_paragraphs(token.content, ""))


def _inline_text(token: Token) -> str:
    if token.type == "html_inline":
        return ""
    return " " if token.type in ("softbreak", "hardbreak") else token.content
