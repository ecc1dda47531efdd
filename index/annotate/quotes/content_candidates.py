"""Every way to read an attribution: which word could be a cue and which words its content."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.annotate.lexicon.verbs import word_set
from index.annotate.quotes.candidate import Option, Stretch
from index.annotate.quotes.cues import SIGNS
from index.annotate.quotes.quoted_candidates import Owners, QuotedOptions

if TYPE_CHECKING:
    from index.annotate.quotes.parsed_text import Scene

NOT_CONTENT = frozenset(
    ("punct", "aux", "auxpass", "neg", "prt", "mark", "cc", "expl", "intj", "meta", "dep", "")
)
CLAUSE_OPENING = frozenset(
    ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl", "aux", "auxpass", "neg", "advmod", "mark")
)
CLAUSE_PARTS = frozenset(
    ("nsubj", "prep", "agent", "dative", "advmod", "npadvmod", "prt", "attr", "dobj", "oprd")
)
MAX_KIDS = 4
MAX_CUTS = 3
MAX_SENTENCE = 400  # tokens; what is longer is a list or a table, whose parse says nothing
CUT_SIGNS = frozenset((",", ";", "--", "—", "–", "-", "(", ":"))
LEFT_SIGNS = frozenset((";", "--", "—", "–", "-", ":"))
CUT_BEFORE = word_set("cut before")
CUT_WORDS = word_set("cut after comma")


class Options:
    """Makes the options of one cue after the other."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.owners = Owners(scene)
        self.quoted = QuotedOptions(scene, self.owners)

    def of(self, cue: int) -> list[Option]:
        """All options of the cue, different from each other."""
        found: dict[tuple[Stretch, ...], Option] = {}
        others: dict[tuple[Stretch, ...], list[str]] = {}
        for option in self._all(cue):
            if found.setdefault(option.content, option) is not option:
                others.setdefault(option.content, []).append(option.kind)
        return [
            replace(option, also=tuple(others[content])) if content in others else option
            for content, option in found.items()
            if self.owners.allow(option)
        ]

    def _all(self, cue: int) -> list[Option]:
        tokens = self.tokens
        options = self.quoted.of(cue)
        if tokens.text[cue] in SIGNS:
            return options + (self._colon(cue) if tokens.text[cue] == ":" else [])
        begin, end = tokens.sentences[tokens.sentence[cue]]
        if end - begin >= MAX_SENTENCE:
            return options
        options += self._right(cue)
        options += self._left(cue)
        options += self._around(cue)
        options += self._above(cue)
        return options

    def _right(self, cue: int) -> list[Option]:
        """What follows the cue and hangs on it: runs of its children, also cut short."""
        tokens = self.tokens
        kids = [
            kid for kid in tokens.kids[cue]
            if kid > cue and tokens.dep[kid] not in NOT_CONTENT and tokens.pos[kid] != "SPACE"
        ][:MAX_KIDS]  # fmt: skip
        options: list[Option] = []
        for begin in range(len(kids)):
            names: list[str] = []
            for end in range(begin, len(kids)):
                names.append(self._name(kids[end]))
                first, last = tokens.left[kids[begin]], tokens.right[kids[end]]
                if first <= cue:
                    break
                options += self._cuts(cue, "+".join(names), first, last, kids[begin])
                if end == begin and tokens.dep[kids[begin]] in ("prep", "agent", "dative"):
                    options += self._object(cue, names[0], kids[begin])
        return options

    def _object(self, cue: int, name: str, prep: int) -> list[Option]:
        """The object of a preposition, without it."""
        tokens = self.tokens
        return [
            option
            for kid in tokens.kids[prep]
            if kid > prep and tokens.dep[kid] in ("pobj", "pcomp", "prep")
            for option in self._cuts(
                cue, f"{name}>{tokens.dep[kid]}", tokens.left[kid], tokens.right[kid], kid
            )
        ]

    def _name(self, token: int) -> str:
        dep = self.tokens.dep[token]
        return f"prep:{self.tokens.lower[token]}" if dep in ("prep", "agent") else dep

    def _cuts(self, cue: int, kind: str, first: int, last: int, head: int) -> list[Option]:
        """A stretch, and it cut short where a clause of narration may begin."""
        inside = self.scene.inside
        last = self._trim(first, last)
        options = [self._stretched(cue, kind, first, last, head)]
        left = MAX_CUTS
        for place in range(last - 1, first, -1):
            name = self._cut_name(place)
            if name:
                options.append(self._stretched(cue, kind, first, place, head, name))
                left -= 1
                if not left:
                    break
        marks = [
            place for place in range(last - 1, first, -1)
            if (marked := inside[place]) is not None and marked.last == place
        ]  # fmt: skip
        options += [self._stretched(cue, kind, first, place, head, "mark") for place in marks[:2]]
        return options

    def _cut_name(self, place: int) -> str:
        """The word before which a stretch can be cut after this token, or nothing."""
        tokens = self.tokens
        if (
            self.scene.inside[place + 1] is not None
            and self.scene.inside[place] is self.scene.inside[place + 1]
        ):
            return ""
        after = tokens.lower[place + 1]
        if tokens.text[place + 1] in CUT_SIGNS:
            nearby = tokens.lower[place + 2] if place + 2 < tokens.size else ""
            return (
                f",{nearby if nearby in CUT_WORDS else tokens.tag[min(place + 2, tokens.size - 1)]}"
            )
        if tokens.text[place] in CUT_SIGNS:
            return ""
        if after in CUT_BEFORE:
            return after
        if after in ("and", "but", "or") and tokens.pos[tokens.head[place + 1]] in ("VERB", "AUX"):
            return after
        if (
            after in ("who", "which", "that", "where")
            and tokens.dep[tokens.head[place + 1]] == "relcl"
        ):
            return "relcl"
        return ""

    def _trim(self, first: int, last: int) -> int:
        """The last token without closing punctuation."""
        tokens = self.tokens
        while last > first and (
            tokens.pos[last] == "SPACE"
            or (tokens.text[last] in ".,;:—–-?!" and self.scene.inside[last] is None)
        ):
            last -= 1
        return last

    def _stretched(
        self, cue: int, kind: str, first: int, last: int, head: int, cut: str = ""
    ) -> Option:
        """The stretch with the whole of each passage that it begins or ends in."""
        inside = self.scene.inside
        begin, end = inside[first], inside[last]
        if end is None and last + 1 < self.tokens.size:
            end = None
        new_first = begin.first if begin and not begin.first <= cue <= begin.last else first
        new_last = end.last if end and not end.first <= cue <= end.last else last
        if new_first <= cue <= new_last:
            new_first, new_last = first, last
        quoted = {one for one in (begin, end) if one and not one.first <= cue <= one.last}
        ordered = tuple(sorted(quoted, key=lambda one: one.first))
        changed = (new_first, new_last) != (first, last)
        return Option(cue, kind, ((new_first, new_last),), head, ordered, cut, changed)

    def _left(self, cue: int) -> list[Option]:
        """What hangs on the cue and comes before it, but is no active subject."""
        tokens = self.tokens
        options: list[Option] = []
        extra = [
            kid
            for kid in tokens.kids[cue]
            if kid > cue and tokens.dep[kid] in ("xcomp", "prep", "oprd", "advcl", "ccomp")
        ]
        for kid in tokens.kids[cue]:
            if kid > cue:
                break
            dep = tokens.dep[kid]
            if dep in NOT_CONTENT or tokens.pos[kid] == "SPACE":
                continue
            first, last = tokens.left[kid], self._trim(tokens.left[kid], tokens.right[kid])
            if last >= cue:
                continue
            options.append(self._stretched(cue, f"<{dep}", first, last, kid))
            if dep == "ccomp":
                options += self._late(cue, f"<{dep}", first, last, kid)
            if dep in ("nsubj", "nsubjpass"):
                for other in extra[:2]:
                    end = self._trim(tokens.left[other], tokens.right[other])
                    if tokens.left[other] > cue:
                        pair = ((first, last), (tokens.left[other], end))
                        options.append(Option(cue, f"<{dep}&{self._name(other)}", pair, kid))
        return options

    def _around(self, cue: int) -> list[Option]:
        """The clause that the cue's own clause interrupts, ends (“It rained, he said”) or opens."""
        tokens = self.tokens
        sentence = tokens.sentence[cue]
        top = cue
        options: list[Option] = []
        for _ in range(3):
            above = tokens.head[top]
            first = self._clause_start(cue, top)
            begin, end = tokens.sentences[sentence]
            last = min(self._clause_end(cue), end)
            options += self._aside(cue, begin, first - 1, last + 1, end)
            if above == top:
                break
            top = above
        return options

    def _aside(self, cue: int, begin: int, stop: int, go_on: int, end: int) -> list[Option]:
        """What stands before the clause of the cue, after it, or on both sides of it."""
        tokens = self.tokens
        options: list[Option] = []
        if begin <= stop:
            stop = self._trim(begin, stop)
            options.append(self._stretched(cue, "before", begin, stop, begin))
            options += self._late(cue, "before", begin, stop, begin)
        while go_on <= end and (tokens.text[go_on] in ",:;" or tokens.pos[go_on] == "SPACE"):
            go_on += 1
        if go_on + 1 < end:
            end = self._trim(go_on, end)
            name = "after" if begin <= stop else "first-after"
            options += self._cuts(cue, name, go_on, end, go_on)
            if begin <= stop:
                options.append(Option(cue, "before+after", ((begin, stop), (go_on, end)), begin))
        return options

    def _late(self, cue: int, kind: str, first: int, last: int, head: int) -> list[Option]:
        """The stretch without a clause or a dateline before its last clause."""
        tokens = self.tokens
        for place in range(last - 2, first, -1):
            joins = tokens.lower[place] in ("and", "but") and tokens.text[place - 1] == ","
            if tokens.text[place] in LEFT_SIGNS or joins:
                return [self._stretched(cue, kind, place + 1, last, head, "late")]
        return []

    def _clause_start(self, cue: int, top: int) -> int:
        """Where the clause of the cue begins, with its subject and auxiliaries."""
        tokens = self.tokens
        kids = [
            kid for kid in tokens.kids[top]
            if kid < top and tokens.dep[kid] in CLAUSE_OPENING
        ]  # fmt: skip
        return min([cue, top, *(tokens.left[kid] for kid in kids)])

    def _clause_end(self, cue: int) -> int:
        """Where the clause of the cue ends, with an inverted subject and adverbials."""
        tokens = self.tokens
        end = cue
        for kid in tokens.kids[cue]:
            if kid > cue and tokens.left[kid] == end + 1 and tokens.dep[kid] in CLAUSE_PARTS:
                end = tokens.right[kid]
        return end

    def _above(self, cue: int) -> list[Option]:
        """The noun that the cue's clause describes: “the plan that he opposed”."""
        tokens = self.tokens
        dep, head = tokens.dep[cue], tokens.head[cue]
        if dep not in ("relcl", "acl") or head > cue:
            return []
        first = tokens.left[head]
        last = self._trim(first, tokens.left[cue] - 1)
        if last < first:
            return []
        return [self._stretched(cue, f"^{dep}", first, last, head)]

    def _colon(self, cue: int) -> list[Option]:
        """The paragraph after a colon, its next sentence, and what stands before the colon."""
        scene, tokens = self.scene, self.tokens
        first, last = scene.bounds[scene.paragraph[cue]]
        end = self._trim(cue + 1, last) if cue < last else cue
        options = []
        if end > cue:
            options.append(Option(cue, "colon-rest", ((cue + 1, end),), cue + 1))
            _, stop = tokens.sentences[tokens.sentence[cue + 1]]
            stop = self._trim(cue + 1, stop)
            if cue < stop < end:
                options.append(Option(cue, "colon-sentence", ((cue + 1, stop),), cue + 1))
        if first < cue:
            options.append(Option(cue, "colon-before", ((first, cue - 1),), first))
        return options
