"""Resolve the source mention of each quote to a person or organisation.

May import lexicon, entities and quotes.
"""
