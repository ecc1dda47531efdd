"""The reader over a small archive: real files and engine, annotations by a rule of thumb."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Annotation, Article, Entity, EntityLabel, Quote, Span, Step
from tui.app import OnRecord

NAMES: dict[str, EntityLabel] = {
    "Ana Pell": "person",
    "Olaf Berg": "person",
    "Greta Holm": "person",
    "Harbour Trust": "organisation",
    "Torpier": "place",
}
ARTICLES = {
    "ferry.md": """---
title: Ferry to Torpier is late again
date: 2024-04-02
source: Harbour Post
url: https://post.example/ferry
---
The ferry left Torpier at noon, an hour late. “We were ready at eleven,” said Ana Pell, who
speaks for the Harbour Trust.

“Nobody told us,” said Olaf Berg. He had waited since ten. “It is always the fog,” said Ana Pell.

The next ferry leaves Torpier at six.
""",
    "pier.md": """---
title: Council postpones the pier vote
date: 2024-05-30
source: Valley Echo
---
The council of Torpier will vote on the pier in June. “We will rebuild,” said Olaf Berg.

The Harbour Trust gave no answer.
""",
    "market.txt": " date 2024-03-01 The fish market of Torpier opened. Greta Holm sold the first cod.\n",
}
QUOTE = re.compile(r"(“[^”]+”)(?:,? (said) (" + "|".join(NAMES) + "))?")


class RuleOfThumb:
    """Quotes are in curly marks, and “said NAME” after them names who spoke."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        for article in articles:
            yield article, Annotation(tuple(self._entities(article.text)), tuple(self._quotes(article.text)))

    def _entities(self, text: str) -> Iterator[Entity]:
        for name, label in NAMES.items():
            mentions = tuple(Span(*match.span()) for match in re.finditer(name, text))
            if mentions:
                yield Entity(name, label, mentions)

    def _quotes(self, text: str) -> Iterator[Quote]:
        for match in QUOTE.finditer(text):
            who = match.group(3)
            yield Quote(
                content=(Span(*match.span(1)),),
                kind="direct",
                cue=(Span(*match.span(2)),) if who else (),
                cue_class="saying" if who else "none",
                mention=(Span(*match.span(3)),) if who else (),
                speakers=(who,) if who else (),
                named=bool(who),
                confidence=0.93 if who else 0.0,
                steps=(Step("source", who, "subject of “said”"),) if who else (),
            )


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with all colours, whatever the tests run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[Callable[..., Archive]]:
    """Make an archive of files given as name and text; the sample articles where none are."""
    opened: list[Archive] = []

    def make(files: dict[str, str] | None = None) -> Archive:
        folder = tmp_path / "files"
        folder.mkdir(exist_ok=True)
        for name, text in (ARTICLES if files is None else files).items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        archive = Archive.open(tmp_path / "archive", annotator=RuleOfThumb())
        opened.append(archive)
        outcomes = list(archive.add([folder])) if files is None or files else []
        assert all(outcome.status != "failed" for outcome in outcomes), outcomes
        return archive

    yield make
    for archive in opened:
        archive.close()


@pytest.fixture
def reader(keep: Callable[..., Archive], tmp_path: Path) -> Callable[..., OnRecord]:
    """Make the app over an archive of these files."""

    def make(files: dict[str, str] | None = None) -> OnRecord:
        return OnRecord(keep(files), tmp_path / "archive")

    return make
