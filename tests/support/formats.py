"""Real-shaped files of every format that can be read, by the name of the format."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Sequence
from pathlib import Path

from tests.support.exports import (
    FACTIVA_LINES,
    FACTIVA_PAGE,
    FACTIVA_ROWS,
    LEXIS_NEXIS,
    LEXIS_NEXIS_PAGE,
    nexis_cover,
    nexis_uni,
    rtf,
    word,
)
from tests.support.packed import HTML, Web, page, tarred, zipped
from tests.support.pdf import set_in_pdf

FOLDER = Path(__file__).parents[1] / "unit" / "sources" / "data"
PLAIN = "text"
NEXIS = [*nexis_cover("Fog", "Sun"), *nexis_uni("Fog", "It was foggy."), *nexis_uni("Sun", "Warm.")]
MAIL = b"""From: Lindo Letter <news@lindo.example>
Subject: =?utf-8?Q?F=C3=A4hre?= zu
Date: Tue, 05 Mar 2024 07:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

The ferry stays in Torp. =E2=80=9CThe har=
bour is frozen,=E2=80=9D said Elsa Vint.

--b1
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: base64

PHAgc3R5bGU9ImNvbG9yOnJlZCI+VGhlIGZlcnJ5IHN0YXlzIGluIFRvcnAuPC9wPg==

--b1--
"""
PAGES = Web()
PAGES.add("https://lindo.example/1", page("Ferry number 1 sails"), HTML)
PAGES.add("https://lindo.example/2", page("Ferry number 2 sails"), HTML, status="404 Not Found")
PAGES.add_unchanged("https://lindo.example/3", "sha1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
NOT_WORD = [(50, 800, 20, "Ferry late"), (50, 770, 10, "It was late again, the board"),
            (50, 758, 10, "said on Monday in Torp.")]  # fmt: skip


def _files(*suffixes: str) -> tuple[bytes, ...]:
    """The sample files whose names end so."""
    return tuple(p.read_bytes() for p in sorted(FOLDER.iterdir()) if p.name.endswith(suffixes))


INNER = _files("lines.jsonl", "wire.txt", "page.html")
NAMED = {"in/a.jsonl": INNER[0], "page.html": INNER[1], "b.txt": INNER[2]}
SAMPLES: dict[str, Sequence[bytes]] = {
    "PDF": (set_in_pdf(NOT_WORD, NOT_WORD),),
    "RTF": (rtf(["Ferry late", "It was “late”."]), rtf(FACTIVA_LINES, FACTIVA_ROWS), rtf(NEXIS)),
    "Word": (word(["Ferry late", "It was late."]), word(NEXIS)),
    "WARC": (PAGES.data,),
    "ZIP": (zipped(NAMED),),
    "gzip": tuple(map(gzip.compress, INNER)),
    "bzip2": tuple(map(bz2.compress, INNER)),
    "xz": tuple(map(lzma.compress, INNER)),
    "tar": (tarred(NAMED),),
    "mbox": (b"From a@lindo.example Tue Mar  5 07:00:00 2024\n" + MAIL + b"\n"
             b"From a@lindo.example Tue Mar  6 07:00:00 2024\n" + MAIL,),
    "mail": (MAIL,),
    "RSS or Atom": _files(".rss", ".atom"),
    "NITF": _files(".nitf"),
    "NewsML-G2": _files(".newsml"),
    "Reuters SGML": _files(".sgm"),
    "database export (HTML)": (FACTIVA_PAGE.encode(), LEXIS_NEXIS_PAGE.encode()),
    "HTML": (*_files(".html"), page("Ferry sails")),
    "database export (text)": (LEXIS_NEXIS.encode(), "\n\n".join(FACTIVA_LINES).encode(),
                          "\n".join(filter(None, NEXIS)).encode()),
    "JSONL": _files(".jsonl"),
    "JSON": _files(".json"),
    "Markdown": _files(".md"),
    "CSV": _files(".csv", ".tsv"),
    PLAIN: _files(".txt"),
}  # fmt: skip
