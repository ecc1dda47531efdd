"""Read files in tests, and a sample mail."""

from __future__ import annotations

from io import BytesIO

from index.article import Article
from index.errors import IngestError
from index.sources.reading import read_stream

ENCODED_MAIL = """From: news@lindo.example
Subject: =?utf-8?Q?F=C3=A4hre?= zu
Date: Tue, 05 Mar 2024 07:00:00 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

The ferry stays in Torp. =E2=80=9CThe har=
bour is frozen,=E2=80=9D said harbour master Elsa V=
int.=20"""
"""A mail with encoded subject and text."""


def read_items(name: str, data: bytes | str) -> list[Article | IngestError]:
    """Read the articles and errors of a file."""
    return list(read_stream(BytesIO(data.encode() if isinstance(data, str) else data), name))


def read_article(name: str, data: bytes | str) -> Article:
    """Return the one article of a file with this name."""
    (article,) = read_items(name, data)
    assert isinstance(article, Article), article.message
    return article
