"""One module per file format; ``read(stream, location)`` yields its articles.

May import page.
"""
