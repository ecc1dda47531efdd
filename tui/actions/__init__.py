"""What a key does to the archive: marks, corrections, sharing.

May import dialogs, session and sharing; knows no screen.
"""
