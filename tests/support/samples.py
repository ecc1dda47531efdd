"""Files read as the importer reads them, and one that several tests read."""

from __future__ import annotations

from io import BytesIO

from index.article import Article
from index.errors import IngestError
from index.sources.reading import read_stream

FROZEN = """From: news@lindo.example
Subject: =?utf-8?Q?F=C3=A4hre?= zu
Date: Tue, 05 Mar 2024 07:00:00 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

The ferry stays in Torp. =E2=80=9CThe har=
bour is frozen,=E2=80=9D said harbour master Elsa V=
int.=20"""
"""A mail whose headline and words are encoded."""


def came(name: str, data: bytes | str) -> list[Article | IngestError]:
    """The articles of a file of that name, and what is wrong in it."""
    return list(read_stream(BytesIO(data.encode() if isinstance(data, str) else data), name))
