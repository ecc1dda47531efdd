"""The archive as a library: articles, who said what in them, and how to find it again."""
