"""The supported file formats, and how to detect them.

The content of a file decides; its name does so only if the content does not. But program code and
settings are no articles, even if they look like Markdown or a table. To add a format, add a row to
``FORMATS`` and a module in ``formats``, ``exports`` or ``containers``.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from index.errors import IngestError, UnsupportedFileError
from index.sources.encodings import unicode_encoding
from index.sources.field_names import FIELD_NAMES

HEAD_SIZE = 1 << 16  # bytes from which the format is detected


@dataclass(frozen=True)
class FileHead:
    """The beginning of a file, and its name."""

    data: bytes
    name: str

    @cached_property
    def suffix(self) -> str:
        """The file extension in lower case: “.txt”."""
        return PurePosixPath(self.name.lower()).suffix

    @cached_property
    def text(self) -> str:
        """The data decoded well enough to find ASCII marks, without leading space."""
        encoding = unicode_encoding(self.data) or "latin-1"
        return LEADING.sub("", self.data.decode(encoding, "replace"))

    @cached_property
    def root(self) -> str:
        """The name of the root element of XML or HTML in lower case, or an empty string."""
        match = ROOT.match(self.text)
        return match.group(1).lower() if match else ""

    @cached_property
    def is_binary(self) -> bool:
        """Whether more than a tenth of the bytes are control characters."""
        if unicode_encoding(self.data):
            return False
        return len(CONTROLS.findall(self.data)) * 10 > len(self.data)

    def starts_with(self, *marks: bytes) -> bool:
        """Return whether the file begins with one of these byte strings."""
        return self.data.startswith(marks)


# Space and byte order marks, perhaps in several bytes that are read as letters.
LEADING = re.compile("\\A(?:\\s|\ufeff|\u00ef\u00bb\u00bf|\u00c2\u00a0)+")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Declarations, comments and the document type before the root element.
PROLOG = r"(?:\s|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->|<!doctype\b[^>\[]*(?:\[[^\]]*\]\s*)?>)*"
ROOT = re.compile(rf"{PROLOG}<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.IGNORECASE)
DOCTYPE_HTML = re.compile(r"(?:\s|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->)*<!doctype\s+html", re.I)
HTML_ROOTS = re.compile(
    "html|head|body|title|meta|link|script|style|main|article|section|header|nav|div|span|p|h[1-6]"
    "|blockquote|ul|ol|table|figure|a|b|br|center|font"
)
EXPORT_MARKS = re.compile(
    r"lexisnexis|nexis uni|factiva|End of Document|\d of \d+ DOCUMENTS|Dokument \d+ von \d"
    r"|Document \d+ de \d|<div class=.article \w\wArticle\b",
    re.IGNORECASE,
)
EXPORT_ENTRY = re.compile(
    r"^[^\S\n]*(?:\d+ of \d+ DOCUMENTS?|Do[ck]ument \d+ (?:von|de) \d+|End of Document"
    r"|ProQuest document ID: ?\d+"
    r"|(?:AN[^\S\n]+)?Do[ck]ument(?:o)? [A-Za-z]{2,10}\d{8}\w{4,20})[^\S\n]*$",
    re.M,
)
# Labels in an export of a single article, which has no line that marks an entry.
EXPORT_LABEL = re.compile(
    r"^[^\S\n]*(BYLINE|SECTION|LENGTH|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|DATELINE|JOURNAL-CODE"
    r"|AUTOR|RUBRIK|LÄNGE|LADEDATUM|SPRACHE|AUTEUR|RUBRIQUE|LONGUEUR|DATE-CHARGEMENT|LANGUE):",
    re.M,
)
MIN_EXPORT_LABELS = 3
FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?:[^\n]*\n)*?\w[\w -]*:|\+\+\+[ \t]*\r?\n(?:[^\n]*\n)*?\w[\w -]* ?="
)
MAIL_HEADERS = re.compile(r"(?:\d{1,10}[ \t]*\r?\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)+")
MAIL_SENDER = re.compile(r"^(?:from|received|return-path|delivered-to):", re.I | re.M)
MAIL_OTHER = re.compile(r"^(?:subject|date|message-id|mime-version|to):", re.I | re.M)
MBOX = re.compile(r"From (?:\S+ [^\n]*\d\d:\d\d[^\n]*|-?\s*)\n[!-9;-~]+:")
SUBTITLES = re.compile(
    r"WEBVTT(?:\s|\Z)|(?:\d+[ \t]*\r?\n)?[ \t]*(?:\d+:)?\d{1,2}:\d\d[,.]\d{1,3}[ \t]*(?:-->|,\d)"
)
# A transcript that was copied from a player: times from zero, on lines of their own, perhaps behind
# a name, or in brackets before the words.
NAME = r"[A-ZÀ-Þ][\w.’'-]*"
FULL_NAME = rf"{NAME}(?: (?:{NAME}|\d+)){{0,4}}"
TIME = r"(?:\d+:)?\d{1,2}:\d{2}"
ZERO = r"(?:0?0:)?0?0:\d\d"


def time_alone(time: str = TIME) -> str:
    """Return the pattern of a line with a time and at most a name, which is its group."""
    return rf"(?:({FULL_NAME})[ \t]+)?[\[(]?{time}[\])]?"


def time_before(time: str = TIME) -> str:
    """Return the pattern of a line with a time in brackets before words, which are its group."""
    return rf"\[{time}\][ \t]*(\S.*)"


TIME_MARK = re.compile(rf"^[ \t]*(?:{time_alone()}[ \t]*\r?$|{time_before()})", re.M)
FIRST_MARK = re.compile(
    rf"(?:[^\n]{{0,120}}\n\s*)?[ \t]*(?:{time_alone(ZERO)}[ \t]*\r?\n|{time_before(ZERO)})"
)
MIN_MARKS = 3  # lines with a time, in a transcript
MAX_MARKED = 4000  # characters at the beginning, in which they are counted
JSON_OBJECT = re.compile(r"\{\s*(?:[\"}]|\Z)")
JSON_LIST = re.compile(r"\[\s*(?:\{|\]?\s*\Z)")


def _is_excel(head: FileHead) -> bool:
    return head.starts_with(b"PK\x03\x04") and (
        head.suffix in (".xlsx", ".xlsm") or b"xl/workbook.xml" in head.data
    )


def _is_office(head: FileHead) -> bool:
    return head.starts_with(b"PK\x03\x04") and (
        b"[Content_Types].xml" in head.data or head.suffix == ".docx"
    )


def _is_export_page(head: FileHead) -> bool:
    return _is_html(head) and bool(EXPORT_MARKS.search(head.text))


def _is_export_text(head: FileHead) -> bool:
    if head.is_binary:
        return False
    labels = set(EXPORT_LABEL.findall(head.text))
    return bool(EXPORT_ENTRY.search(head.text)) or len(labels) >= MIN_EXPORT_LABELS


def _is_html(head: FileHead) -> bool:
    return bool(HTML_ROOTS.fullmatch(head.root) or DOCTYPE_HTML.match(head.text))


def _is_warc(head: FileHead) -> bool:
    """Return whether this is a web archive; each of its records may be gzipped."""
    if not head.starts_with(b"\x1f\x8b"):
        return head.starts_with(b"WARC/")
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head.data, 5) == b"WARC/"
    except zlib.error:
        return False


def _is_mbox(head: FileHead) -> bool:
    return bool(MBOX.match(head.text))


def _is_mail(head: FileHead) -> bool:
    headers = MAIL_HEADERS.match(head.text)
    text = headers.group() if headers else ""
    return bool(MAIL_SENDER.search(text) and MAIL_OTHER.search(text))


def _is_subtitles(head: FileHead) -> bool:
    if SUBTITLES.match(head.text):
        return True
    marks = [mark.start() for mark in TIME_MARK.finditer(head.text[:MAX_MARKED])]
    return len(marks) >= MIN_MARKS and FIRST_MARK.match(head.text) is not None


def _is_json(head: FileHead) -> bool:
    return bool(JSON_OBJECT.match(head.text) or JSON_LIST.match(head.text))


def _is_jsonl(head: FileHead) -> bool:
    if not JSON_OBJECT.match(head.text):
        return False
    first = head.text.partition("\n")[0].rstrip()
    return head.suffix in (".jsonl", ".ndjson") or (len(first) > 1 and first.endswith("}"))


def _is_table(head: FileHead) -> bool:
    """Return whether the first line names a column for the text and one for the title."""
    line = head.text.partition("\n")[0].lower()
    names = {name.strip("\"' \r") for name in re.split("[,;\t|]", line[:10_000])}
    return not (names.isdisjoint(FIELD_NAMES["text"]) or names.isdisjoint(FIELD_NAMES["title"]))


@dataclass(frozen=True, slots=True)
class Format:
    """A file format; ``reader`` names the module in this package and the function that reads it."""

    name: str
    reader: str
    looks_like: Callable[[FileHead], bool] = lambda _: False
    suffixes: tuple[str, ...] = ()
    """File extensions that decide if the content does not."""
    extra: str = ""
    """The extra of onrecord that installs the library."""
    takes_options: bool = False
    """Whether the reader takes ``options``, the ImportOptions."""


def _packed(name: str, function: str, looks_like: Callable[[FileHead], bool]) -> Format:
    return Format(name, f"containers.packed:{function}", looks_like, takes_options=True)


# The first file in a ZIP file.
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis."
OPEN_DOCUMENT_TEXT = OPEN_DOCUMENT + b"opendocument.text"
EPUB = b"mimetypeapplication/epub+zip"

# The first format that recognizes a file reads it.
FORMATS = (
    Format("PDF", "formats.pdf:read", lambda head: b"%PDF-" in head.data[:1024], extra="pdf"),
    Format("RTF", "exports.rtf:read", lambda head: head.starts_with(b"{\\rtf"), extra="office"),
    Format("Excel", "formats.sheet:read", _is_excel, extra="office", takes_options=True),
    Format("Word", "exports.word:read", _is_office, extra="office"),
    Format("OpenDocument", "exports.open_document:read",
           lambda head: head.data[30:].startswith(OPEN_DOCUMENT_TEXT)),
    Format("EPUB", "containers.epub:read", lambda head: head.data[30:].startswith(EPUB)),
    Format("WARC", "containers.warc:read", _is_warc, extra="warc"),
    _packed("ZIP", "read_zip", lambda head: head.starts_with(b"PK\x03\x04", b"PK\x05\x06")),
    _packed("gzip", "read_gzip", lambda head: head.starts_with(b"\x1f\x8b")),
    _packed("bzip2", "read_bzip2", lambda head: head.starts_with(b"BZh")),
    _packed("xz", "read_xz", lambda head: head.starts_with(b"\xfd7zXZ\0")),
    _packed("tar", "read_tar", lambda head: head.data[257:262] == b"ustar"),
    Format("mbox", "containers.mail:read_mbox", _is_mbox),
    Format("mail", "containers.mail:read", _is_mail, (".eml",)),
    Format("RSS or Atom", "formats.feeds:read", lambda head: head.root in ("rss", "feed", "rdf")),
    Format("NITF", "formats.nitf:read", lambda head: head.root == "nitf"),
    Format(
        "NewsML-G2",
        "formats.newsml:read",
        lambda head: head.root in ("newsitem", "newsmessage", "packageitem", "newsmlg2"),
    ),
    Format("MediaWiki", "exports.mediawiki:read", lambda head: head.root == "mediawiki"),
    Format("Reuters SGML", "formats.reuters:read", lambda head: head.root in ("reuters", "lewis")),
    Format("database export (HTML)", "exports.detect:read_html", _is_export_page),
    Format("HTML", "formats.html:read", _is_html),
    Format("database export (text)", "exports.detect:read_text", _is_export_text),
    Format("subtitles", "formats.subtitles:read", _is_subtitles, (".srt", ".vtt", ".sbv")),
    Format("JSONL", "formats.jsonl:read_lines", _is_jsonl, (".jsonl", ".ndjson"),
           takes_options=True),
    Format("JSON", "formats.jsonl:read", _is_json, (".json",), takes_options=True),
    Format("Markdown", "formats.markdown:read", lambda head: bool(FRONT_MATTER.match(head.text)),
           (".md", ".markdown")),
    Format("CSV", "formats.table:read", _is_table, (".csv", ".tsv", ".tab"), takes_options=True),
)  # fmt: skip
BINARY_FORMATS = (
    ".pdf", ".docx", ".odt", ".epub", ".xlsx", ".xlsm", ".zip", ".gz", ".tgz", ".bz2", ".xz",
    ".tar",
)  # fmt: skip
"""Extensions of files that can be read, if they are what they are called."""
XML_SUFFIXES = (".rss", ".atom", ".rdf", ".xml")
"""Extensions of feeds and other XML."""
MEDIA_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp3", ".mp4")
"""Extensions of other files that are never plain text."""
CODE_SUFFIXES = (
    ".py", ".pyi", ".ipynb", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".vue", ".css", ".scss",
    ".sass", ".less", ".c", ".h", ".cc", ".cpp", ".hpp", ".cs", ".java", ".kt", ".scala", ".swift",
    ".go", ".rs", ".rb", ".pl", ".pm", ".lua", ".r", ".jl", ".sql", ".sh", ".bash", ".zsh", ".fish",
    ".bat", ".cmd", ".ps1", ".ini", ".cfg", ".conf", ".toml", ".yaml", ".yml", ".env",
    ".properties", ".lock", ".log", ".patch", ".diff",
)  # fmt: skip
"""Extensions of program code, settings and logs."""
TEXT_SUFFIXES = (
    ".txt", ".text", ".html", ".htm", ".xml",
    *(suffix for file_format in FORMATS for suffix in file_format.suffixes),
)  # fmt: skip
"""Extensions of files whose content is text, if they are what they are called."""
PLAIN_TEXT = Format("text", "formats.plain:read")


def detect_format(head: FileHead, location: str) -> Format:
    """Return the format by content, or else by name, or else plain text.

    Raises IngestError for an unsupported file type.
    """
    if head.data[30:].startswith(OPEN_DOCUMENT) and not head.data[30:].startswith(
        OPEN_DOCUMENT_TEXT
    ):
        raise UnsupportedFileError("OpenDocument file", location)
    is_code = head.suffix in CODE_SUFFIXES
    for file_format in FORMATS:
        if not (is_code and file_format.suffixes) and file_format.looks_like(head):
            return file_format
    if elsewhere := _leads_elsewhere(head):
        raise IngestError(elsewhere, location)
    if head.text.startswith("<?xml") or (head.root and head.suffix in XML_SUFFIXES):
        raise IngestError(
            f"Unsupported XML: “{head.root}”. Save it as RSS, Atom, NITF or NewsML-G2.",
            location,
        )
    if head.suffix in XML_SUFFIXES and not head.is_binary:
        raise IngestError(
            f"This is not XML, although its name ends in {head.suffix}. Get the file again, or"
            " rename it to .txt if it is text.", location,
        )  # fmt: skip
    kind = file_kind(head.data, head.name)
    is_misnamed = head.suffix in BINARY_FORMATS and kind == suffix_kind(head.name)
    if head.is_binary and head.suffix in TEXT_SUFFIXES and kind == suffix_kind(head.name):
        raise IngestError(
            f"This is not readable text, although its name ends in {head.suffix}."
            " Get the file again.", location,
        )  # fmt: skip
    if is_code or (head.is_binary and not is_misnamed):
        raise UnsupportedFileError(kind, location)
    if head.suffix in (*BINARY_FORMATS, *MEDIA_SUFFIXES):
        if kind != suffix_kind(head.name):
            raise UnsupportedFileError(kind, location)
        rename = "" if head.is_binary else ", or rename it to .txt if it is text"
        raise IngestError(
            f"This is not a {head.suffix[1:].upper()} file, although its name ends in"
            f" {head.suffix}. Get the file again{rename}.",
            location,
        )
    return next(
        (file_format for file_format in FORMATS if head.suffix in file_format.suffixes), PLAIN_TEXT
    )


LINK = re.compile(r"^URL=(\S+)|<key>URL</key>\s*<string>([^<\s]+)", re.MULTILINE)


def _leads_elsewhere(head: FileHead) -> str:
    """Return what to do with a file that has only the addresses of pages or feeds, or “”."""
    if head.root == "opml":
        return "This is a list of feeds. To follow them, use onrecord feed import with this file."
    is_link = head.root == "plist" or head.text.startswith("[InternetShortcut]")
    if link := LINK.search(head.text) if is_link else None:
        return f"This file only leads to a page. To add that: onrecord add {link[1] or link[2]}"
    return ""


# The first bytes of files of a kind, at an offset.
SIGNATURES = (
    (0, b"\x89PNG", "PNG image"), (0, b"\xff\xd8\xff", "JPEG image"), (0, b"GIF8", "GIF image"),
    (8, b"WEBP", "WebP image"), (0, b"BM", "bitmap image"), (0, b"II*\0", "TIFF image"),
    (0, b"MM\0*", "TIFF image"), (0, b"\0\0\1\0", "icon"), (4, b"ftypheic", "HEIC image"),
    (4, b"ftypM4A", "audio"), (4, b"ftyp", "video"), (0, b"\x1a\x45\xdf\xa3", "video"),
    (0, b"ID3", "audio"), (0, b"\xff\xfb", "audio"), (8, b"WAVE", "audio"), (0, b"OggS", "audio"),
    (0, b"fLaC", "audio"), (8, b"AVI ", "video"),
    (0, b"\xd0\xcf\x11\xe0", "Office file of before 2007"), (0, b"SQLite format 3", "database"),
    (0, b"wOF", "font"), (0, b"\0\1\0\0\0", "font"), (0, b"OTTO", "font"),
    (0, b"\x7fELF", "program"), (0, b"MZ", "program"), (0, b"Rar!", "RAR file"),
    (0, b"7z\xbc\xaf", "7-Zip file"),
)  # fmt: skip


def file_kind(data: bytes, name: str) -> str:
    """Return what a file is, by its first bytes or else by its extension: “JPEG image”."""
    for offset, signature, kind in SIGNATURES:
        if data[offset : offset + len(signature)] == signature:
            return kind
    return suffix_kind(name)


def suffix_kind(name: str) -> str:
    """Return what a file is by its extension: “DAT file”."""
    suffix = PurePosixPath(name.lower()).suffix[1:]
    return f"{suffix.upper()} file" if suffix.isalnum() and len(suffix) <= 7 else "binary file"
