"""Matrices are multiplied by NumPy."""

from thinc.api import NumpyOps
from threadpoolctl import threadpool_info

from index.annotate.pipeline import EnglishAnnotator


def test_all_layers_use_numpy_in_one_thread():
    """Every layer of the pipeline has NumPy operations, and BLAS has one thread."""
    pipes = [pipe for _, pipe in EnglishAnnotator().nlp.pipeline if getattr(pipe, "model", None)]
    layers = [layer for pipe in pipes for layer in pipe.model.walk()]
    assert layers
    assert all(type(layer.ops) is NumpyOps and not layer.ops.use_blis for layer in layers)
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}
