"""Plain text: headline, optional byline, outlet and date, text; or `` date 2023-07-18 The text…``.

Fields may have labels: “Published: 3 February 2025”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from index.article import Article
from index.sources.bylines import JOB, parse_byline_line
from index.sources.dates import find_written_date, parse_written_date
from index.sources.fields import build_article
from index.sources.formats.labelled_lines import (
    SENTENCE_ENDS,
    as_data,
    may_be_date,
    read_label,
    read_labels,
)
from index.sources.streams import decode, read_bytes
from index.sources.text import clean, looks_like_headline, split_paragraphs

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
TITLE_AND_DATE = re.compile(rf"\s*(\S[^\n]*)\n{DATE_PREFIX.pattern}")


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a text file; raise IngestError if there is no text."""
    text = clean(decode(read_bytes(stream, location), location))
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
    yield build_article(data, parts, location)


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
        written = parse_written_date(line[match.end() :])
        if written and written.day and not written.rest:
            name, day = line[: match.start()], written.day
            break
    return (name, day) if OUTLET.fullmatch(name) and not JOB.search(name) else None


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
    written = parse_written_date(line)
    return bool(written and written.day and not written.rest)


def move_head(parts: list[str], data: dict[str, object]) -> None:
    """Move the byline, outlet, date and labelled fields below a headline from the paragraphs."""
    labelled: dict[str, str] = {}
    unlabelled = 0
    while len(parts) > 1:
        names, written = parse_byline_line(parts[0]), parse_written_date(parts[0])
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
            data["byline"] = names
            unlabelled += 1
            if day := find_written_date(parts[0]):
                data.setdefault("date", day)
        elif (
            written and written.day and not written.rest
            and "date" not in data and unlabelled < MAX_BELOW
        ):  # fmt: skip
            data["date"] = written.day
            unlabelled += 1
        else:
            break
        del parts[0]
    for name, value in as_data(labelled).items():
        data.setdefault(name, value)
