"""Exports of news databases, and the Word and RTF files that often are exports.

May import formats.
"""
