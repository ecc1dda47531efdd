"""The full-text index: analysis, documents, segments of posting lists, and search.

May import query and the database's serialization.
"""
