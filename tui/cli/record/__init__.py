"""The commands about the record over time.

Loads no Textual. May import parsing, render and sharing.
"""
