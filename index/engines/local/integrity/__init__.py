"""Keep an archive intact: sealed indexes, permissions, checks, backups, recovery, dry runs.

May import database and fulltext.
"""
