"""Resolve source mentions that describe: “the mayor”, “the company”, “her lawyer”.

A role goes to the person whom the article gives it, an organisation to the one it is called so.
"""
