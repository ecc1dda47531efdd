"""Phrases that the reader and the commands share. Loads no Textual."""

from __future__ import annotations

from index.article import UNKNOWN_SPEAKER
from index.user_data import Correction, NameCorrection


def plural(number: int, noun: str) -> str:
    """Return a counted noun: “1 quote”, “2,000 quotes”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def describe_correction(correction: Correction) -> str:
    """Return a correction in words: “We were late” is by Ana Pell, not Olaf Berg."""
    if isinstance(correction, NameCorrection):
        verdict = "one person" if correction.same else "different people"
        return f"{correction.name} and {correction.other} are {verdict}"
    if not correction.is_quote:
        return f"“{correction.words}” is not a quote"
    before = f", not {correction.found_speaker}" if correction.found_speaker else ""
    return f"“{correction.words}” is by {correction.speaker or UNKNOWN_SPEAKER}{before}"
