"""A Whoosh codec over the posting lists of ``segments``, and the writer of both indexes.

With it, ``whoosh.index.open_dir(folder, "articles")`` opens the index of an archive, and Whoosh's
own parser and searcher work on it; our evaluator reads the same files as arrays. Whoosh keeps the
table of contents, the list of segments, columns, stored values and the file lock.

May import segments, search, database and integrity.

Private parts of Whoosh that are used, because it has no public ones:
- ``Variations._btexts`` (``schema``): the terms that a query expands to.
- ``SegmentWriter._commit_toc`` (``segment_writer``): each state is sealed before it gets its name.
- ``SegmentWriter._added`` and ``_lk`` (``segment_writer``): something was added; take no lock.
- ``LeafMatcher._term`` (``terms_reader``): the term, which it returns.
"""
