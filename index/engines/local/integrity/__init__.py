"""Keep an archive whole: seals, permissions, checks, backup, recovery, dry runs.

May import database and segments.
"""
