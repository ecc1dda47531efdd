"""Modal dialogs, one per module; each returns a value with ``dismiss``.

May import widgets and render.
"""
