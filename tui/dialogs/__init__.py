"""One modal dialog per module; each returns its answer by ``dismiss``.

May import widgets and render.
"""
