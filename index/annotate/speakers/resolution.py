"""The resolution of a source mention: who it means, and with what confidence."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Step


class ConfidenceLevel:
    """The confidence of each type of resolution; set by hand, not fitted."""

    FULL_NAME = 0.97
    PART_OF_NAME = 0.95
    SURNAME_ALONE = 0.85  # the article gives no first name
    SHARED_SURNAME = 0.8  # a surname alone, though others in the article have it too
    SEVERAL_NAMES = 0.9
    UNLISTED_NAME = 0.75  # of no known entity
    LABEL = 0.95  # of a turn in a transcript
    USER_NAME = 0.85
    AMBIGUOUS_NAME = 0.3
    RELATIVE = 0.9
    MAX_PRONOUN, MIN_PRONOUN = 0.95, 0.55
    PRONOUN_OF_UNKNOWN_GENDER = 0.85  # at most
    PLURAL_PRONOUN = 0.65
    NEUTER_PRONOUN = 0.6
    WITHIN_QUOTE = 0.7
    SIGNED = 0.7
    UNNAMED = 0.85
    ROLE = 0.9  # the article gives this role to one person only
    ROLE_OF_SEVERAL = 0.7
    ROLE_OF_MOST_SALIENT = 0.6  # the article gives nobody the role
    ROLE_OF_LATER = 0.7  # only somebody named further on has the role
    ORGANISATION = 0.75
    POSSESSOR = 0.75
    SEVERAL_PEOPLE = 0.6
    UNCUED, UNCUED_MARGIN = 0.6, 0.2  # without a cue: the most prominent person
    NAMED_BESIDE = 0.75  # without a cue: named in the next words
    REPEATED = 0.95  # factor for a heading that repeats a quote
    CONTINUED = 0.85  # factor for a quote without a source that continues another one
    IN_TURN = 0.75
    CONTINUED_OPEN = 0.97  # the same if that quote has no closing mark


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a source mention means; no speakers if that is unknown."""

    speakers: tuple[str, ...] = ()
    named: bool = False
    confidence: float = 0.0
    steps: tuple[Step, ...] = ()
    is_ambiguous: bool = False
    """Whether the speaker is a bare surname of several people."""

    @classmethod
    def to_name(cls, mention: str, name: str, confidence: float, reason: str) -> Resolution:
        """Resolve a mention to one name, for a reason to show."""
        return cls((name,), True, confidence, (Step(mention, name, reason),))

    @classmethod
    def to_description(cls, mention: str, shown: str, reason: str) -> Resolution:
        """Resolve a mention to a description of somebody unnamed."""
        return cls((shown,), False, ConfidenceLevel.UNNAMED, (Step(mention, shown, reason),))

    @classmethod
    def unknown(cls, mention: str, reason: str) -> Resolution:
        """Resolve a mention to nobody, for a reason to show."""
        return cls(steps=(Step(mention, "unknown", reason),))
