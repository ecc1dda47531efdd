"""Search: evaluate a query over posting lists; score, rank, collapse and count what matches.

Imports numpy and RapidFuzz, but no Whoosh.
"""
