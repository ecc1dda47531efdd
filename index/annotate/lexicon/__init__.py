"""Word lists and weights as tables, one folder per language; read once.

Imports nothing of the project.
"""
