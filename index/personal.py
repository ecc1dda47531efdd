"""What the reader does with the archive: marks, tags, notes and corrections."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from index.article import Correction, NameCorrection, Note, Quote, Revision
from index.engines.protocol import Engine


class Personal:
    """The part of the archive that keeps what the reader does; ``Archive`` is the whole of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # Marks and notes

    def mark(self, id: str, state: Literal["read", "starred"], on: bool = True) -> None:
        """Note that an article is read or starred, or no more; raises NotFoundError."""
        self._engine.mark(id, state, "", on)

    def toggle(self, id: str, state: Literal["read", "starred"]) -> bool:
        """Turn a state of an article on or off; returns whether it is on now."""
        return self._engine.toggle(id, state)

    def tag(self, id: str, tag: str, on: bool = True) -> None:
        """Give an article a tag, or take it away; raises NotFoundError."""
        self._engine.mark(id, "tag", tag, on)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with the number of articles that have it, commonest first."""
        return tuple(self._engine.tags())

    def note(self, id: str, text: str, place: int | None = None) -> str:
        """Write a note on an article, or on the quote that begins at ``place``.

        An empty text takes the note away. Returns what was there before; raises NotFoundError.
        """
        return self._engine.note(id, text, place)

    def notes(self, id: str) -> tuple[Note, ...]:
        """The notes on an article and its quotes, that on the whole of it first."""
        return tuple(self._engine.notes(id))

    # Corrections

    def correct(self, id: str, quote: Quote, speaker: str, *, is_quote: bool = True) -> Revision:
        """Give a quote of an article to who spoke in truth, empty for nobody who is known.

        Or say that it is no quote. It holds for copies and versions with the same words, too, and
        whenever the article is added again. Returns what was changed in the file of corrections;
        ``revise`` with what it calls ``undone`` takes it back. Raises NotFoundError where the
        quote is no more, ArchiveError where the file or the archive cannot be written.
        """
        made = date.today()
        return self.revise(self._engine.corrections.propose(id, quote, speaker, is_quote, made))

    def correct_names(self, name: str, other: str, same: bool) -> Revision:
        """Say that two names of speakers are one person's, or are not; as ``correct``.

        What is said under either is then listed under ``other``, or else under both.
        """
        pair = {name, other}
        before = tuple(
            each
            for each in self.corrections()
            if isinstance(each, NameCorrection) and each.names == pair
        )
        made = date.today()
        into = NameCorrection(name=name, other=other, same=same, made=made)
        return self.revise(Revision(before, (into,)))

    def revise(self, revision: Revision) -> Revision:
        """Change the file of corrections, and have all that can be found follow."""
        if any(revision):
            self._engine.revise(revision)
            self._fold_missing()
        return revision

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections in the order of the file."""
        return self._engine.corrections.corrections()

    def unfit(self, correction: Correction) -> str:
        """Why a correction fits nothing that is in the archive; empty where it does."""
        return self._engine.corrections.unfit(correction)

    @property
    def corrections_file(self) -> Path:
        """The file of corrections, which is the reader's own."""
        return self._engine.corrections.path

    def troubles(self) -> tuple[str, ...]:
        """What in the file of corrections cannot be understood, each with its line."""
        return tuple(self._engine.corrections.troubles())

    def _fold_missing(self) -> None:
        if self._engine.not_folded():
            from index.name_folding import fold_missing  # with word lists, seldom needed

            fold_missing(self._engine)
