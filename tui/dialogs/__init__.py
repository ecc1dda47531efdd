"""Modal dialogs, one per module; each returns a value with ``dismiss``.

May import widgets, render, session and sharing.
"""
