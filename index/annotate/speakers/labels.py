"""Resolve the labels of turns to the people of the article: “DOLL:”, “WL:”."""

from __future__ import annotations

import re
from functools import cached_property

from index.annotate.entities.grouping.organisation_names import acronyms_of
from index.annotate.entities.person_names import normalize_word, parse_name
from index.annotate.lexicon.tables import table
from index.annotate.speakers.descriptions.description import is_office
from index.annotate.speakers.participants import Participants
from index.annotate.speakers.resolution import ConfidenceLevel, Resolution

FULL_LABEL = re.compile(r"^((?:[A-Z][\w’'-]* ){1,3}[A-Z][\w’'-]*):", re.MULTILINE)


def _in_small_letters(name: str) -> str:
    """Return a name whose surname is in capitals in small letters: “McLee” for “McLEE”."""
    person, of, place = name.partition(" of ")
    if person[-2:].isupper():
        person = re.sub(r"(?<=[^\W\d_a-z])[^\W\d_a-z]+(?!\w)", lambda m: m[0].lower(), person)
    return person + of + place


class LabelResolver:
    """Resolve the labels of the turns of one transcript."""

    def __init__(self, participants: Participants) -> None:
        self.participants = participants

    def resolve(self, name: str, mention: str) -> Resolution | None:
        """Resolve the name of a transcript label to the person whose name it is or ends."""
        words = tuple(normalize_word(word) for word in name.split())
        people = [p for p in self.participants.people() if self._is_label_of(words, p.name)]
        labels = self._by_acronym.get(name, set())
        if len({person.name for person in people}) == 1:
            known = people[0].name
        elif len(labels) == 1:
            (known,) = labels
        elif len(words) > 1 and not is_office(name):
            known = _in_small_letters(name)
        else:
            return None
        return Resolution.to_name(mention, known, ConfidenceLevel.LABEL, "the label of the turn")

    @cached_property
    def _by_acronym(self) -> dict[str, set[str]]:
        """The labels of several words, by their initials."""
        found: dict[str, set[str]] = {}
        for label in {match[1] for match in FULL_LABEL.finditer(self.participants.text)}:
            for acronym in acronyms_of(label):
                found.setdefault(acronym, set()).add(label)
        return found

    def _is_label_of(self, label: tuple[str, ...], name: str) -> bool:
        """Return whether a label is a name, its last words or its initials, with any title."""
        label = tuple(word for word in label if word not in table("titles")) or label
        words = parse_name(name).words
        initials = "".join(word[0] for part in words for word in part.split("-") if word)
        return words[-len(label) :] == label or (len(label) == 1 and label[0] == initials)
