"""The mentions of one entity, and the name to show for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from index.annotate.entities.mention import Mention
from index.annotate.entities.person_names import parse_name, title_gender
from index.annotate.lexicon.tables import word_class
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
        name = min(
            texts,
            key=lambda text: (-len(text.split()), -len(text.replace(".", "")), -texts[text]),
        )
        rank = self._rank(name)
        return f"{rank} {name.title() if name.isupper() else name}" if rank else name

    def _rank(self, text: str) -> str:
        """Return the title that is shown before a name without a first name: “Lord”, “Ms” or "".

        A rank such as “Pope” is part of the name, “Ms” or “Judge” if no mention is without it, and
        so is “Sister” before a nun's whole name.
        """
        name = parse_name(text)
        titles = [m.title for m in self.mentions if m.text == text]
        if len(name.words) > 1 and set(titles) == {"sister"}:
            return "Sister"
        if name.title or (len(name.words) > 1 and not name.suffix):
            return ""
        shown = [title for title in titles if title in word_class("rank in a name")]
        if len({m.title for m in self.mentions}) == len(name.words) == 1:
            shown = shown or [title for title in titles if is_address(title)]
        return shown[0].title() if shown else ""


def is_address(title: str) -> bool:
    """Return whether a title is a form of address: “Mrs”, “Sir”, “Mr Justice”."""
    return any(word in {"judge", "justice"} or title_gender(word) for word in title.split())
