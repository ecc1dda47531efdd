"""Find the entities and quotes of articles and name who speaks.

The only package that imports spaCy; may import article and errors.
"""
