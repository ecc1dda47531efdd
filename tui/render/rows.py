"""Draw articles, hits, quotes, speakers and searches as rows of a list.

Each function returns the lines of one row, at most ``width`` cells wide, as styled text.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.content import Span as StyledSpan

from index.article import UNKNOWN_SPEAKER, Entry, Hit, QuoteHit, Snippet, Speaker
from index.user_data import SavedSearch
from tui.render.article_page import ArticlePage
from tui.render.dates import format_date
from tui.render.headline import after_headline, repeats_headline
from tui.render.phrases import NO_OUTLET, plural, with_cue
from tui.render.row_type import RowType
from tui.render.sanitize import one_line, safe, shorten, without_ellipsis
from tui.render.sparkline import sparkline
from tui.render.typesetting import name_lines

STAR, NOTE, UNREAD = "★ ", "✎ ", "● "
MAX_QUOTES = 2  # that match, in the row of an article
WIDE_ROW = 60  # cells from which a row has room for words in place of signs
WIDE_LIST = 100  # cells in which most quotes take one line


def styled(text: str, style: str) -> Content:
    """Return text in one style; markup in the text is not interpreted."""
    return Content(text, [StyledSpan(0, len(text), style)])


def justify(left: Content, right: str, width: int) -> Content:
    """Put muted text at the right end of a line if there is room."""
    room = width - left.cell_length - cell_len(right)
    if room < 1:
        return left
    return left + Content(" " * room) + styled(right, "muted")


def _headline(entry: Entry, width: int) -> Content:
    marks = "".join(("" if entry.read else UNREAD, STAR * entry.starred, NOTE * entry.has_note))
    title = shorten(one_line(entry.title) or "(untitled)", width - len(marks))
    return styled(marks, "accent") + (Content(title) if entry.read else styled(title, "strong"))


def _details(entry: Entry, width: int) -> Content:
    """Return date, tags and source, shortened to leave room for the counts."""
    also = "also in " if width >= WIDE_ROW else "+"
    counts = (
        f"{also}{entry.copies}" if entry.copies else "",
        plural(entry.quotes, "quote") if entry.quotes else "",
    )
    right = " · ".join(filter(None, counts))
    tags = (f"#{one_line(tag)}" for tag in entry.tags)
    parts = [format_date(entry.date), *tags, one_line(entry.source)]
    left = shorten(" · ".join(filter(None, parts)), width - len(right) - 1)
    return justify(styled(left, "muted"), right, width)


def entry_row(entry: Entry, width: int) -> list[Content]:
    """Draw an article: the headline, then its details."""
    return [_headline(entry, width), _details(entry, width)]


def hit_row(hit: Hit, width: int) -> list[Content]:
    """Draw an article that a search found, with its matching quotes or passages."""
    lines = [_headline(hit.entry, width), _details(hit.entry, width)]
    if hit.quotes:
        others = [each for each in hit.quotes if not repeats_headline(hit.entry, each.text)]
        for number, found in enumerate(others[:MAX_QUOTES]):
            speaker = one_line(found.quote.person or UNKNOWN_SPEAKER)
            (name,) = name_lines(speaker, max(width // 3, 8), 1)
            words = Content(one_line(with_cue(found.cue, found.text)))
            hidden = len(others) - MAX_QUOTES if number == MAX_QUOTES - 1 else 0
            more = f"{hidden:,} more" if hidden > 0 else ""
            room = width - len(more) - 1 if more else width
            shown = truncate(styled(f"{name}  ", "accent") + words, room)
            lines.append(justify(shown, more, width) if more else shown)
    else:
        passages = (after_headline(hit.entry, snippet) for snippet in hit.snippets[:2])
        lines += [_snippet(passage, width) for passage in passages if passage]
    return lines


def _snippet(snippet: Snippet, width: int) -> Content:
    """Return a passage on one line, cut so that its first match is visible."""
    text = safe(snippet.text)
    first = min((match.start - snippet.start for match in snippet.matches), default=0)
    begin = max(first - width // 3, 0)
    if begin:
        begin = text.find(" ", begin, first) + 1 or begin
    offset = snippet.start + begin
    spans = [
        StyledSpan(max(match.start - offset, 0), match.end - offset, "match")
        for match in snippet.matches
        if match.end > offset
    ]
    is_cut = begin and not text.startswith("…", begin)
    ellipsis = styled("…", "muted") if is_cut else Content("")
    return truncate(ellipsis + Content(text[begin:], spans), width)


def truncate(content: Content, width: int) -> Content:
    """Cut styled text to ``width`` cells and mark the cut with one ellipsis."""
    if content.cell_length <= width:
        return content
    kept = without_ellipsis(content.truncate(max(width - 1, 0)).plain)
    return content.truncate(min(cell_len(kept) + 1, width), ellipsis=True)


def quote_row(hit: QuoteHit, width: int) -> list[Content]:
    """Draw a quote: speaker and date, the words on two lines, then cue and headline."""
    speaker = one_line(hit.quote.person or UNKNOWN_SPEAKER)
    header = styled(shorten(speaker, max(width - 12, 8)), "accent")
    return [justify(header, format_date(hit.entry.date), width), *_words(hit, width)]


def doubtful_quote_row(hit: QuoteHit, width: int) -> list[Content]:
    """Draw a quote with the confidence in its speaker."""
    return _with_confidence(quote_row(hit, width - 5), hit, width)


def short_doubtful_row(hit: QuoteHit, width: int) -> list[Content]:
    """Draw a quote in three lines, with the confidence in its speaker."""
    return _with_confidence(short_quote_row(hit, width - 5), hit, width)


def _with_confidence(lines: list[Content], hit: QuoteHit, width: int) -> list[Content]:
    return [justify(lines[0], f"{hit.quote.confidence:.2f}", width), *lines[1:]]


def short_quote_row(hit: QuoteHit, width: int) -> list[Content]:
    """Draw a quote in three lines: speaker and date, then the words.

    The headline stands between speaker and date if there is room, or above the article beside.
    """
    speaker = one_line(hit.quote.person or UNKNOWN_SPEAKER)
    header = styled(shorten(speaker, max(width - 12, 8)), "accent")
    if width >= WIDE_LIST:
        headline = "" if repeats_headline(hit.entry, hit.text) else one_line(hit.entry.title)
        about = " · ".join(filter(None, (one_line(hit.entry.source) or NO_OUTLET, headline)))
        header = truncate(header + styled(f"  {about}", "muted"), width - 12)
    lines = _two_lines(one_line(with_cue(hit.cue, hit.text)), width - 2)
    return [
        justify(header, format_date(hit.entry.date), width),
        *(Content(f"  {line}") for line in lines),
    ]


def month_heading(hit: QuoteHit) -> str:
    """Return the month of publication."""
    return f"{hit.entry.date:%B %Y}" if hit.entry.date else "No date"


def speaker_heading(hit: QuoteHit) -> str:
    """Return the name of the speaker."""
    return one_line(hit.quote.person or "Speaker unknown")


def dated_quote_row(hit: QuoteHit, width: int) -> list[Content]:
    """Draw a quote whose speaker is shown elsewhere: date and source, then the words."""
    source = one_line(hit.entry.source) or NO_OUTLET
    header = styled(shorten(f"{format_date(hit.entry.date)} · {source}", width), "accent")
    return [header, *_words(hit, width)]


def attributed_quote_row(hit: QuoteHit, width: int) -> list[Content]:
    """Draw a quote of a list of several speakers: speaker, date and source, then the words."""
    date, source = format_date(hit.entry.date), one_line(hit.entry.source) or NO_OUTLET
    speaker = one_line(hit.quote.person or UNKNOWN_SPEAKER)
    header = styled(shorten(speaker, max(width - len(date) - 1, 8)), "accent")
    room = width - header.cell_length - 1
    return [justify(header, shorten(f"{date} · {source}", room), width), *_words(hit, width)]


def wide_quote_row(hit: QuoteHit, width: int) -> list[Content]:
    """Draw a quote as ``dated_quote_row`` does, on a line less: with the headline in the first."""
    source = one_line(hit.entry.source) or NO_OUTLET
    headline = "" if repeats_headline(hit.entry, hit.text) else one_line(hit.entry.title)
    header = styled(f"{format_date(hit.entry.date)} · {source}  ", "accent")
    lines = _two_lines(one_line(with_cue(hit.cue, hit.text)), width - 2)
    return [
        truncate(header + styled(headline, "muted"), width),
        *(Content(f"  {line}") for line in lines),
    ]


def _words(hit: QuoteHit, width: int) -> list[Content]:
    lines = _two_lines(one_line(hit.text), width - 2)
    headline = "" if repeats_headline(hit.entry, hit.text) else one_line(hit.entry.title)
    cue = one_line(hit.cue)
    cue = cue if any(map(str.isalnum, cue)) else ""  # a colon after a name
    origin = " · ".join(filter(None, (cue, headline)))
    # A short quote leaves the headline a second line.
    footer = [shorten(origin, width - 2)] if len(lines) > 1 else _two_lines(origin, width - 2)
    return [
        *(Content(f"  {line}") for line in lines),
        *(styled(f"  {line}", "muted") for line in footer),
    ]


def _two_lines(text: str, width: int) -> list[str]:
    """Wrap a text to at most two lines."""
    lines = [line.plain.rstrip() for line in Content(text).wrap(max(width, 8))]
    return (
        lines if len(lines) <= 2 else [lines[0], shorten(f"{without_ellipsis(lines[1])} …", width)]
    )


def speaker_row(speaker: Speaker, width: int) -> list[Content]:
    """Draw a speaker: name and activity, then counts and dates."""
    counts, dates = _counts_and_dates(speaker, width)
    bars = sparkline(speaker.activity, width // 3)
    name = shorten(one_line(speaker.name), width - len(bars) - 1)
    return [
        justify(styled(name, "strong" if speaker.named else "muted"), bars, width),
        justify(styled(shorten(counts, width), "muted"), dates, width),
    ]


def _counts_and_dates(speaker: Speaker, width: int) -> tuple[str, str]:
    """Return the counts, and the first and last date; shorter forms if there is little room."""
    days = [day for day in (speaker.first, speaker.last) if day]
    counts = f"{plural(speaker.quotes, 'quote')} in {plural(speaker.articles, 'article')}"
    dates = " – ".join(dict.fromkeys(map(format_date, days)))
    if len(counts) + len(dates) < width:
        return counts, dates
    months = "–".join(dict.fromkeys(day.isoformat()[:7] for day in days))
    return f"{speaker.quotes:,} in {plural(speaker.articles, 'article')}", months


def search_row(search: SavedSearch, width: int) -> list[Content]:
    """Draw a search: its name and the number of new articles, then its line and total."""
    line = shorten(one_line(search.line), width)
    if not search.name:
        return [Content(line)]
    new = f"{search.new:,} new" if search.new else ""
    total = "" if search.total is None else plural(search.total, "article")
    name = styled(shorten(one_line(search.name), width - len(new) - 1), "strong")
    gap = Content(" " * max(width - name.cell_length - len(new), 0))
    header = name + gap + styled(new, "accent")
    return [header, justify(styled(shorten(line, width - len(total) - 1), "muted"), total, width)]


@dataclass(eq=False, repr=False)
class ContextRow:
    """A row of the context pane: a speaker of the article with a count, or one of the quotes."""

    page: ArticlePage
    speaker: str | None
    quote: int | None = None
    count: int = 0


def context_rows(page: ArticlePage) -> list[ContextRow]:
    """Return the speakers of an article in order of first quote, each followed by the quotes."""
    by_speaker: dict[str | None, list[int]] = {}
    for number, quote in enumerate(page.quotes):
        by_speaker.setdefault(quote.person, []).append(number)
    rows: list[ContextRow] = []
    for speaker, numbers in sorted(by_speaker.items(), key=lambda item: item[0] is None):
        rows.append(ContextRow(page, speaker, None, len(numbers)))
        rows.extend(ContextRow(page, speaker, number) for number in numbers)
    return rows


def context_row(row: ContextRow, width: int) -> list[Content]:
    """Draw a speaker with the number of quotes, or a quote on one line behind a bar."""
    style = row.page.speaker_style(row.speaker)
    if row.quote is None:
        name = shorten(one_line(row.speaker or UNKNOWN_SPEAKER), width - 5)
        return [justify(styled(name, style), str(row.count), width)]
    words = row.page.quote_words(row.quote)
    bar = NOTE if row.quote in row.page.quote_notes else "┃ "
    return [styled(bar, style) + Content(shorten(words, width - 2))]


def _entry_key(row: Entry | Hit) -> Hashable:
    return row.id if isinstance(row, Entry) else row.entry.id


def _quote_key(row: QuoteHit) -> Hashable:
    return row.entry.id, row.number


ENTRIES: RowType[Entry] = RowType(2, entry_row, _entry_key)
HITS: RowType[Hit] = RowType(5, hit_row, _entry_key)
QUOTES: RowType[QuoteHit] = RowType(5, quote_row, _quote_key, month_heading)
QUOTES_BY_SPEAKER: RowType[QuoteHit] = RowType(5, dated_quote_row, _quote_key, speaker_heading)
DOUBTFUL_QUOTES: RowType[QuoteHit] = RowType(5, doubtful_quote_row, _quote_key)
DATED_QUOTES: RowType[QuoteHit] = RowType(5, dated_quote_row, _quote_key)
ATTRIBUTED_QUOTES: RowType[QuoteHit] = RowType(5, attributed_quote_row, _quote_key)
WIDE_QUOTES: RowType[QuoteHit] = RowType(3, wide_quote_row, _quote_key)
SHORT_QUOTES: RowType[QuoteHit] = RowType(3, short_quote_row, _quote_key)
SHORT_DOUBTFUL_QUOTES: RowType[QuoteHit] = RowType(3, short_doubtful_row, _quote_key)
SPEAKERS: RowType[Speaker] = RowType(2, speaker_row, lambda row: (row.name, row.named))
SEARCHES: RowType[SavedSearch] = RowType(2, search_row, lambda row: row.line)
CONTEXT_ROWS: RowType[ContextRow] = RowType(1, context_row, lambda row: (row.speaker, row.quote))


def quote_type(order: str, width: int) -> RowType[QuoteHit]:
    """Return how to list quotes in an order, in a terminal of this width."""
    if width >= WIDE_LIST:
        return SHORT_DOUBTFUL_QUOTES if order == "doubtful" else SHORT_QUOTES
    return {"speaker": QUOTES_BY_SPEAKER, "doubtful": DOUBTFUL_QUOTES}.get(order, QUOTES)
