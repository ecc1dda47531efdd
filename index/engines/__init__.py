"""Where articles are stored and searched: the engine protocol and the engines.

May import query and record; never sources or annotate.
"""
