"""The formats that can be read, and how each is told from the beginning of a file.

What a file holds decides, not what it is called; only where the bytes tell nothing does its name.
A format is a row here and a module that is loaded when the first file of its kind is met.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from index.errors import IngestError
from index.sources.fields import NAMES

HEAD_SIZE = 1 << 16  # bytes of a file that are looked at to tell what it is


@dataclass(frozen=True)
class Head:
    """The beginning of a file and its name, from which its format is told."""

    data: bytes
    name: str

    @cached_property
    def suffix(self) -> str:
        """The end of the name, in small letters: “.txt”."""
        return PurePosixPath(self.name.lower()).suffix

    @cached_property
    def text(self) -> str:
        """The characters, as far as marks of a format need them, without leading space."""
        if self.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = self.data.decode("utf-16", "replace")
        else:
            text = self.data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
        return text.lstrip()

    @cached_property
    def root(self) -> str:
        """The name of the outermost element, in small letters, where this is XML or HTML."""
        found = ROOT.match(self.text)
        return found.group(1).lower() if found else ""

    @cached_property
    def is_binary(self) -> bool:
        """Whether so many bytes are control characters that this can be no text."""
        if self.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return False
        return len(CONTROLS.findall(self.data)) * 10 > len(self.data)

    def starts(self, *marks: bytes) -> bool:
        """Whether the file begins with one of these bytes."""
        return self.data.startswith(marks)


CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What may stand before the outermost element: declarations, comments, a document type.
PROLOG = r"(?:\s|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->|<!doctype\b[^>\[]*(?:\[[^\]]*\]\s*)?>)*"
ROOT = re.compile(rf"{PROLOG}<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.IGNORECASE)
DOCTYPE_HTML = re.compile(r"(?:\s|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->)*<!doctype\s+html", re.I)
HTML_ROOTS = re.compile(
    "html|head|body|title|meta|link|script|style|main|article|section|header|nav|div|span|p|h[1-6]"
    "|blockquote|ul|ol|table|figure|a|b|br|center|font"
)
EXPORT_MARKS = re.compile(
    r"lexisnexis|nexis uni|factiva|End of Document|\d of \d+ DOCUMENTS|Dokument \d+ von \d"
    r"|Document \d+ de \d",
    re.IGNORECASE,
)
EXPORT_ENTRY = re.compile(
    r"^[^\S\n]*(?:\d+ of \d+ DOCUMENTS?|Do[ck]ument \d+ (?:von|de) \d+|End of Document"
    r"|Do[ck]ument(?:o)? [A-Za-z]{2,10}\d{8}\w{4,20})[^\S\n]*$",
    re.M,
)
FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\n]*\n)*?\w[\w -]*:")
MAIL_HEADERS = re.compile(r"(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)+")
MAIL_SENDER = re.compile(r"^(?:from|received|return-path|delivered-to):", re.I | re.M)
MAIL_OTHER = re.compile(r"^(?:subject|date|message-id|mime-version|to):", re.I | re.M)
MBOX = re.compile(r"From \S+ [^\n]*\d\d:\d\d[^\n]*\n[!-9;-~]+:")
JSON_OBJECT = re.compile(r"\{\s*(?:[\"}]|\Z)")
JSON_LIST = re.compile(r"\[\s*(?:\{|\]?\s*\Z)")


def _is_office(head: Head) -> bool:
    return head.starts(b"PK\x03\x04") and (
        b"[Content_Types].xml" in head.data or head.suffix == ".docx"
    )


def _is_export_page(head: Head) -> bool:
    return _is_html(head) and bool(EXPORT_MARKS.search(head.text))


def _is_export_text(head: Head) -> bool:
    return not head.is_binary and bool(EXPORT_ENTRY.search(head.text))


def _is_html(head: Head) -> bool:
    return bool(HTML_ROOTS.fullmatch(head.root) or DOCTYPE_HTML.match(head.text))


def _is_warc(head: Head) -> bool:
    """Whether this is a web archive, each record of which may be packed by itself."""
    if not head.starts(b"\x1f\x8b"):
        return head.starts(b"WARC/")
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head.data, 5) == b"WARC/"
    except zlib.error:
        return False


def _is_mbox(head: Head) -> bool:
    return bool(MBOX.match(head.text))


def _is_mail(head: Head) -> bool:
    headers = MAIL_HEADERS.match(head.text)
    text = headers.group() if headers else ""
    return bool(MAIL_SENDER.search(text) and MAIL_OTHER.search(text))


def _is_json(head: Head) -> bool:
    return bool(JSON_OBJECT.match(head.text) or JSON_LIST.match(head.text))


def _is_jsonl(head: Head) -> bool:
    if not JSON_OBJECT.match(head.text):
        return False
    first = head.text.partition("\n")[0].rstrip()
    return head.suffix in (".jsonl", ".ndjson") or (len(first) > 1 and first.endswith("}"))


def _is_table(head: Head) -> bool:
    """Whether the first line has names of columns, one of which is known to be the text."""
    line = head.text.partition("\n")[0].lower()
    names = {name.strip("\"' \r") for name in re.split("[,;\t|]", line[:10_000])}
    return not (names.isdisjoint(NAMES["text"]) or names.isdisjoint(NAMES["title"]))


@dataclass(frozen=True, slots=True)
class Format:
    """One format: ``reader`` is the module and function in this package that read it."""

    name: str
    reader: str
    looks_like: Callable[[Head], bool] = lambda _: False
    suffixes: tuple[str, ...] = ()
    """What decides where the bytes do not, as for Markdown, which any text may be."""
    extra: str = ""
    """The extra of onrecord that brings the library, where it is not always there."""
    options: bool = False
    """Whether the reader takes the options as a third argument."""


# In this order each is asked whether it knows a file; the first that does reads it.
FORMATS = (
    Format("PDF", "formats.pdf:read", lambda head: b"%PDF-" in head.data[:1024], extra="pdf"),
    Format("RTF", "formats.rtf:read", lambda head: head.starts(b"{\\rtf"), extra="office"),
    Format("Word", "formats.word:read", _is_office, extra="office"),
    Format("WARC", "containers.warc:read", _is_warc, extra="warc"),
    Format("ZIP", "containers.packed:read_zip",
           lambda head: head.starts(b"PK\x03\x04", b"PK\x05\x06"), options=True),
    Format("gzip", "containers.packed:read_gzip",
           lambda head: head.starts(b"\x1f\x8b"), options=True),
    Format("bzip2", "containers.packed:read_bzip2", lambda head: head.starts(b"BZh"), options=True),
    Format("xz", "containers.packed:read_xz",
           lambda head: head.starts(b"\xfd7zXZ\0"), options=True),
    Format("tar", "containers.packed:read_tar",
           lambda head: head.data[257:262] == b"ustar", options=True),
    Format("mbox", "containers.mail:read_mbox", _is_mbox),
    Format("mail", "containers.mail:read", _is_mail, (".eml",)),
    Format("RSS or Atom", "formats.feeds:read", lambda head: head.root in ("rss", "feed", "rdf")),
    Format("NITF", "formats.nitf:read", lambda head: head.root == "nitf"),
    Format(
        "NewsML-G2",
        "formats.newsml:read",
        lambda head: head.root in ("newsitem", "newsmessage", "packageitem", "newsmlg2"),
    ),
    Format("Reuters SGML", "formats.reuters:read", lambda head: head.root in ("reuters", "lewis")),
    Format("page of an export", "exports.detect:read_html", _is_export_page),
    Format("HTML", "formats.html:read", _is_html),
    Format("text of an export", "exports.detect:read_text", _is_export_text),
    Format("JSONL", "formats.jsonl:read_lines", _is_jsonl, (".jsonl", ".ndjson"), options=True),
    Format("JSON", "formats.jsonl:read", _is_json, (".json",), options=True),
    Format("Markdown", "formats.markdown:read", lambda head: bool(FRONT_MATTER.match(head.text)),
           (".md", ".markdown")),
    Format("CSV", "formats.table:read", _is_table, suffixes=(".csv", ".tsv", ".tab"), options=True),
)  # fmt: skip
PLAIN = Format("text", "formats.plain:read")


def format_of(head: Head, location: str) -> Format:
    """The format of a file: what its bytes say, else what its name says, else plain text.

    Raises IngestError for what is neither text nor any format that can be read.
    """
    for form in FORMATS:
        if form.looks_like(head):
            return form
    if head.text.startswith("<?xml"):
        raise IngestError(
            f"XML of the kind “{head.root}” cannot be read; RSS, Atom, NITF and NewsML-G2 can.",
            location,
        )
    if head.is_binary:
        names = ", ".join(form.name for form in FORMATS)
        raise IngestError(
            f"This is no text and none of the formats that can be read ({names}):"
            " save it as one of these and add it again.",
            location,
        )
    return next((form for form in FORMATS if head.suffix in form.suffixes), PLAIN)
