"""The command line as text: parsers, shared options, and the manual page. Loads no Textual."""
