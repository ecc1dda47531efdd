"""The SQLite file: connection, migrations, articles, speakers, marks, searches and feeds.

May import article and errors; knows nothing of corrections or the full-text index, except how
text is split into words.
"""
