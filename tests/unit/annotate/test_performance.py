"""What makes annotation faster leaves no trace behind it."""

import gc

import pytest
from thinc.api import NumpyOps
from threadpoolctl import threadpool_info

from index.annotate.performance import uncollected
from index.annotate.pipeline import EnglishAnnotator


@pytest.fixture(autouse=True)
def _collecting():
    """The collector is on again after each test."""
    yield
    gc.enable()


def test_garbage_is_left_alone_while_an_item_is_made():
    """The search for garbage rests while items are made, and goes on between them."""
    made = (gc.isenabled() for _ in range(2))
    assert [(one, gc.isenabled()) for one in uncollected(made)] == [(False, True)] * 2
    assert gc.isenabled()


def test_a_collector_that_is_off_stays_off():
    """Who turned the search for garbage off finds it so."""
    gc.disable()
    assert list(uncollected(iter("ab"))) == ["a", "b"]
    assert not gc.isenabled()


def test_a_failure_turns_the_collector_on_again():
    """An error while an item is made is raised, with the search for garbage on."""
    with pytest.raises(ZeroDivisionError):
        list(uncollected(1 // number for number in (1, 0)))
    assert gc.isenabled()


def test_models_multiply_by_numpy():
    """Every layer of the pipeline multiplies by NumPy, in one thread."""
    pipes = [one for _, one in EnglishAnnotator().nlp.pipeline if getattr(one, "model", None)]
    layers = [layer for one in pipes for layer in one.model.walk()]
    assert layers
    assert all(type(layer.ops) is NumpyOps and not layer.ops.use_blis for layer in layers)
    assert {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"} == {1}
