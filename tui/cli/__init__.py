"""The command line: one module per group of commands.

Loads Textual only to open the reader and for `onrecord config`. May import render, session and
sharing.
"""
