"""Signs that word processors and other keyboards write for an apostrophe, a quote or a hyphen."""

APOSTROPHES = "’‘‛＇`´′‵՚ʹʻʼʽʾʿˈꞌ"
DOUBLE_QUOTES = "“”„‟«»＂"
HYPHENS = "‐‑−－"
PLAIN_SIGNS = {
    **dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(DOUBLE_QUOTES, '"'),
    **dict.fromkeys(HYPHENS, "-"),
}  # fmt: skip
"""The ASCII sign for each of them."""
