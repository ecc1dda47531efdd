"""Take text out: citations, exports, clipboard, browser, editor, shell commands.

Imports no widget and no screen.
"""
