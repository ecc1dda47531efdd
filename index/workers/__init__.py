"""Annotation by this process, by several processes of this machine, or by the workers of Dask.

``annotating`` gives batches to an executor and takes back what returns; ``worker`` is what runs on
a worker. May import annotate and engines.
"""
