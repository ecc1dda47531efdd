"""Where articles are kept and found: the protocol of an engine, and the engines."""
