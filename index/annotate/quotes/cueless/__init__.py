"""Find speech without a ranked cue: labels, headings, fixed phrases, and words without any cue.

May import lexicon and the modules beside this folder that do not rank.
"""
