"""The most useful keys of each pane and view, for the status bar."""

from __future__ import annotations

from tui.keys import BY_ID, DEFAULT_KEYS, UserKeys, first_key

_HINTS = {
    "list": "app.help open search find narrow arrange star write",
    "speakers": "app.help open search find arrange names write",
    "searches": "app.help open search find save delete",
    "review": "app.help confirm correct why open page.back",
    "facets": "app.help find=find,_or_just_type open back",
    "timeline": (
        "app.help cell.open=quotes cell.left+cell.right=period page.back period counted write"
    ),
    "heard": "app.help open page.back write",
    "left": "app.help open sides page.back pane.right arrange write",
    "right": "app.help open sides page.back pane.left arrange write",
    "article": "app.help quote.next person why copy find hit.next",
    "context": "app.help open person",
    "places": "app.help open page.back",
    "quotes": "app.help open page.back why copy.row earlier dossier arrange",
    "related": "app.help open page.back why copy.row versions earlier",
}
"""The actions, the most important first.

“=” gives another label, with “_” for a space; “+” joins the keys of two.
"""


def hints(pane: str | None, user_keys: UserKeys = DEFAULT_KEYS) -> str:
    """Return the most useful keys of a pane for the status bar, the most important first."""
    return " " + " · ".join(_hint(each, user_keys) for each in _HINTS.get(pane or "", "").split())


def _hint(text: str, user_keys: UserKeys) -> str:
    names, _, label = text.partition("=")
    actions = [BY_ID[name] for name in names.split("+")]
    shown = " ".join(first_key(each, user_keys) for each in actions)
    return f"{shown} {label.replace('_', ' ') or actions[0].description}"
