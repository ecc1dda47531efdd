"""Annotation by this process, by several processes of this machine, or by the workers of Dask.

``annotating.py`` gives batches to an executor and takes back what returns; ``worker.py`` is what
runs on a worker. May import annotate, article and errors.
"""
