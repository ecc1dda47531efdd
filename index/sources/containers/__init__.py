"""Files that contain other files, mails or pages: packed files, mailboxes, web archives.

May import formats and page.
"""
