"""Signs that word processors and other keyboards write for an apostrophe, a quote or a hyphen."""

APOSTROPHE_LETTERS = "ʹʻʼʽʾʿˈꞌ"
"""Letters to Unicode that people use as apostrophes, which separate words: Hawaiʻi, Qurʾan."""
APOSTROPHES = f"’‘‛＇`´′‵՚{APOSTROPHE_LETTERS}"
DOUBLE_QUOTES = "“”„‟«»＂❝❞「」『』"
HYPHENS = "‐‑−－"
PLAIN_SIGNS = {
    **dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(DOUBLE_QUOTES, '"'),
    **dict.fromkeys(HYPHENS, "-"),
}  # fmt: skip
"""The ASCII sign for each of them."""
INVISIBLE = r"\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
"""Characters without width that words are copied with, for a class of an expression."""
ENGLISH_ENDINGS = ("s", "t", "d", "m", "ll", "re", "ve")
"""What stands behind an apostrophe in English: it’s, don’t, I’d, I’m, we’ll."""
