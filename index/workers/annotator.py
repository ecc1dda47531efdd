"""Who annotates, as what an archive is opened with. Loads nothing that only adding needs."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from index.annotate.models import Models
from index.article import Annotation, Article


class Workers(NamedTuple):
    """The processes that annotate; by default, this process does."""

    jobs: int = 1
    """The number of processes on this machine."""
    scheduler: str = ""
    """The address of a Dask scheduler, whose workers annotate instead."""

    @property
    def is_this_process(self) -> bool:
        """Whether no other process annotates."""
        return self.jobs == 1 and not self.scheduler


THIS_PROCESS = Workers()


class Annotator(Protocol):
    """Finds the entities and quotes of articles."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        """Yield each article, in order, with its entities and quotes."""


LoadAnnotator = Callable[[Models], Annotator]
"""A function or class that workers import by its name."""


def load_annotator(models: Models) -> Annotator:
    """Return the English annotator."""
    from index.annotate.pipeline import EnglishAnnotator  # with spaCy, which only adding needs

    return EnglishAnnotator(models)
