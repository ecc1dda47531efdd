"""What every reader of files needs: bytes to clean characters, paragraphs, headline, date."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from io import BufferedReader, BytesIO, RawIOBase
from typing import BinaryIO

from index.article import PARAGRAPH_BREAK
from index.errors import SourceError
from index.sources.hyphens import join_lines, words_of

# Control and format characters that no article means and a terminal would obey; line ends and
# tabs are handled as space. The joiners of emoji and of some scripts stay.
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
INDENTED_LINE = re.compile(r"\n[ \t]{2,}(?=\S)")
SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-ZÀ-Þ0-9]|\s*$)")
ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Rev|Hon|St|Jr|Sr|No|vs|Inc|Co))\.$"
)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
LARGEST = 64 << 20  # bytes of a file that is read in one piece
LONGEST_TITLE = 120
WRAPPED_WIDTH = 100  # a text none of whose lines is longer was broken into lines by a machine


def whole(stream: BinaryIO, location: str) -> bytes:
    """All of a file that is read in one piece; raises SourceError where that is too much."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise SourceError(
            f"It has more than {LARGEST >> 20} MB, which no article has: part it, or take it out.",
            location,
        )
    return data


def at_hand(stream: BinaryIO, location: str) -> BinaryIO:
    """The stream, or all of it in memory where one cannot go back in it, as in packed files.

    Raises SourceError where that is too much.
    """
    return stream if stream.seekable() else BytesIO(whole(stream, location))


def joined(head: bytes, rest: BinaryIO) -> BinaryIO:
    """A stream whose beginning has been read already, as if it had not been."""
    return BufferedReader(_Joined(head, rest))  # type: ignore[return-value]


class _Joined(RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def decode(data: bytes, location: str) -> str:
    """The characters of a file: UTF-8, else what charset-normalizer is sure of.

    Raises SourceError where the bytes are no text in any encoding.
    """
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # only for files that are not UTF-8

        best = None if b"\0" in data else from_bytes(data).best()
        if best is None:
            raise SourceError(
                "This is no text: save it as text in UTF-8 and add it again.", location
            ) from None
        return str(best)


def clean(text: str) -> str:
    """The text as it is to be stored: composed (NFC), one kind of line end, nothing unseen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = re.sub(r"[\v\f\u2028\u2029]", "\n", text)
    text = text.replace("\xad\n", "")  # a word that was broken at the end of a line
    return UNSEEN.sub("", unicodedata.normalize("NFC", text))


def one_line(text: str) -> str:
    """A title, name or other field: clean, and with single spaces only."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a clean text.

    Blank lines part them; without any, indented lines do; without those each line is one,
    unless all lines are so short that a machine must have broken them.
    """
    text = text.strip("\n")
    if BLANK_LINE.search(text):
        parts = BLANK_LINE.split(text)
    elif INDENTED_LINE.search(text):
        parts = INDENTED_LINE.split(text)
    elif max(map(len, text.split("\n"))) > WRAPPED_WIDTH:
        parts = text.split("\n")
    else:
        parts = [text]
    words = words_of(text) if "-\n" in text else frozenset()
    return [joined for part in parts if (joined := join_lines(part.split("\n"), words))]


def join(parts: list[str]) -> str:
    """The text of an article, from its paragraphs."""
    return PARAGRAPH_BREAK.join(parts)


def headline(paragraph: str) -> str:
    """A headline for an article that has none: its first sentence, cut at a word if long."""
    end = len(paragraph)
    for match in SENTENCE_END.finditer(paragraph):
        if not ABBREVIATED.search(paragraph, 0, match.end()):
            end = match.end()
            break
    sentence = paragraph[:end].removesuffix(".")
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    return sentence[: sentence.rfind(" ", 0, LONGEST_TITLE)].rstrip(" ,;:—–-") + "…"


def looks_like_headline(paragraph: str) -> bool:
    """Whether a paragraph is rather a headline than a sentence of the text."""
    return len(paragraph) <= LONGEST_TITLE and paragraph[-1] not in '.!?…:;,"”’»'


def parse_date(value: object, location: str) -> date | None:
    """The day that a field of a file names; None where it is empty.

    Understands ISO 8601 with or without a time, slashes, and the dates of mail. Raises
    SourceError for anything else, rather than to make up a part of it.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    if not text:
        return None
    match = YEAR_FIRST.match(text) or COMPACT_DATE.fullmatch(text)
    if not match:
        return _mail_date(text, location)
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        raise _no_date(text, location) from None


def _mail_date(text: str, location: str) -> date:
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        raise _no_date(text, location) from None


def _no_date(text: str, location: str) -> SourceError:
    return SourceError(f"“{text[:40]}” is no date: write it as 2023-07-18.", location)
