"""The user's corrections: who spoke a quote, and which names belong to one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from index.archive.maintenance import fold_names_of, fold_new_names
from index.article import Quote
from index.engines.protocol import Engine
from index.errors import OnRecordError
from index.user_data import Correction, NameCorrection, QuoteCorrection, Revision


class Corrections:
    """Read and change the user's corrections; search, counts and speakers follow at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def correct_quote(
        self,
        id: str,
        quote: Quote,
        speaker: str,
        *,
        is_quote: bool = True,
        is_confirmed: bool = False,
    ) -> Revision:
        """Set the speaker of a quote (empty for unknown), or mark it as not a quote.

        The speaker that the program found removes an earlier correction; ``is_confirmed`` keeps it
        as checked by the user instead.
        Copies and versions with the same words follow, and so does the article when it is added
        again. Returns the change to the corrections file; ``apply`` its ``inverse`` to undo it.
        Raises NotFoundError if the quote no longer exists, ArchiveError if the file or the archive
        cannot be written.
        """
        return self.correct_quotes(
            [(id, quote, speaker)], is_quote=is_quote, is_confirmed=is_confirmed
        )

    def correct_quotes(
        self,
        speakers: Iterable[tuple[str, Quote, str]],
        *,
        is_quote: bool = True,
        is_confirmed: bool = False,
    ) -> Revision:
        """Correct several quotes, each by article, quote and speaker, as one change."""
        made, propose = date.today(), self._engine.corrections.propose
        found = [
            propose(article, quote, speaker, is_quote, made, is_confirmed=is_confirmed)
            for article, quote, speaker in speakers
        ]
        removed = dict.fromkeys(each for one in found for each in one.removed)
        added = dict.fromkeys(each for one in found for each in one.added)
        return self.apply(Revision(tuple(removed), tuple(added)))

    def correct_names(self, name: str, other: str, same: bool) -> Revision:
        """Merge two names of one person, or split them; returns and raises as ``correct_quote``.

        Merged names are listed under ``other``. Raises OnRecordError too if names to split are
        spelt alike.
        """
        if not same and not self.can_split(name, other):
            raise OnRecordError(
                f"{name} and {other} differ only in capitals, accents or quotation marks, which"
                " searches and counts cannot tell apart. They stay one person."
            )
        pair = {name, other}
        before = tuple(
            each for each in self.all() if isinstance(each, NameCorrection) and each.names == pair
        )
        added = NameCorrection(name=name, other=other, same=same, made=date.today())
        return self.apply(Revision(before, (added,)))

    def can_split(self, name: str, other: str) -> bool:
        """Return whether two names differ in more than capitals, accents and quotation marks."""
        from index.engines.local.corrections.names import are_spelt_alike  # 3 ms

        return not are_spelt_alike(name, other)

    def apply(self, revision: Revision) -> Revision:
        """Change the corrections file and update everything that depends on it."""
        if any(revision):
            shown_again = self._engine.revise(revision)
            fold_names_of(self._engine, shown_again)
            fold_new_names(self._engine)
        return revision

    def all(self) -> tuple[Correction, ...]:
        """Return all corrections in file order."""
        return self._engine.corrections.all()

    def about(self, names: Collection[str]) -> list[Correction]:
        """Return the corrections of a speaker with these names, and of their quotes."""
        return [
            each
            for each in self.all()
            if isinstance(each, QuoteCorrection | NameCorrection)
            and not each.names.isdisjoint(names)
        ]

    def why_unmatched(self, correction: Correction) -> str:
        """Return why a correction matches nothing in the archive; empty if it matches."""
        return self._engine.corrections.why_unmatched(correction)

    @property
    def path(self) -> Path:
        """The corrections file."""
        return self._engine.corrections.path

    def problems(self) -> tuple[str, ...]:
        """Return what cannot be read in the corrections file, each with its line."""
        return self._engine.corrections.problems()
