"""Realistic files of every format, by the name of the format."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Sequence
from pathlib import Path

from tests.support.documents import LINE, chapter, make_epub, make_odt
from tests.support.exports import (
    FACTIVA_LINES,
    FACTIVA_PAGE,
    FACTIVA_ROWS,
    LEXIS_NEXIS,
    LEXIS_NEXIS_PAGE,
    make_excel,
    make_rtf,
    make_word,
    nexis_article,
    nexis_cover,
)
from tests.support.packed import HTML_TYPE, WarcFile, make_page, make_tar, make_zip
from tests.support.pdf import make_pdf

FOLDER = Path(__file__).parents[1] / "unit" / "sources" / "data"
PLAIN = "text"
NEXIS = [
    *nexis_cover("Fog", "Sun"),
    *nexis_article("Fog", "It was foggy."),
    *nexis_article("Sun", "Warm."),
]
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
PAGES = WarcFile()
PAGES.add("https://lindo.example/1", make_page("Ferry number 1 sails"), HTML_TYPE)
PAGES.add(
    "https://lindo.example/2", make_page("Ferry number 2 sails"), HTML_TYPE, status="404 Not Found"
)
PAGES.add_unchanged("https://lindo.example/3", "sha1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
PDF_LINES = [(50, 800, 20, "Ferry late"), (50, 770, 10, "It was late again, the board"),
            (50, 758, 10, "said on Monday in Torp.")]  # fmt: skip


def _files(*suffixes: str) -> tuple[bytes, ...]:
    """Return the sample files with these suffixes."""
    return tuple(p.read_bytes() for p in sorted(FOLDER.iterdir()) if p.name.endswith(suffixes))


INNER = _files("lines.jsonl", "wire.txt", "page.html")
PACKED_FILES = {"in/a.jsonl": INNER[0], "page.html": INNER[1], "b.txt": INNER[2]}
SAMPLES: dict[str, Sequence[bytes]] = {
    "PDF": (make_pdf(PDF_LINES, PDF_LINES),),
    "RTF": (make_rtf(["Ferry late", "It was “late”."]), make_rtf(FACTIVA_LINES, FACTIVA_ROWS),
            make_rtf(NEXIS)),
    "Excel": (make_excel([["Title", "Text"], ["Ferry late", "It was late."]]),),
    "Word": (make_word(["Ferry late", "It was late."]), make_word(NEXIS)),
    "OpenDocument": (make_odt("<text:h>Fog</text:h><text:p>It was <text:s/>late.</text:p>"),),
    "EPUB": (make_epub({"b": chapter("Sun", LINE), "a": chapter("Fog", LINE)}, ["a", "b"]),),
    "WARC": (PAGES.data,),
    "ZIP": (make_zip(PACKED_FILES),),
    "gzip": tuple(map(gzip.compress, INNER)),
    "bzip2": tuple(map(bz2.compress, INNER)),
    "xz": tuple(map(lzma.compress, INNER)),
    "tar": (make_tar(PACKED_FILES),),
    "mbox": (b"From a@lindo.example Tue Mar  5 07:00:00 2024\n" + MAIL + b"\n"
             b"From a@lindo.example Tue Mar  6 07:00:00 2024\n" + MAIL,),
    "mail": (MAIL,),
    "subtitles": (
        b"WEBVTT - Fog\n\nNOTE x\n\n1\n00:01.000 --> 00:03.000\n<v Ann Roe>It is <i>late</i>.\n",
        b"1\n00:00:01,000 --> 00:00:03,000\n- It is late.\n\n"
        b"2\n00:00:03,000 --> 00:00:04,000\nYes.\n",
        b"Ann Roe  0:03\nIt is late.\n\nBo Lee  0:09\nWhy?\n\nAnn Roe  0:12\nFog.\n",
    ),
    "RSS or Atom": _files(".rss", ".atom"),
    "MediaWiki": (
        b"<mediawiki><siteinfo><sitename>Lindo</sitename></siteinfo><page><title>Fog</title>"
        b"<revision><timestamp>2024-05-14T09:00:00Z</timestamp><text>{{w|Fog}} [[a|closed]] it."
        b"\n\n== Next ==\n* Sun.\n{|\n| 1\n|}</text></revision></page></mediawiki>",
    ),
    "NITF": _files(".nitf"),
    "NewsML-G2": _files(".newsml"),
    "Reuters SGML": _files(".sgm"),
    "database export (HTML)": (FACTIVA_PAGE.encode(), LEXIS_NEXIS_PAGE.encode()),
    "HTML": (*_files(".html"), make_page("Ferry sails")),
    "database export (text)": (LEXIS_NEXIS.encode(), "\n\n".join(FACTIVA_LINES).encode(),
                          "\n".join(filter(None, NEXIS)).encode()),
    "JSONL": _files(".jsonl"),
    "JSON": _files(".json"),
    "Markdown": _files(".md"),
    "CSV": _files(".csv", ".tsv"),
    PLAIN: _files(".txt"),
}  # fmt: skip
