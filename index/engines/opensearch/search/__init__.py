"""Searching a cluster: queries translated, pages fetched, matches found in texts."""
