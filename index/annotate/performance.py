"""The same answers sooner: how spaCy multiplies, and when Python looks for garbage."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

Item = TypeVar("Item")


def multiply_by_numpy(nlp: Language) -> None:
    """Have a pipeline's models multiply matrices by NumPy, in one thread.

    The BLAS in NumPy's wheels takes a third of the time of the one that spaCy brings along. A
    second thread would gain little on matrices as small as these, and would take the processor
    from another process that annotates.
    """
    from thinc.api import NumpyOps  # 0.2 s, of which this module's other half has no need
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model else ():
            layer.ops = ops


def uncollected(items: Iterator[Item]) -> Iterator[Item]:
    """The items, each made while Python's search for cyclic garbage rests.

    Thousands of small objects live for as long as an article is annotated, hardly any in a
    cycle: to go through them again and again takes a seventh of the time.
    """
    while True:
        resting = gc.isenabled()
        gc.disable()
        try:
            item = next(items)
        except StopIteration:
            return
        finally:
            if resting:
                gc.enable()
        yield item
