"""Read and decode files within size limits."""

from __future__ import annotations

import codecs
from io import BufferedReader, BytesIO, RawIOBase, TextIOWrapper
from typing import BinaryIO, TextIO

from index.errors import IngestError

MAX_BYTES = 32 << 20  # of a file that is read into memory
MAX_BUFFERED = 256 << 20  # bytes of a packed file that is read into memory to make it seekable
ENCODING_SAMPLE = 1 << 20  # bytes from which the encoding of a long file is detected
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
NOT_TEXT = "This file is not text. Save it as UTF-8 text and add it again."


def read_bytes(stream: BinaryIO, location: str, limit: int = MAX_BYTES) -> bytes:
    """Return the whole content of a stream; raise IngestError if it exceeds ``limit``."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise IngestError(
            f"The file is larger than {limit >> 20} MB. Split it and add the parts.", location
        )
    return data


def ensure_seekable(stream: BinaryIO, location: str) -> BinaryIO:
    """Return the stream, or a copy in memory if it is not seekable; raise IngestError."""
    return stream if stream.seekable() else BytesIO(read_bytes(stream, location, MAX_BUFFERED))


def prepend(head: bytes, rest: BinaryIO) -> BinaryIO:
    """Return a stream of ``head``, which was already read, and the rest."""
    return BufferedReader(_PrependedStream(head, rest))


class _PrependedStream(RawIOBase):
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
    """Decode UTF-8 or UTF-16, or else the encoding that charset-normalizer detects.

    Raises IngestError if the bytes are not text.
    """
    try:
        return data.decode("utf-16" if data.startswith(UTF_16_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # needed only for files that are not UTF-8

        best = None if b"\0" in data else from_bytes(data).best()
        if best is None:
            raise IngestError(NOT_TEXT, location) from None
        return str(best)


def open_text(stream: BinaryIO, location: str) -> TextIO:
    """Return a text stream, with the encoding detected from its beginning.

    Raises IngestError if that is not text. Reading raises UnicodeDecodeError if the rest has
    another encoding.
    """
    head = stream.read(ENCODING_SAMPLE)
    encoding = "utf-16" if head.startswith(UTF_16_MARKS) else "utf-8-sig"
    try:
        codecs.getincrementaldecoder(encoding)().decode(head, final=len(head) < ENCODING_SAMPLE)
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # needed only for files that are not UTF-8

        best = from_bytes(head).best()
        if best is None:
            raise IngestError(NOT_TEXT, location) from None
        encoding = best.encoding
    return TextIOWrapper(prepend(head, stream), encoding=encoding, newline="")
