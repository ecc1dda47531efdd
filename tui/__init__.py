"""The terminal: the command line and the reader.

May import ``index.archive``, ``index.article``, ``index.query`` and ``index.errors``.
"""
