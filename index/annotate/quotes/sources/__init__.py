"""The sources of quotes: the mentions that may be one, and the choice among them.

May import lexicon.
"""
