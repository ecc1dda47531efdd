"""The help: every key and the search language, with a filter."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from textwrap import wrap

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from index.query import guide
from tui import keys
from tui.dialogs.dialog import Dialog, FilterInput
from tui.render.row_type import RowType
from tui.render.rows import styled
from tui.render.sanitize import fold_characters
from tui.widgets.row_list import RowList

KEY_WIDTH = 14
INDENT = 2
MAX_WIDTH = 200
GUIDE_WIDTH = 68  # of the search language
MIN_TEXT_WIDTH = 10
ROW_MARGIN = 2  # cells of a list beside the text of a row
ELSEWHERE = "Elsewhere"
SECTION_ORDER = {"Lists": 0, "Article": 0, "Everywhere": 2}  # all others: 1


_wrap = partial(wrap, break_on_hyphens=False)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A key with its explanation, or, without a key, a heading."""

    key: str
    text: str


def help_lines(
    query: str,
    active: Collection[str] | None = None,
    user_keys: keys.UserKeys = keys.DEFAULT_KEYS,
    width: int = MAX_WIDTH,
) -> list[HelpLine]:
    """Return the lines that match a query, ``width`` cells wide; all lines for an empty one.

    Actions whose ids are in ``active`` come first; those of the focused pane lead.
    """
    width = max(width, INDENT + MIN_TEXT_WIDTH)  # a smaller window shows the beginnings
    sections = [*keys.CONTEXTS.items()]
    if active is not None:
        here = [(name, [a for a in actions if a.id in active]) for name, actions in sections]
        here.sort(key=lambda section: SECTION_ORDER.get(section[0], 1))
        elsewhere = [a for _, actions in sections for a in actions if a.id not in active]
        sections = [*here, (ELSEWHERE, elsewhere)]
    lines: list[HelpLine] = []
    for name, actions in sections:
        matching = [
            line
            for action in actions
            if not query.strip()
            or query.strip().lower() in name.lower()
            or keys.match_score(action, query, user_keys)
            for line in _wrapped(keys.key_label(action, user_keys), action.tooltip, width)
        ]
        if matching:
            lines += [*(HelpLine("", part) for part in _wrap(name, width)), *matching]
    return lines + _guide_lines(fold_characters(query).split(), min(width, GUIDE_WIDTH))


def _wrapped(key: str, text: str, width: int) -> Iterator[HelpLine]:
    """Yield a key and its explanation in lines that are at most ``width`` cells wide."""
    for part in _wrap(text, max(width - max(len(key), KEY_WIDTH) - INDENT, MIN_TEXT_WIDTH)):
        yield HelpLine(key, part)
        key = " "


def _guide_lines(words: list[str], width: int) -> list[HelpLine]:
    """Return the lines about the search language that have all words."""
    rows = [*guide.EXAMPLES, *(("", note) for note in guide.NOTES)]
    matching = [
        row
        for row in rows
        if all(word in fold_characters(f"search {' '.join(row)}") for word in words)
    ]
    lines = [HelpLine("", "Search language")] if matching else []
    for example, explanation in matching:
        lines += [HelpLine(part, "") for part in _wrap(example, width - INDENT)]
        lines += _wrapped(" ", explanation, width)
    return lines


def help_row(line: HelpLine, _width: int) -> list[Content]:
    """Draw a heading, or a key with its explanation."""
    if not line.key:
        return [styled(line.text, "accent")]
    return [styled(f"{' ' * INDENT}{line.key:<{KEY_WIDTH}}", "strong") + Content(line.text)]


HELP_LINES: RowType[HelpLine] = RowType(1, help_row, lambda line: (line.key, line.text))


class HelpDialog(Dialog[None]):
    """All keys and the search language, with a line to filter them."""

    AUTO_FOCUS = "Input"
    HINT = "Type to filter · ↑ ↓ PgUp PgDn Home End move · Esc closes"

    def __init__(
        self,
        active: Collection[str] | None = None,
        user_keys: keys.UserKeys = keys.DEFAULT_KEYS,
    ) -> None:
        """``active`` are the ids of the actions that work in the focused pane."""
        super().__init__(Content("Keys and search language"))
        self._active, self._user_keys = active, user_keys

    def compose_body(self) -> ComposeResult:
        """Compose the filter and the list."""
        yield FilterInput(placeholder="type to filter")
        yield RowList(HELP_LINES)

    def on_resize(self) -> None:
        """Show the lines in the new width."""
        self.call_after_refresh(self._show)

    @on(Input.Changed)
    def _show(self) -> None:
        found, query = self.query_one(RowList), self.query_one(Input).value
        found.empty = Content("No action matches.")
        width = found.size.width - ROW_MARGIN
        found.show_rows(help_lines(query, self._active, self._user_keys, width))

    @on(Input.Submitted)
    def _focus_list(self) -> None:
        self.query_one(RowList).focus()
