"""Group the mentions of an article: forms of one name, misspellings, shared surnames.

May import lexicon.
"""
