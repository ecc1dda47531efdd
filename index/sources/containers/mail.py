"""Mail: newsletters in single files, in Maildirs and in mboxes.

Who sent it is the outlet. Headers are decoded here rather than by a policy of the standard
library, since many are not as they should be.
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
from typing import BinaryIO

from index.article import Article
from index.errors import IngestError
from index.sources import markup
from index.sources.fields import article
from index.sources.text import LARGEST, clean, decode, one_line, paragraphs, parse_date, whole

SEPARATOR = re.compile(rb"From \S{1,200} .{0,80}\d\d:\d\d.{0,40}\d{4}\s{0,4}$")
QUOTED_SEPARATOR = re.compile(rb"^>(?=>*From )", re.M)
LONGEST_LINE = 1 << 20  # a longer one is read in pieces
LONGEST_HEADER = 10_000
DEEPEST = 4  # mails in mails
# What mail programs mean when they name an encoding that has fewer characters.
MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
ADDRESS = re.compile(r"[ \t]?[<(\[]\s?https?://[^\s>)\]]+\s?[>)\]]")
ADORNMENT = re.compile(r"(?:https?://\S+|[-=_*~#•\s]+)")
FRAME = re.compile(
    r"(?:view|read|open|see)\b.{0,40}\b(?:browser|on the web|online)\b|unsubscribe"
    r"|(?:update|manage|change)\b.{0,30}\b(?:preferences|subscription)|receiving this (?:e-?mail|"
    r"newsletter|message)|im browser|abmelden|abbestellen|abbestellung|désabonner|désinscri"
    r"|dans (?:votre|le|un) navigateur",
    re.I,
)
LONGEST_FRAME = 300
KEPT_FOLDER = "FOLDER INTERNAL DATA"  # a mail that mail programs keep for themselves


class _Mail(Message):
    """A mail with headers cut short, since the parser takes very long over long ones."""

    def set_raw(self, name: str, value: str) -> None:
        super().set_raw(name, value[:LONGEST_HEADER])


def read(stream: BinaryIO, location: str) -> Iterator[Article | IngestError]:
    """Yield the article of one mail, then those of the mails that are attached to it."""
    yield from _articles(whole(stream, location), location)


def read_mbox(stream: BinaryIO, location: str) -> Iterator[Article | IngestError]:
    """Yield the articles of each mail of an mbox."""
    for number, data in enumerate(_mails(stream), 1):
        place = f"{location}#{number}"
        if len(data) > LARGEST:
            yield IngestError(
                f"This mail has more than {LARGEST >> 20} MB: take its attachments out.", place
            )
        else:
            yield from _articles(QUOTED_SEPARATOR.sub(b"", data), place)


def _mails(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of each mail; of one that is too large just more than are allowed."""
    parts: list[bytes] = []
    size, at_start, begun = 0, True, False
    while line := stream.readline(LONGEST_LINE):
        if at_start and SEPARATOR.match(line):
            if begun:
                yield b"".join(parts)
            parts, size, begun = [], 0, True
        elif size <= LARGEST:
            parts.append(line)
            size += len(line)
        at_start = line.endswith(b"\n")
    if begun:
        yield b"".join(parts)


def _articles(data: bytes, location: str) -> Iterator[Article | IngestError]:
    try:
        message = message_from_bytes(data, _Mail)
        if KEPT_FOLDER not in _header(message, "subject"):
            yield from _with_attached(message, location, 0)
    except RecursionError:
        yield IngestError("The parts of this mail lie too deep in each other.", location)
    except ValueError as error:  # as of a NUL in the name of an encoding
        yield IngestError(f"This mail is damaged ({error}): save it again.", location)


def _with_attached(message: Message, location: str, depth: int) -> Iterator[Article | IngestError]:
    leaves = list(_leaves(message))
    attached = [inner for leaf in leaves for inner in _messages(leaf)]
    found = _article(message, leaves, location)
    if isinstance(found, Article) or not attached:
        yield found
    if attached and depth == DEEPEST:
        yield IngestError("Too many mails lie in each other in this one.", location)
        return
    for number, inner in enumerate(attached, 1):
        place = f"{location}{'.' if '#' in location else '#'}{number}"
        yield from _with_attached(inner, place, depth + 1)


def _messages(part: Message) -> list[Message]:
    return _inner(part) if part.get_content_type() == "message/rfc822" else []


def _inner(part: Message) -> list[Message]:
    """The parts in a part; what it holds of its own is not looked at."""
    payload = part.get_payload() if part.is_multipart() else ()
    return [inner for inner in payload if isinstance(inner, Message)]


def _leaves(message: Message) -> Iterator[Message]:
    """The parts of a mail that have no parts of their own, in order."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(_inner(part)))
        else:
            yield part


def _article(message: Message, leaves: list[Message], location: str) -> Article | IngestError:
    name, address = parseaddr(_raw(message, "from"))
    name = _decoded_header(name) or address
    listed = _decoded_header(_raw(message, "list-id").partition("<")[0]).strip(' "')
    title = one_line(_header(message, "subject"))
    try:
        parts = _text(leaves, location)
        if len(parts) > 1 and parts[0] == title:
            del parts[0]
        data = {
            "title": title,
            "date": _date(message, location) or _raw(message, "date"),
            "source": listed or name,
            "byline": name if listed not in ("", name) else "",
            "url": _raw(message, "archived-at").strip(" <>\n"),
        }
        return article(data, parts, location)
    except IngestError as error:
        return error


def _date(message: Message, location: str) -> date | None:
    """The day of the mail: as its sender says, else as the last server noted."""
    for written in (_raw(message, "date"), _raw(message, "received").rpartition(";")[2]):
        try:
            if day := parse_date(one_line(written), location):
                return day
        except IngestError:
            continue
    return None


def _text(leaves: list[Message], location: str) -> list[str]:
    """The paragraphs of a mail: of its plain text, or of its HTML where that says far more."""
    shown = [leaf for leaf in leaves if not _is_attached(leaf)]
    plain = [part for leaf in shown if _is(leaf, "plain") for part in _plain(leaf, location)]
    pages = [part for leaf in shown if _is(leaf, "html") for part in _page(leaf, location)]
    return pages if sum(map(len, plain)) * 3 < sum(map(len, pages)) else plain


def _is(leaf: Message, kind: str) -> bool:
    return leaf.get_content_type() == f"text/{kind}"


def _is_attached(leaf: Message) -> bool:
    return leaf.get_content_disposition() == "attachment"


def _plain(leaf: Message, location: str) -> list[str]:
    text = ADDRESS.sub("", clean(_characters(leaf, location)))
    lines = (line for line in text.split("\n") if not line.strip() or not ADORNMENT.fullmatch(line))
    text = "\n".join(lines)
    return _unframed(paragraphs(text)) if text.strip() else []


def _page(leaf: Message, location: str) -> list[str]:
    text = _characters(leaf, location)
    if not text.strip():
        return []
    return _unframed([one_line(block) for block in markup.blocks(markup.parse(text, location))])


def _unframed(parts: list[str]) -> list[str]:
    """The paragraphs without those that only tell how to see the letter or to be rid of it."""
    return [part for part in parts if len(part) > LONGEST_FRAME or not FRAME.search(part)]


def _characters(leaf: Message, location: str) -> str:
    data = leaf.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    text = _decoded(data, leaf.get_content_charset() or "")
    return decode(data, location) if text is None else text


def _decoded(data: bytes, charset: str) -> str | None:
    """The characters, whatever the mail calls their encoding; None where that is wrong.

    Other encodings hardly ever look like UTF-8, which is tried first but on bare ASCII.
    """
    names = ["utf-8", MEANT.get(charset, charset)]
    for name in reversed(names) if data.isascii() else names:
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return None


def _header(message: Message, name: str) -> str:
    return _decoded_header(_raw(message, name))


def _raw(message: Message, name: str) -> str:
    """A header as it stands in the mail, empty where there is none."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name)
    return next(values, "")


def _decoded_header(text: str) -> str:
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        pieces = [(text, None)]
    # Too short to guess from: what is no UTF-8 was written by an old program of the West.
    return one_line("".join(_decoded(_octets(p), c or "latin-1") or "" for p, c in pieces))


def _octets(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
