"""Exports of Factiva, with codes (HD, PD, LP, TD) or without: many articles in one file.

Each article ends with a line “Document LINDO00020241105ekb50000a”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from index.article import Article
from index.errors import IngestError
from index.sources.fields import article
from index.sources.markup import text_of
from index.sources.text import one_line

Fields = dict[str, list[str]]  # the lines of each code

END = re.compile(
    r"(?:AN\s*\|?\s*)?(?:Document|Dokument|Documento)\s+[A-Za-z]{2,10}\d{8}\w{4,20}\W*"
)
CODES = (
    "HD", "BY", "PD", "SN", "SE", "NS", "LP", "TD", "CLM", "CR", "WC", "ET", "SC", "ED", "PG",
    "VOL", "LA", "CY", "NGC", "GC", "CT", "RF", "CO", "IN", "RE", "IPC", "IPD", "PUB", "AN", "ART",
    "DLN",
)  # fmt: skip
CODED = re.compile(rf"({'|'.join(CODES)})(?:\s*[|\t]\s*(.*)|\s*)", re.S)
WORDS = re.compile(r"[\d.,\s]+(?:words?|wörter|mots?|palabras|parole|woorden|palavras)\W*", re.I)
TIME = re.compile(r"\d{1,2}:\d{2}(?:\s+\w{2,4})?")
LANGUAGE = re.compile(
    r"english|german|french|spanish|italian|dutch|portuguese|englisch|deutsch|französisch"
    r"|spanisch|anglais|allemand|français|espagnol|español|inglés|italiano|nederlands|português",
    re.I,
)
RIGHTS = re.compile(r"(?:copyright\b|\(c\)|©|all rights reserved|alle rechte|tous droits)", re.I)
BY = re.compile(r"(?:by|von|par)\s+", re.I)
NAMES = re.compile(r"(?:(?:[^\W\d_a-z][\w.'’-]*[,;]?|and|und|et|de|van|von)(?:\s+|$)){2,7}")
OPENING = re.compile(r"(?:dow jones )?factiva(?: rtf display format)?\W*", re.I)
MOST_ABOVE = 3  # lines above the count of words: section, headline, byline


def is_export(blocks: Sequence[str]) -> bool:
    """Whether these blocks are an export of this kind."""
    return any(map(ends, blocks))


def ends(block: str) -> bool:
    """Whether a block is the line that ends an article."""
    return END.fullmatch(block) is not None


def articles(blocks: Sequence[str], location: str) -> Iterator[Article | IngestError]:
    """Yield the article of each entry, or what is wrong with that entry.

    What stands behind the last article sums up the search, and is passed over.
    """
    entries: list[list[str]] = [[]]
    for block in blocks:
        if ends(block):
            entries.append([])
        elif not OPENING.fullmatch(block):
            entries[-1].append(block)
    rest = entries.pop()
    if _displayed(rest) or _coded(rest):
        entries.append(rest)
    for number, entry in enumerate(entries, 1):
        place = f"Entry {number} of {len(entries)}"
        if entry is rest:
            yield IngestError(f"{place} breaks off: export it again.", f"{location}#{number}")
        else:
            fields = _coded(entry) or _displayed(entry)
            yield _article(fields, entry, place, f"{location}#{number}")


def is_page(page: HtmlElement) -> bool:
    """Whether a web page is an export of this kind."""
    return bool(_elements(page))


def articles_of_page(page: HtmlElement, location: str) -> Iterator[Article | IngestError]:
    """Yield the article of each entry of a web page, or what is wrong with that entry."""
    elements = _elements(page)
    for number, element in enumerate(elements, 1):
        fields = _tabled(element) or _marked(element)
        place = f"Entry {number} of {len(elements)}"
        yield _article(fields, [text_of(element)], place, f"{location}#{number}")


def _elements(page: HtmlElement) -> list[HtmlElement]:
    return [
        element
        for element in page.iter("div")
        if re.fullmatch(r"article \w{2}Article", element.get("class", ""))
    ]


def _article(
    fields: Fields, entry: Sequence[str], place: str, location: str
) -> Article | IngestError:
    if not fields:
        said = one_line(" ".join(entry))[:100] or "nothing"
        return IngestError(
            f"{place} is no article, it only says: “{said}”. Export it again.", location
        )
    data = {
        "title": _line(fields, "HD"), "byline": BY.sub("", _line(fields, "BY"), 1),
        "source": _line(fields, "SN"), "section": _line(fields, "SE"), "date": _line(fields, "PD"),
        "topics": [topic.split(" : ")[-1] for topic in _line(fields, "NS").split("|")],
    }  # fmt: skip
    body = [line for code in ("LP", "TD") for line in map(one_line, fields.get(code, ())) if line]
    try:
        return article(data, body, location)
    except IngestError as error:
        return IngestError(f"{place}: {error.message}", location)


def _line(fields: Mapping[str, Sequence[str]], code: str) -> str:
    return one_line(" ".join(fields.get(code, ())))


def _coded(blocks: Sequence[str]) -> Fields:
    """The lines of each code; empty where the entry has no codes."""
    fields: Fields = {}
    lines: list[str] = []
    for block in blocks:
        found = CODED.fullmatch(block)
        if found:
            lines = fields.setdefault(found[1], [])
        lines.append((found[2] or "" if found else block).rstrip("| \t"))
    return fields if "HD" in fields else {}


def _displayed(blocks: Sequence[str]) -> Fields:
    """The lines of each code of an entry without codes, told by their order."""
    count = next((n for n, block in enumerate(blocks) if WORDS.fullmatch(block)), None)
    if count is None:
        return {}
    above = [one_line(block) for block in blocks[:count]][-MOST_ABOVE:]
    byline = above.pop() if len(above) > 1 and _is_byline(above[-1], above[-2]) else ""
    fields = {"HD": above[-1:], "SE": above[:-1][-1:], "BY": [byline]}
    return fields | _below(blocks[count + 1 :], fields["SE"])


def _is_byline(line: str, above: str) -> bool:
    return BY.match(line) is not None or (
        NAMES.fullmatch(line) is not None and len(line) < len(above)
    )


def _below(blocks: Sequence[str], section: Sequence[str] = ()) -> Fields:
    """What stands below the count of words: day, time, outlet, its code, page, language, text."""
    fields: Fields = {"PD": list(blocks[:1])}
    place = 2 if len(blocks) > 1 and TIME.fullmatch(blocks[1].strip()) else 1
    fields["SN"] = list(blocks[place : place + 1])
    end = next(
        (n for n, b in enumerate(blocks) if n > place and LANGUAGE.fullmatch(b.strip())), place
    )
    between = [block for block in blocks[place + 2 : end] if not re.search(r"\d", block)]
    fields["SE"] = list(section) or between[:1]
    end += 1
    while end < len(blocks) and RIGHTS.match(blocks[end].strip()):
        end += 1
    fields["TD"] = list(blocks[end:])
    return fields


def _tabled(element: HtmlElement) -> Fields:
    """The lines of each code of an article that is a table of them."""
    fields: Fields = {}
    for row in element.iter("tr"):
        cells = row.findall("td")
        code = text_of(cells[0]) if cells else ""
        if len(cells) > 1 and code in CODES:
            parts = [text_of(part) for part in cells[1].iter("p")] or [text_of(cells[1])]
            fields.setdefault(code, []).extend(parts)
    return fields if "HD" in fields else {}


def _marked(element: HtmlElement) -> Fields:
    """The lines of each code of an article whose parts are told by classes and order."""
    titles = element.xpath(".//div[@id='hd']|.//*[contains(@class, 'Headline')]")
    authors = element.xpath(".//div[@class='author']")
    plain = [text for part in element.xpath(".//div[not(@*)]") if (text := text_of(part))]
    count = next((n for n, text in enumerate(plain) if WORDS.fullmatch(text)), None)
    if count is None:
        return {}
    body = [text_of(part) for part in element.xpath(".//p[contains(@class, 'articleParagraph')]")]
    named = {"HD": [text_of(titles[0])] if titles else [], "BY": list(map(text_of, authors))}
    return named | _below(plain[count + 1 :], plain[:count]) | {"TD": body}
