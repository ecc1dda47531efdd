"""Views, lines, frames and scrollbars, drawn as Textual does in a fraction of its time.

They replace private parts of Textual, so its version is pinned: another one may need other parts.
May import no other package.
"""
