"""One module per file format: ``read(stream, location)`` yields articles.

May import the helpers of ``index.sources``, never another format's private names.
"""
