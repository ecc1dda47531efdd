"""Lines and scrollbars as Textual draws them, in a fraction of its time."""
