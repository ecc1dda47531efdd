"""Phrases that the reader and the commands share. Loads no Textual."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from index.article import UNKNOWN_SPEAKER
from index.user_data import (
    ArticleEdit,
    Correction,
    Deletion,
    NameCorrection,
    OutletCorrection,
)
from tui.render.sanitize import shorten

NO_OUTLET, NO_DATE = "no outlet", "no date"
BETWEEN_AUTHORS = r", (?!(?:jr|sr|ii|iii|iv|phd|md|mba|obe|mp)\b)"
PLAIN_CUES = frozenset(("said", "says", "say", "saying", "told", "tells", "according to", "added"))
FIELD_LABELS = {
    "title": "headline", "date": "date", "source": "outlet", "byline": "byline",
    "section": "section",
}  # fmt: skip


def plural(number: int, noun: str, many: str = "") -> str:
    """Return a counted noun: “1 quote”, “2,000 quotes”; ``many`` is an irregular plural."""
    return f"{number:,} {noun if number == 1 else many or f'{noun}s'}"


def why_few_quotes(line: str, articles: int, quotes: int) -> str:
    """Say that words of a search are in articles but not in their quotes, if they have few.

    Empty if there are as many quotes as articles, or if the search is about quotes alone: then
    there are fewer because the same quote may stand in several articles.
    """
    from index.query import asks_for_quotes, has_plain_words, parse  # not needed at the start

    has_words = quotes < articles and has_plain_words(line)
    if quotes >= articles or (not has_words and asks_for_quotes(parse(line).tree)):
        return ""
    found = f"{plural(articles, 'article')} {'matches' if articles == 1 else 'match'}"
    counted = f"only {plural(quotes, 'quote')}" if quotes else "no quote"
    return f"{found}, but {counted}{' with these words' if has_words else ''}."


def day_in_column(day: date | None) -> str:
    """Return a date as in 2024-05-01, or ``NO_DATE``, as wide as one."""
    return day.isoformat() if day else NO_DATE.ljust(10)


def fitting(parts: Iterable[str], width: int, *, from_end: bool = True, sign: str = "") -> str:
    """Join as many whole parts as fit; those at the end, or the start, are left out first.

    ``sign`` stands for those left out, with “{}” for their number. A single part that does not fit
    is cut, unless it has a number, which would then be wrong.
    """
    from rich.cells import cell_len  # 3 ms that commands save

    kept = [part for part in parts if part]
    total, text = len(kept), " · ".join(kept)
    while len(kept) > 1 and cell_len(text) > width:
        kept.pop(-1 if from_end else 0)
        signs = [sign.format(total - len(kept))] if sign else []
        text = " · ".join([*kept, *signs] if from_end else [*signs, *kept])
    if cell_len(text) <= width:
        return text
    if not any(map(str.isdecimal, text)):
        return shorten(text, width)
    return shorten("…", width) if sign else ""


def first_sentences(text: str, width: int) -> str:
    """Return as many whole sentences of a text as fit; a first one that does not fit is cut."""
    from rich.cells import cell_len

    kept = re.split(r"(?<=\.) ", text)
    while len(kept) > 1 and cell_len(" ".join(kept)) > width:
        kept.pop()
    return shorten(" ".join(kept), width)


def attributed(speaker: str | None, cue: str, words: str) -> str:
    """Return who said what, with the cue: “Ana Pell (denied): that she resigned”.

    Without the cue, the words of an indirect quote could mean the opposite.
    """
    how = f" ({cue})" if _has_letters(cue) else ""
    return f"{speaker or UNKNOWN_SPEAKER}{how}: {words}"


def with_cue(cue: str, words: str) -> str:
    """Return words whose speaker is shown elsewhere: “(denied) that she resigned”.

    A cue that only says that somebody spoke is left out.
    """
    return f"({cue}) {words}" if _has_letters(cue) and cue.lower() not in PLAIN_CUES else words


def shown_cue(cue: str) -> str:
    """Return a cue; empty if it is only a mark, such as a colon after a name."""
    return cue if _has_letters(cue) else ""


def _has_letters(cue: str) -> bool:
    return any(map(str.isalnum, cue))  # a colon after a name is a cue too


def naming_messages(replaced: str, former: str) -> list[str]:
    """Return what saving a search changed besides; see ``Searches.naming``."""
    messages = [f"The search {replaced} is not saved any more."] if replaced else []
    return [*messages, f"It is no longer saved as {former}."] if former else messages


def split_authors(byline: str) -> list[str]:
    """Return the names in a byline; “Ida Roe, Jr.” is one name."""
    return [name for name in re.split(BETWEEN_AUTHORS, byline, flags=re.I) if name]


def describe_correction(correction: Correction) -> str:
    """Return a correction in words: “We were late” is by Ana Pell, not Olaf Berg."""
    if isinstance(correction, NameCorrection):
        verdict = "one person" if correction.same else "different people"
        return f"{correction.name} and {correction.other} are {verdict}"
    match correction:
        case Deletion(title=title):
            return f"deleted “{title or correction.article}”"
        case OutletCorrection(name=name, other=""):
            return f"outlet {name} is hidden"
        case OutletCorrection(name=name, other=other):
            return f"{name} now counts as {other}"
        case ArticleEdit(field=field, was=was, value=value):
            was, value = (f"“{text}”" if text else "empty" for text in (was, value))
            return f"{FIELD_LABELS[field]} is {value}, not {was}"
    if not correction.is_quote:
        return f"“{correction.words}” is not a quote"
    if correction.speaker == correction.found_speaker:
        speaker = correction.speaker or UNKNOWN_SPEAKER
        return f"confirmed: “{correction.words}” is by {speaker}"
    before = f", not {correction.found_speaker}" if correction.found_speaker else ""
    return f"“{correction.words}” is by {correction.speaker or UNKNOWN_SPEAKER}{before}"
