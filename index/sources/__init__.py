"""Import files: each module turns one format into articles.

May import no other package.
"""
