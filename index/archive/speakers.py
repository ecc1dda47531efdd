"""The people and organisations that are quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from index.article import Facet, QuoteHit, Speaker, SpeakerOrder
from index.engines.protocol import Engine, QuoteRequest
from index.errors import NotFoundError

SpeakerQuoteOrder = Literal["newest", "oldest"]

if TYPE_CHECKING:
    from index.archive.descriptions import SpeakerRole

MAX_NEAREST = 6  # names in an error
LIST_OF_NAMES = "`onrecord speakers` lists all names."
MAX_DESCRIBED = 200  # newest quotes of a speaker in which descriptions are looked for
NUMBER_OR_REMARK = r"^(?:[-–—•·*]|\d+[.)])\s*|(?:\s*[(\[][^)\]]*[)\]])+\s*$"


class Speakers:
    """List speakers; look one up under any of their names."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, prefix: str = "", offset: int = 0, limit: int = 50) -> tuple[Speaker, ...]:
        """Return one page of speakers, named ones first, most quoted first.

        ``prefix`` matches the start of any word of a name.
        """
        return self._with_counts(self._engine.speakers.page(prefix, offset, limit))

    def matching(
        self,
        line: str = "",
        prefix: str = "",
        order: SpeakerOrder = "quotes",
        offset: int = 0,
        limit: int = 50,
        cells: int = 0,
    ) -> tuple[tuple[Speaker, ...], int]:
        """Return one page of the people who speak in the quotes of a search, and their number.

        Counts and dates are those of these quotes, and so is the activity, in up to ``cells`` equal
        periods. Raises QueryError.
        """
        from index.query import parse_quote  # 45 ms that reading saves

        query = parse_quote(line) if line.strip() else None
        found, total = self._engine.statistics.speakers(
            query.tree if query else None, prefix, order, offset, limit, cells,
            show_copies=bool(query and query.show_copies),
        )  # fmt: skip
        return tuple(found), total

    def count(self, prefix: str = "") -> int:
        """Return the total number of speakers that ``page`` lists."""
        return self._engine.speakers.count(prefix)

    @staticmethod
    def names_in_list(entry: str) -> list[str]:
        """Return the names that an entry of a list may mean, other than the entry itself.

        “Pell, Ana” is turned round; titles, remarks and numbers are left out, but no part of a
        name: “Pell, Zoe” is not Pell.
        """
        plain = re.sub(NUMBER_OR_REMARK, "", entry).strip()
        last, *rest = (part.strip() for part in plain.split(","))
        turned = [f"{_without_titles(rest[0])} {_without_titles(last)}"] if any(rest[:1]) else []
        names = [*turned, _without_titles(plain)]
        whole = _without_titles(last)
        if rest and " " in whole and not _is_given_name(rest[0]):  # “Ana Pell, MP”
            names.append(whole)
        return [name for name in dict.fromkeys(names) if name not in ("", entry)]

    def get(self, name: str) -> Speaker | None:
        """Return the speaker with this name or alias, or None."""
        found = self._engine.speakers.get(name)
        return self._with_counts([found])[0] if found else None

    def find(self, name: str) -> Speaker:
        """Return the speaker with this name, or the only one whose name starts with its words.

        The name may be written as in a list: “Pell, Ana”.
        Raises NotFoundError with the nearest names.
        """
        if speaker := self.get(name):
            return speaker
        found = self.page(name, limit=MAX_NEAREST) if name.strip() else ()
        found = tuple(each for each in found if each.named) or found
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"{each.name} ({each.quotes:,})" for each in found)
            raise NotFoundError(
                f"Several speakers are called “{name}”: {names}. Write one of these names in full."
            )
        for other in self.names_in_list(name):
            if speaker := self.get(other):
                return speaker
        nearest = ", ".join(self.nearest(name))
        hint = f"The nearest names: {nearest}." if nearest else LIST_OF_NAMES
        raise NotFoundError(f"Nobody called “{name}” is quoted in this archive. {hint}")

    def nearest(self, name: str) -> list[str]:
        """Return the names of speakers that are most like a name."""
        from index.suggestions import nearest_names

        return nearest_names(name, self._engine, MAX_NEAREST)

    def by_role(self, name: str) -> list[str]:
        """Return the people with quotes of this speaker if it is only what articles call them."""
        from index.suggestions import people_by_role

        return people_by_role(name, self._engine)

    def quotes(
        self, speaker: Speaker, offset: int = 0, limit: int = 50,
        order: SpeakerQuoteOrder = "newest",
    ) -> tuple[QuoteHit, ...]:  # fmt: skip
        """Return one page of a speaker's quotes, under any of their names.

        Those of one article are in the order of its text.
        """
        from index.query import SpokenBy

        return self._engine.quotes(QuoteRequest(SpokenBy(speaker.names), order, offset, limit))[1]

    def facets(self, speaker: Speaker) -> tuple[Facet, ...]:
        """Count outlets, months and other speakers in the articles that quote a speaker."""
        return self._engine.statistics.speaker_facets(speaker.names)

    def outlets(self, speaker: Speaker) -> tuple[tuple[str, int], ...]:
        """Return the outlets with their articles that quote a speaker, most articles first.

        The name is empty for articles without an outlet, which come last. In all they are
        ``speaker.articles``: a copy counts if it has quotes that the original lacks.
        """
        from index.query import SpokenBy

        found = self._engine.statistics.voices(SpokenBy(speaker.names), 0).section("source")
        counts = [(count.name, count.articles) for count in found.counts]
        return tuple(sorted(counts, key=lambda pair: (not pair[0], -pair[1], pair[0])))

    def descriptions(self, speaker: Speaker, limit: int = MAX_DESCRIBED) -> tuple[SpeakerRole, ...]:
        """Return how the newest ``limit`` quotes describe a speaker, most frequent first."""
        from index.archive.descriptions import collect_descriptions

        return collect_descriptions(self.quotes(speaker, 0, limit), speaker.names)

    def _with_counts(self, speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
        """Count each quote and article once, even if it names a speaker in several ways."""
        folded = [speaker for speaker in speakers if speaker.aliases]
        if not folded:
            return tuple(speakers)
        counts = self._engine.statistics.count_quotes([speaker.names for speaker in folded])
        found = dict(zip((speaker.name for speaker in folded), counts, strict=True))
        return tuple(
            speaker._replace(quotes=quotes, articles=articles) if quotes else speaker
            for speaker in speakers
            for quotes, articles in [found.get(speaker.name, (0, 0))]
        )


def _without_titles(name: str) -> str:
    from index.annotate.lexicon.tables import table  # only for lists of names

    words, titles = name.split(), table("titles")
    while len(words) > 1 and ((first := words[0].lower().strip(".")) == "the" or first in titles):
        words.pop(0)
    return " ".join(words)


def _is_given_name(text: str) -> bool:
    from index.annotate.lexicon.tables import table  # only for lists of names

    first = _without_titles(text).split(" ")[0].lower()
    return first in table("first_names") or first in table("given_names")
