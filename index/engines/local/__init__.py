"""The engine on this machine: SQLite stores the articles, index files beside it are searched.

May import query and record; ``engine`` is the only module that others import.
"""
