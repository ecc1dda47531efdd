"""The parts of an engine: one protocol for each subject."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from index.article import (
    Annotation,
    Article,
    EntityLabel,
    Entry,
    Facet,
    Period,
    Quote,
    QuoteHit,
    Speaker,
    SpeakerOrder,
    Timeline,
)
from index.inputs import Input
from index.user_data import ArchiveState, Correction, Feed, Note, Revision, SavedSearch

if TYPE_CHECKING:
    from index.query import SpeakerFilter, Tree
    from index.record.results import UtteranceOrder
    from index.voices import VoiceCount, Voices, WordCount
else:  # see index.named_tuples
    SpeakerFilter = Tree = UtteranceOrder = VoiceCount = Voices = WordCount = object


class NamedSpeaker(NamedTuple):
    """A name under which a speaker is quoted, with what helps to identify the person."""

    name: str
    label: EntityLabel
    block: str
    """Only names with the same block can belong to one person."""
    context: frozenset[str]
    """Folded names that occur in the same articles."""
    first: date | None = None
    last: date | None = None


DecideFolds = Callable[[Sequence[NamedSpeaker]], Mapping[str, tuple[str, str]]]
"""Takes all names of a block; returns, for each alias, the fuller name and the reason."""


class Mark(NamedTuple):
    """A mark of an article: a state, a tag or a note."""

    article: str
    """The id of the article."""
    kind: Literal["read", "starred", "tag", "note"]
    text: str = ""
    """The tag, or the text of the note."""
    start: int | None = None
    """For a note on a quote, where the quote starts."""


class EngineMarks(Protocol):
    """Stars, read state, tags and notes of articles.

    Every method that takes an article id raises NotFoundError for an unknown one.
    """

    def set(self, id: str, state: Literal["read", "starred"], on: bool = True) -> None:
        """Set or clear a state of an article."""

    def toggle(self, id: str, state: Literal["read", "starred"]) -> bool:
        """Toggle a state of an article and return the new one."""

    def tag(self, id: str, tag: str, on: bool = True) -> None:
        """Add a tag to an article, or remove it."""

    def all(self) -> list[Mark]:
        """Return all marks and notes of all articles."""

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Return every tag with its number of articles, most frequent first."""

    def write_note(self, id: str, text: str, start: int | None = None) -> str:
        """Write a note on an article, or on the quote that starts at character ``start``.

        An empty text deletes the note. Returns the previous text.
        """

    def notes(self, id: str) -> tuple[Note, ...]:
        """Return the notes on an article and its quotes, the article's own first."""


class EngineSearches(Protocol):
    """Search history and saved searches."""

    def newest(self) -> int:
        """Return the key of the article added last; 0 if there is none."""

    def record(self, line: str, seen: int | None = None) -> None:
        """Record a search and mark its hits as seen, up to a key or all; nothing if read-only."""

    def set_name(self, line: str, name: str) -> None:
        """Save a search under a name, taken from any other search; empty deletes the name.

        A search that had no name so far is recorded; one that had keeps the newest key seen.
        """

    def forget(self, line: str) -> None:
        """Delete a search and its name."""

    def recent(self, limit: int) -> list[str]:
        """Return the search lines in the history, newest first."""

    def page(self, offset: int, limit: int) -> list[tuple[SavedSearch, int]]:
        """Return one page of searches, saved ones first, each with the newest key seen."""

    def count(self) -> int:
        """Return the number of searches in the history."""


class EngineChanges(Protocol):
    """What other programs change in the archive."""

    def stamp(self) -> Hashable:
        """Return a value that changes with every write, or None if asking costs a request."""
        return None

    def state(self) -> ArchiveState:
        """Return what the archive has now."""
        return ArchiveState()


class EngineFeeds(Protocol):
    """The feeds that the user follows, and what was fetched from them."""

    def all(self) -> list[Feed]:
        """Return the feeds in the order in which they were added."""

    def add(self, url: str) -> bool:
        """Follow a feed; return False if it was followed already."""

    def remove(self, url: str) -> bool:
        """Unfollow a feed; return False if it was not followed. Its articles stay."""

    def finished_entries(self, url: str) -> dict[str, str]:
        """Return the digests of the finished entries of a feed by key."""

    def record_fetch(self, feed: Feed, entries: Mapping[str, str] | None = None) -> None:
        """Store the state of a feed, and the digests of its finished entries unless None."""

    def retry_time(self, host: str) -> datetime | None:
        """Return the time before which a server wants no requests, if it ever set one."""

    def set_retry_time(self, host: str, until: datetime) -> None:
        """Store the time before which a server wants no requests."""


class EngineInputs(Protocol):
    """Where articles were added from."""

    def all(self) -> list[Input]:
        """Return the inputs in the order in which they were first added."""

    def record(self, given: Input) -> None:
        """Store an input, or the new options of a known one."""


class EngineCorrections(Protocol):
    """The user's corrections, and the file that holds them."""

    @property
    def path(self) -> Path:
        """The corrections file."""

    def all(self) -> tuple[Correction, ...]:
        """Return all corrections in file order."""

    def why_unmatched(self, correction: Correction) -> str:
        """Return why a correction matches nothing in the archive; empty if it matches."""

    def problems(self) -> tuple[str, ...]:
        """Return what cannot be read in the corrections file, each with its line."""

    def propose(
        self, id: str, quote: Quote, speaker: str, is_quote: bool, made: date,
        *, is_confirmed: bool = False,
    ) -> Revision:  # fmt: skip
        """Return the revision that sets the speaker of a quote, empty for unknown.

        It only removes an earlier correction if the speaker is whom the program found, unless the
        user has confirmed that. Raises NotFoundError if the quote no longer exists.
        """

    def propose_edit(self, id: str, values: Mapping[str, str], made: date) -> Revision:
        """Return the revision that sets fields of an article, a missing date being empty.

        Raises NotFoundError.
        """


class EngineSpeakers(Protocol):
    """The speakers of the archive, and which of their names belong to one person."""

    def page(self, prefix: str, offset: int, limit: int) -> list[Speaker]:
        """Return one page of speakers, named ones first, most quoted first.

        Folded names are one speaker; the prefix matches any word of any of their names.
        """

    def count(self, prefix: str) -> int:
        """Return the total number of speakers that ``page`` lists."""

    def get(self, name: str) -> Speaker | None:
        """Return the speaker with this name or alias, or None."""

    def uncompared(self) -> list[NamedSpeaker]:
        """Return the names that were never compared with others."""

    def fold(self, speakers: Sequence[NamedSpeaker], decide: DecideFolds) -> None:
        """Store label, block and context of names, and fold all names of their blocks again.

        The user's corrections of names take precedence.
        """


class UtteranceQuotes(NamedTuple):
    """The quotes that report one utterance, oldest first."""

    hits: tuple[QuoteHit, ...]
    stories: tuple[int, ...]
    """A number for each quote that is the same for copies and versions of one article."""


class EngineUtterances(Protocol):
    """Which quotes report one utterance, as ``index.record.utterances`` decides."""

    def catch_up(self, pause: float = 0) -> int:
        """Group the quotes that are not grouped as they are now, by these rules; return how many.

        The methods below do so first, but leave those that an older program grouped as they are.
        ``pause`` is the time in seconds between two transactions, in which others may write.
        """

    def count_outdated(self) -> int:
        """Return how many quotes are still grouped by the rules of an older program."""

    def stop(self) -> None:
        """Have ``catch_up`` end soon, for good; the next time it goes on from there."""

    def of_quote(self, id: str, number: int) -> UtteranceQuotes:
        """Return the quotes of the utterance that one reports, at least itself.

        Raises NotFoundError.
        """

    def numbers(self, hits: Sequence[QuoteHit]) -> list[int]:
        """Return a number for each quote, the same for those of one utterance; 0 without others."""

    def page(
        self, tree: Tree | None, order: UtteranceOrder, offset: int, limit: int
    ) -> tuple[list[UtteranceQuotes], int]:
        """Return one page of what several quotes report, and how many there are in all.

        With a tree, of those with a quote that matches.
        """


class EngineAnnotations(Protocol):
    """Count articles by the model that annotated them, and replace annotations."""

    def counts(self) -> list[tuple[str, bool, int]]:
        """Return ``annotated_by``, whether in English, and the number of articles, for each."""

    def ids(self, annotated_by: str, *, english: bool) -> list[str]:
        """Return the ids of the articles with this ``annotated_by``, oldest addition first."""

    def originals(self) -> Iterator[tuple[Article, Annotation]]:
        """Yield every article as it was read and annotated, in the order of addition.

        All copies and versions are among them, and what the user deleted; no correction applies.
        """

    def replace(self, batch: Sequence[tuple[Article, Annotation]]) -> None:
        """Replace the annotations of stored articles; the user's corrections still apply."""


class EngineStatistics(Protocol):
    """Counts over many articles, computed without reading them."""

    def facets(
        self, tree: Tree, *, by_speaker: SpeakerFilter | None = None, show_copies: bool = False,
        limit: int = 12,
    ) -> tuple[Facet, ...]:  # fmt: skip
        """Count states (unread, starred), outlets, months and names in the articles that match.

        A value counts the articles that the same search finds with a filter by this value. With
        ``by_speaker``, which is what that asks for, a speaker has said the quotes that match.
        Of outlets and names only the ``limit`` most frequent are counted; of months, all.
        """

    def speaker_facets(self, names: Sequence[str]) -> tuple[Facet, ...]:
        """Count the same in the articles that quote anyone with one of these names."""

    def count_quotes(self, speakers: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
        """Return how many quotes each speaker has, and in how many articles.

        A speaker is given by all their names; copies of an article count once.
        """

    def all_outlets(self) -> list[tuple[str, int, int]]:
        """Return every outlet with its number of articles that are shown, and hidden."""

    def outlets(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return outlets with a word that starts so, with their articles, most frequent first."""

    def timeline(
        self, tree: Tree | None, period: Period | None, by_speaker: SpeakerFilter | None,
        limit: int, *, show_copies: bool = False,
    ) -> Timeline:  # fmt: skip
        """Count quotes per period for the most frequent speakers; articles with ``by_speaker``.

        That is what the search asks for with a filter by a speaker.
        """

    def speakers(
        self, tree: Tree | None, prefix: str, order: SpeakerOrder, offset: int, limit: int,
        cells: int, *, show_copies: bool = False,
    ) -> tuple[list[Speaker], int]:  # fmt: skip
        """Return one page of the people who speak in the quotes that match, and how many they are.

        People with a name come first. Counts, dates and activity are those of these quotes.
        ``prefix`` matches the start of any word of a name.
        """

    def activity(
        self, speakers: Sequence[Sequence[str]], cells: int, span: tuple[date, date] | None
    ) -> list[tuple[int, ...]]:
        """Return each speaker's number of quotes in equal periods of months.

        A speaker is given by all their names.
        """

    def quotes_by_speaker(
        self, tree: Tree | None, offset: int, limit: int, *, show_copies: bool = False
    ) -> tuple[QuoteHit, ...]:
        """Return one page of the quotes that match, grouped by person, most quoted first."""

    def count_new(self, tree: Tree, seen: int, *, show_copies: bool = False) -> tuple[int, int]:
        """Return how many articles match, and how many of them were added after key ``seen``."""

    def new_articles(
        self, tree: Tree, seen: int, limit: int | None, *, show_copies: bool = False
    ) -> tuple[Entry, ...]:
        """Return the articles that match and were added after key ``seen``, the last one first."""

    def voices(self, tree: Tree | None, limit: int | None, *, show_copies: bool = False) -> Voices:
        """Count who is heard in the quotes that match, with the ``limit`` most quoted speakers.

        The others are added up; 0 leaves the speakers out, None lists all.
        """

    def total(self, tree: Tree | None, *, show_copies: bool = False) -> VoiceCount:
        """Count the quotes that match."""
        return self.voices(tree, 0, show_copies=show_copies).total

    def compare_words(
        self, first: Tree | None, second: Tree | None, background: Tree | None, min_count: int,
        *, show_copies: bool = False,
    ) -> list[WordCount]:  # fmt: skip
        """Count the words in the quotes of three searches, in any order; words are folded.

        Words are left out that are said less than ``min_count`` times in the quotes of the first
        and of the second search.
        """
