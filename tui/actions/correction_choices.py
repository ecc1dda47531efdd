"""What a reader can choose who corrects: whose a quote is, and whose name a name is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.archive import Archive
from index.article import Annotation, Quote, Speaker
from index.user_data import NameCorrection, Revision
from tui.dialogs.picker import OptionProvider, PickerOption
from tui.render.phrases import plural
from tui.render.sanitize import fold_characters

MOST = 12  # speakers of the archive that are offered
NOBODY = "unknown"
NO_QUOTE = "not a quote"


@dataclass(frozen=True, slots=True)
class Given:
    """To whom the reader gives a quote; to nobody who is known, or it is none."""

    speaker: str
    is_quote: bool = True


@dataclass(frozen=True, slots=True)
class Named:
    """What the reader says of two names."""

    name: str
    other: str
    same: bool


def fits(typed: str, name: str) -> bool:
    """Whether each word that is typed begins a word of the name."""
    known = fold_characters(name).split()
    return all(
        any(word.startswith(part) for word in known) for part in fold_characters(typed).split()
    )


def whose_quote(archive: Archive, quote: Quote, annotation: Annotation) -> OptionProvider:
    """Those of the article first, speakers before others; then those of the archive."""
    here = dict.fromkeys(
        name for each in annotation.quotes for name in each.speakers if name != quote.speaker
    )
    named = [e.name for e in annotation.entities if e.label in ("person", "organisation")]
    here |= dict.fromkeys(name for name in named if name != quote.speaker)

    def offer(typed: str) -> Sequence[PickerOption]:
        choices = [
            PickerOption(name, "in this article", Given(name)) for name in here if fits(typed, name)
        ]
        choices += _elsewhere(archive, typed, {*here, quote.speaker or ""})
        if typed and typed not in {NOBODY, NO_QUOTE, *(choice.text for choice in choices)}:
            choices.append(PickerOption(typed, "as typed", Given(typed)))
        choices += [choice for choice in _none_of_them(quote) if fits(typed, choice.text)]
        return choices

    return offer


def _elsewhere(archive: Archive, typed: str, but: set[str]) -> Iterator[PickerOption]:
    for speaker in archive.speakers.page(typed, limit=MOST) if typed else ():
        if speaker.name not in but:
            yield PickerOption(speaker.name, plural(speaker.quotes, "quote"), Given(speaker.name))


def _none_of_them(quote: Quote) -> Iterator[PickerOption]:
    if quote.speaker:
        yield PickerOption(NOBODY, "it cannot be told who", Given(""))
    yield PickerOption(NO_QUOTE, "nobody said this", Given("", is_quote=False))


def whose_name(archive: Archive, speaker: Speaker) -> OptionProvider:
    """The other names of a speaker, which may be somebody else's; and other speakers' names."""
    said = [each for each in archive.corrections.all() if isinstance(each, NameCorrection)]
    own = set(speaker.names)

    def offer(typed: str) -> Sequence[PickerOption]:
        choices = [choice for choice in _said(said, own) if fits(typed, choice.text)]
        shown = {choice.text for choice in choices}
        choices += [
            PickerOption(alias.name, f"is somebody else (now: {alias.reason})",
                   Named(alias.name, speaker.name, same=False))
            for alias in speaker.aliases
            if alias.name not in shown and fits(typed, alias.name)
        ]  # fmt: skip
        likely = [typed] if typed else [speaker.name.split()[-1]]
        return choices + list(_others(archive, likely, speaker, own | shown))

    return offer


def _said(said: Iterable[NameCorrection], own: set[str]) -> Iterator[PickerOption]:
    """What the reader has said of these names, to be taken back."""
    for each in said:
        if each.names & own:
            name = each.name if each.other in own else each.other
            way = "one person" if each.same else "two people"
            other = each.other if name == each.name else each.name
            about = f"and {other} are {way}, you said: take it back"
            yield PickerOption(name, about, Revision(removed=(each,)))


def _others(
    archive: Archive, likely: Iterable[str], speaker: Speaker, but: set[str]
) -> Iterator[PickerOption]:
    for typed in likely:
        for other in archive.speakers.page(typed, limit=MOST):
            if other.named and other.name not in but:
                about = f"is the same · {plural(other.quotes, 'quote')}"
                # Both are listed under the fuller name.
                names = sorted((speaker.name, other.name), key=lambda name: len(name.split()))
                if len(names[0].split()) == len(names[1].split()):
                    names = [other.name, speaker.name]
                yield PickerOption(other.name, about, Named(names[0], names[1], same=True))
