"""The full-text index: two Whoosh indexes whose posting lists our own codec stores.

Whoosh can open, query and write them (``codec``). Our own search (``search``) reads the same files
as arrays, without Whoosh. May import query, database and integrity.
"""
