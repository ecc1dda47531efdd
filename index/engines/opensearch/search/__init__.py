"""Searching a cluster: queries translated, pages fetched, matches found in texts.

May import query, names, storing and local.
"""
