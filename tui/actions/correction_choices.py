"""What the user can choose when correcting the speaker of a quote, or a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.archive import Archive
from index.article import UNKNOWN_SPEAKER, Annotation, Quote, Speaker
from index.user_data import NameCorrection, Revision
from tui.dialogs.picker import OptionProvider, PickerOption
from tui.render.phrases import plural
from tui.render.sanitize import fold_characters

MAX_SPEAKERS = 12  # offered from the archive
NOT_A_QUOTE = "not a quote"
MIN_LIKENESS = 0.8  # of two words: one letter of five may differ
WORD_START = re.compile(r"(?<!\S)\S|\b\w")


@dataclass(frozen=True, slots=True)
class QuoteVerdict:
    """Who spoke a quote (empty for unknown), or that it is not a quote."""

    speaker: str
    is_quote: bool = True


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """Whether two names belong to one person; merged names are listed under ``other``."""

    name: str
    other: str
    same: bool


def matches(typed: str, text: str) -> bool:
    """Return whether each typed word begins a word of the text, or a part of “O’Dare-Holm”."""
    folded = fold_characters(text)
    starts = [match.start() for match in WORD_START.finditer(folded)]
    typed_words = fold_characters(typed).split()
    return all(any(folded.startswith(part, start) for start in starts) for part in typed_words)


def quote_options(archive: Archive, quote: Quote | None, annotation: Annotation) -> OptionProvider:
    """Offer the article's speakers, its other names, then the speakers of the archive.

    Until something is typed the speaker as it is comes first, which changes nothing. No ``quote``
    stands for several quotes, which may have different speakers.
    """
    speaker = quote.speaker if quote else None
    current = PickerOption(speaker or UNKNOWN_SPEAKER, "no change", None)
    speakers = [name for each in annotation.quotes for name in each.speakers]
    entities = [e.name for e in annotation.entities if e.label in ("person", "organisation")]
    in_article = [name for name in dict.fromkeys(speakers + entities) if name != speaker]

    def options(typed: str) -> Sequence[PickerOption]:
        found = [
            PickerOption(name, "in this article", QuoteVerdict(name))
            for name in in_article
            if matches(typed, name)
        ]
        found += _archive_speakers(archive, typed, {*in_article, speaker or ""})
        taken = {UNKNOWN_SPEAKER, NOT_A_QUOTE, *(option.text for option in found)}
        without = _no_speaker(has_speaker=quote is None or bool(speaker))
        found += [option for option in without if matches(typed, option.text)]
        if quote and matches(typed, current.text):
            found.insert(len(found) if typed else 0, current)
        if typed and typed not in taken | {current.text}:
            question = f"Nobody is called “{typed}” yet. Enter again to use the name."
            found.append(PickerOption(typed, "new name", QuoteVerdict(typed), question))
        return found

    return options


def _archive_speakers(archive: Archive, typed: str, exclude: set[str]) -> Iterator[PickerOption]:
    for speaker in archive.speakers.page(typed, limit=MAX_SPEAKERS) if typed else ():
        if speaker.name not in exclude:
            quotes = plural(speaker.quotes, "quote")
            yield PickerOption(speaker.name, quotes, QuoteVerdict(speaker.name))


def _no_speaker(*, has_speaker: bool) -> Iterator[PickerOption]:
    if has_speaker:
        yield PickerOption(UNKNOWN_SPEAKER, "nobody knows who said this", QuoteVerdict(""))
    yield PickerOption(NOT_A_QUOTE, "nobody said this", QuoteVerdict("", is_quote=False))


def name_options(archive: Archive, speaker: Speaker) -> OptionProvider:
    """Offer to undo corrections of a speaker's names, to split names off, and to merge others."""
    corrections = archive.corrections.all()
    user_merges = [each for each in corrections if isinstance(each, NameCorrection)]
    own_names = set(speaker.names)

    def options(typed: str) -> Sequence[PickerOption]:
        removals = list(_removals(user_merges, own_names))
        removed = {name for name, _ in removals}
        found = [option for name, option in removals if matches(typed, name)]
        found += [
            PickerOption(f"Split off {alias.name}", f"merged now: {alias.reason}",
                         NameVerdict(alias.name, speaker.name, same=False))
            for alias in speaker.aliases
            if alias.name not in removed and matches(typed, alias.name)
            and archive.corrections.can_split(alias.name, speaker.name)
        ]  # fmt: skip
        taken = own_names | removed
        if typed:
            return found + list(_merges(archive, typed, speaker, taken, both_ways=True))
        # Before anything is typed: those with the same last name, or else the most quoted.
        similar = list(_merges(archive, speaker.name.split()[-1], speaker, taken))
        return found + (similar or list(_merges(archive, "", speaker, taken)))

    return options


def _removals(
    corrections: Iterable[NameCorrection], own_names: set[str]
) -> Iterator[tuple[str, PickerOption]]:
    """Yield an option to remove each correction of these names, with the name it is about."""
    for each in corrections:
        if each.names & own_names:
            name, other = each.name, each.other
            if other not in own_names:
                name, other = other, name
            text = f"Undo merge with {name}" if each.same else f"Undo split from {name}"
            yield name, PickerOption(text, f"of {other}", Revision(removed=(each,)))


def _merges(
    archive: Archive, prefix: str, speaker: Speaker, exclude: set[str], *, both_ways: bool = False
) -> Iterator[PickerOption]:
    """Yield options to merge a speaker with others, shown as the fuller or more used name.

    ``both_ways``: then as the other name.
    """
    for other in archive.speakers.page(prefix, limit=MAX_SPEAKERS):
        if other.named and other.name not in exclude:
            one, kept = sorted((other, speaker), key=lambda each: (_words(each), each.quotes))
            yield _merge(one, kept, other)
            if both_ways:
                yield _merge(kept, one, other)


def _words(speaker: Speaker) -> int:
    return len(speaker.name.split())


def _merge(one: Speaker, kept: Speaker, other: Speaker) -> PickerOption:
    """Return the option to show two speakers, of whom ``other`` is offered, under one name."""
    question = "" if _are_alike(one.name, kept.name) else (
        f"“{one.name}” and “{kept.name}” are not alike. Enter again to merge them."
    )  # fmt: skip
    detail = f"{plural(other.quotes, 'quote')} · show both as {kept.name}"
    verdict = NameVerdict(one.name, kept.name, same=True)
    return PickerOption(f"Merge with {other.name}", detail, verdict, question)


def _are_alike(one: str, other: str) -> bool:
    """Return whether each word of the shorter name is in the other one.

    Its first letters are enough, and a letter may differ.
    """
    names = (re.findall(r"\w+", fold_characters(name)) for name in (one, other))
    words, others = sorted(names, key=len)
    return all(any(_is_same_word(word, each) for each in others) for word in words)


def _is_same_word(word: str, other: str) -> bool:
    """Return whether one word begins with the other, or is nearly spelt like it."""
    if other.startswith(word) or word.startswith(other):
        return True
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= MIN_LIKENESS
