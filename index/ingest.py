"""Read articles, annotate them and store them in batches."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from index.article import NOT_ANNOTATED, Annotation, Article, Outcome
from index.engines.protocol import AddResult, Engine
from index.errors import IngestError
from index.inputs import DEFAULT_OPTIONS, AddOptions, OnRead
from index.repeated_notices import RepeatedNotices
from index.user_data import Deletion, OutletCorrection
from index.workers.annotating import AnnotatedBatch, Annotating

IngestItem = tuple[Article | IngestError, float]
"""An article, or the error in its place, and the share of all input read so far."""

BATCH_SIZE = 32  # articles
BATCH_SECONDS = 2.0  # a batch is stored after this time even if it is not full
MAX_STDIN_IN_MEMORY = 1 << 24  # bytes; longer input goes to a temporary file
STDIN = Path("-")


class NullAnnotator:
    """Finds nothing."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        """Yield each article with an empty annotation."""
        for article in articles:
            yield article, Annotation()


def store_articles(
    engine: Engine, annotating: Annotating, items: Iterable[IngestItem]
) -> Iterator[Outcome]:
    """Annotate and store new articles in batches; yield the outcome of each item.

    Notices that articles of one outlet repeat are left out. Each batch is stored when the workers
    return it. They are started by the first new article.
    """
    run, outcomes = annotating.run(), _Outcomes(engine)
    batch: list[Article] = []
    progress_of: dict[str, float] = {}
    """Of each article that was read and has not returned from the workers yet."""
    started = time.monotonic()
    for item, progress in RepeatedNotices(engine).leave_out(items):
        if isinstance(item, IngestError):
            yield Outcome(
                status="failed", location=item.location, reason=item.message, progress=progress
            )
        elif item.id in progress_of or engine.has(item.id):
            yield outcomes.of(AddResult("same"), item, progress)
        else:
            batch.append(item)
            progress_of[item.id] = progress
        if len(batch) >= BATCH_SIZE or (batch and time.monotonic() - started > BATCH_SECONDS):
            run.give(batch)
            batch, started = [], time.monotonic()
            for returned in run.returned():
                yield from _store_batch(engine, outcomes, returned, progress_of)
    if batch:
        run.give(batch)
    for returned in run.rest():
        yield from _store_batch(engine, outcomes, returned, progress_of)


def _store_batch(
    engine: Engine, outcomes: _Outcomes, batch: AnnotatedBatch, progress_of: dict[str, float]
) -> Iterator[Outcome]:
    from index.name_folding import fold_speakers  # loads word lists that only adding needs

    reasons = {article.id: reason for article, reason in batch.failed}
    without = [(article, Annotation(annotated_by=NOT_ANNOTATED)) for article, _ in batch.failed]
    annotated = [*batch.annotated, *without]
    stored = engine.add(annotated)
    fold_speakers(engine, annotated)
    for (article, _), result in zip(annotated, stored, strict=True):
        outcome = outcomes.of(result, article, progress_of.pop(article.id))
        if article.id in reasons:
            note = f"Added without quotes and names: {reasons[article.id]}."
            outcome = outcome._replace(note=note, annotated=False)
        yield outcome


class _Outcomes:
    """The outcomes of one run."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, result: AddResult, article: Article, progress: float) -> Outcome:
        """Return an outcome; an article that the user deleted earlier was there already."""
        hidden = self._engine.hidden([article.id, result.copy_of])
        if article.id in hidden:
            result = AddResult("same")
            article = article._replace(note=self._why_hidden(article))
        elif result.copy_of in hidden:
            result = result._replace(copy_of="")
        return Outcome(
            status=result.status,
            copy_of=result.copy_of,
            version_of=result.version_of,
            location=article.location,
            id=article.id,
            title=article.title,
            note=article.note,
            is_hidden=article.id in hidden,
            progress=progress,
        )

    def _why_hidden(self, article: Article) -> str:
        """Say who deleted an article or hid its outlet, and how to show it."""
        outlet, (deleted_by, hidden_by, renamed) = article.source, self._changes
        for name, other in renamed:
            outlet = other if name == outlet else outlet
        if by := deleted_by.get(article.id):
            return f"deleted by {by}; to restore it: onrecord delete --restore {article.id}"
        if by := hidden_by.get(outlet):
            return f"outlet hidden by {by}; to show it: onrecord outlets show '{outlet}'"
        return "another version of it is deleted" if deleted_by else "its outlet is hidden"

    @cached_property
    def _changes(self) -> tuple[dict[str, str], dict[str, str], list[tuple[str, str]]]:
        """Who deleted each article, who hid each outlet, and the renamed outlets; read once."""
        deleted_by, hidden_by = dict[str, str](), dict[str, str]()
        renamed = []
        for each in self._engine.corrections.all():
            match each:
                case OutletCorrection(name=name, other=""):
                    hidden_by[name] = each.by or "you"
                case OutletCorrection(name=name, other=other):
                    renamed.append((name, other))
                case Deletion(article=id):
                    deleted_by[id] = each.by or "you"
        return deleted_by, hidden_by, renamed


def read_inputs(
    paths: Sequence[Path],
    options: AddOptions = DEFAULT_OPTIONS,
    *,
    stdin: BinaryIO | None = None,
    on_read: OnRead = lambda _: None,
    skipped: Container[Path] = (),
) -> Iterator[IngestItem]:
    """Yield the articles of files, folders and glob patterns; ``-`` stands for ``stdin``.

    Files in ``skipped``, which are absolute paths, are left out.
    """
    from index.sources.folders import expand_paths
    from index.sources.options import MAX_SIZE, ImportOptions
    from index.sources.reading import read_paths, read_stream  # loads what the formats need

    how = ImportOptions(mapping=options.mapping, max_size=options.max_size or MAX_SIZE)
    if stdin and STDIN in paths:
        with tempfile.SpooledTemporaryFile(MAX_STDIN_IN_MEMORY) as stream:
            shutil.copyfileobj(stdin, stream)
            size = stream.tell() or 1
            stream.seek(0)
            for item in read_stream(stream, "stdin", how):  # type: ignore[arg-type]
                yield item, min(1.0, stream.tell() / size)
        paths = [path for path in paths if path != STDIN]
    yield from read_paths(expand_paths(paths), how, on_read, skipped)


def fill_in(items: Iterable[IngestItem], options: AddOptions) -> Iterator[IngestItem]:
    """Yield the items; articles without an outlet or a day get those of the options."""
    for item, progress in items:
        if isinstance(item, Article):
            source, day = item.source or options.source, item.date or options.date
            yield item._replace(source=source, date=day), progress
        else:
            yield item, progress
