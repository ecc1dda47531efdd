"""The vocabulary of the archive: what every part of the program passes to every other.

All offsets are in characters of ``Article.text``; a span is half open, as a slice is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

EntityLabel = Literal["person", "organisation", "place", "other"]
QuoteKind = Literal["direct", "mixed", "indirect"]
DiffKind = Literal["same", "out", "in"]
CueClass = Literal["saying", "thinking", "none"]
Period = Literal["day", "month", "year"]
Counted = Literal["quotes", "articles"]

# What separates two paragraphs of ``Article.text``.
PARAGRAPH_BREAK = "\n\n"

# What an article has, as files are told to call it with ``onrecord add --map``.
FIELDS = ("title", "text", "date", "source", "byline", "url", "section", "topics")

MEMBER_SEPARATOR = "!/"  # in a location, between a packed file and the file inside it
UNKNOWN_SPEAKER = "unknown"  # on screen, in corrections.toml and in speaker:unknown

GAP = " … "  # stands for what was left out between two spans of one quote


class Span(NamedTuple):
    """A stretch of ``Article.text``: ``text[start:end]``."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def touches(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read from a source.

    ``text`` is the body in paragraphs separated by ``PARAGRAPH_BREAK``, without the headline
    unless the source had none: then ``title`` is made from the first sentence, and
    ``title_from_text`` is true. Empty strings stand for what the source did not say.
    """

    title: str
    text: str
    date: date | None = None
    source: str = ""
    """The outlet that published it, as the file names it."""
    byline: str = ""
    url: str = ""
    section: str = ""
    topics: tuple[str, ...] = ()
    """What the outlet filed it under."""
    location: str = ""
    """Where it was read from: a file's path, with ``#n`` for the n-th article of one file."""
    title_from_text: bool = False
    note: str = ""
    """What a reader must know of how it was read: that its characters were mended, or that a
    PDF gave no paragraphs."""

    @property
    def id(self) -> str:
        """16 hexadecimal digits made from what was published, not from where the file lay.

        The same article read again from another folder has the same id.
        """
        import hashlib  # 10 ms that searching does without

        day = self.date.isoformat() if self.date else ""
        content = "\0".join((self.title, day, self.source, " ".join(self.text.split())))
        return hashlib.blake2b(content.encode(), digest_size=8).hexdigest()

    def paragraphs(self) -> list[Span]:
        """The spans of the paragraphs, in order, without the breaks between them."""
        return [
            Span(*match.span())
            for match in re.finditer(r"(?s).+?(?=\n\n|\Z)", self.text)
            if match.group().strip()
        ]


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place or other named thing, with all its mentions in one article."""

    name: str
    """Its fullest name in the article."""
    label: EntityLabel
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the explanation of an attribution.

    ``subject`` was taken for ``value`` as ``reason`` says, as in
    ``Step("source", "He", "subject of “remarked”")``.
    """

    subject: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's words or thoughts, as an article reports them."""

    content: tuple[Span, ...]
    """The words themselves, quotation marks included; more than one span where the cue or
    narration cuts them."""
    kind: QuoteKind
    cue: tuple[Span, ...] = ()
    """The words that say that somebody spoke: “said”, “according to”."""
    cue_class: CueClass = "none"
    mention: tuple[Span, ...] = ()
    """The words that name the speaker there: “she”, “the premier”, “Mr Falk”."""
    speakers: tuple[str, ...] = ()
    """The fullest name in the article of whoever spoke; empty where that is unknown."""
    named: bool = False
    """False where ``speakers`` only describes (“a senior official”)."""
    confidence: float = 0.0
    """How likely it is, from 0 to 1, that ``speakers`` is right."""
    steps: tuple[Step, ...] = ()

    @property
    def speaker(self) -> str | None:
        """The speakers as one string, or None where they are unknown."""
        return "; ".join(self.speakers) or None

    @property
    def start(self) -> int:
        """Where the quote begins."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where the quote ends."""
        return self.content[-1].end

    def cut(self, text: str) -> str:
        """The quoted words, cut out of the text of the article."""
        return GAP.join(span.cut(text) for span in self.content)


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was found in one article: entities, and quotes in the order of the text."""

    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    english: bool = True
    """False where the text is in another language, of which only quotation marks are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a list of articles: all but the text."""

    id: str
    title: str
    date: date | None
    source: str
    byline: str
    url: str
    location: str
    quotes: int
    """How many quotes the article has."""
    speakers: int
    """How many different named speakers it has."""
    words: int
    copies: int = 0
    """In how many other places the same article is kept."""
    versions: int = 0
    """How many other versions of it are kept."""
    outdated: bool = False
    """Whether a newer version has replaced it."""
    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    noted: bool = False
    """Whether the reader wrote a note on it or on one of its quotes."""


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A piece of a paragraph that two texts have alike, or that was taken out or put in."""

    kind: DiffKind
    text: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an article and the stretches of it that matched.

    ``text`` is ``Article.text[start:start + len(text)]``; ``matches`` are spans of the article.
    """

    text: str
    start: int
    matches: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """One quote and the article where it is on record."""

    entry: Entry
    number: int
    """Its place among the quotes of the article, from 0."""
    quote: Quote
    text: str
    """The quoted words, spans joined by ``GAP``."""
    mention: str
    cue: str
    person: str = ""
    """The fullest name in the archive of whoever speaks, where quotes are asked for by speaker."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found, and why."""

    entry: Entry
    snippets: tuple[Snippet, ...]
    """The passages with most matches, in the order of the text."""
    quotes: tuple[QuoteHit, ...] = ()
    """The matching quotes, where the query asks about quotes."""


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the articles found have each value of a field, commonest first."""

    field: str
    """A field of the search line: source, date (by month), speaker, person, org, place."""
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of the answer to a search."""

    total: int
    """How many articles match in all."""
    hits: tuple[Hit, ...]
    understood: str
    """How the line was read, in words."""
    as_of: int = 0
    """The state of the archive that was searched; with it the next page goes on in the same."""
    notes: tuple[str, ...] = ()
    """What the reader should know: words that are nowhere, names that several people have."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name that a speaker is quoted under, and why it is taken for the same."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted in the archive."""

    name: str
    named: bool
    """False where it is a description (“a senior official”)."""
    quotes: int
    articles: int
    first: date | None
    last: date | None
    aliases: tuple[Alias, ...] = ()
    """The other names that are counted here."""
    activity: tuple[int, ...] = ()
    """How many quotes there are in each of some equal stretches of months, where asked for."""

    @property
    def names(self) -> tuple[str, ...]:
        """All their names, that under which they are listed first."""
        return self.name, *(alias.name for alias in self.aliases)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """How much one speaker has said in each period of a timeline."""

    name: str
    """Empty for speakers whom nobody can tell."""
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """How often and when speakers are on record in what a search line finds."""

    period: Period
    periods: tuple[date, ...]
    """The first day of each period, without a gap from the first to the last."""
    total: tuple[int, ...]
    """How many quotes, or articles, each period has of all speakers."""
    rows: tuple[TimelineRow, ...]
    """The speakers who are on record most often."""
    undated: int = 0
    """How many have no date and so no place here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one article, or of one file that could not be read."""

    status: Literal["added", "same", "failed"]
    location: str
    id: str = ""
    title: str = ""
    reason: str = ""
    """Why it failed, and what to do about it."""
    copy_of: str = ""
    """The id of the article that it repeats, where it was added beside that."""
    version_of: str = ""
    """The id of the article that it is another version of."""
    note: str = ""
    """What to know of an article that was read."""
    progress: float = 0.0
    """How much of all that was given has been dealt with, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found when an archive was checked: how a part of it is, or one thing wrong."""

    part: Literal["database", "index", "folder"]
    message: str
    remedy: str = ""
    """What to do about it; empty where nothing is wrong."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was saved of a damaged database."""

    articles: int
    """How many articles were saved."""
    lost: tuple[str, ...]
    """The ids of those that were not, as far as those can be read."""
    incomplete: tuple[str, ...]
    """The ids of those that have lost quotes."""
    damaged_file: str
    """The damaged file, which is kept under another name."""
