"""The article inside a web page: headline, byline, outlet, date and paragraphs."""
