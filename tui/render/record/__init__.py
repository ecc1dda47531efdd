"""The record over time, as text and rows.

May import no other package.
"""
