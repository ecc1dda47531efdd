"""One widget per module.

May import render and workers; knows no screen and no dialog.
"""
