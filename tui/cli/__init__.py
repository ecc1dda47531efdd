"""The command line: one module per group of commands.

May import session and render.plural; never Textual.
"""
