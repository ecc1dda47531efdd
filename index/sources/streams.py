"""Read and decode files within size limits."""

from __future__ import annotations

from io import BufferedReader, BytesIO, RawIOBase, TextIOWrapper
from typing import BinaryIO, TextIO

from index.errors import IngestError
from index.sources.encodings import decode_text, guess_encoding

MAX_BYTES = 32 << 20  # of a file that is read into memory
MAX_BUFFERED = 256 << 20  # bytes of a packed file that is read into memory to make it seekable
MAX_COPY = 64 << 20  # bytes that are copied into memory only to read them twice
ENCODING_SAMPLE = 1 << 20  # bytes from which the encoding of a long file is detected
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


def buffer_if_small(stream: BinaryIO) -> BinaryIO:
    """Return the stream, made seekable by a copy in memory unless it is too large for that."""
    if stream.seekable():
        return stream
    data = stream.read(MAX_COPY + 1)
    return BytesIO(data) if len(data) <= MAX_COPY else prepend(data, stream)


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


def decode(data: bytes, location: str, label: str = "") -> str:
    """Decode text in any encoding; ``label`` is the one that it declares.

    Raises IngestError if the bytes are not text.
    """
    text = decode_text(data, label)
    if text is None:
        raise IngestError(NOT_TEXT, location)
    return text


def open_text(stream: BinaryIO, location: str) -> TextIO:
    """Return a text stream, with the encoding detected from its beginning.

    Raises IngestError if that is not text. Reading raises UnicodeDecodeError if the rest has
    another encoding.
    """
    head = stream.read(ENCODING_SAMPLE)
    encoding = guess_encoding(head, is_whole=len(head) < ENCODING_SAMPLE)
    if not encoding:
        raise IngestError(NOT_TEXT, location)
    return TextIOWrapper(prepend(head, stream), encoding=encoding, newline="")
