"""Plain text: headline, optional byline, outlet and date, text; or `` date 2023-07-18 The text…``.

Fields may have labels: “Published: 3 February 2025”. A file may have several articles, each with a
headline and a byline or date: behind a line of dashes, or right one below another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from index.article import Article
from index.errors import IngestError
from index.sources.bylines import JOB, parse_byline_line
from index.sources.dates import find_written_date, whole_date
from index.sources.fields import build_article
from index.sources.formats.labelled_lines import (
    SENTENCE_ENDS,
    as_data,
    may_be_date,
    read_label,
    read_labels,
)
from index.sources.options import ImportItems
from index.sources.streams import decode, read_bytes
from index.sources.text import BLANK_LINE, clean, looks_like_headline, split_paragraphs

DATE_PREFIX = re.compile(r"\s*date[ \t]+(\d{4}-\d{2}-\d{2})\s+")
MAX_BELOW = 2  # lines without a label below a headline: a byline and a date
OUTLET_WORDS = """
Advertiser Argus Bulletin Chronicle Courier Dispatch Echo Examiner Express Gazette Globe Guardian
Herald Independent Inquirer Journal Ledger Mail Mercury Messenger Mirror Monitor News Observer Post
Press Radio Register Review Sentinel Standard Sun Telegraph Times Tribune Weekly Wire
"""
OUTLET = re.compile(
    rf"(?=.{{6,60}}$)(?=.*[ .])(?=.*\b(?:{'|'.join(OUTLET_WORDS.split())})\b)"
    r"[A-Z][\w.’'&-]*(?: (?:[A-Z][\w.’'-]*|&|of|on|the|and))*"
)
MAX_OUTLET_LINE = 120  # characters, with a date
BEFORE_DATE = re.compile(r"\s*[,|·•–—]\s*")
MAX_VALUE = 80  # characters of a field with a label below a headline
RELEASE = re.compile(
    r"\W*(?:for immediate release|(?:press|news|media) (?:release|statement)|pressemitteilung"
    r"|communiqué de presse|comunicado de prensa|comunicato stampa|persbericht)\W*",
    re.IGNORECASE,
)
MAX_ABOVE = 4  # lines above a headline: a kind, an outlet, a date, a byline
RULE = re.compile(r"\s*+(?:[-–—_=*~#·•]\s*+){3,}+")  # between two articles
ADDRESS_ABOVE = re.compile(r"\s*(https?://\S+)[ \t]*\n\s*(?=\S)")  # copied with the text
MAX_HEAD_BLOCKS = 6  # in which the head of an article and its first paragraph are
TITLE_AND_DATE = re.compile(rf"\s*(\S[^\n]*)\n{DATE_PREFIX.pattern}")


def read(stream: BinaryIO, location: str) -> ImportItems:
    """Yield the articles of a text file; raise IngestError if there is no text."""
    text = clean(decode(read_bytes(stream, location), location))
    sections = _split_articles(text)
    if len(sections) < 2:
        yield _read_article(text, location)
        return
    for number, section in enumerate(sections, 1):
        try:
            yield _read_article(section, f"{location}#{number}")
        except IngestError as error:
            yield error


def _read_article(text: str, location: str) -> Article:
    data, parts = _read_head(text)
    return build_article(data, parts, location)


def _split_articles(text: str) -> list[str]:
    """Split a text before each head of an article; it must begin with one itself."""
    sections: list[list[str]] = [[]]
    is_below_rule = False
    blocks = [block.strip("\n") for block in BLANK_LINE.split(text.strip("\n"))]
    for number, block in enumerate(blocks):
        is_start = is_below_rule and _begins_article(blocks[number : number + MAX_HEAD_BLOCKS])
        if number and (is_start or _is_whole_head(block)):
            sections.append([])
        sections[-1].append(block)
        is_below_rule = RULE.fullmatch(block) is not None
    if len(sections) < 2 or not _begins_article(sections[0]):
        return [text]
    return ["\n\n".join(_without_rule(section)) for section in sections]


def _without_rule(blocks: Sequence[str]) -> Sequence[str]:
    return blocks[:-1] if RULE.fullmatch(blocks[-1]) else blocks


def _begins_article(blocks: Sequence[str]) -> bool:
    """Return whether some blocks begin with a headline and a byline or a date."""
    data, parts = _read_head("\n\n".join(blocks))
    is_certain = bool(data.get("byline") or data.get("date"))
    is_headed = "title" in data or DATE_PREFIX.match(blocks[0]) is not None
    return is_certain and is_headed and bool(parts)


def _is_whole_head(block: str) -> bool:
    """Return whether a block has a headline, and below it a byline and a date, and no more."""
    title, *below = block.split("\n")
    return (
        len(below) >= 2
        and looks_like_headline(title.strip() or ".")
        and not _may_be_below(title)
        and _is_head(below)
        and any(map(parse_byline_line, below))
        and any(map(_has_date, below))
    )


def _read_head(text: str) -> tuple[dict[str, object], list[str]]:
    """Return the fields above a text, also an address copied with it, and its paragraphs."""
    copied = ADDRESS_ABOVE.match(text)
    data, parts = _read_fields(text[copied.end() :] if copied else text)
    return ({"url": copied[1], **data} if copied else data), parts


def _read_fields(text: str) -> tuple[dict[str, object], list[str]]:
    data: dict[str, object] = {}
    if dated := DATE_PREFIX.match(text):
        data["date"], text = dated.group(1), text[dated.end() :]
    elif (titled := TITLE_AND_DATE.match(text)) and looks_like_headline(titled.group(1)):
        data["title"], data["date"] = titled.groups()
        text, dated = text[titled.end() :], titled
    else:
        above, text = _split_above(text)
        data, text = read_labels(text)
        move_head(head := [*above, text], data)
        text = "\n\n".join(head)  # with the lines above that are no fields
    parts = split_paragraphs(_separate_head(text)) if text.strip() else []
    if not dated and "title" not in data and len(parts) > 1 and looks_like_headline(parts[0]):
        data["title"] = parts.pop(0)
    if not dated and "title" in data:
        move_head(parts, data)
    return data, parts


def _split_above(text: str) -> tuple[list[str], str]:
    """Return the lines with outlet, date and byline above a headline, and the rest of a text.

    One of them has to be a date, or say that the text is a press release.
    """
    head, blank, body = text.strip("\n").partition("\n\n")
    lines = [line.strip() for line in head.split("\n")]
    known = [line for line in lines if not RELEASE.fullmatch(line)]
    is_head = all(_is_byline_or_date(line) or _read_outlet(line) for line in known)
    is_certain = len(known) < len(lines) or any(map(_has_date, known))
    if blank and body.strip() and len(lines) <= MAX_ABOVE and is_head and is_certain:
        return known, body.lstrip("\n")
    return [], text


def _separate_head(text: str) -> str:
    """Put blank lines between headline, byline, outlet and date, if they stand right below another.

    They are a head only if the text follows after a blank line.
    """
    head, blank, body = text.strip("\n").partition("\n\n")
    lines = head.split("\n")
    start = next((number for number, line in enumerate(lines) if _may_be_below(line)), 0)
    above, below = lines[: start or None], lines[start:]
    if not blank or not looks_like_headline("\n".join(above)):
        return text
    if start and _is_head(below):
        head = "\n\n".join(["\n".join(above), *below])
    next_lines, blank, rest = body.lstrip("\n").partition("\n\n")
    if blank and _is_head(apart := next_lines.split("\n")):
        body = "\n\n".join([*apart, rest])
    return f"{head}\n\n{body}"


def _is_head(lines: Sequence[str]) -> bool:
    """Return whether lines below a headline are a byline, an outlet, a date, labelled fields."""
    labelled = [found for line in lines if (found := _read_field(line))]
    fields = [field for field, _ in labelled]
    outlets = [outlet for line in lines if (outlet := _read_outlet(line))]
    others = len(lines) - len(labelled) - len(outlets)
    return (
        all(map(_may_be_below, lines))
        and others <= MAX_BELOW
        and len(outlets) <= 1
        and (others > 0 or not outlets or outlets[0][1] is not None)
        and len(set(fields)) == len(fields)
    )


def _may_be_below(line: str) -> bool:
    return bool(_read_field(line)) or bool(_read_outlet(line)) or _is_byline_or_date(line)


def _read_outlet(line: str) -> tuple[str, date | None] | None:
    """Return the outlet of a line such as “The Torp Herald, 14 May 2024”, and its date, if any."""
    name, day = line, None
    for match in BEFORE_DATE.finditer(line[:MAX_OUTLET_LINE]):
        if day := whole_date(line[match.end() :]):
            name = line[: match.start()]
            break
    is_outlet = OUTLET.fullmatch(name) and not (JOB.search(name) or parse_byline_line(line))
    return (name, day) if is_outlet else None


def _stands_as_outlet(name: str, line: str) -> bool:
    """Return whether a name in a byline is that of an outlet: “Ida Roe | Torp Herald”."""
    is_apart = re.search(rf"[|·•/–—-]\s*{re.escape(name)}", line) is not None
    return OUTLET.fullmatch(name) is not None and (is_apart or name.startswith("The "))


def _read_field(line: str) -> tuple[str, str] | None:
    """Return the field and the value of a line with a label that may stand below a headline."""
    found = read_label(line)
    if found is None or found[0] in ("title", "text"):
        return None
    is_dated = found[0] in ("date", "updated")
    return found if may_be_date(found[1]) or not (is_dated or _is_sentence(found[1])) else None


def _is_sentence(text: str) -> bool:
    return len(text) > MAX_VALUE or text.endswith(SENTENCE_ENDS)


def _is_byline_or_date(line: str) -> bool:
    return bool(parse_byline_line(line)) or _is_date(line)


def _has_date(line: str) -> bool:
    outlet = _read_outlet(line)
    return _is_date(line) or (outlet is not None and outlet[1] is not None)


def _is_date(line: str) -> bool:
    return whole_date(line) is not None


def move_head(parts: list[str], data: dict[str, object]) -> None:
    """Move the byline, outlet, date and labelled fields below a headline from the paragraphs."""
    labelled: dict[str, str] = {}
    unlabelled = 0
    while len(parts) > 1:
        names, day = parse_byline_line(parts[0]), whole_date(parts[0])
        if (field := _read_field(parts[0])) and field[0] not in labelled:
            # A field that is no date needs another one beside it: “Source: the sea” may be text.
            if not (may_be_date(field[1]) or labelled or "date" in data or _read_field(parts[1])):
                break
            labelled[field[0]] = field[1]
        elif (outlet := _read_outlet(parts[0])) and "source" not in data and (
            outlet[1] or unlabelled or _is_byline_or_date(parts[1])
        ):  # fmt: skip
            data["source"] = outlet[0]
            if outlet[1]:
                data.setdefault("date", outlet[1])
        elif names and "byline" not in data and unlabelled < MAX_BELOW:
            outlets = [name for name in names if _stands_as_outlet(name, parts[0])]
            if len(outlets) < len(names):  # “By Ida Roe | Lindo Courier”
                names = [name for name in names if name not in outlets]
                if outlets:
                    data.setdefault("source", outlets[0])
            data["byline"] = names
            unlabelled += 1
            if named_day := find_written_date(parts[0]):
                data.setdefault("date", named_day)
        elif day and "date" not in data and unlabelled < MAX_BELOW:
            data["date"] = day
            unlabelled += 1
        else:
            break
        del parts[0]
    for name, value in as_data(labelled).items():
        data.setdefault(name, value)
