"""Find attributions: the cue, content and source mention of each quote.

May import lexicon and entities.
"""
