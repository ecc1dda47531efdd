"""The user's corrections: the TOML file, and how they apply to quotes and names.

May import database, integrity and fulltext; of the last, only how text is split into words.
"""
