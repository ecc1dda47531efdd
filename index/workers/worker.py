"""Runs on a worker: check the model, load the annotator once, annotate a batch of texts.

Batches and results are plain rows, so that a worker with another version of the program can read
them, and say so.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
import threading
from collections.abc import Sequence
from functools import cache

from index.annotate.models import Models
from index.article import Annotation, Article
from index.engines.local.database.serialization import (
    dump_entities,
    dump_quote,
    load_entities,
    load_quote,
)
from index.errors import OnRecordError
from index.workers.annotator import Annotator, LoadAnnotator

Row = tuple[str, str]
"""An annotation as JSON and an empty text; or an empty text and the reason why it failed."""

_one_batch_at_a_time = threading.Lock()  # a Dask worker may have several threads


def annotate_rows(annotator: Annotator, texts: Sequence[str]) -> list[Row]:
    """Annotate texts; if that fails, annotate each alone to find those that fail.

    Raises OnRecordError if the annotator cannot be used at all.
    """
    articles = [Article(title="", text=text) for text in texts]
    try:
        return [(dump_annotation(found), "") for _, found in annotator.annotate(articles)]
    except OnRecordError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever an article causes, the others go on
        if len(texts) > 1:
            return [row for text in texts for row in annotate_rows(annotator, [text])]
        return [("", f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)]


def work(
    load: LoadAnnotator, pipelines: tuple[str, str], expected: Sequence[str], texts: Sequence[str]
) -> tuple[list[Row], str]:
    """Annotate texts on a worker; return the rows, or why this worker cannot be used."""
    models = Models(*pipelines)
    with _one_batch_at_a_time:
        try:
            if problem := _find_difference(models, expected):
                return [], f"{_this_worker()} {problem}"
            return annotate_rows(_load_once(load, models), texts), ""
        except OnRecordError as error:
            return [], f"{_this_worker()} cannot annotate: {error.message}"


@cache
def _load_once(load: LoadAnnotator, models: Models) -> Annotator:
    return load(models)


def describe_models(models: Models) -> list[str]:
    """Return name and version of the models and the program; raises ArchiveError."""
    return [models.annotated_by(), models.annotated_by(english=False)]


@cache
def _describe_once(models: Models) -> list[str]:
    return describe_models(models)


def _find_difference(models: Models, expected: Sequence[str]) -> str:
    for here, there in zip(_describe_once(models), expected, strict=True):
        if here != there:
            return f"annotates with {here}, not with {there}"
    return ""


def _this_worker() -> str:
    return f"The worker on {socket.gethostname()} (process {os.getpid()})"


def end_with_parent() -> None:
    """End this process when the program that started it has ended, even if it was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def dump_annotation(found: Annotation) -> str:
    """Return an annotation as JSON, made of what the database stores."""
    quotes = [dump_quote(quote) for quote in found.quotes]
    return json.dumps([dump_entities(found.entities), quotes, found.english, found.annotated_by])


def load_annotation(row: str) -> Annotation:
    """Return the annotation in JSON of ``dump_annotation``."""
    entities, quotes, english, annotated_by = json.loads(row)
    return Annotation(
        load_entities(entities), tuple(map(load_quote, quotes)), english, annotated_by
    )
