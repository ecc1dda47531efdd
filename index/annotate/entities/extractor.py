"""Group the mentions of an article into entities, each under its fullest name."""

from __future__ import annotations

from spacy.tokens import Doc

from index.annotate.entities.grouping.organisation_names import display_name, group_by_name
from index.annotate.entities.grouping.people import group_people
from index.annotate.entities.mention_repair import find_mentions
from index.annotate.entities.name_types import decide_labels
from index.annotate.token_table import text_of
from index.article import Entity


def find_entities(doc: Doc) -> tuple[Entity, ...]:
    """Return the entities of an article in order of appearance.

    A bare surname that may mean either of two people becomes an entity of its own.
    """
    text = text_of(doc)
    mentions = decide_labels(text, find_mentions(doc, text))
    groups = group_people(text, [m for m in mentions if m.label == "person"])
    for label in ("organisation", "place", "other"):
        groups += group_by_name([m for m in mentions if m.label == label], label)
    groups.sort(key=lambda group: group.mentions[0].span)
    return tuple(
        Entity(
            display_name(g.fullest_name(), is_person=g.label == "person"),
            g.label,
            tuple(m.span for m in g.mentions),
        )
        for g in groups
    )
