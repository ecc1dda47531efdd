"""How articles, hits, quotes and speakers look as rows of a list.

Each function returns the lines of one row, no wider than ``width`` cells; the spans are inks.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.content import Span as Ink

from index.article import Entry, Hit, Quote, QuoteHit, SavedSearch, Snippet, Speaker
from tui.render.article_page import Reading
from tui.render.dates import day
from tui.render.row_type import Kind
from tui.render.sanitize import one_line, plural, safe, shorten
from tui.render.sparkline import spark
from tui.render.typesetting import name_lines

STAR, NOTE, UNREAD = "★ ", "✎ ", "● "
ROOMY = 60  # cells of a row that has room for words


def inked(text: str, ink: str) -> Content:
    """A piece of a line in one ink; the text is taken as it is."""
    return Content(text, [Ink(0, len(text), ink)])


def ends(left: Content, right: str, width: int) -> Content:
    """A line with something muted at its right end, where there is room."""
    room = width - left.cell_length - cell_len(right)
    if room < 1:
        return left
    return left + Content(" " * room) + inked(right, "muted")


def _headline(entry: Entry, width: int) -> Content:
    marks = (("" if entry.read else UNREAD), STAR * entry.starred, NOTE * entry.noted)
    star = "".join(marks)
    title = shorten(one_line(entry.title) or "(untitled)", width - len(star))
    return inked(star, "accent") + (Content(title) if entry.read else inked(title, "strong"))


def _where(entry: Entry, width: int) -> Content:
    """Date and source, shortened so that the number of quotes finds room."""
    also = "also in " if width >= ROOMY else "+"
    counts = (
        f"{also}{entry.copies}" if entry.copies else "",
        plural(entry.quotes, "quote") if entry.quotes else "",
    )
    count = " · ".join(filter(None, counts))
    parts = [day(entry.date), *(f"#{one_line(tag)}" for tag in entry.tags), one_line(entry.source)]
    left = shorten(" · ".join(filter(None, parts)), width - len(count) - 1)
    return ends(inked(left, "muted"), count, width)


def entry_row(entry: Entry, width: int) -> list[Content]:
    """An article: headline; date, source and how many quotes."""
    return [_headline(entry, width), _where(entry, width)]


def hit_row(hit: Hit, width: int) -> list[Content]:
    """An article that a search found, and the words for which it is there."""
    lines = [_headline(hit.entry, width), _where(hit.entry, width)]
    if hit.quotes:
        for found in hit.quotes[:2]:
            (who,) = name_lines(one_line(found.quote.speaker or "unknown"), max(width // 3, 8), 1)
            said = Content(one_line(found.text))
            lines.append(_cut(inked(f"{who}  ", "accent") + said, width))
    else:
        lines += [_snippet(snippet, width) for snippet in hit.snippets[:2]]
    return lines


def _snippet(snippet: Snippet, width: int) -> Content:
    """A passage on one line, so cut that its first match is in view."""
    text = safe(snippet.text)
    first = min((match.start - snippet.start for match in snippet.matches), default=0)
    begin = max(first - width // 3, 0)
    if begin:
        begin = text.find(" ", begin, first) + 1 or begin
    inks = [
        Ink(max(match.start - snippet.start - begin, 0), match.end - snippet.start - begin, "match")
        for match in snippet.matches
        if match.end - snippet.start > begin
    ]
    lead = inked("…", "muted") if begin else Content("")
    return _cut(lead + Content(text[begin:], inks), width)


def _cut(content: Content, width: int) -> Content:
    if content.cell_length <= width:
        return content
    return content.truncate(width, ellipsis=True)


def quote_row(hit: QuoteHit, width: int) -> list[Content]:
    """A quote: who and when, the words on two lines, the cue and the article."""
    who = one_line(hit.quote.speaker or "unknown")
    head = inked(shorten(who, max(width - 12, 8)), "accent")
    return [ends(head, day(hit.entry.date), width), *_words(hit, width)]


def month_of(hit: QuoteHit) -> str:
    """The month in which a quote was published, for a heading."""
    return f"{hit.entry.date:%B %Y}" if hit.entry.date else "No date"


def person_of(hit: QuoteHit) -> str:
    """The person whose quote it is, for a heading."""
    return one_line(hit.person or hit.quote.speaker or "Speaker unknown")


def dated_quote_row(hit: QuoteHit, width: int) -> list[Content]:
    """A quote of a speaker whom the screen names already: when and where, then the words."""
    source = one_line(hit.entry.source) or "source unknown"
    head = inked(shorten(f"{day(hit.entry.date)} · {source}", width), "accent")
    return [head, *_words(hit, width)]


def _words(hit: QuoteHit, width: int) -> list[Content]:
    lines = Content(one_line(hit.text)).wrap(max(width - 2, 8))
    if len(lines) > 2:
        lines = [lines[0], Content(shorten(lines[1].plain.rstrip() + " …", width - 2))]
    cue = one_line(hit.cue)
    origin = f"{cue} · {one_line(hit.entry.title)}" if cue else one_line(hit.entry.title)
    foot = inked(shorten(f"  {origin}", width), "muted")
    return [*(Content("  ") + line for line in lines), foot]


def speaker_row(speaker: Speaker, width: int) -> list[Content]:
    """A speaker: the name; how many quotes, in how many articles, from when to when."""
    counts, span = _counts_and_span(speaker, width)
    bars = spark(speaker.rhythm, width // 3)
    name = shorten(one_line(speaker.name), width - len(bars) - 1)
    return [
        ends(inked(name, "strong" if speaker.named else "muted"), bars, width),
        ends(inked(shorten(counts, width), "muted"), span, width),
    ]


def _counts_and_span(speaker: Speaker, width: int) -> tuple[str, str]:
    """How much there is and from when to when, in as many words as there is room for."""
    days = [d for d in (speaker.first, speaker.last) if d]
    counts = f"{plural(speaker.quotes, 'quote')} in {plural(speaker.articles, 'article')}"
    span = " – ".join(dict.fromkeys(map(day, days)))
    if len(counts) + len(span) < width:
        return counts, span
    months = "–".join(dict.fromkeys(each.isoformat()[:7] for each in days))
    return f"{speaker.quotes:,} in {plural(speaker.articles, 'article')}", months


def search_row(search: SavedSearch, width: int) -> list[Content]:
    """A search: its name and what is new, or the line alone."""
    line = shorten(one_line(search.line), width)
    if not search.name:
        return [Content(line)]
    new = f"{search.new:,} new" if search.new else ""
    total = "" if search.total is None else plural(search.total, "article")
    name = inked(shorten(one_line(search.name), width - len(new) - 1), "strong")
    head = name + Content(" " * max(width - name.cell_length - len(new), 0)) + inked(new, "accent")
    return [head, ends(inked(shorten(line, width - len(total) - 1), "muted"), total, width)]


@dataclass(frozen=True, slots=True)
class Heard:
    """A row of the context panel: a speaker of the article, or one of their quotes."""

    reading: Reading
    speaker: str | None
    quote: int | None = None
    count: int = 0


def heard(reading: Reading) -> list[Heard]:
    """The speakers of an article in the order in which they speak, each with their quotes."""
    by_speaker: dict[str | None, list[int]] = {}
    for number, quote in enumerate(reading.quotes):
        by_speaker.setdefault(quote.speaker, []).append(number)
    rows: list[Heard] = []
    for speaker, numbers in sorted(by_speaker.items(), key=lambda item: item[0] is None):
        rows.append(Heard(reading, speaker, None, len(numbers)))
        rows.extend(Heard(reading, speaker, number) for number in numbers)
    return rows


def heard_row(row: Heard, width: int) -> list[Content]:
    """A speaker with the number of quotes, or a quote on one line with a bar before it."""
    if row.quote is None:
        name = one_line(row.speaker or "unknown")
        ink = f"speaker-{row.reading.slots[row.speaker]}" if row.speaker else "unknown"
        return [ends(inked(shorten(name, width - 5), ink), str(row.count), width)]
    quote: Quote = row.reading.quotes[row.quote]
    words = one_line(quote.cut(row.reading.text))
    bar = NOTE if row.quote in row.reading.noted else "┃ "
    return [inked(bar, row.reading.ink_of(quote)) + Content(shorten(words, width - 2))]


def _entry_key(row: Entry | Hit) -> Hashable:
    return row.id if isinstance(row, Entry) else row.entry.id


def _quote_key(row: QuoteHit) -> Hashable:
    return row.entry.id, row.number


ENTRIES: Kind[Entry] = Kind(2, entry_row, _entry_key)
HITS: Kind[Hit] = Kind(5, hit_row, _entry_key)
QUOTES: Kind[QuoteHit] = Kind(5, quote_row, _quote_key, month_of)
QUOTES_BY_SPEAKER: Kind[QuoteHit] = Kind(5, dated_quote_row, _quote_key, person_of)
DATED_QUOTES: Kind[QuoteHit] = Kind(5, dated_quote_row, _quote_key)
SPEAKERS: Kind[Speaker] = Kind(2, speaker_row, lambda row: (row.name, row.named))
SEARCHES: Kind[SavedSearch] = Kind(2, search_row, lambda row: row.line)
HEARD: Kind[Heard] = Kind(1, heard_row, lambda row: (row.speaker, row.quote))
