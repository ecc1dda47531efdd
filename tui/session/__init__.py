"""The state of the running reader: saved session, history, undo stack, background jobs.

Imports no widget and no screen.
"""
