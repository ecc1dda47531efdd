"""Find the entities and quotes of articles and attribute the quotes to speakers.

The only package that imports spaCy; may import article, errors and gc_control.
"""
