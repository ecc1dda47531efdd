"""The full-text index: analysis, documents, segments of posting lists, and search.

Whoosh writes the table of contents, the list of segments, the columns and the file lock. The
posting lists, and all of search, are our own.
"""
