"""The commands about the record over time. Loads no Textual."""
