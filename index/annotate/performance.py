"""Make spaCy multiply matrices with NumPy, which is faster here and gives the same results."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def use_numpy_ops(nlp: Language) -> None:
    """Make the models of a pipeline multiply matrices with NumPy, in one thread.

    The BLAS of the NumPy wheels takes a third of the time of spaCy's own. A second thread gains
    little on matrices this small and would slow down other annotating processes.
    """
    from thinc.api import NumpyOps
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model else ():
            layer.ops = ops
