"""Mail: newsletters in single files, Maildirs and mboxes; the sender is the source.

Headers are decoded here, since the policies of the standard library fail on invalid ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from io import BytesIO
from typing import BinaryIO

from index.article import Article
from index.errors import IngestError
from index.sources import markup
from index.sources.containers.forwarded import read_forwarded
from index.sources.dates import parse_date
from index.sources.encodings import decode_text
from index.sources.fields import build_article
from index.sources.formats import html
from index.sources.options import ImportItems
from index.sources.streams import MAX_BYTES, decode, read_bytes
from index.sources.text import clean, clean_line, split_paragraphs

# The line above a mail: with sender and time, or “From ” alone. A header has to follow, or else it
# is a sentence: “From Monday on, at 07:30”.
SEPARATOR = re.compile(
    rb"From (?:\S{1,200} .{0,80}\d\d:\d\d.{0,40}\d{4}(?: [\w(+-].{0,20})?|-?)\s{0,4}$"
)
HEADER = re.compile(rb">?[!-9;-~]{1,80}:|>From ")
# Apple Mail writes the length of a mail above it, and its own settings below.
LENGTH_LINE = re.compile(rb"(\d{1,10})[ \t]*\r?\n")
QUOTED_SEPARATOR = re.compile(rb"^>(?=>*From )", re.M)
MAX_LINE = 1 << 20  # bytes; a longer line is read in pieces
MAX_HEADER = 10_000
MAX_DEPTH = 4  # attached mails
BRACKETED_URL = re.compile(r"[ \t]?[<(\[]\s?https?://[^\s>)\]]+\s?[>)\]]")
SIGNATURE = re.compile(r"\n-- \n(?:[^\n]*\n){0,9}[^\n]*\Z")
QUOTED_LINES = re.compile(r"(?:^>[^\n]*(?:\n|\Z))+", re.M)
QUOTE_MARK = re.compile(r"^(?:> ?)+", re.M)
SAVED = re.compile(r"[\s\"<]*saved by [^@]+\Z", re.I)  # the “sender” of a page saved by a browser
PAGE_TYPES = ("text/html", "application/xhtml+xml")
PAGE_START = re.compile(
    r"\s*<(?:!doctype html|html|head|body|div|table|center|p|h[1-6])\b[^<>]*>", re.I
)
PAGE_END = re.compile(r"</(?:html|body|div|table|center|p|h[1-6])>\s*\Z", re.I)
DECORATION = re.compile(r"(?:https?://\S+|[-=_*~#•\s]+)")
BOILERPLATE = re.compile(
    r"(?:view|read|open|see)\b.{0,40}\b(?:browser|on the web|online)\b|unsubscribe"
    r"|(?:update|manage|change)\b.{0,30}\b(?:preferences|subscription)|receiving this (?:e-?mail|"
    r"newsletter|message)|im browser|abmelden|abbestellen|abbestellung|désabonner|désinscri"
    r"|dans (?:votre|le|un) navigateur",
    re.I,
)
MAX_BOILERPLATE = 300
INTERNAL_SUBJECT = "FOLDER INTERNAL DATA"  # mail programs store settings in such mails


class _Mail(Message):
    """A mail with truncated headers; the parser is very slow on long ones."""

    def set_raw(self, name: str, value: str) -> None:
        super().set_raw(name, value[:MAX_HEADER].rstrip())


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the article of a mail, then those of attached mails."""
    data = read_bytes(stream, location)
    if length := LENGTH_LINE.match(data):
        data = data[length.end() : length.end() + int(length[1])]
    yield from _read_mail(data, location)


def read_mbox(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the articles of each mail in an mbox."""
    for number, data in enumerate(_split_mbox(stream), 1):
        mail_location = f"{location}#{number}"
        if len(data) > MAX_BYTES:
            yield IngestError(
                f"This mail is larger than {MAX_BYTES >> 20} MB. Remove its attachments.",
                mail_location,
            )
        else:
            yield from _read_mail(QUOTED_SEPARATOR.sub(b"", data), mail_location)


def _split_mbox(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of each mail; a mail that is too large is cut just above ``MAX_BYTES``."""
    parts: list[bytes] = []
    size, at_line_start, in_mail = 0, True, False
    line = stream.readline(MAX_LINE)
    while line:
        following = stream.readline(MAX_LINE)
        if at_line_start and SEPARATOR.match(line) and HEADER.match(following):
            if in_mail:
                yield b"".join(parts)
            parts, size, in_mail = [], 0, True
        elif size <= MAX_BYTES:
            parts.append(line)
            size += len(line)
        at_line_start = line.endswith(b"\n")
        line = following
    if in_mail:
        yield b"".join(parts)


def _read_mail(data: bytes, location: str) -> ImportItems:
    try:
        message = message_from_bytes(data, _Mail)
        if INTERNAL_SUBJECT not in _header(message, "subject"):
            yield from _read_message(message, location, 0)
    except RecursionError:
        yield IngestError("The parts of this mail are nested too deeply. Save its text.", location)
    except ValueError as error:  # such as a NUL in the name of an encoding
        yield IngestError(f"This mail is damaged ({error}). Save it again.", location)


def _read_message(message: Message, location: str, depth: int) -> ImportItems:
    leaves = list(_leaves(message))
    attached = [inner for leaf in leaves for inner in _attached_messages(leaf)]
    item = _article(message, leaves, location)
    if isinstance(item, Article) or not attached:
        yield item
    if attached and depth == MAX_DEPTH:
        yield IngestError("Attached mails are nested too deeply. Add them separately.", location)
        return
    for number, inner in enumerate(attached, 1):
        mail_location = f"{location}{'.' if '#' in location else '#'}{number}"
        yield from _read_message(inner, mail_location, depth + 1)


def _attached_messages(part: Message) -> list[Message]:
    return _subparts(part) if part.get_content_type() == "message/rfc822" else []


def _subparts(part: Message) -> list[Message]:
    """Return the direct parts of a part."""
    payload = part.get_payload() if part.is_multipart() else ()
    return [inner for inner in payload if isinstance(inner, Message)]


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that have no parts of their own, in order."""
    stack = [message]
    while stack:
        part = stack.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            stack.extend(reversed(_subparts(part)))
        else:
            yield part


def _article(message: Message, leaves: list[Message], location: str) -> Article | IngestError:
    if SAVED.match(_raw(message, "from")):
        return _saved_page(message, leaves, location)
    sender = _raw(message, "from")
    name, address = parseaddr(sender) if "@" in sender else (sender, "")
    name = _decode_header(name) or address
    list_name = _decode_header(_raw(message, "list-id").partition("<")[0]).strip(' "')
    title = clean_line(_header(message, "subject"))
    try:
        parts = _mail_paragraphs(leaves, location)
        if not parts:
            return IngestError(
                "This mail has no text. Save its attachments and add them.", location
            )
        if len(parts) > 1 and parts[0] == title:
            del parts[0]
        day: object = _date(message, location) or _raw(message, "date")
        if inner := read_forwarded(parts, location):
            title, name, list_name = inner.title or title, inner.source, ""
            day, parts = inner.day or day, inner.parts
        data = {
            "title": title,
            "date": day,
            "source": list_name or name,
            "byline": name if list_name not in ("", name) else "",
            "url": _raw(message, "archived-at").strip(" <>\n"),
        }
        return build_article(data, parts, location)
    except IngestError as error:
        return error


def _saved_page(message: Message, leaves: list[Message], location: str) -> Article | IngestError:
    """Return the article of a web page that a browser saved as one file (MHTML)."""
    page = next((leaf for leaf in leaves if leaf.get_content_type() in PAGE_TYPES), None)
    if page is None:
        return IngestError("This saved page has no HTML. Save it again.", location)
    try:
        article = html.read_one(BytesIO(_decode_part(page, location).encode()), location)
    except IngestError as error:
        return error
    url = _raw(message, "snapshot-content-location") or _raw(page, "content-location")
    return article._replace(url=article.url or url.strip())


def _date(message: Message, location: str) -> date | None:
    """Return the date by the sender, or else by the last server."""
    for value in (_raw(message, "date"), _raw(message, "received").rpartition(";")[2]):
        try:
            if day := parse_date(clean_line(value), location):
                return day
        except IngestError:
            continue
    return None


def _mail_paragraphs(leaves: list[Message], location: str) -> list[str]:
    """Return the paragraphs of the plain text, or of the HTML if that is much longer."""
    visible = [leaf for leaf in leaves if not _is_attached(leaf)]
    plain = [p for leaf in visible for p in _plain_paragraphs(leaf, location)]
    rich = [p for leaf in visible for p in _html_paragraphs(leaf, location)]
    return rich if sum(map(len, plain)) * 3 < sum(map(len, rich)) else plain


def _is_attached(leaf: Message) -> bool:
    return leaf.get_content_disposition() == "attachment"


def _plain_paragraphs(leaf: Message, location: str) -> list[str]:
    if leaf.get_content_type() != "text/plain" or _is_html(leaf, location):
        return []
    text = SIGNATURE.sub("\n", clean(_decode_part(leaf, location)))
    text = BRACKETED_URL.sub("", QUOTED_LINES.sub(_unquoted, text))
    lines = text.split("\n")
    text = "\n".join(line for line in lines if not line.strip() or not DECORATION.fullmatch(line))
    return _remove_boilerplate(split_paragraphs(text)) if text.strip() else []


def _unquoted(quoted: re.Match[str]) -> str:
    """Return quoted lines without their marks, as a paragraph of their own."""
    return f"\n\n{QUOTE_MARK.sub('', quoted[0])}\n\n"


def _is_html(leaf: Message, location: str) -> bool:
    """Return whether a part is a page, also one that calls itself plain text."""
    kind = leaf.get_content_type()
    if kind != "text/plain":
        return kind in PAGE_TYPES
    text = _decode_part(leaf, location)
    return PAGE_START.match(text) is not None and PAGE_END.search(text) is not None


def _html_paragraphs(leaf: Message, location: str) -> list[str]:
    text = _decode_part(leaf, location) if _is_html(leaf, location) else ""
    if not text.strip():
        return []
    return _remove_boilerplate(
        [clean_line(block) for block in markup.text_blocks(markup.parse_html(text, location))]
    )


def _remove_boilerplate(parts: list[str]) -> list[str]:
    """Remove paragraphs such as “view in browser” and “unsubscribe”."""
    return [part for part in parts if len(part) > MAX_BOILERPLATE or not BOILERPLATE.search(part)]


def _decode_part(leaf: Message, location: str) -> str:
    data = leaf.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    return decode(data, location, leaf.get_content_charset() or "")


def _header(message: Message, name: str) -> str:
    return _decode_header(_raw(message, name))


def _raw(message: Message, name: str) -> str:
    """Return the first header with a name undecoded, or an empty string."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name)
    return next(values, "")


def _decode_header(text: str) -> str:
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        pieces = [(text, None)]
    # Too short to detect an encoding; without a charset it is most likely Latin-1.
    decoded = (decode_text(_to_bytes(piece), charset or "latin-1") for piece, charset in pieces)
    return clean_line("".join(text or "" for text in decoded))


def _to_bytes(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
