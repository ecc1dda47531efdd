"""Turn archive data into styled text: list rows, article pages, highlights, safe terminal text.

Asks no archive. May import no other package.
"""
