"""One person under several names: after each addition the names that may be one are compared.

``index.annotate.speakers.person_folding`` decides; the engine stores each fold and its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.annotate.speakers import person_folding
from index.article import Annotation, Article, EntityLabel
from index.engines.protocol import Engine, NamedSpeaker

MAX_CONTEXT = 60  # names around a speaker in one article that are compared


def fold_speakers(engine: Engine, batch: Sequence[tuple[Article, Annotation]]) -> None:
    """Fold the names of the speakers of newly added articles, and those that they may be."""
    named = [speaker for _, annotation in batch for speaker in _speakers(annotation)]
    engine.fold(named, _find_folds)


def fold_missing(engine: Engine) -> None:
    """Fold the names of speakers that were kept by a program that ended before it could."""
    speakers = engine.not_folded()
    engine.fold(
        [replace(s, block=person_folding.block_key(s.name, s.label)) for s in speakers], _find_folds
    )


def _find_folds(block: Sequence[NamedSpeaker]) -> dict[str, tuple[str, str]]:
    candidates = [
        person_folding.FoldCandidate(
            name=speaker.name,
            label=speaker.label,
            first=speaker.first,
            last=speaker.last,
            context=speaker.context,
        )
        for speaker in block
    ]
    return {fold.name: (fold.into, fold.reason) for fold in person_folding.find_folds(candidates)}


def _speakers(annotation: Annotation) -> list[NamedSpeaker]:
    labels: dict[str, EntityLabel] = {e.name: e.label for e in annotation.entities}
    around = [e.name.casefold() for e in annotation.entities if e.label != "other"]
    names = {name for quote in annotation.quotes if quote.named for name in quote.speakers}
    found = []
    for name in sorted(names):
        label = labels.get(name, "person")
        context = frozenset(around[:MAX_CONTEXT]) - {name.casefold()}
        found.append(NamedSpeaker(name, label, person_folding.block_key(name, label), context))
    return found
