"""Which quotes report one utterance, in the tables of the database.

May import record and fulltext; of the last, only how text is split into words.
"""
