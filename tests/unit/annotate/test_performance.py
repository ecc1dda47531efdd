"""Matrices are multiplied by NumPy, and names are found in batches."""

import spacy
from thinc.api import NumpyOps
from threadpoolctl import threadpool_info

from index.annotate.batched_recognizer import COMPONENT_NAME as BATCHED
from index.annotate.batched_recognizer import batch_recognizer
from index.annotate.models import DEFAULT_PIPELINE
from tests.support.parsing import annotator


def test_all_layers_use_numpy_in_one_thread():
    """Every layer of the pipeline has NumPy operations, and BLAS has one thread."""
    pipes = [pipe for _, pipe in annotator().nlp.pipeline if getattr(pipe, "model", None)]
    layers = [layer for pipe in pipes for layer in pipe.model.walk()]
    assert layers
    assert all(type(layer.ops) is NumpyOps and not layer.ops.use_blis for layer in layers)
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}


TEXTS = (
    "Ann Lindqvist of Torp Harbour Trust met Mayor Tom Falk in Lindo on Monday, 4 May 2023.",
    "The board paid $3 million. Falk\n\n   Berg and the National Bank of Lindo agreed on 4 percent",
    "No name is here, only words.",
    "Falk",
    " \n",
    "",
)


def test_batched_recogniser_finds_the_names_that_spacy_finds():
    """Names, labels and the tokens marked as outside a name are those of spaCy's own component."""
    plain = spacy.load(DEFAULT_PIPELINE)
    ours = annotator().nlp
    assert BATCHED in ours.pipe_names
    for expected, doc in zip(plain.pipe(TEXTS), ours.pipe(TEXTS, batch_size=2), strict=True):
        assert [(e.start, e.end, e.label_) for e in doc.ents] == [
            (e.start, e.end, e.label_) for e in expected.ents
        ]
        assert [token.ent_iob for token in doc] == [token.ent_iob for token in expected]


def test_recogniser_beside_a_list_of_names_stays_spacys_own():
    """A recogniser that has to respect the names set by another component is not replaced."""
    nlp = spacy.load(DEFAULT_PIPELINE)
    nlp.add_pipe("entity_ruler", before="ner")
    batch_recognizer(nlp)
    assert "ner" in nlp.pipe_names
