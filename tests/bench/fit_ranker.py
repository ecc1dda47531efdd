"""Make the tables of weights: python -m tests.bench.fit_ranker POLNEAR --cache DIR.

POLNEAR is a folder with train/text and train/attributions (brat standoff) as in PolNeAR 1.0.0
(Newell, Margolin and Ruths, "An attribution relations corpus for political news", LREC 2018).
Articles named in speakers_train.jsonl are left out. Needs scikit-learn for SciPy's optimiser.
"""
