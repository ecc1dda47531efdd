"""The answer to a source: who it means, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.article import Step

# How sure each kind of reading is; set by kind, not fitted.
FULL_NAME = 0.97
PART_OF_NAME = 0.95
TOGETHER = 0.9
UNLISTED_NAME = 0.75
AMBIGUOUS = 0.3
RELATIVE = 0.9
PRONOUN_BEST, PRONOUN_LEAST = 0.95, 0.55
GROUP_PRONOUN = 0.65
NEUTER_PRONOUN = 0.6
WITHIN_QUOTE = 0.7
SIGNED = 0.7
UNNAMED = 0.85
ROLE = 0.9  # the article gives this role to one person only
ROLE_OF_SEVERAL = 0.7
ROLE_OF_FOREMOST = 0.6  # nobody is given the role; whoever is in the foreground may have it
ROLE_OF_LATER = 0.7  # only somebody who is named further on is given the role
ORGANISATION = 0.75
OWNER = 0.75
SEVERAL = 0.6


@dataclass(frozen=True, slots=True)
class Answer:
    """Who a source means; without speakers where that is unknown."""

    speakers: tuple[str, ...] = ()
    named: bool = False
    confidence: float = 0.0
    steps: tuple[Step, ...] = ()
    as_said: bool = False
    """True where the name is only repeated from the text and fits several people."""
