"""Evaluate a query tree over posting lists: match, score, rank, facet and snip.

The only package that imports numpy, RapidFuzz aside; may import segments and query.
"""
