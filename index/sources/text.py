"""What every reader of files needs: bytes to clean characters, paragraphs, headline, date."""

from __future__ import annotations

import codecs
import re
import unicodedata
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from io import BufferedReader, BytesIO, RawIOBase, TextIOWrapper
from typing import BinaryIO, TextIO

from index.article import PARAGRAPH_BREAK
from index.errors import IngestError
from index.sources.dates import written_day
from index.sources.hyphens import join_lines, words_of

# Control and format characters that no article means and a terminal would obey; line ends and
# tabs are handled as space. The joiners of emoji and of some scripts stay.
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
# What ISO 8859-1 has as control characters is Windows-1252 in truth. Five of them it does not
# define; they are kept until it is known whether the text is UTF-8 that was decoded wrongly.
WINDOWS = {
    byte: letter
    for byte in range(0x80, 0xA0)
    if (letter := bytes([byte]).decode("cp1252", "ignore"))
}
UNDEFINED = re.compile(r"[\x81\x8d\x8f\x90\x9d]")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
INDENTED_LINE = re.compile(r"\n[ \t]{2,}(?=\S)")
SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-ZÀ-Þ0-9]|\s*$)")
ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Rev|Hon|St|Jr|Sr|No|vs|Inc|Co))\.$"
)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
SECONDS = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d*)?")  # since 1970, or thousandths of them
YEAR_LAST = re.compile(r"(\d{1,2})([/.])(\d{1,2})[/.](\d{4})(?!\d)")
MAIL_DATE = re.compile(
    r"(?:[a-z]{3,9},? )?(?:\d{1,2} [a-z]{3,9} \d{2,4}\b|[a-z]{3,9} \d{1,2} \d\d:\d\d)", re.I
)
EMPTY = frozenset(("", "none", "null", "nan", "nat", "n/a", "~"))  # what stands for nothing
EARLIEST = 1400  # no newspaper is older; a year before it stands for “unknown”
NO_TEXT = "This is no text: save it as text in UTF-8 and add it again."
GUESSED = 1 << 20  # bytes of a long file from which its encoding is told
LARGEST = 32 << 20  # bytes of a file that is read in one piece
AT_HAND = 256 << 20
LONGEST_TITLE = 120
LONGEST_WORD = 2000
LONGEST_PIECE = 200
ENDS = (".", "!", "?", "…", '"', "”", "’", "»", ":")
WRAPPED_WIDTH = 100  # a text none of whose lines is longer was broken into lines by a machine


def whole(stream: BinaryIO, location: str, limit: int = LARGEST) -> bytes:
    """All of a file that is read in one piece; raises IngestError where that is too much."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise IngestError(
            f"It has more than {limit >> 20} MB, too much to be read in one piece: part it.",
            location,
        )
    return data


def at_hand(stream: BinaryIO, location: str) -> BinaryIO:
    """The stream, or all of it in memory where one cannot go back in it, as in packed files.

    Raises IngestError where that is too much.
    """
    return stream if stream.seekable() else BytesIO(whole(stream, location, AT_HAND))


def joined(head: bytes, rest: BinaryIO) -> BinaryIO:
    """A stream whose beginning has been read already, as if it had not been."""
    return BufferedReader(_Joined(head, rest))


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

    Raises IngestError where the bytes are no text in any encoding.
    """
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # only for files that are not UTF-8

        best = None if b"\0" in data else from_bytes(data).best()
        if best is None:
            raise IngestError(NO_TEXT, location) from None
        return str(best)


def characters(stream: BinaryIO, location: str) -> TextIO:
    """The characters of a file, line by line, in the encoding that its beginning is in.

    Raises IngestError where that is no text; UnicodeDecodeError comes later where the rest of
    the file is in another.
    """
    head = stream.read(GUESSED)
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        codecs.getincrementaldecoder(encoding)().decode(head, final=len(head) < GUESSED)
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # only for files that are not UTF-8

        best = from_bytes(head).best()
        if best is None:
            raise IngestError(NO_TEXT, location) from None
        encoding = best.encoding
    return TextIOWrapper(joined(head, stream), encoding=encoding, newline="")


def clean(text: str) -> str:
    """The text as it is to be stored: composed (NFC), one kind of line end, nothing unseen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = re.sub(r"[\v\f\u2028\u2029]", "\n", text)
    text = text.replace("\xad\n", "")  # a word that was broken at the end of a line
    if not text.isascii():
        text = text.translate(WINDOWS)
    return UNSEEN.sub("", _composed(text))


def _composed(text: str) -> str:
    """The text in NFC; piece by piece where a word is so long that it must be meant to harm.

    Marks are put in order in a time that grows with the square of how many follow each other.
    """
    if text.isascii() or max(map(len, text.split()), default=0) <= LONGEST_WORD:
        return unicodedata.normalize("NFC", text)
    pieces = []
    start = 0
    while start < len(text):
        end = start + LONGEST_PIECE
        while end < min(len(text), start + 2 * LONGEST_PIECE) and unicodedata.combining(text[end]):
            end += 1
        pieces.append(unicodedata.normalize("NFC", text[start:end]))
        start = end
    return "".join(pieces)


def one_line(text: str) -> str:
    """A title, name or other field: clean, and with single spaces only."""
    return " ".join(clean(text).split())


def reason_of(error: Exception) -> str:
    """What a library says of a file that it cannot read: one line of 120 characters at most."""
    return one_line(f"{type(error).__name__}: {error}")[:120]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a clean text.

    Blank lines part them; without any, indented lines do; without those each line is one,
    unless all lines are so short, and some end within a sentence, that a machine must have
    broken them.
    """
    text = text.strip("\n")
    if BLANK_LINE.search(text):
        parts = BLANK_LINE.split(text)
    elif INDENTED_LINE.search(text):
        parts = INDENTED_LINE.split(text)
    elif max(map(len, lines := text.split("\n"))) > WRAPPED_WIDTH or all(map(_is_ended, lines)):
        parts = lines
    else:
        parts = [text]
    words = words_of(text) if "-\n" in text else frozenset()
    return [joined for part in parts if (joined := join_lines(part.split("\n"), words))]


def _is_ended(line: str) -> bool:
    return line.rstrip().endswith(ENDS)


def join(parts: list[str]) -> str:
    """The text of an article, from its paragraphs."""
    return PARAGRAPH_BREAK.join(parts)


def headline(paragraph: str) -> str:
    """A headline for an article that has none: its first sentence, cut at a word if long."""
    paragraph = paragraph[:LONGEST_WORD]
    end = len(paragraph)
    for match in SENTENCE_END.finditer(paragraph):
        if not ABBREVIATED.search(paragraph, 0, match.end()):
            end = match.end()
            break
    sentence = paragraph[:end].removesuffix(".") or paragraph[:end]
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    cut = sentence.rfind(" ", 0, LONGEST_TITLE)
    return sentence[: cut if cut > 0 else LONGEST_TITLE].rstrip(" ,;:—–-") + "…"


def looks_like_headline(paragraph: str) -> bool:
    """Whether a paragraph is rather a headline than a sentence of the text."""
    return len(paragraph) <= LONGEST_TITLE and paragraph[-1] not in '.!?…:;,"”’»'


def parse_date(value: object, location: str) -> date | None:
    """The day that a field of a file names; None where it is empty.

    Understands ISO 8601 with or without a time, slashes, dates of mail, days as they are written
    out, and seconds since 1970. Raises IngestError for anything else, and where it could be two
    days, rather than to make up a part of it.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = one_line(str(value or ""))
    if text.lower() in EMPTY:
        return None
    try:
        day = _day(text)
    except IngestError as error:
        raise IngestError(error.message, location) from None
    except (ValueError, OverflowError, OSError):
        day = None
    if day is None or day.year < EARLIEST:
        raise IngestError(f"“{text[:40]}” is no date: write it as 2023-07-18.", location)
    return day


def _day(text: str) -> date | None:
    """The day; None or ValueError where there is none."""
    if match := YEAR_FIRST.match(text) or COMPACT_DATE.fullmatch(text):
        return date(*map(int, match.groups()))
    if match := SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(match.group(1)), UTC).date()
    if match := YEAR_LAST.match(text):
        first, point, second, year = match.groups()
        day, month = int(first), int(second)
        if point == "/" and day != month:
            if day <= 12 and month <= 12:  # the third of May here, the fifth of March there
                raise IngestError(f"“{text}” may be one of two days: write it as 2023-07-18.", "")
            day, month = max(day, month), min(day, month)
        return date(int(year), month, day)
    written = written_day(text.replace("-", " "))
    if written and not written.rest:
        return written.day
    return parsedate_to_datetime(text).date() if MAIL_DATE.match(text) else None
