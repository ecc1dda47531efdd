"""One screen per module, and the parts of the main screen.

May import actions, dialogs, widgets, drawing, render, session and sharing.
"""
