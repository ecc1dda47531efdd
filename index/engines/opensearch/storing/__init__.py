"""Storing articles on a cluster: documents, indices, copies and versions."""
