"""Build exports of news databases, with invented articles."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
import openpyxl

WITH_EDITION = [
    "The Lindo Courier",
    "November 11, 2024 Monday",
    "LATE EDITION",
    "Lindo loses its night ferry",
    "SECTION: NEWS; Pg. 12B",
    "LENGTH: 18 words",
    "Body",
    "The board closed the night ferry on Friday. It had run for 90 years, and nobody was asked.",
    "End of Document",
]
"""An article with weekday and edition between date and headline."""


def make_word(lines: Sequence[str]) -> bytes:
    """Return a Word file with these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_excel(*sheets: Sequence[Sequence[object]]) -> bytes:
    """Return an Excel file with these rows on its sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_rtf(lines: Sequence[str], rows: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return an RTF file with these paragraphs, then a table of these rows."""
    paragraphs = "".join(f"{_escaped(line)}\\par\n" for line in lines)
    table = "".join(
        f"\\trowd\\cellx900\\cellx9000\\pard\\intbl {code}\\cell\\pard\\intbl"
        f" {_escaped(value)}\\cell\\row\n"
        for code, value in rows
    )
    text = f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}\n{paragraphs}{table}}}"
    return text.encode("cp1252")


def _escaped(text: str) -> str:
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[n : n + 2], "little") for n in range(0, len(units), 2)]
    return "".join(
        chr(code)
        if code < 128
        else "\\par "
        if code == 10
        else f"\\u{code - (code > 32767) * 65536}?"
        for code in codes
    ).replace("\n", "\\par ")


def nexis_article(title: str, *body: str, day: str = "November 5, 2024 Tuesday") -> list[str]:
    """Return the lines of one article in the form of Nexis Uni."""
    return [
        title, "The Lindo Courier", day, "Copyright 2024 Lindo Press Ltd. All Rights Reserved",
        "Section:\xa0NEWS; Pg. 3", "Length:\xa0512 words", "Byline:\xa0By Ida Roe", "Body", "",
        *body, "", "Graphic", "", "Picture, the pier at low tide", "", "Classification", "",
        "Language:\xa0ENGLISH", "Publication-Type:\xa0Newspaper",
        "Subject:\xa0FERRIES (90%); FROST (75%)", "Load-Date:\xa0November 6, 2024", "",
        "End of Document", "",
    ]  # fmt: skip


def nexis_cover(*titles: str) -> list[str]:
    """Return the cover pages, which list the search and its results."""
    lines = [
        "User Name: \xa0Ana Pell", "Date and Time: \xa0Tuesday, November 5, 2024 10:20:00AM CET",
        "Job Number: \xa01234", "", f"Documents ({len(titles)})", "",
    ]  # fmt: skip
    for number, title in enumerate(titles, 1):
        lines += [
            f"{number}. {title}", "Client/Matter: -None-", "Search Terms: ferry",
            "Search Type: \xa0Terms and Connectors", "Narrowed by:", "Content Type", "Narrowed by",
            "News", "Timeline: Jan 01, 2024 to Dec 31, 2024; Sources: The Lindo Courier", "",
        ]  # fmt: skip
    return lines


LEXIS_NEXIS = """



Download Request: Selected Items: 1-3
Time Of Request: Friday, March 20, 2010  16:51:31
Terms: (DATE(>=2009-12-01 and <=2010-05-11) and ferry)


                               1 of 3 DOCUMENTS



                          The Lindo Courier (England)

                            January 11, 2010 Monday
                                   Edition 1;
                                    Scotland

Lindo loses its ferry, and the harbour board loses its head after ninety years of
service

BYLINE: IDA Roe

SECTION: FEATURES; Pg. 6

LENGTH: 677 words

HIGHLIGHT: What the board said.


The board closed the night ferry on Friday. It had run for ninety
years, and nobody was asked.

“We wait,” said Elsa Vint, the harbour master.

GRAPHIC: The pier at low tide

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                         Copyright 2010 LINDO PRESS LTD
                              All Rights Reserved

                               2 of 3 DOCUMENTS


                                  Orsk Echo

                            11. Januar 2010 Montag

Nachts fährt kein Schiff

AUTOR: VON JON ASH

RUBRIK: POLITIK; S. 4

LÄNGE: 30 Wörter

Die Nachtfähre fährt nicht mehr.

SPRACHE: GERMAN; DEUTSCH

                               3 of 3 DOCUMENTS


                                 Le Quai

                            lundi 11 janvier 2010

Plus de bac la nuit

AUTEUR: Ana Pell

LONGUEUR: 12 mots

Le bac de nuit ne part plus.

LANGUE: FRENCH; FRANÇAIS
"""

FACTIVA_PAGE = """<!DOCTYPE html><html><head><title>Factiva</title></head><body>
<div class="article frArticle"><table>
<tr><td class="index"><b>SE</b>&nbsp;</td><td>Ville</td></tr>
<tr><td class="index"><b>HD</b>&nbsp;</td><td><b class='frHeadline'>Le bac
ferme</b></td></tr>
<tr><td class="index"><b>BY</b>&nbsp;</td><td>Par Ana Pell</td></tr>
<tr><td class="index"><b>WC</b>&nbsp;</td><td>295 mots</td></tr>
<tr><td class="index"><b>PD</b>&nbsp;</td><td>29 décembre 2023</td></tr>
<tr><td class="index"><b>SN</b>&nbsp;</td><td>Le Quai</td></tr>
<tr><td class="index"><p><b>LP</b>&nbsp;</p></td><td><p class="articleParagraph">Un
bac.</p><p class="articleParagraph">Deux bacs.</p></td></tr>
<tr><td class="index"><p><b>TD</b>&nbsp;</p></td><td><p>Trois <b>bacs</b>.</p></td></tr>
<tr><td class="index"><br/><b>NS</b>&nbsp;</td><td><br/>gcat : General News | gtrans : Ferries
</td></tr>
<tr><td class="index"><br/><b>AN</b>&nbsp;</td><td><br/>Document QUAI000020231229ejct0001r</td></tr>
</table></div>
<div id="article-x" class="article"><div class="article deArticle">
<div id="hd"><span class="deHeadline">Fähre bleibt im Hafen</span></div>
<div class="author">Von Jon Ash</div><div>1.512 Wörter</div><div>5 März 2024</div><div>10:02</div>
<div>Orsk Echo</div><div>ORSK</div><div>Wirtschaft</div><div>12</div><div>Deutsch</div>
<div>(c) 2024 Orsk Echo</div>
<p class="articleParagraph dearticleParagraph">Eins.</p>
<p class="articleParagraph dearticleParagraph">Zwei.</p>
<p>Dokument ORSK000020240305ek35000a1</p></div></div>
<div class="article enArticle"><p>This article is not available.</p></div>
</body></html>"""

FACTIVA_LINES = [
    "Factiva RTF Display Format", "Ferry shares fall again in Torp", "Ida Roe", "512 words",
    "5 November 2024", "10:02 GMT", "Lindo Courier", "LINDO", "Markets", "English",
    "Copyright 2024. Lindo Press Ltd.  All rights reserved.", "", "Shares “fell” by a third. 🚢",
    "", "Nobody knew why.", "", "Document LINDO00020241105ekb50000a", "",
]  # fmt: skip
FACTIVA_ROWS = [
    ("HD", "Ferry shares rise"), ("BY", "By Jon Ash"), ("WC", "1,024 words"),
    ("PD", "6 November 2024"), ("SN", "Orsk Echo"), ("SC", "ORSK"), ("LA", "English"),
    ("CY", "(c) 2024 Orsk Echo"), ("LP", "Shares rose.\nThey rose high."), ("TD", "Nobody sold."),
    ("AN", "Document ORSK000020241106ekb60000b"),
]  # fmt: skip
FACTIVA_SUMMARY = ["Search Summary", "Text", "ferry", "© 2024 Factiva, Inc. All rights reserved."]
LEXIS_NEXIS_PAGE = """<HTML><HEAD><TITLE>&nbsp;</TITLE></HEAD><BODY>
<DIV CLASS="c5"><P>Download Request: Selected Items: 1-2<BR>Terms: ferry<BR><BR></P></DIV>
<!-- Hide XML section from browser <DOC NUMBER=1> <DOCFULL> -->
<BR><DIV CLASS="c0"><P><SPAN>1 of 2 DOCUMENTS</SPAN></P></DIV>
<BR><DIV CLASS="c0"><BR><P><SPAN>Orsk Echo</SPAN></P></DIV>
<BR><DIV CLASS="c3"><P><SPAN>December</SPAN><SPAN> 31, 2023 Sunday 10:50 AM GMT</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>Ferry leaves</SPAN><SPAN> Torp</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>SECTION: </SPAN><SPAN>Pg. 12</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>LENGTH: </SPAN><SPAN>101 words</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P>It left at <SPAN>noon</SPAN>.</P><P>It came back.</P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>LOAD-DATE: </SPAN><SPAN>December 31, 2023</SPAN></P></DIV>
<BR><DIV CLASS="c0"><BR><P><SPAN>Copyright 2023 Orsk Echo</SPAN></P></DIV>
<!-- Hide XML section from browser </DOCFULL> </DOC> -->
<BR><DIV CLASS="c0"><P><SPAN>2 of 2 DOCUMENTS</SPAN></P></DIV>
<BR><DIV><P>Orsk Echo</P></DIV><BR><DIV><P>January 1, 2024 Monday</P></DIV>
<BR><DIV><P>LENGTH: 7 words</P></DIV><BR><DIV><P>There was no headline. It rained.</P></DIV>
</BODY></HTML>"""


# An export of three articles, the second with empty paragraphs.
THREE_ARTICLES = [
    *nexis_article("Fog at Torp", "It was foggy.", "Very."),
    *nexis_article(
        "Sun at Torp", "It was sunny.", "", "", "The band played until the lamps went out."
    ),
    *nexis_article("Rain at Torp", "It rained."),
]
