"""An archive with control characters, which no importer lets in, as if made elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

from index.article import Article
from index.engines.local.engine import LocalEngine
from tests.support.builders import annotated

# Control characters except newlines, and characters that change text direction or split lines.
UNSAFE_CHARACTERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


def store_hostile(folder: Path, raw: str) -> None:
    """Create an archive with two versions of an article that have ``raw`` in all fields."""
    engine = LocalEngine(folder)
    for words in ("was", "is"):
        text = f"“The ferry {words} late {raw}” [Ana {raw} Pell] said.\n\nNobody knew {raw} why."
        article = Article(
            title=f"Fog {raw}", text=text, source=f"Post {raw}", byline=raw, section=raw,
            url=f"https://a.example/{raw}", location=f"/in/{raw}.txt", note=f"Note {raw}",
        )  # fmt: skip
        engine.add(annotated(article))
    engine.close()
