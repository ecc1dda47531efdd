"""Word lists and weights as tables, one folder per language; read once.

May import no other package.
"""
