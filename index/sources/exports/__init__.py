"""Exports of news databases (LexisNexis, Factiva), split into their articles.

May import the helpers of ``index.sources`` and the format that an export comes in.
"""
