"""The mentions of one entity, and the name to show for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.annotate.entities.mention import Mention
    from index.article import EntityLabel


@dataclass(slots=True)
class MentionGroup:
    """The mentions of one entity."""

    label: EntityLabel
    mentions: list[Mention] = field(default_factory=list)

    def fullest_name(self) -> str:
        """Return the longest name, the most common if equally long.

        Misspelt names do not count, those in headlines and quotes only if there is no other.
        """
        right = [m for m in self.mentions if not m.misspelt] or self.mentions
        full = [m for m in right if len(m.name.words) > 1]
        plain = [m for m in full if not m.headline]
        narrated = [m for m in plain if not m.quoted]
        texts = Counter(m.text for m in narrated or plain or full or right)
        return min(
            texts,
            key=lambda text: (-len(text.split()), -len(text.replace(".", "")), -texts[text]),
        )
