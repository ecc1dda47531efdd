"""People, organisations and places: find mentions, repair them, join those of one entity.

May import lexicon.
"""
