"""Letters of scripts that put no space between words, as ranges of a character class."""

UNSPACED = (
    "\u0e01-\u0e46\u0e81-\u0ec6\u1000-\u102a\u1780-\u17b3\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese.

Each letter is indexed as a word; what the user types without a space is a phrase of such words.
"""
