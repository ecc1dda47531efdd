"""Letters that need a rule of their own to be split into words, as ranges of a character class."""

UNSPACED = (
    "\u0e01-\u0e46\u0e81-\u0ec6\u1000-\u102a\u1780-\u17b3\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
"""Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese.

Each letter is indexed as a word; what the user types without a space is a phrase of such words.
"""
APOSTROPHE_LETTERS = "\u02b9\u02bb-\u02bf\u02c8\ua78c"
"""Letters to Unicode that people use as apostrophes, which separate words: Hawaiʻi, Qurʾan."""
