"""Find speech without a ranked cue: labels, headings, fixed phrases, and words without any cue.

May import lexicon and entities; of the modules above, those that do not rank.
"""
