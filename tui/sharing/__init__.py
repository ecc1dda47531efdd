"""Take text out: citations, exports, clipboard, browser, editor, shell commands.

May import render; knows no widget and no screen.
"""
