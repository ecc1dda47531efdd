"""Import files: each module turns one format into articles.

May import article and errors; knows neither engines nor annotation.
"""
