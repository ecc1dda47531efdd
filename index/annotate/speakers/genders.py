"""Tell the gender of people by their first names, and by nouns and titles."""

from __future__ import annotations

import re

from index.annotate.entities.person_names import parse_name, title_gender
from index.annotate.lexicon.tables import table, word_class

# Votes for a gender; a pronoun has one.
FIRST_NAME_VOTES = 6
SURNAME_FIRST = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+$")
RARE_NAME_VOTES = 2  # of a first name that few people bear, or of its ending


def first_name_gender(name: str) -> tuple[str, int]:
    """Return the gender that a first name tells, m, f or "", and how many votes it has.

    “Kang Min-seo” begins with the surname.
    """
    words = parse_name(name).words
    if SURNAME_FIRST.match(name):
        return "", 0
    gender = table("first_names").get(words[0], ("",))[0] if words else ""
    return (gender, FIRST_NAME_VOTES) if gender else (rare_name_gender(name), RARE_NAME_VOTES)


def rare_name_gender(name: str) -> str:
    """Return the gender of a first name that few people bear: m, f or ""."""
    given = parse_name(name).given
    if given in table("first_names"):
        return ""
    if given in table("given_names"):
        return table("given_names")[given][0].strip("-")
    return next((g for end, g in word_class("name ending").items() if given.endswith(end)), "")


def word_gender(word: str) -> str:
    """Return the gender of a title or a noun: m, f or ""."""
    listed = title_gender(word) or table("roles").get(word, ("", ""))[1].strip("-")
    endings = word_class("gendered ending").items()
    return listed or next((g for end, g in endings if word != end and word.endswith(end)), "")
