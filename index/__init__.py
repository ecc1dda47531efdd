"""The archive as a library: articles, who said what in them, and how to find it again.

Never imports ``tui``; front ends import ``archive``, ``article``, ``query`` and ``errors``.
"""
