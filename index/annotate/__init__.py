"""Find the entities and quotes of articles and attribute the quotes to speakers.

The only package that imports spaCy. May import no other package.
"""
