"""Files that hold other files or pages: archives, mailboxes, web archives.

May import ``index.sources``; hands each member back to ``index.sources.reading``.
"""
