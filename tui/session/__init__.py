"""What the reader keeps while it runs and between runs: place, history, undo, jobs.

Imports no widget and no screen.
"""
