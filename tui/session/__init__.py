"""The state of the running reader: saved session, history, undo stack, background jobs.

May import render.
"""
