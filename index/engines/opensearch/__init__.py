"""The engine on an OpenSearch cluster: articles are shared, marks and corrections are not.

See ``engine``. Nothing here is imported unless an archive's address names a cluster.
"""
