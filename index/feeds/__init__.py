"""Fetch RSS and Atom feeds. ``http_client`` is the only module that uses the network."""
