"""The names of speakers on a cluster: how often each is quoted, and which are one person's.

May import search, storing and local.
"""
