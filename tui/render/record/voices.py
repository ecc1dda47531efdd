"""Who is heard, in words: headings, names, shares, and the search that lists the quotes."""

from __future__ import annotations

from index.voices import VoiceCount, VoiceField, Voices, VoiceSection
from tui.render.phrases import NO_DATE, NO_OUTLET, plural
from tui.render.sanitize import one_line

HEADINGS: dict[VoiceField, str] = {
    "speaker": "Speakers", "naming": "Named and unnamed", "type": "Direct and indirect",
    "source": "Outlets", "date": "Months",
}  # fmt: skip
_NAMES = {
    "named": "named", "unnamed": "described, not named", "unknown": "speaker unknown",
    "direct": "direct", "mixed": "partly direct", "indirect": "indirect",
}  # fmt: skip
WITHOUT = {"speaker": "speaker unknown", "source": NO_OUTLET, "date": NO_DATE}


def voice_name(field: VoiceField, name: str) -> str:
    """Return the name of a count as shown to the user."""
    if field in ("naming", "type"):
        return _NAMES[name]
    return one_line(name) or WITHOUT[field]


def others_name(section: VoiceSection) -> str:
    """Return the name of the rest of a section."""
    rest = section.distinct - sum(bool(each.name) for each in section.counts)
    return f"{rest:,} others"


def voice_condition(field: VoiceField, name: str) -> str:
    """Return the search that lists the quotes of a count."""
    from index.query import value_condition  # 45 ms, not needed at the start

    if field == "naming":
        return {
            "named": "-speaker:unnamed -speaker:unknown", "unnamed": "speaker:unnamed",
            "unknown": "speaker:unknown",
        }[name]  # fmt: skip
    return value_condition(field, name)


def percent(part: int, whole: int) -> str:
    """Return a share: “12%”; of something small, but not nothing, “<1%”."""
    if not whole:
        return "0%"
    share = round(100 * part / whole)
    return "<1%" if part and not share else f"{share}%"


def voices_summary(voices: Voices) -> str:
    """Return the counts in one line."""
    total, speakers = voices.total, voices.section("speaker").distinct
    which = "a copy" if voices.copies == 1 else "copies"
    copies = f" ({voices.copies:,} of them {which})" if voices.copies else ""
    counts = f"{plural(total.quotes, 'quote')} in {plural(total.articles, 'article')}{copies}"
    return f"{counts} by {plural(speakers, 'speaker')} · {mix(total)}" if total.quotes else counts


def counted_again(voices: Voices) -> list[str]:
    """Say which quotes count for several speakers, outlets or months, and what these add up to."""
    reasons: dict[VoiceField, str] = {
        "speaker": "A quote of several speakers counts for each: the speakers’",
        "source": "A quote in copies counts for each outlet: the outlets’",
        "date": "A quote in copies counts in each month: the months’",
    }
    return [
        f"{reason} quotes add up to {voices.total.quotes + again:,}."
        for field, reason in reasons.items()
        if (again := voices.repeated(field)) > 0
    ]


def mix(count: VoiceCount) -> str:
    """Return the shares of named speakers and of direct quotes."""
    named, direct = percent(count.named, count.quotes), percent(count.direct, count.quotes)
    return f"{named} named, {direct} direct"


def first_and_last(count: VoiceCount, *, is_searched: bool = False, is_short: bool = False) -> str:
    """Return in how many articles somebody is heard first, and last; fits beside a bar.

    ``is_searched``: of the quotes that a search finds; others may come before and after them.
    """
    voice = "found" if is_searched else "voice"
    if not count.first:
        return f"last {voice} in {_articles(count.last, is_short)}" if count.last else ""
    last = f", last in {count.last:,}" if count.last else ""
    return f"first {voice} in {_articles(count.first, is_short)}{last}"


def _articles(count: int, is_short: bool) -> str:
    return f"{count:,}" if is_short else plural(count, "article")
