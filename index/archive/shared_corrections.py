"""Share corrections with colleagues, and take over theirs.

What the user corrected always comes first: a colleague's other correction of the same thing is a
conflict, which is shown and not applied, unless the user asks for it. Deleted articles and hidden
outlets are not shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date
from typing import NamedTuple

from index.archive.corrections import Corrections
from index.engines.opening import open_shared
from index.user_data import (
    ArticleEdit,
    Correction,
    Deletion,
    NameCorrection,
    OutletCorrection,
    QuoteCorrection,
    Revision,
)


class Conflict(NamedTuple):
    """Corrections of one thing that say different things."""

    own: Correction | None
    """The user's; None if colleagues contradict each other."""
    others: tuple[Correction, ...]


class Shared(NamedTuple):
    """What was pushed or pulled."""

    added: tuple[Correction, ...] = ()
    removed: tuple[Correction, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unmatched: int = 0
    """How many corrections match nothing in this archive, and were not pulled."""
    problems: tuple[str, ...] = ()
    """What cannot be read in the shared files, each with its line."""


def push(corrections: Corrections, address: str, person: str, *, undo: bool = False) -> Shared:
    """Share the user's own corrections under a name, in place of those shared before.

    ``undo`` withdraws them all. Raises ArchiveError.
    """
    own = [each for each in corrections.all() if not each.by and _is_shared(each)]
    now = [] if undo else [each._replace(by=person) for each in own]
    with open_shared(address) as place:
        shared, _, problems = place.read()
        before = [each for each in shared if each.by == person]
        if now != before:
            place.write(person, now)
    others = _by_subject(each for each in shared if each.by != person)
    return Shared(
        added=tuple(each for each in now if each not in before),
        removed=tuple(each for each in before if each not in now),
        conflicts=tuple(_conflicts(now, others)),
        problems=problems,
    )


def pull(corrections: Corrections, address: str, person: str, *, theirs: bool = False) -> Shared:
    """Take over what colleagues share, and what they changed or withdrew since the last time.

    ``theirs`` applies the newest of theirs in conflicts; the user's own stays in the file and
    applies again when theirs is removed. Raises ArchiveError.
    """
    with open_shared(address) as place:
        shared, people, problems = place.read()
    pulled = [each for each in corrections.all() if each.by]
    own = {_subject(each): each for each in corrections.all() if not each.by}
    others = _by_subject(each for each in shared if each.by != person and _is_shared(each))
    chosen = {_subject(each) for each in pulled}  # conflicts in which theirs was taken before
    wanted, conflicts, unmatched = [], [], 0
    for subject, found in others.items():
        mine = own.get(subject)
        differing = [each for each in found if mine and _verdict(each) != _verdict(mine)]
        if mine and not differing:
            continue
        is_conflict = bool(differing) or len({_verdict(each) for each in found}) > 1
        newest = (differing or found)[-1]
        is_taken = theirs or subject in chosen
        # The first rename of an outlet applies, so only the user can replace their own.
        if is_conflict and (not is_taken or (mine and isinstance(mine, OutletCorrection))):
            conflicts.append(Conflict(mine, tuple(differing or found)))
        elif newest in pulled or not corrections.why_unmatched(newest):
            wanted.append(newest)
        else:
            unmatched += 1
    added = tuple(each for each in wanted if each not in pulled)
    removed = tuple(each for each in pulled if each not in wanted and each.by in people)
    corrections.apply(Revision(removed, added))
    return Shared(added, removed, tuple(conflicts), unmatched, problems)


def undo_pull(corrections: Corrections) -> Shared:
    """Remove all corrections that were pulled; the user's own apply again."""
    pulled = tuple(each for each in corrections.all() if each.by)
    corrections.apply(Revision(pulled))
    return Shared(removed=pulled)


def _is_shared(correction: Correction) -> bool:
    is_hidden = isinstance(correction, OutletCorrection) and not correction.other
    return not (is_hidden or isinstance(correction, Deletion))


def _by_subject(corrections: Iterable[Correction]) -> dict[Hashable, list[Correction]]:
    """Return corrections by what they are about, the oldest first."""
    found: defaultdict[Hashable, list[Correction]] = defaultdict(list)
    for each in sorted(corrections, key=lambda each: each.made or date.min):
        found[_subject(each)].append(each)
    return found


def _conflicts(
    own: Iterable[Correction], others: dict[Hashable, list[Correction]]
) -> Iterable[Conflict]:
    for mine in own:
        found = others.get(_subject(mine), [])
        if differing := tuple(each for each in found if _verdict(each) != _verdict(mine)):
            yield Conflict(mine, differing)


def _subject(correction: Correction) -> Hashable:
    """Return what a correction is about."""
    match correction:
        case QuoteCorrection(article=article, words=words, nth=nth):
            return "quote", article, words.casefold(), nth
        case NameCorrection():
            return "name", correction.names
        case ArticleEdit(article=article, field=field):
            return "edit", article, field
        case Deletion(article=article):
            return "deleted", article
    return "outlet", correction.name


def _verdict(correction: Correction) -> Hashable:
    """Return what a correction says about it."""
    match correction:
        case QuoteCorrection(speaker=speaker, is_quote=is_quote):
            return speaker, is_quote
        case NameCorrection(same=same):
            return same
        case ArticleEdit(value=value):
            return value
        case OutletCorrection(other=other):
            return other
    return True
