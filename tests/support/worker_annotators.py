"""Annotators that fail, kill their process or wait, as the text asks them to.

``python -m tests.support.worker_annotators COMMAND...`` runs an onrecord command with them.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.article import Annotation, Article
from tests.support.builders import MarkedAnnotator

FAILS, KILLS, WAITS, LONG = "This fails.", "This kills.", "This waits.", "This takes long."
KILLS_ONCE = re.compile(r"This kills once, noted in (\S+)\.")


class ObedientAnnotator(MarkedAnnotator):
    """Finds what ``MarkedAnnotator`` finds, unless a text has one of the sentences above."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        for each in articles:
            self._obey(each.text)
            yield from super().annotate([each])

    def _obey(self, text: str) -> None:
        once = KILLS_ONCE.search(text)
        if once and not Path(once[1]).exists():
            Path(once[1]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if KILLS in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if FAILS in text:
            raise ValueError("no such token")
        if LONG in text:
            time.sleep(0.5)
        if WAITS in text:
            time.sleep(600)


if __name__ == "__main__":
    from index.archive import archive
    from tests.support.worker_annotators import ObedientAnnotator as Importable
    from tui.cli.main import main

    archive.load_annotator = Importable
    sys.exit(main(sys.argv[1:]))
