"""Draw quotes that are related to one: versions of its utterance, and earlier ones."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from index.article import UNKNOWN_SPEAKER, DiffPiece, QuoteHit
from index.record.results import EarlierQuote, Utterance, Version
from tui.render.dates import format_date, format_date_or
from tui.render.phrases import NO_DATE, NO_OUTLET, plural, with_cue
from tui.render.row_type import RowType
from tui.render.rows import justify, styled
from tui.render.sanitize import one_line, safe, shorten

DIFF_STYLES = {"same": "", "out": "$error strike", "in": "$success underline"}
LEGEND = (
    "Against the longest version: words left out are struck through in [brackets], new ones"
    " underlined."
)


def versions_type(utterance: Utterance) -> RowType[QuoteHit]:
    """Return how to list the versions of an utterance."""
    numbers = {_key(each.hit): number for number, each in enumerate(utterance.versions)}

    def draw(hit: QuoteHit, width: int) -> list[Content]:
        number = numbers[_key(hit)]
        kinds = _kinds(utterance, number)
        return _row(hit, [kinds[:last] for last in range(len(kinds), 0, -1)], width)

    return RowType(2, draw, _key)


def earlier_type(found: Sequence[EarlierQuote]) -> RowType[QuoteHit]:
    """Return how to list the quotes of a person on one matter."""
    by_key: Mapping[Hashable, EarlierQuote] = {_key(each.hit): each for each in found}

    def draw(hit: QuoteHit, width: int) -> list[Content]:
        return _row(hit, list(_notes(by_key[_key(hit)])), width)

    return RowType(2, draw, _key)


def _notes(each: EarlierQuote) -> Iterator[list[str]]:
    """Yield the notes on a quote, then shorter forms: a difference is whole or only named."""
    when = ["this quote"] if each.is_asked else ["later"] if each.is_later else []
    versions = [f"+{plural(each.others, 'version')}"] if each.others else []
    for number in range(len(each.turns), 0, -1):
        differs = f"differs in {', '.join(each.turns[:number])}"
        yield [*when, differs, *versions]
        yield [*when, differs]
    differs_at_all = ["differs"] if each.turns else []
    yield [*when, *differs_at_all, *versions]
    yield [*when, *differs_at_all]


def _key(hit: QuoteHit) -> Hashable:
    return hit.entry.id, hit.number


def _row(hit: QuoteHit, notes: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Draw date, outlet and the first form of the notes that fits, then the words."""
    source = one_line(hit.entry.source) or NO_OUTLET
    room = max(width * 2 // 3, 8)
    forms = [one_line(" · ".join(each)) for each in notes] or [""]
    shown = next((each for each in forms if cell_len(each) <= room), shorten(forms[-1], room))
    left = shorten(f"{format_date(hit.entry.date)} · {source}", width - cell_len(shown) - 1)
    words = Content(f"  {shorten(quote_words(hit), width - 2)}")
    return [justify(styled(left, "accent"), shown, width), words]


def quote_words(hit: QuoteHit) -> str:
    """Return the words of a quote on one line, after its cue."""
    return one_line(with_cue(hit.cue, hit.text))


def _kinds(utterance: Utterance, number: int) -> list[str]:
    """Return what is special about a version."""
    version = utterance.versions[number]
    kinds = []
    if len(utterance.speakers) > 1 or not version.hit.quote.named:
        kinds.append(version.hit.quote.person or f"speaker {UNKNOWN_SPEAKER}")
    if version.hit.entry.outdated:
        kinds.append("older version")
    elif not version.is_independent:
        before = {each.hit.entry.id for each in utterance.versions[:number]}
        kinds.append("same article" if version.hit.entry.id in before else "copy")
    if number == utterance.longest and utterance.wordings > 1:
        kinds.append("longest")
    elif not version.changes and utterance.wordings > 1:
        kinds.append("same as the longest")
    return kinds


def utterance_summary(utterance: Utterance) -> str:
    """Return when an utterance was first reported, and its counts; a header keeps the end."""
    independent = sum(version.is_independent for version in utterance.versions)
    first = utterance.versions[0].hit.entry
    where = f" in {one_line(first.source)}" if first.source else ""
    counts = (
        f"first {format_date(first.date)}{where}",
        f"{independent} independent" if independent < len(utterance.versions) else "",
        plural(len(utterance.outlets), "outlet") if utterance.outlets else "",
        plural(len(utterance.versions), "version"),
    )
    return " · ".join(filter(None, counts))


def version_details(utterance: Utterance, number: int) -> Content:
    """Return the words of a version, with its changes against the longest."""
    version = utterance.versions[number]
    if version.changes:
        words = Content(safe(with_cue(version.hit.cue, ""))) + styled_changes(version.changes)
        words = _origin(version.hit) + words
        return Content("\n\n").join([words, styled(LEGEND, "$muted"), *_conflict(utterance)])
    return Content("\n\n").join([_said(version.hit), *_conflict(utterance)])


def _said(hit: QuoteHit) -> Content:
    return _origin(hit) + Content(safe(with_cue(hit.cue, hit.text)))


def _origin(hit: QuoteHit) -> Content:
    """Return a line with the headline, outlet and date of a quote."""
    source = one_line(hit.entry.source) or NO_OUTLET
    about = f" · {source} · {format_date_or(hit.entry.date, NO_DATE)}\n"
    return styled(one_line(hit.entry.title) or "(untitled)", "$accent") + styled(about, "$muted")


def _conflict(utterance: Utterance) -> list[Content]:
    if len(utterance.speakers) < 2:
        return []
    counts = (
        f"{one_line(name)} ({sum(_is_by(each, name) for each in utterance.versions)})"
        for name in utterance.speakers
    )
    return [styled(f"Different speakers: {', '.join(counts)}.", "$warning")]


def _is_by(version: Version, name: str) -> bool:
    return name in (version.hit.quote.person or "").split("; ")


def earlier_details(found: EarlierQuote, asked: QuoteHit) -> Content:
    """Return the words of a quote, and where they turn."""
    lines = [_said(found.hit)]
    if found.turns:
        turns = ", ".join(f"“{one_line(turn)}”" for turn in found.turns)
        day = format_date_or(asked.entry.date, NO_DATE)
        lines.append(styled(f"Differs in {turns} from the quote of {day}.", "$warning"))
    return Content("\n\n").join(lines)


def styled_changes(pieces: Sequence[DiffPiece]) -> Content:
    """Return the pieces of a text, removed words struck through in brackets, new ones underlined.

    Not every terminal shows what is struck through: without brackets “one crane” replaced by
    “a crane” would read as “onea crane”.
    """
    shown = []
    for each, following in zip_longest(pieces, pieces[1:]):
        text = safe(each.text)
        words = text.strip()
        if each.kind == "out" and words:
            begin, end = text[: text.index(words)], text[text.index(words) + len(words) :]
            is_word_next = following is not None and following.text[:1].isalnum()
            text = f"{begin}[{words}]{end or ' ' * is_word_next}"
        shown.append(styled(text, DIFF_STYLES[each.kind]))
    return Content("").join(shown)
