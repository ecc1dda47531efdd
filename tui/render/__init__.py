"""Text to draw: rows, article pages, highlights, and making text safe for a terminal.

Imports no widget and asks no archive.
"""
