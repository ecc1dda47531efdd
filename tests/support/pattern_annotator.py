"""A small archive for tests of the reader, annotated by patterns: no model is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.article import Annotation, Article, Entity, EntityLabel, Quote, Span, Step

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
    "market.txt": " date 2024-03-01 The fish market of Torpier opened. Greta Holm sold cod.\n",
}
"""Name and content of each file."""

QUOTE = re.compile(r"(“[^”]+”)(?:,? (said) (" + "|".join(NAMES) + "))?")
REPORT = re.compile(r"(" + "|".join(NAMES) + r") (denied|doubted|said) (that [^.]+)\.")


class PatternAnnotator:
    """Takes each passage in curly marks for a quote, by the name in “said NAME” after it.

    “NAME denied that …” is an indirect quote.
    """

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        for article in articles:
            text = article.text
            yield article, Annotation(tuple(self._entities(text)), tuple(self._quotes(text)))

    def _entities(self, text: str) -> Iterator[Entity]:
        for name, label in NAMES.items():
            mentions = tuple(Span(*match.span()) for match in re.finditer(name, text))
            if mentions:
                yield Entity(name, label, mentions)

    def _quotes(self, text: str) -> Iterator[Quote]:
        for match in REPORT.finditer(text):
            mention, cue, content = (Span(*match.span(number)) for number in (1, 2, 3))
            yield Quote(
                content=(content,), kind="indirect", cue=(cue,), cue_class="saying",
                mention=(mention,), speakers=(match[1],), named=True, confidence=0.9,
            )  # fmt: skip
        for match in QUOTE.finditer(text):
            name = match.group(3)
            yield Quote(
                content=(Span(*match.span(1)),),
                kind="direct",
                cue=(Span(*match.span(2)),) if name else (),
                cue_class="saying" if name else "none",
                mention=(Span(*match.span(3)),) if name else (),
                speakers=(name,) if name else (),
                named=bool(name),
                confidence=0.93 if name else 0.0,
                steps=(Step("source", name, "subject of “said”"),) if name else (),
            )
