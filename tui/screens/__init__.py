"""One screen per module, and the parts of the main screen.

May import actions, dialogs, widgets, render, session and sharing.
"""
