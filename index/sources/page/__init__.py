"""The article inside a web page: headline, byline, outlet, date and paragraphs.

May import no other package.
"""
