"""The terminal: the command line and the reader.

May import index.archive, index.query, index.record and the modules of index that define data:
index.article, index.user_data, index.voices, index.inputs, index.errors, index.punctuation and
index.gc_control.
"""
