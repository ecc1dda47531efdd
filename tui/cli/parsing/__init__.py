"""The command line as text: parsers, shared options, and the manual page. Loads no Textual."""

READER = "reader"
"""The value of ``command`` when no command is given."""
