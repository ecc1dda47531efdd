"""One widget per module.

Knows no screen and no dialog. May import drawing, render and session.
"""
