"""The data classes that all parts of the program share: articles, quotes, speakers, hits.

An article is read from a file, then annotated with entities and quotes. A *quote* is what an
article reports that somebody said or thought. In

    “The ferry is late,” she said.

the content is “The ferry is late,”, the cue is “said”, the mention is “she”, and the speaker is
the person whom “she” refers to, under their fullest name in the article. The quotes are searched,
counted by speaker, and corrected by the user (``index.user_data``).

All offsets are in characters of ``Article.text``.
"""

import datetime as dt
import re
from typing import Literal, NamedTuple

EntityLabel = Literal["person", "organisation", "place", "other"]
QuoteKind = Literal["direct", "mixed", "indirect"]
DiffKind = Literal["same", "out", "in"]
CueClass = Literal["saying", "thinking", "none"]
Period = Literal["day", "month", "year"]
Counted = Literal["quotes", "articles"]
SpeakerOrder = Literal["quotes", "name", "first", "last"]
"""Most quotes first, by name, or by the date of the first or the last quote."""

PARAGRAPH_BREAK = "\n\n"  # between two paragraphs of ``Article.text``
ID_FIELDS = ("title", "date", "source")  # they make the id, together with the text
MEMBER_SEPARATOR = "!/"  # in a location, between a packed file and the file inside it
UNKNOWN_SPEAKER = "unknown"  # on screen, in corrections.toml and in speaker:unknown
OTHER_SPEAKERS = "(other speakers)"  # in a timeline; articles quote “other speakers” too
NOT_ANNOTATED = "not annotated"  # as ``annotated_by``, if annotating the article failed
CORRECTED_BY = "you"  # the subject of the first step of a quote that the user corrected
DOUBTFUL = 0.75  # confidence below which a speaker is doubtful: in the review and in exports
GAP = " … "  # between two spans of one quote


class Span(NamedTuple):
    """A part of ``Article.text``: ``text[start:end]``."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """Return the text of the span."""
        return text[self.start : self.end]

    def touches(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


class Article(NamedTuple):
    """One article as it was read from a file or feed.

    ``text`` is the body in paragraphs separated by ``PARAGRAPH_BREAK``, without the headline
    unless there is none: then ``title`` is made from the first sentence, and
    ``title_from_text`` is true. Unknown values are empty.
    """

    title: str
    text: str
    date: dt.date | None = None
    source: str = ""
    """The outlet that published it, as spelled in the file."""
    byline: str = ""
    url: str = ""
    section: str = ""
    topics: tuple[str, ...] = ()
    """The outlet's own keywords."""
    location: str = ""
    """The path of its file, with ``#n`` for the n-th article in that file."""
    title_from_text: bool = False
    headings: tuple[int, ...] = ()
    """The numbers of the paragraphs that are headings, from 0, if the file marks them."""
    note: str = ""
    """A warning about how it was read: repaired characters, or a PDF without paragraphs."""
    edited: tuple[tuple[str, str], ...] = ()
    """The fields that the user edited, each with its value as it was read."""

    @property
    def id(self) -> str:
        """16 hexadecimal digits of title, date, outlet and text, as they were read.

        The same article in another file has the same id.
        """
        from hashlib import blake2b  # 3 ms that reading saves

        day = self.date.isoformat() if self.date else ""
        read = {"title": self.title, "date": day, "source": self.source} | dict(self.edited)
        content = "\0".join((*(read[name] for name in ID_FIELDS), " ".join(self.text.split())))
        return blake2b(content.encode(), digest_size=8).hexdigest()

    def paragraphs(self) -> list[Span]:
        """Return the spans of the paragraphs, without the breaks between them."""
        return [
            Span(*match.span())
            for match in re.finditer(r"(?s)[^\n].*?(?=\n\n|\Z)", self.text)
            if match.group().strip()
        ]

    def heading_spans(self) -> list[Span]:
        """Return the spans of the headings."""
        spans = self.paragraphs() if self.headings else []
        return [spans[number] for number in self.headings if number < len(spans)]

    def sentences_around(self, span: Span) -> tuple[Span, Span, Span]:
        """Return the sentence before a span, the sentences that it is in, and the sentence after.

        At the ends of the text the sentence before or after is empty.
        """
        from index.sentences import sentences_around  # 5 ms that searching saves

        before, inside, after = sentences_around(self.text, *span)
        return Span(*before), Span(*inside), Span(*after)


class Entity(NamedTuple):
    """A named person, organisation or place, with all its mentions in one article."""

    name: str
    """The fullest name in the article."""
    label: EntityLabel
    mentions: tuple[Span, ...]


class Step(NamedTuple):
    """One step of the explanation why a quote has its speaker.

    ``subject`` was resolved to ``value`` because of ``reason``, as in
    ``Step("source", "He", "subject of “remarked”")``.
    """

    subject: str
    value: str
    reason: str


class Quote(NamedTuple):
    """What an article reports that somebody said or thought, and who that is."""

    content: tuple[Span, ...]
    """The reported words with their quotation marks; several spans if the cue interrupts them."""
    kind: QuoteKind
    """``direct`` in quotation marks, ``indirect`` without, ``mixed`` partly so."""
    cue: tuple[Span, ...] = ()
    """The words that introduce a quote: “said”, “according to”."""
    cue_class: CueClass = "none"
    mention: tuple[Span, ...] = ()
    """The words for the speaker at this place: “she”, “the premier”, “Mr Falk”."""
    speakers: tuple[str, ...] = ()
    """The speakers' fullest names in the article; empty if unknown."""
    named: bool = False
    """False if ``speakers`` is a description (“a senior official”)."""
    represents: str = ""
    """Whom an unnamed speaker speaks for: “a spokesman for the Falk campaign”."""
    confidence: float = 0.0
    """The probability, from 0 to 1, that ``speakers`` is right."""
    steps: tuple[Step, ...] = ()
    """Why the program, or the user, chose these speakers."""
    persons: tuple[str, ...] = ()
    """The speakers' fullest names in the archive, where these differ from ``speakers``."""

    @property
    def speaker(self) -> str | None:
        """The speakers as one string, or None if unknown."""
        return "; ".join(self.speakers) or None

    @property
    def person(self) -> str | None:
        """The speakers under their fullest names in the archive, or None if unknown."""
        return "; ".join(dict.fromkeys(self.persons or self.speakers)) or None

    @property
    def start(self) -> int:
        """Where the quote starts."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Where the quote ends."""
        return self.content[-1].end

    def cut(self, text: str) -> str:
        """Return the quoted words from the text of the article."""
        return GAP.join(span.cut(text) for span in self.content)

    def cut_cue(self, text: str) -> str:
        """Return the cue from the text of the article; empty if there is none."""
        return " ".join(span.cut(text) for span in self.cue)


class Annotation(NamedTuple):
    """The entities and quotes found in one article, quotes in the order of the text."""

    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    english: bool = True
    """False for another language, in which only quotation marks and names are found."""
    annotated_by: str = ""
    """Name and version of the language model and the program; empty if unknown.

    ``NOT_ANNOTATED`` if the model failed on the article.
    """


class Entry(NamedTuple):
    """An article in a list: everything but its text, with the user's marks."""

    id: str
    title: str
    date: dt.date | None
    source: str
    byline: str
    url: str
    location: str
    quotes: int
    """The number of its quotes."""
    words: int
    copies: int = 0
    """The number of copies: the same article from other outlets or files."""
    versions: int = 0
    """The number of other versions: the same page or file, edited."""
    outdated: bool = False
    """Whether a newer version has replaced it."""
    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    has_note: bool = False
    """Whether the user wrote a note on it or on one of its quotes."""
    edited: tuple[tuple[str, str], ...] = ()
    """The fields that the user edited, each with its value as it was read."""
    title_from_text: bool = False
    """Whether the article has no headline, and ``title`` is its first sentence."""


class DiffPiece(NamedTuple):
    """A piece of a paragraph: in both texts (``same``), removed (``out``) or added (``in``)."""

    kind: DiffKind
    text: str


class Snippet(NamedTuple):
    """A passage of an article with highlighted matches.

    ``text`` is ``Article.text[start:start + len(text)]``; ``matches`` are spans of the article.
    """

    text: str
    start: int
    matches: tuple[Span, ...]


class QuoteHit(NamedTuple):
    """A quote that a search found, with its article."""

    entry: Entry
    number: int
    """The position among the quotes of the article, from 0."""
    quote: Quote
    text: str
    """The quoted words, spans joined by ``GAP``."""
    mention: str
    cue: str


class Hit(NamedTuple):
    """An article that a search found, with the matching passages."""

    entry: Entry
    snippets: tuple[Snippet, ...]
    """The passages with the most matches, in the order of the text."""
    quotes: tuple[QuoteHit, ...] = ()
    """The matching quotes, if the query has conditions on quotes."""


class Facet(NamedTuple):
    """How many of the articles found have each value of a field, commonest first, and “”: none."""

    field: str
    """A field of the search line: source, date (by month), speaker, person, org, place."""
    values: tuple[tuple[str, int], ...]


class Results(NamedTuple):
    """One page of the results of a search."""

    total: int
    """The number of all matching articles."""
    hits: tuple[Hit, ...]
    understood: str
    """How the search line was understood, in words."""
    as_of: int = 0
    """The state of the archive that was searched, for the next pages."""
    notes: tuple[str, ...] = ()
    """Hints: words that do not occur, names that several people share."""


class Alias(NamedTuple):
    """Another name of a speaker, and why the two were merged."""

    name: str
    reason: str


class Speaker(NamedTuple):
    """A person, or a description of one, quoted in the archive."""

    name: str
    named: bool
    """False for a description (“a senior official”)."""
    quotes: int
    articles: int
    first: dt.date | None
    last: dt.date | None
    aliases: tuple[Alias, ...] = ()
    """Other names of the same person, included in the counts."""
    activity: tuple[int, ...] = ()
    """The number of quotes in equal periods of months, if it was counted."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the speaker, ``name`` first."""
        return self.name, *(alias.name for alias in self.aliases)


class TimelineRow(NamedTuple):
    """The quotes, or articles, of one speaker in each period of a timeline."""

    name: str
    """Empty for unknown speakers, and for several."""
    counts: tuple[int, ...]
    others: int = 0
    """The number of speakers, if the row is that of all who have no row of their own."""
    number: int = 0
    """How many these are in all; copies in several periods count once here."""

    @property
    def label(self) -> str:
        """The name, or “(other speakers)” or “unknown”."""
        return self.name or (OTHER_SPEAKERS if self.others else UNKNOWN_SPEAKER)


class Timeline(NamedTuple):
    """Counts per period and speaker of the quotes, or articles, that a search finds."""

    period: Period
    periods: tuple[dt.date, ...]
    """The first day of each period, without gaps."""
    total: tuple[int, ...]
    """The count of each period, for all speakers."""
    rows: tuple[TimelineRow, ...]
    """The most frequent speakers, then all others together, then the unknown ones."""
    undated: int = 0
    number: int = 0
    """The count with a date; copies in several periods count once here."""

    @property
    def repeated(self) -> int:
        """How much more the rows count than there is, for several speakers."""
        return sum(row.number for row in self.rows) - self.number

    @property
    def reprinted(self) -> int:
        """How much more the periods count than there is, for copies in several."""
        return sum(self.total) - self.number


class Outcome(NamedTuple):
    """What happened to one article that was added, or to a file that could not be read."""

    status: Literal["added", "same", "failed"]
    location: str
    id: str = ""
    title: str = ""
    reason: str = ""
    """Why it failed, and what to do about it."""
    copy_of: str = ""
    """The id of the article that it is a copy of."""
    version_of: str = ""
    """The id of the article that it is another version of."""
    note: str = ""
    """A warning about how the article was read, or why it is not shown."""
    is_hidden: bool = False
    """Whether it was there already, but is deleted or has a hidden outlet."""
    annotated: bool = True
    """False if it was added without quotes and names, because the model failed on it."""
    progress: float = 0.0
    """The share of all input that has been processed, from 0 to 1."""


class CheckResult(NamedTuple):
    """One result of checking an archive: the state of a part, or a problem with it."""

    part: Literal["database", "index", "folder", "utterances"]
    message: str
    remedy: str = ""
    """What to do about a problem; empty if there is none."""
