"""Fold the names of one person or organisation into one speaker after articles are added.

``index.annotate.speakers.person_folding`` decides; the engine stores each fold and its reason.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from index.annotate.speakers.person_folding import FoldCandidate, block_key, find_folds
from index.article import Annotation, Article, EntityLabel
from index.engines.protocol import Engine
from index.engines.protocol_parts import NamedSpeaker

MAX_CONTEXT = 60  # names compared per article
BATCH = 300  # stored names that are folded in one transaction


def fold_speakers(engine: Engine, batch: Sequence[tuple[Article, Annotation]]) -> None:
    """Fold the speaker names of newly added articles and the stored names like them."""
    named = [speaker for _, annotation in batch for speaker in _named_speakers(annotation)]
    engine.speakers.fold(named, _decide_folds)


def fold_missing(engine: Engine, names: Sequence[NamedSpeaker], pause: float = 0) -> None:
    """Fold stored names that an interrupted process left unfolded.

    ``pause`` is the time in seconds between two transactions, in which other processes may write.
    """
    speakers = [each._replace(block=block_key(each.name, each.label)) for each in names]
    speakers.sort(key=lambda each: each.block)  # which are decided together
    for start in range(0, len(speakers), BATCH):
        time.sleep(pause if start else 0)
        engine.speakers.fold(speakers[start : start + BATCH], _decide_folds)


def _decide_folds(block: Sequence[NamedSpeaker]) -> dict[str, tuple[str, str]]:
    candidates = [
        FoldCandidate(
            name=speaker.name,
            label=speaker.label,
            first=speaker.first,
            last=speaker.last,
            context=speaker.context,
        )
        for speaker in block
    ]
    return {fold.name: (fold.into, fold.reason) for fold in find_folds(candidates)}


def _named_speakers(annotation: Annotation) -> list[NamedSpeaker]:
    labels: dict[str, EntityLabel] = {e.name: e.label for e in annotation.entities}
    around = [e.name.casefold() for e in annotation.entities if e.label != "other"]
    names = {name for quote in annotation.quotes if quote.named for name in quote.speakers}
    speakers = []
    for name in sorted(names):
        label = labels.get(name, "person")
        context = frozenset(around[:MAX_CONTEXT]) - {name.casefold()}
        speakers.append(NamedSpeaker(name, label, block_key(name, label), context))
    return speakers
