"""The SQLite file: connection, migrations, articles, speakers, and what the reader stored.

May import article and errors; knows nothing of the full-text index.
"""
