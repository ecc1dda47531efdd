"""Signs that word processors and other keyboards write for an apostrophe, a quote or a hyphen."""

APOSTROPHE_LETTERS = "ʹʻʼʽʾʿˈꞌ"
"""Letters to Unicode that people use as apostrophes, which separate words: Hawaiʻi, Qurʾan."""
APOSTROPHES = f"’‘‛＇`´′‵՚{APOSTROPHE_LETTERS}"
DOUBLE_QUOTES = "“”„‟«»＂"
HYPHENS = "‐‑−－"
PLAIN_SIGNS = {
    **dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(DOUBLE_QUOTES, '"'),
    **dict.fromkeys(HYPHENS, "-"),
}  # fmt: skip
"""The ASCII sign for each of them."""
