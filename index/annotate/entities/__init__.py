"""Find people, organisations and places: detect mentions, repair them, group them by entity.

May import lexicon.
"""
