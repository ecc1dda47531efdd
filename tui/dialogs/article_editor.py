"""The dialog to edit the headline, date, outlet, byline and section of an article."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from index.article import Article
from index.errors import OnRecordError
from index.user_data import EDITABLE_FIELDS
from tui.dialogs.dialog import Dialog
from tui.render.phrases import FIELD_LABELS
from tui.render.sanitize import one_line, shorten

WAS_WIDTH = 60  # cells of a value as it was read


class ArticleEditor(Dialog["dict[str, str] | None"]):
    """Returns the values that the user changed, by field, or None."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "down"),
        Binding("up", "app.focus_previous", "up"),
    ]
    HINT = "Enter saves · Tab ↓ ↑ next field · an empty field is cleared · Esc cancels"

    def __init__(self, article: Article) -> None:
        super().__init__(Content("Edit this article"))
        day = article.date.isoformat() if article.date else ""
        values = {name: getattr(article, name) for name in EDITABLE_FIELDS} | {"date": day}
        self._values = {name: one_line(value) for name, value in values.items()}
        self._read = article.edited

    def compose_body(self) -> ComposeResult:
        """Compose a line for each field, with the original value if it was edited."""
        for name, value in self._values.items():
            placeholder = "2024-05-31, or in words" if name == "date" else ""
            with Horizontal():
                yield Static(Content(FIELD_LABELS[name].capitalize()), classes="label")
                yield Input(value, id=name, placeholder=placeholder, compact=True)
        for name, value in self._read:
            was = f"“{shorten(one_line(value), WAS_WIDTH)}”" if value else "empty"
            yield Static(Content(f"{FIELD_LABELS[name]}, as it was read: {was}"), classes="echo")
        yield Static("", id="problem", markup=False)

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#problem", Static).update("")

    @on(Input.Submitted)
    def _save(self) -> None:
        """Close with the changed values. If one is invalid, show why and select its field."""
        from index.archive.editing import clean_value

        changed = {}
        for name, before in self._values.items():
            field = self.query_one(f"#{name}", Input)
            if field.value.strip() == before:
                continue
            try:
                changed[name] = clean_value(name, field.value)
            except OnRecordError as error:
                self.query_one("#problem", Static).update(Content(one_line(error.message)))
                field.focus()
                return
        self.dismiss(changed or None)
