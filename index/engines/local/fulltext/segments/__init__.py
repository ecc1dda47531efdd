"""Index files: write, merge and map segments.

Reading needs neither numpy nor Whoosh; writing needs both.
"""
