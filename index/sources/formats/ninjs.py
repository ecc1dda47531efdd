"""ninjs, the JSON of the agencies, in its versions 1, 2 and 3."""

from __future__ import annotations

from collections.abc import Mapping

MAIN = ("main", "primary", "body", "headline")  # what the first of several is called


def is_ninjs(data: Mapping[str, object]) -> bool:
    """Whether an object, its names in small letters, is a ninjs item."""
    return "uri" in data and any(
        name in data for name in ("bodies", "body_text", "body_xhtml", "body_html", "headlines")
    )


def renamed(data: Mapping[str, object]) -> dict[str, object]:
    """The object with the names of fields that are used here."""
    return {
        "title": _chosen(data.get("headlines")) or data.get("headline") or data.get("title"),
        "text": _chosen(data.get("bodies"))
        or next(filter(None, map(data.get, ("body_xhtml", "body_html", "body_text"))), ""),
        "date": data.get("contentcreated") or data.get("firstcreated")
        or data.get("versioncreated"),
        "source": data.get("infosources") or data.get("infosource") or data.get("provider")
        or data.get("copyrightholder"),
        "byline": data.get("by") or data.get("byline"),
        "section": data.get("genres") or data.get("genre"),
        "topics": data.get("subjects") or data.get("subject"),
        "url": data.get("uri"),
    }  # fmt: skip


def _chosen(versions: object) -> object:
    """The value of the main one of several headlines or bodies, else of the first."""
    if not isinstance(versions, list):
        return None
    things = [thing for thing in versions if isinstance(thing, Mapping) and thing.get("value")]
    ranked = sorted(things, key=lambda thing: thing.get("role") not in MAIN)
    return ranked[0].get("value") if ranked else None
