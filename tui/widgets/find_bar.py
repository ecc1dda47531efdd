"""The line in which words of the article are found."""

from __future__ import annotations

from textual import on

from tui.plain import plural
from tui.widgets.article_view import ArticleView
from tui.widgets.asking_bar import AskingBar


class FindBar(AskingBar):
    """Lights what is typed while it is typed; Enter keeps it, Esc ends the find."""

    def __init__(self, article: ArticleView, id: str) -> None:
        super().__init__("Find", "words in this article", id)
        self._article = article

    @on(AskingBar.Typed)
    def _typed(self, event: AskingBar.Typed) -> None:
        found = self._article.find(event.text)
        self.echo(plural(found, "place") if event.text else "", wrong=not found)

    @on(AskingBar.Submitted)
    def _submitted(self) -> None:
        self.close()
        self._article.focus()

    @on(AskingBar.Closed)
    def _given_up(self) -> None:
        self.close()
        self._article.find("")
        self._article.focus()
