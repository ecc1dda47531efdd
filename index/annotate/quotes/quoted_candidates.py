"""Quoted passages as contents: those near a cue, and whose they plainly are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from index.annotate.lexicon.verbs import cue_class, stem
from index.annotate.quotes.candidate import Option
from index.annotate.quotes.cues import SIGNS
from index.annotate.quotes.parsed_text import LONG

if TYPE_CHECKING:
    from index.annotate.quotes.parsed_text import Quoted, Scene

REACH = 60  # tokens between a cue and a passage
WITHIN = ("DET", "ADP", "ADJ", "NUM")  # what a passage that is no sentence stands after
OWN = 8  # tokens after a passage in which its verb of saying stands
MAX_CHAIN = 40  # paragraphs of one quote


class Owners:
    """The passages that plainly belong to the verb of saying beside them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.passages: dict[int, list[Quoted]] = {}
        self.starts: list[tuple[int, int, int]] = []
        for quoted in scene.quoted:
            leading = self.before(quoted)
            owner = self.after(quoted) if leading is None else leading
            if owner is not None:
                self.passages.setdefault(owner, []).append(quoted)
                self.starts.append((quoted.first, quoted.last, owner))
        self.participles = sorted(
            owner for owner in self.passages if self.tokens.tag[owner] == "VBG"
        )

    def allow(self, option: Option) -> bool:
        """Whether an option has all passages of its cue, and none of another cue's."""
        cue = option.cue
        if not all(option.holds(quoted.first) for quoted in self.passages.get(cue, ())):
            return False
        for first, last in option.content:
            begin = bisect_left(self.participles, first)
            if any(
                one != cue for one in self.participles[begin : bisect_right(self.participles, last)]
            ):
                return False
            nearest = bisect_left(self.starts, (first, 0, 0))
            beyond = bisect_left(self.starts, (last + 1, 0, 0))
            for _, end, owner in self.starts[nearest:beyond]:
                if owner != cue and end <= last and not option.holds(owner):
                    return False
        return True

    def before(self, quoted: Quoted) -> int | None:
        """The verb of saying right before a passage that looks like speech: stating, “Go.”."""
        tokens, place = self.tokens, quoted.first - 1
        if not quoted.speech or place < 1:
            return None
        if tokens.text[place] in (",", ":"):
            place -= 1
        elif quoted.size <= LONG:
            return None
        said = tokens.pos[place] == "VERB" and self._says(place)
        return place if said else None

    def _says(self, token: int) -> bool:
        return cue_class(f"V:{stem(self.tokens.lower[token])}") == "saying"

    def after(self, quoted: Quoted) -> int | None:
        """The verb of saying right after a passage that leads on to it: “Not yet,” he said."""
        tokens, start = self.tokens, quoted.last + 1
        if not quoted.passage.closed or tokens.text[quoted.last - 1] not in (",", "?", "!", "…"):
            return None
        if start < tokens.size and tokens.lower[start] == "according":
            return start
        for place in range(start, min(start + OWN, tokens.size)):
            if self.scene.inside[place] is not None or tokens.text[place] in (".", ";", ":"):
                return None
            if tokens.tag[place] in ("VBD", "VBZ"):
                return place if self._says(place) else None
        return None


class QuotedOptions:
    """Makes the options that are quoted passages, of one cue after the other."""

    def __init__(self, scene: Scene, owners: Owners) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.owners = owners

    def of(self, cue: int) -> list[Option]:
        """The passages before and after the cue in its paragraph, alone and together."""
        first, last = self.scene.bounds[self.scene.paragraph[cue]]
        before = self._nearest(cue, range(cue - 1, max(first, cue - REACH) - 1, -1))
        after = self._nearest(cue, range(cue + 1, min(last, cue + REACH) + 1))
        if not after and last - cue < REACH:
            after = self._next_paragraph(cue, last)
        if not before and cue == first and self.tokens.text[cue] in SIGNS:
            before = self._paragraph_before(first)
        options = [
            Option(cue, f"q-before{far}", ((one.first, one.last),), one.first, (one,),
                   owned=self.owners.after(one) == cue)
            for one, far in zip(before, ("", "-far"), strict=False)
        ]  # fmt: skip
        for one, far in zip(after, ("", "-far"), strict=False):
            owner = self.owners.after(one)
            if owner not in (None, cue) and self.tokens.text[one.first - 1] == ".":
                continue
            chain = self._chain(one)
            whole = tuple((link.first, link.last) for link in chain)
            own = self.owners.before(one) == cue
            options.append(Option(cue, f"q-after{far}", whole, one.first, chain, owned=own))
            for left in before[-1:] if owner is None and not self._is_embedded(before) else ():
                both = ((left.first, left.last), *whole)
                options.append(Option(cue, f"q-both{far}", both, left.first, (left, *chain)))
        return options

    def _is_embedded(self, before: list[Quoted]) -> bool:
        """Whether the last of some passages is a short part of a phrase: as an “old friend,”."""
        first = before[-1].first if before else 0
        return first > 0 and before[-1].size <= LONG and self.tokens.pos[first - 1] in WITHIN

    def _nearest(self, cue: int, places: range) -> list[Quoted]:
        """The nearest passage, and the nearest that looks like speech if it is another one."""
        found: list[Quoted] = []
        own = self.scene.inside[cue]
        for place in places:
            one = self.scene.inside[place]
            if one is not None and one is not own and (not found or one is not found[-1]):
                if found and not one.speech:
                    continue
                found.append(one)
                if one.speech:
                    break
        return found[:1] + found[-1:] if len(found) > 1 else found

    def _paragraph_before(self, first: int) -> list[Quoted]:
        """The passage that is the whole paragraph before: a name may sign it."""
        place = first - 1
        while place > 0 and self.tokens.pos[place] == "SPACE":
            place -= 1
        one = self.scene.inside[place] if place >= 0 else None
        whole = one and one.first == self.scene.bounds[self.scene.paragraph[place]][0]
        return [one] if one and whole else []

    def _next_paragraph(self, cue: int, last: int) -> list[Quoted]:
        """The passage that opens the next paragraph, if the cue's paragraph leads up to it."""
        tokens = self.tokens
        end, after = last, last + 1
        while end > cue and tokens.pos[end] == "SPACE":
            end -= 1
        if tokens.text[end] not in (":", ",", "--", "—"):
            return []
        while after < tokens.size and tokens.pos[after] == "SPACE":
            after += 1
        one = self.scene.inside[after] if after < tokens.size else None
        return [one] if one else []

    def _chain(self, quoted: Quoted) -> tuple[Quoted, ...]:
        """A passage and those that go on from it, paragraph after paragraph."""
        chain = [quoted]
        place = quoted.number
        while (
            len(chain) < MAX_CHAIN
            and chain[-1].passage.continued
            and place + 1 < len(self.scene.quoted)
        ):
            place += 1
            chain.append(self.scene.quoted[place])
        return tuple(chain)
