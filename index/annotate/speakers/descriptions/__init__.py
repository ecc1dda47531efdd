"""Resolve source mentions that describe: “the mayor”, “the company”, “her lawyer”.

A role leads to the person who has it in the article, a noun to the organisation that it describes.
May import lexicon, entities and quotes.
"""
