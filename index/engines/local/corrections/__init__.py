"""The user's corrections: the TOML file, and how they apply to quotes and names.

May import database.
"""
