"""One screen per module: compose widgets, route keys and messages.

May import actions, dialogs and widgets.
"""
