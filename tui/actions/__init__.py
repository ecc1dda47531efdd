"""What keys do to the selection: marks, corrections, sharing.

Knows no screen. May import dialogs, render, session and sharing.
"""
