"""Word lists and weights: tables in one folder per language, read once.

Imports nothing of the project; every other package of ``annotate`` may import it.
"""
