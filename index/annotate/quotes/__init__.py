"""Find quotes: cue, content and source mention of each attribution.

May import lexicon and entities.
"""
