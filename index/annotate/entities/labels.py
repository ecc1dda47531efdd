"""What the labels of entity recognisers mean."""

from __future__ import annotations

from index.article import EntityLabel

LABELS: dict[str, EntityLabel] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "other",
    "EVENT": "other",
    "PRODUCT": "other",
    "LAW": "other",
    "WORK_OF_ART": "other",
    "MISC": "other",
}
