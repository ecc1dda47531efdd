"""Exports of Factiva: many articles per file, with field codes (HD, PD, LP, TD) or without.

Each article ends with a line like “Document LINDO00020241105ekb50000a”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from index.article import Article
from index.errors import IngestError
from index.sources.fields import build_article
from index.sources.markup import element_text
from index.sources.options import ImportItems
from index.sources.text import clean_line

Fields = dict[str, list[str]]  # the lines of each code

END_LINE = re.compile(
    r"(?:AN\s*\|?\s*)?(?:Document|Dokument|Documento)\s+[A-Za-z]{2,10}\d{8}\w{4,20}\W*"
)
CODES = (
    "HD", "BY", "PD", "SN", "SE", "NS", "LP", "TD", "CLM", "CR", "WC", "ET", "SC", "ED", "PG",
    "VOL", "LA", "CY", "NGC", "GC", "CT", "RF", "CO", "IN", "RE", "IPC", "IPD", "PUB", "AN", "ART",
    "DLN",
)  # fmt: skip
CODE_LINE = re.compile(rf"({'|'.join(CODES)})(?:\s*[|\t]\s*(.*)|\s*)", re.S)
# With only a space between them, above the text, or below it as in “NS gcat : Political news”.
SPACED_CODE_LINE = re.compile(rf"({'|'.join(CODES)})(?: +(\S.*)|\s*)", re.S)
BELOW_TEXT = re.compile(r"(?:(?:CO|IN|NS|RE|IPD|IPC|RF) \S+ : |PUB |ART |CLM )")
HEAD_LINE = re.compile(r"(?:HD|BY|WC|PD|SN|SC|LA|CY) +\S")
MIN_HEAD_LINES = 3
WORD_COUNT = re.compile(
    r"[\d.,\s]+(?:words?|wörter|mots?|palabras|parole|woorden|palavras)\W*", re.I
)
TIME = re.compile(r"\d{1,2}:\d{2}(?:\s+\w{2,4})?")
LANGUAGE = re.compile(
    r"english|german|french|spanish|italian|dutch|portuguese|englisch|deutsch|französisch"
    r"|spanisch|anglais|allemand|français|espagnol|español|inglés|italiano|nederlands|português",
    re.I,
)
COPYRIGHT = re.compile(r"(?:copyright\b|\(c\)|©|all rights reserved|alle rechte|tous droits)", re.I)
BY_PREFIX = re.compile(r"(?:by|von|par)\s+", re.I)
NAME_LIST = re.compile(r"(?:(?:[^\W\d_a-z][\w.'’-]*[,;]?|and|und|et|de|van|von)(?:\s+|$)){2,7}")
COVER_LINE = re.compile(r"(?:dow jones )?factiva(?: rtf display format)?\W*", re.I)
MAX_LINES_ABOVE = 3  # lines above the word count: section, headline, byline


def is_export(blocks: Sequence[str]) -> bool:
    """Return whether the blocks are a Factiva export."""
    return any(map(is_end_line, blocks))


def is_end_line(block: str) -> bool:
    """Return whether a block is the line that ends an article."""
    return END_LINE.fullmatch(block) is not None


def read_entries(blocks: Sequence[str], location: str) -> ImportItems:
    """Yield the article of each entry, or the error in its place.

    The search summary after the last article is skipped.
    """
    entries: list[list[str]] = [[]]
    for block in blocks:
        if is_end_line(block):
            entries.append([])
        elif not COVER_LINE.fullmatch(block):
            entries[-1].append(block)
    rest = entries.pop()
    if _parse_uncoded(rest) or _parse_coded(rest):
        entries.append(rest)
    for number, entry in enumerate(entries, 1):
        label = f"Entry {number} of {len(entries)}"
        if entry is rest:
            yield IngestError(f"{label} is truncated. Export it again.", f"{location}#{number}")
        else:
            fields = _parse_coded(entry) or _parse_uncoded(entry)
            yield _article(fields, entry, label, f"{location}#{number}")


def is_page(page: HtmlElement) -> bool:
    """Return whether a web page is a Factiva export."""
    return bool(_article_elements(page))


def read_page(page: HtmlElement, location: str) -> ImportItems:
    """Yield the article of each entry of a web page, or the error in its place."""
    elements = _article_elements(page)
    for number, element in enumerate(elements, 1):
        fields = _parse_table(element) or _parse_classes(element)
        label = f"Entry {number} of {len(elements)}"
        yield _article(fields, [element_text(element)], label, f"{location}#{number}")


def _article_elements(page: HtmlElement) -> list[HtmlElement]:
    return [
        element
        for element in page.iter("div")
        if re.fullmatch(r"article \w{2}Article", element.get("class", ""))
    ]


def _article(
    fields: Fields, entry: Sequence[str], label: str, location: str
) -> Article | IngestError:
    if not fields:
        excerpt = clean_line(" ".join(entry))[:100] or "nothing"
        return IngestError(f"{label} has no article, only “{excerpt}”. Export it again.", location)
    data = {
        "title": _field(fields, "HD"), "byline": BY_PREFIX.sub("", _field(fields, "BY"), 1),
        "source": _field(fields, "SN"), "section": _field(fields, "SE"),
        "date": _field(fields, "PD"),
        "topics": [topic.split(" : ")[-1] for topic in _field(fields, "NS").split("|")],
    }  # fmt: skip
    body = [line for code in ("LP", "TD") for line in map(clean_line, fields.get(code, ())) if line]
    try:
        return build_article(data, body, location)
    except IngestError as error:
        return IngestError(f"{label}: {error.message}", location)


def _field(fields: Mapping[str, Sequence[str]], code: str) -> str:
    return clean_line(" ".join(fields.get(code, ())))


def _parse_coded(blocks: Sequence[str]) -> Fields:
    """Return the lines of each code; empty if the entry has no codes."""
    fields: Fields = {}
    lines: list[str] = []
    in_text = False
    is_spaced = sum(HEAD_LINE.match(block) is not None for block in blocks) >= MIN_HEAD_LINES
    for block in blocks:
        match = CODE_LINE.fullmatch(block)
        if not match and is_spaced and not (in_text and not BELOW_TEXT.match(block)):
            match = SPACED_CODE_LINE.fullmatch(block)
        if match:
            in_text = match[1] in ("LP", "TD")
            lines = fields.setdefault(match[1], [])
        lines.append((match[2] or "" if match else block).rstrip("| \t"))
    return fields if "HD" in fields else {}


def _parse_uncoded(blocks: Sequence[str]) -> Fields:
    """Return the lines of each code of an entry without codes, by their order."""
    blocks = _split_heads(blocks)
    count = next((n for n, block in enumerate(blocks) if WORD_COUNT.fullmatch(block)), None)
    if count is None:
        return {}
    above = [clean_line(block) for block in blocks[:count]][-MAX_LINES_ABOVE:]
    byline = above.pop() if len(above) > 1 and _is_byline(above[-1], above[-2]) else ""
    fields = {"HD": above[-1:], "SE": above[:-1][-1:], "BY": [byline]}
    return fields | _fields_below_count(blocks[count + 1 :], fields["SE"])


def _split_heads(blocks: Sequence[str]) -> list[str]:
    """Return the blocks of an entry; one with a count of words is split into its lines."""
    split: list[str] = []
    for block in blocks:
        lines = [line.strip() for line in block.split("\n")]
        split += lines if any(map(WORD_COUNT.fullmatch, lines)) else [block]
    return split


def _is_byline(line: str, above: str) -> bool:
    return BY_PREFIX.match(line) is not None or (
        NAME_LIST.fullmatch(line) is not None and len(line) < len(above)
    )


def _fields_below_count(blocks: Sequence[str], section: Sequence[str] = ()) -> Fields:
    """Parse what follows the word count: date, time, outlet, its code, page, language, text."""
    fields: Fields = {"PD": list(blocks[:1])}
    index = 2 if len(blocks) > 1 and TIME.fullmatch(blocks[1].strip()) else 1
    fields["SN"] = list(blocks[index : index + 1])
    end = next(
        (n for n, b in enumerate(blocks) if n > index and LANGUAGE.fullmatch(b.strip())), index
    )
    section_lines = [block for block in blocks[index + 2 : end] if not re.search(r"\d", block)]
    fields["SE"] = list(section) or section_lines[:1]
    end += 1
    while end < len(blocks) and COPYRIGHT.match(blocks[end].strip()):
        end += 1
    fields["TD"] = list(blocks[end:])
    return fields


def _parse_table(element: HtmlElement) -> Fields:
    """Return the lines of each code of an article in an HTML table."""
    fields: Fields = {}
    for row in element.iter("tr"):
        cells = row.findall("td")
        code = element_text(cells[0]) if cells else ""
        if len(cells) > 1 and code in CODES:
            parts = [element_text(part) for part in cells[1].iter("p")] or [element_text(cells[1])]
            fields.setdefault(code, []).extend(parts)
    return fields if "HD" in fields else {}


def _parse_classes(element: HtmlElement) -> Fields:
    """Return the lines of each code of an article, by HTML classes and order."""
    titles = element.xpath(".//div[@id='hd']|.//*[contains(@class, 'Headline')]")
    authors = element.xpath(".//div[@class='author']")
    plain = [text for part in element.xpath(".//div[not(@*)]") if (text := element_text(part))]
    count = next((n for n, text in enumerate(plain) if WORD_COUNT.fullmatch(text)), None)
    if count is None:
        return {}
    body = [
        element_text(part) for part in element.xpath(".//p[contains(@class, 'articleParagraph')]")
    ]
    named = {
        "HD": [element_text(titles[0])] if titles else [],
        "BY": list(map(element_text, authors)),
    }
    return named | _fields_below_count(plain[count + 1 :], plain[:count]) | {"TD": body}
