"""Lines with a label above a plain text: “Title: Fog at Torp”, “Published 3 February 2025”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from index.errors import IngestError
from index.sources.dates import is_ambiguous, parse_date
from index.sources.field_names import FIELD_NAMES
from index.sources.text import clean_line

LABELLED = re.compile(r"(\w[\w /-]{0,30}?)[ \t]*[:：][ \t]*(.*)")
OTHER_LABELS = {
    "date": (
        "posted", "issued", "release_date", "date_of_publication", "first_published",
        "erschienen", "veröffentlicht", "publié", "publié_le", "date_de_publication", "publicado",
        "pubblicato", "data", "gepubliceerd", "publicerad", "opublikowano",
    ),
    "source": ("news_source", "outlet_name", "source_name"),
    "byline": ("written_by", "by_line", "reporter"),
    "title": ("head", "article", "subject"),
}  # fmt: skip
FIELDS: Mapping[str, str] = {
    label: field
    for names in (FIELD_NAMES, OTHER_LABELS)
    for field, labels in names.items()
    for label in labels
} | {"source": "source"}  # an outlet or an address, as in other formats
UPDATED = ("updated", "last_updated", "last_modified", "modified", "aktualisiert", "stand")
# What may stand before a date without a colon: “Published on 3 February 2025”.
BEFORE_DATE = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|issued)|veröffentlicht|erschienen"
    r"|aktualisiert|publié|publicado|pubblicato)(?: (?:on|at|am|le|el|il))?:?[ \t]+(\S.*)",
    re.I,
)
SENTENCE_ENDS = (".", "!", "?", "…", ",", ";")
MAX_LINES = 12  # with labels, above a text


def read_label(line: str) -> tuple[str, str] | None:
    """Return the field and the value of a line with a label, or None; “updated” is a field too.

    Only the label of the text may stand alone, above it.
    """
    line = clean_line(line)
    if (dated := BEFORE_DATE.fullmatch(line)) and may_be_date(dated.group(1)):
        return "updated" if re.match(r"(?:last )?updated|aktu", line, re.I) else "date", dated[1]
    if not (found := LABELLED.fullmatch(line)):
        return None
    label = re.sub(r"[\s/-]+", "_", found[1].casefold())
    field = "updated" if label in UPDATED else FIELDS.get(label, "")
    return (field, found[2]) if field and (found[2] or field == "text") else None


def read_labels(text: str) -> tuple[dict[str, object], str]:
    """Return the fields of the labelled lines that a text begins with, and the rest of the text.

    There must be a date, or a headline and another field, and no field may occur twice.
    """
    found: dict[str, str] = {}
    at, first_line = 0, ""
    for line in text.splitlines(keepends=True)[: 2 * MAX_LINES]:
        labelled = read_label(line) if line.strip() else None
        if line.strip() and (labelled is None or labelled[0] in found):
            break
        at += len(line)
        if labelled and labelled[0] == "text":
            first_line = f"{labelled[1]}\n"
            break
        if labelled:
            found[labelled[0]] = labelled[1]
    rest = first_line + text[at:]
    return (as_data(found), rest) if _is_head(found) and rest.strip() else ({}, text)


def as_data(found: Mapping[str, str]) -> dict[str, object]:
    """Return labelled fields as those of an article, dated by an update if by nothing else."""
    data: dict[str, object] = dict(found)
    updated = data.pop("updated", None)
    if updated:
        data.setdefault("date", updated)
    return data


def may_be_date(text: str) -> bool:
    """Return whether a text is a date and nothing else, whatever comes first in it."""
    return is_ambiguous(text) or _day(text) is not None


def _is_head(found: Mapping[str, str]) -> bool:
    is_dated = any(may_be_date(found.get(name, "")) for name in ("date", "updated"))
    others = [value for name, value in found.items() if name not in ("title", "date", "updated")]
    if any(value.endswith(SENTENCE_ENDS) for value in others):
        return False
    if "date" in found and not is_dated:
        return False
    return is_dated or (len(found) > 1 and "title" in found)


def _day(text: str) -> date | None:
    try:
        return parse_date(text, "")
    except IngestError:
        return None
