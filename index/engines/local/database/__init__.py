"""The SQLite file: connection, migrations, articles, speakers, marks, searches and feeds.

May import query, record, integrity and fulltext; of the last, only how text is split into words.
"""
