"""Map the files of an index: segments, their posting lists and columns, without Whoosh.

May import integrity.
"""
