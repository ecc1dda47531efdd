"""The record over time: which quotes report one utterance, and how their wording differs.

Pure computation over quotes; engines store what it finds. May import no other package.
"""
