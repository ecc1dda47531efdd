"""The archive as a library: articles, who said what in them, and how to find it again.

Never imports ``tui``. A package may import the modules of the folders above it, which know nothing
of the packages that use them; the docstring of each says which other packages it may import.
"""
