"""The head that mail programs write above a mail that is forwarded in another one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from email.utils import parseaddr
from typing import NamedTuple

from index.errors import IngestError
from index.sources.dates import find_written_date, parse_date
from index.sources.text import clean_line

MARK = re.compile(
    r"[-_ ]*(?:begin forwarded message|forwarded (?:message|by \S.{0,80})|original message"
    r"|(?:anfang der )?weitergeleitete[n]? (?:nachricht|mail|e-mail)|ursprüngliche nachricht"
    r"|message (?:transféré|d[’']origine)|mensaje reenviado|messaggio inoltrato)[-_: ]*",
    re.I,
)
LABELS = {
    "from": "from von de da",
    "date": "date sent datum gesendet envoyé fecha enviado data inviato",
    "subject": "subject betreff objet asunto oggetto",
    "": "to cc bcc reply-to an à para a list-id",
}
FIELDS = {label: field for field, labels in LABELS.items() for label in labels.split()}
LABEL = re.compile(rf"(?:^|(?<=[\s-]))[*_]?({'|'.join(FIELDS)})[*_]?\s?:[*_]?(?=\s|$)", re.I)
FORWARD = re.compile(r"(?:(?:fwd?|wg|tr|rv|i|enc)\s*:\s*)+", re.I)  # before a subject
SENDER = re.compile(r"\s*[<\[(](?:mailto:)?[^\s<>]*@.*$")
AT = re.compile(r"\s(?:at|um|à|alle|a las)\s(?=\d)")
MAX_NOTE = 300  # characters that somebody may write above a mail that is forwarded
MAX_HEAD = 12  # paragraphs of a head


class Forwarded(NamedTuple):
    """What the head says, empty if it does not; and the paragraphs without the head."""

    title: str
    source: str
    day: date | None
    parts: list[str]


def read_forwarded(parts: Sequence[str], location: str) -> Forwarded | None:
    """Return the mail that is forwarded in these paragraphs, or None.

    Its head is at the beginning or below a short note, and names a sender, and a subject or a day.
    """
    lines = [clean_line(part) for part in parts]
    start = _start(lines)
    if start is None:
        return None
    end = start
    while end < min(start + MAX_HEAD, len(lines)) and _is_head(lines, start, end):
        end += 1
    fields = _fields(" ".join(lines[start:end]))
    sender, day = fields.get("from", ""), _day(fields.get("date", ""), location)
    if not sender or not (day or ("@" in sender and fields.get("subject"))):
        return None
    name = (
        parseaddr(sender)[0].strip("*_ ")
        or SENDER.sub("", sender).strip(" \"'*")
        or parseaddr(sender)[1]
    )
    title = FORWARD.sub("", fields.get("subject", ""), count=1)
    rest = [*parts[:start], *parts[end:]]
    return Forwarded(title, name, day, rest) if end < len(lines) else None


def _start(lines: Sequence[str]) -> int | None:
    """Return the paragraph with which a head begins, or None."""
    size = 0
    for number, line in enumerate(lines):
        label = LABEL.match(line)
        if _is_mark(line) or (label and FIELDS[label[1].lower()] == "from"):
            return number
        size += len(line)
        if size > MAX_NOTE:
            return None
    return None


def _is_mark(line: str) -> bool:
    """Return whether a paragraph begins with a mark, with nothing or a label behind it."""
    mark = MARK.match(line)
    rest = line[mark.end() :] if mark else "-"
    return not rest or LABEL.match(rest) is not None


def _is_head(lines: Sequence[str], start: int, number: int) -> bool:
    """Return whether a paragraph belongs to a head: it has a label, or a value below a label."""
    is_value = number > start and lines[number - 1].endswith(":") and LABEL.match(lines[number - 1])
    return bool(
        LABEL.match(lines[number]) or is_value or (number == start and _is_mark(lines[number]))
    )


def _fields(head: str) -> dict[str, str]:
    """Return the values behind the labels of a head, each up to the next label."""
    fields: dict[str, str] = {}
    labels = list(LABEL.finditer(head))
    ends = [*(label.start() for label in labels), len(head)][1:]
    for label, end in zip(labels, ends, strict=True):
        fields.setdefault(FIELDS[label[1].lower()], head[label.end() : end].strip(" *_"))
    return fields


def _day(written: str, location: str) -> date | None:
    text = AT.sub(" ", written)
    with suppress(IngestError):
        return parse_date(text, location)
    return find_written_date(text)
