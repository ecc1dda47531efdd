"""Index files: write, merge and map segments of posting lists.

Needs no numpy to read; Whoosh is imported here, in ``documents`` and in ``lock`` alone.
"""
