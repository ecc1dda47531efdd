"""The engine on an OpenSearch cluster: articles are shared, marks and corrections are not.

Nothing here is imported unless an archive's address names a cluster. May import query, record and
local; the last keeps what one person does.
"""
