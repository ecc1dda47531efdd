"""An archive that came from elsewhere and holds what no importer lets in."""

from __future__ import annotations

import re
from pathlib import Path

from index.article import Article
from index.engines.local.engine import LocalEngine
from tests.support.builders import annotated

# Control characters but line ends, and what turns the direction of writing or parts lines.
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def keep_raw(folder: Path, raw: str) -> None:
    """Make an archive with two versions of an article that have ``raw`` in all their fields."""
    engine = LocalEngine(folder)
    for words in ("was", "is"):
        text = f"“The ferry {words} late {raw}” [Ana {raw} Pell] said.\n\nNobody knew {raw} why."
        made = Article(
            title=f"Fog {raw}", text=text, source=f"Post {raw}", byline=raw, section=raw,
            url=f"https://a.example/{raw}", location=f"/in/{raw}.txt", note=f"Note {raw}",
        )  # fmt: skip
        engine.add(annotated(made))
    engine.close()
