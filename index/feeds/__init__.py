"""Fetch RSS and Atom feeds, and web pages; ``http_client`` alone uses the network.

May import engines, sources and workers.
"""
