"""The archive: the only way in for a front end.

``Archive`` is composed of one class per subject. May import index; what is heavy, where it is used.
"""

from index.annotate.models import Models
from index.archive.archive import Archive
from index.archive.maintenance import recover
from index.engines.opening import cluster_address, is_archive
from index.workers.annotator import THIS_PROCESS, Workers

__all__ = [
    "THIS_PROCESS", "Archive", "Models", "Workers", "cluster_address", "is_archive", "recover",
]  # fmt: skip
