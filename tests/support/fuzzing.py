"""Fuzz inputs mutated from realistic files, and checks of what importers yield for them."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import re
from collections.abc import Callable, Sequence
from io import BytesIO

from hypothesis import strategies as st

from index.article import Article
from index.errors import IngestError
from index.sources.normalize import normalize
from index.sources.options import ImportOptions
from index.sources.reading import load_reader
from index.sources.registry import FORMATS, PLAIN_TEXT, FileHead, Format, detect_format
from tests.support.documents import LINE, chapter, make_epub, make_stored
from tests.support.formats import INNER, SAMPLES
from tests.support.packed import make_tar, make_zip, unzip

FORMATS_BY_NAME = {file_format.name: file_format for file_format in (*FORMATS, PLAIN_TEXT)}
ALL_SAMPLES = [data for samples in SAMPLES.values() for data in samples]
UNEXPECTED_ERROR = re.compile(r"Reading failed \(")
# Control characters, and characters that are invisible or change the direction of text.
CONTROL_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
# Bytes that have harmed programs that read untrusted files.
HOSTILE_BYTES = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\x1b[2J\x1b]0;x\x07", b"\r",
    "\u202e\u2066\u200b\ufeff".encode(), "e\u0301\u0316".encode() * 40, "🚢👩\u200d🚀".encode(),
    b"[" * 500, b"{\"a\":" * 300, b"<div>" * 300, b"{\\*" * 300, b"((" * 300, b"<<" * 300,
    b"<!ENTITY a 'ha'>", b"&a;&#0;&#x110000;&nbsp;", b"]]>", b"<!--", b"<![CDATA[", b"<script>",
    b"\n\n", b"\n", b"\t", b",", b";", b":", b"\"", b"'", b"\\", b"%", b"=", b"-1", b"1e999",
    b"99999999999999999999", b"NaN", b"null", b"true", b"{}", b"[]", b"../../etc/passwd",
    b"=cmd|' /C calc'!A0", b"date", b"9999-99-99", b"\\bin99999999 ", b"\\u-1?", b"\\'zz",
    b"Content-Length: 99999999\r\n", b"Content-Encoding: gzip\r\n", b"charset=utf-7",
    b"Content-Transfer-Encoding: base64\n", b"boundary=", b"=?x?Q?=ZZ?=", b"endobj", b"stream\n",
    b"/Length -5", b"0 0 R", b"---\n", b"!!python/object:x ", b"&a [*a,*a]", b"From x 00:00\nA:",
]  # fmt: skip


def mutated(samples: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Return realistic files, each with a few changes."""
    return st.randoms(use_true_random=True).map(lambda rng: _mutate(rng, samples))


def _mutate(rng: random.Random, samples: Sequence[bytes]) -> bytes:
    """Return a file with pieces replaced, inserted, deleted or repeated, perhaps truncated."""
    data = rng.choice(samples)
    for _ in range(rng.randrange(6)):
        start = rng.randint(0, len(data))
        end = start + rng.choice((0, 0, 1, 4, 30, 200, 5000))
        data = data[:start] + _replacement(rng, data[start:end]) + data[end:]
    return data[: rng.randint(0, len(data))] if rng.random() < 0.25 else data


def _replacement(rng: random.Random, old: bytes) -> bytes:
    """Return the replacement for a piece of a file."""
    kind = rng.choice(("harmful", "random", "other", "again", "nothing"))
    if kind == "harmful":
        return rng.choice(HOSTILE_BYTES)
    if kind == "random":
        most = rng.choice((128, 128, 128, 256))
        return bytes(rng.randrange(most) for _ in range(rng.randrange(8)))
    if kind == "other":
        other = rng.choice(ALL_SAMPLES)
        start = rng.randint(0, len(other))
        return other[start : start + rng.choice((3, 40, 400, 4000))]
    return old * rng.choice((2, 3, 50)) if kind == "again" else b""


def _in_word_file(part: bytes) -> bytes:
    files = unzip(SAMPLES["Word"][0])
    return make_zip(files | {"word/document.xml": part})


REPACKERS: dict[str, tuple[Callable[[bytes], bytes], Sequence[bytes]]] = {
    "Word": (_in_word_file, [unzip(data)["word/document.xml"] for data in SAMPLES["Word"]]),
    "OpenDocument": (
        lambda data: make_stored("application/vnd.oasis.opendocument.text", {"content.xml": data}),
        [unzip(data)["content.xml"] for data in SAMPLES["OpenDocument"]],
    ),
    "EPUB": (lambda data: make_epub({"a": data}, ["a"]), [chapter("Fog", LINE).encode()]),
    "ZIP": (lambda data: make_zip({"a.txt": data, "b.json": data}), INNER),
    "gzip": (gzip.compress, INNER),
    "bzip2": (bz2.compress, INNER),
    "xz": (lzma.compress, INNER),
    "tar": (lambda data: make_tar({"a": data}), INNER),
}
"""How to pack mutated contents again, and the contents to mutate."""


def fuzz_inputs(name: str) -> st.SearchStrategy[bytes]:
    """Return the inputs for the reader of a format."""
    kinds = [mutated(SAMPLES[name]), mutated(SAMPLES[name])]
    if name in REPACKERS:
        pack, inner = REPACKERS[name]
        kinds.append(mutated(inner).map(pack))
    return st.one_of(*kinds, mutated(ALL_SAMPLES), st.binary(max_size=300))


def read_with(file_format: Format, data: bytes) -> tuple[int, int]:
    """Read a file with one reader, whatever its format; return the counts of articles and errors.

    Raises AssertionError for an article or error that must not be stored, and any exception that
    a reader must not raise. Format detection is run too, but its result is not used.
    """
    name = f"a{file_format.suffixes[0] if file_format.suffixes else ''}"
    articles = errors = 0
    try:
        detect_format(FileHead(data, name), name)
    except IngestError as error:
        _check_item(error)
    try:
        for item in load_reader(file_format, name, ImportOptions())(BytesIO(data), name):
            _check_item(normalize(item) if isinstance(item, Article) else item)
            articles += isinstance(item, Article)
            errors += isinstance(item, IngestError)
    except IngestError as error:
        _check_item(error)
        errors += 1
    return articles, errors


def _check_item(item: Article | IngestError) -> None:
    if isinstance(item, IngestError):
        assert item.message, "error without a reason"
        assert not UNEXPECTED_ERROR.search(item.message), item.message
        return
    assert item.text.strip(), "article without text"
    assert item.title, "article without title"
    fields = (item.title, item.text, item.source, item.byline, item.section, *item.topics)
    assert not any(map(CONTROL_CHARACTERS.search, fields)), "terminal control characters"
    "".join((*fields, item.url)).encode()
