"""The most useful keys of each place, for the status bar."""

from __future__ import annotations

from tui.keys import BY_ID, DEFAULT_KEYS, UserKeys, first_key

_HINTS = {
    "list": "app.help open search find narrow arrange star write",
    "speakers": "app.help open search find arrange names write",
    "searches": "app.help open search find save delete",
    "review": "app.help confirm correct why open page.back",
    "facets": "app.help open find arrange back",
    "timeline": "app.help cell.open period counted write page.back",
    "heard": "app.help open write page.back",
    "compare": "app.help open sides pane.right write page.back",
    "article": "app.help quote.next person why copy find hit.next",
    "context": "app.help open person",
    "places": "app.help open page.back",
    "quotes": "app.help open why copy.row earlier dossier page.back",
    "related": "app.help open why copy.row versions earlier page.back",
}


def hints(pane: str | None, user_keys: UserKeys = DEFAULT_KEYS) -> str:
    """Return the most useful keys of a pane for the status bar."""
    actions = [BY_ID[name] for name in _HINTS.get(pane or "", "").split()]
    return " " + " · ".join(f"{first_key(each, user_keys)} {each.description}" for each in actions)
