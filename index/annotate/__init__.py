"""Find the entities and quotes of articles and say who speaks: the only place that knows spaCy."""
