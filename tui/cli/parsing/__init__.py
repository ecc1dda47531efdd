"""The command line as text: parsers, shared options, and the manual page.

Loads no Textual. May import record.
"""

READER = "reader"
"""The value of ``command`` when no command is given."""
