"""Bytes as no program writes them, grown from real-shaped files, and readers held against them."""

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
from tests.support.formats import INNER, SAMPLES
from tests.support.packed import tarred, unzipped, zipped

FORMS = {form.name: form for form in (*FORMATS, PLAIN_TEXT)}
EVERY = [data for samples in SAMPLES.values() for data in samples]
UNFORESEEN = re.compile(r"It cannot be read \(")
# Control characters, and what turns the direction of writing or hides in a text.
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
# What has harmed programs that read files of strangers.
HARMFUL = [
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


def grown(samples: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Real-shaped files, each with a few changes."""
    return st.randoms(use_true_random=True).map(lambda chance: _changed(chance, samples))


def _changed(chance: random.Random, samples: Sequence[bytes]) -> bytes:
    """A file with bytes changed, pieces put in, left out, repeated, and perhaps cut."""
    data = chance.choice(samples)
    for _ in range(chance.randrange(6)):
        start = chance.randint(0, len(data))
        end = start + chance.choice((0, 0, 1, 4, 30, 200, 5000))
        data = data[:start] + _piece(chance, data[start:end]) + data[end:]
    return data[: chance.randint(0, len(data))] if chance.random() < 0.25 else data


def _piece(chance: random.Random, old: bytes) -> bytes:
    """What stands in the place of a piece of a file."""
    kind = chance.choice(("harmful", "random", "other", "again", "nothing"))
    if kind == "harmful":
        return chance.choice(HARMFUL)
    if kind == "random":
        most = chance.choice((128, 128, 128, 256))
        return bytes(chance.randrange(most) for _ in range(chance.randrange(8)))
    if kind == "other":
        other = chance.choice(EVERY)
        start = chance.randint(0, len(other))
        return other[start : start + chance.choice((3, 40, 400, 4000))]
    return old * chance.choice((2, 3, 50)) if kind == "again" else b""


def _in_word(part: bytes) -> bytes:
    files = unzipped(SAMPLES["Word"][0])
    return zipped(files | {"word/document.xml": part})


PACKING: dict[str, tuple[Callable[[bytes], bytes], Sequence[bytes]]] = {
    "Word": (_in_word, [unzipped(data)["word/document.xml"] for data in SAMPLES["Word"]]),
    "ZIP": (lambda data: zipped({"a.txt": data, "b.json": data}), INNER),
    "gzip": (gzip.compress, INNER),
    "bzip2": (bz2.compress, INNER),
    "xz": (lzma.compress, INNER),
    "tar": (lambda data: tarred({"a": data}), INNER),
}
"""How what is packed is packed again, when it has been changed."""


def inputs(name: str) -> st.SearchStrategy[bytes]:
    """What the reader of a format is tried with."""
    kinds = [grown(SAMPLES[name]), grown(SAMPLES[name])]
    if name in PACKING:
        pack, inner = PACKING[name]
        kinds.append(grown(inner).map(pack))
    return st.one_of(*kinds, grown(EVERY), st.binary(max_size=300))


def read_as(form: Format, data: bytes) -> tuple[int, int]:
    """How many articles and how many errors one reader makes of a file.

    Raises whatever it raises that no reader should, and AssertionError where what comes out of it
    is not fit to be kept. What is told from the bytes is not asked, only tried.
    """
    name = f"a{form.suffixes[0] if form.suffixes else ''}"
    articles = errors = 0
    try:
        detect_format(FileHead(data, name), name)
    except IngestError as error:
        _check(error)
    try:
        for item in load_reader(form, name, ImportOptions())(BytesIO(data), name):
            _check(normalize(item) if isinstance(item, Article) else item)
            articles += isinstance(item, Article)
            errors += isinstance(item, IngestError)
    except IngestError as error:
        _check(error)
        errors += 1
    return articles, errors


def _check(item: Article | IngestError) -> None:
    if isinstance(item, IngestError):
        assert item.message, "an error without a reason"
        assert not UNFORESEEN.search(item.message), item.message
        return
    assert item.text.strip(), "an article without text"
    assert item.title, "an article without a title"
    fields = (item.title, item.text, item.source, item.byline, item.section, *item.topics)
    assert not any(map(OBEYED.search, fields)), "characters that a terminal would obey"
    "".join((*fields, item.url)).encode()
