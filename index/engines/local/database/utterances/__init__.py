"""Which quotes report one utterance, in the tables of the database."""
