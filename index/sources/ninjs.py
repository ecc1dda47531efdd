"""Field names of ninjs, the JSON format of news agencies, versions 1 to 3."""

from __future__ import annotations

from collections.abc import Mapping

# Roles of the main one among several headlines or bodies.
MAIN_ROLES = ("main", "primary", "body", "headline")


def is_ninjs(data: Mapping[str, object]) -> bool:
    """Return whether an object with lower-case keys is a ninjs item."""
    return "uri" in data and any(
        name in data for name in ("bodies", "body_text", "body_xhtml", "body_html", "headlines")
    )


def rename_ninjs_fields(data: Mapping[str, object]) -> dict[str, object]:
    """Return the object with our field names."""
    return {
        "title": _main_value(data.get("headlines")) or data.get("headline") or data.get("title"),
        "text": _main_value(data.get("bodies"))
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


def _main_value(versions: object) -> object:
    """Return the value of the main headline or body, or of the first."""
    if not isinstance(versions, list):
        return None
    entries = [entry for entry in versions if isinstance(entry, Mapping) and entry.get("value")]
    ranked = sorted(entries, key=lambda entry: entry.get("role") not in MAIN_ROLES)
    return ranked[0].get("value") if ranked else None
