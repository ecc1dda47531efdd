"""Storing articles on a cluster: documents, indices, copies and versions.

May import record, names, search and local.
"""
