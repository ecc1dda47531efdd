"""Load spaCy pipelines, and check that they have what the components for articles need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

from index.annotate.batched_recognizer import batch_recognizer
from index.annotate.cached_attribute_ruler import cache_attribute_ruler
from index.annotate.components import article_pipeline
from index.annotate.entities.labels import LABELS
from index.annotate.models import not_installed
from index.errors import ArchiveError

UNUSED = ["lemmatizer"]
ASSIGNED_LATE = {"attribute_ruler": {"token.pos"}, "parser": {"token.head"}}
DEPENDENCIES = {"nsubj", "ccomp", "dobj", "pobj", "prep"}  # used to find quotes


def load_english(pipeline: str) -> Language:
    """Load a pipeline for English articles, without unneeded components; raises ArchiveError."""
    nlp = load(pipeline)
    problem = next(find_problems(nlp), "")
    if problem:
        raise ArchiveError(
            f"The spaCy pipeline “{pipeline}” cannot be used for English articles: {problem}."
            " Change “pipeline” in the settings file, whose path `onrecord config` prints."
        )
    if "attribute_ruler" in nlp.pipe_names:
        cache_attribute_ruler(nlp)
    use_numpy_ops(nlp)
    batch_recognizer(nlp)
    return nlp


def use_numpy_ops(nlp: Language) -> None:
    """Make the models of a pipeline multiply matrices with NumPy, in one thread.

    The BLAS of the NumPy wheels takes a third of the time of spaCy's own, with the same results. A
    second thread gains little on matrices this small and would slow down other processes.
    """
    threadpool_limits(1, user_api="blas")
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model else ():
            layer.ops = ops


def load(pipeline: str) -> Language:
    """Load an installed pipeline; raises ArchiveError."""
    folder = Path(pipeline).expanduser()
    try:
        return spacy.load(folder if folder.is_dir() else pipeline, exclude=UNUSED)
    except OSError as error:
        raise not_installed(pipeline) from error
    except (ValueError, ImportError) as error:
        reason = str(error).partition("\n")[0]
        raise ArchiveError(f"The spaCy pipeline “{pipeline}” cannot be loaded: {reason}") from error


def find_problems(nlp: Language) -> Iterator[str]:
    """Yield what an English pipeline lacks, and which component needs it."""
    if nlp.lang != "en":
        yield f"its language is “{nlp.lang}”"
    assigned: set[str] = set()
    for name in nlp.pipe_names:
        meta = nlp.get_pipe_meta(name)
        assigned |= {*meta.assigns, *ASSIGNED_LATE.get(meta.factory, ())}
    ours = article_pipeline(nlp.vocab)
    for name in ours.pipe_names:
        meta = ours.get_pipe_meta(name)
        if missing := [each for each in meta.requires if each not in assigned]:
            yield f"nothing in it sets {', '.join(missing)}, which {name} needs"
        assigned.update(meta.assigns)
    absent = sorted(DEPENDENCIES - set(nlp.pipe_labels.get("parser", ())))
    if absent:
        yield f"its parser has no labels {', '.join(absent)}, which article_quotes needs"
    names = {label for each in ("ner", "entity_ruler") for label in nlp.pipe_labels.get(each, ())}
    if "person" not in {LABELS.get(label) for label in names}:
        known = ", ".join(sorted(names)) or "none"
        yield f"it finds no people, whom article_entities needs (its labels: {known})"
