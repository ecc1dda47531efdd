"""Search: evaluate a query over posting lists; score, rank, collapse and count what matches.

May import segments, query, database and integrity; numpy and RapidFuzz, but no Whoosh.
"""
