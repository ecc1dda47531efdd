"""Follow RSS and Atom feeds: the only package that uses the network.

May import sources, ingest and the engine protocol; httpx is imported here alone.
"""
