"""Where articles are stored and searched: the engine protocol and the engines.

May import article, errors and query; never sources or annotate.
"""
