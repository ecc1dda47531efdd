"""What keys do to the selection: marks, corrections, sharing.

May import dialogs, session and sharing; knows no screen.
"""
