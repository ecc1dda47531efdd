"""Lines and scrollbars as Textual draws them, in a fraction of its time.

They replace private parts of Textual, so its version is pinned: another one may need other parts.
May import no other package.
"""
