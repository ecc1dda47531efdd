"""Counted things in words, for the reader and for commands that load nothing of it."""

from __future__ import annotations


def plural(number: int, noun: str) -> str:
    """“1 quote”, “2,000 quotes”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
