"""What speaks for and against a content of a cue: its features, as names that have weights."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from index.annotate.lexicon.verbs import cue_class, word_set
from index.annotate.quotes.cue_features import LIKELY, bucket, degree, group_of, rough

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from index.annotate.quotes.candidate import Option
    from index.annotate.quotes.cues import Cue
    from index.annotate.quotes.parsed_text import Quoted, Scene

FIRST_WORDS = word_set("first")
AFTER = word_set("after")
CROSSED = ("subj=", "passive", "neg", "headline", "in-quote")
FINITE = ("VBD", "VBZ", "VBP", "MD")


class OptionFeatures:
    """Names the features of the options of one text; ``likely`` are the rates of its cues."""

    def __init__(self, scene: Scene, likely: Mapping[int, float]) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.likely = likely
        self.finite = _counted(tag in FINITE for tag in self.tokens.tag)
        self.marked = _counted(one is not None for one in scene.inside)

    def crossed(self, cue: Cue, shared: list[str]) -> list[str]:
        """The features of a cue that count for each group of constructions by itself."""
        names = [name for name in shared if name.startswith(CROSSED)]
        return [*names, f"lem={cue.key}"]

    def of(self, cue: Cue, crossed: list[str], option: Option) -> list[str]:
        """The features of one option, given those of the cue that are to be crossed with it."""
        tokens, kind = self.tokens, option.kind
        first, last = option.content[0][0], option.content[-1][1]
        size = sum(end - begin + 1 for begin, end in option.content)
        base = rough(kind)
        group = group_of(base)
        word = tokens.lower[first]
        lead = word if word in FIRST_WORDS else tokens.tag[first]
        names = [
            f"kind={kind}",
            f"base={base}",
            f"rate-base={group}:{degree(cue.rate)}",
            f"pos-base={cue.key[0]}:{base}",
            f"class-base={cue_class(cue.key)}:{group}",
            f"lead={base}:{lead}",
            f"size={base[:8]}:{bucket(size)}",
            f"after={base[0]}:{self._after(last)}",
            f"head={base}:{tokens.pos[option.head]}",
        ]
        names += [f"{name}:{group}" for name in crossed]
        names += [f"also={base}:{rough(other)}" for other in dict.fromkeys(option.also)]
        if option.cut:
            names += (f"cut={option.cut}", f"cut:{base}")
        if option.stretched:
            names.append("stretched")
        names += self._marks(option, size)
        names += self._gap(option, first, base)
        if group != "q":
            names += self._clause(option, first, last, base)
        return names

    def _after(self, last: int) -> str:
        """The word that follows the content in its paragraph, or its tag."""
        tokens, following = self.tokens, last + 1
        paragraph = self.scene.paragraph
        if following == tokens.size or paragraph[following] != paragraph[last]:
            return "END"
        word = tokens.lower[following]
        return word if word in AFTER else tokens.tag[following]

    def _clause(self, option: Option, first: int, last: int, base: str) -> list[str]:
        """How the content fits the tree of the parse."""
        tokens = self.tokens
        finite = self.finite[last + 1] - self.finite[first]
        names = [f"finite={base}:{min(finite, 2)}"]
        if tokens.entity[option.head]:
            names.append(f"head-name={base}:{tokens.entity[option.head]}")
        if tokens.left[option.head] != first:
            names.append("begins-early")
        if base == "ccomp" and any(
            tokens.dep[kid] in ("nsubj", "nsubjpass") for kid in tokens.kids[option.head]
        ):
            names.append("ccomp-subj")
        if not option.cut:
            if tokens.right[option.head] > last + 1:
                names.append(f"short:{base}")
            for kid in tokens.kids[option.cue]:
                if kid > last and tokens.dep[kid] not in ("punct", "conj", "cc"):
                    names.append(f"rest={base}:{tokens.dep[kid]}")
                    break
        return names

    def _marks(self, option: Option, size: int) -> list[str]:
        """How much of the content stands in quotation marks, and how."""
        inside = self.scene.inside
        marked = sum(self.marked[end + 1] - self.marked[begin] for begin, end in option.content)
        if marked and inside[option.cue] is not None:
            return ["same-quote"]
        share = marked / size
        level = "all" if share > 0.95 else "half" if share >= 0.5 else "part" if share else "none"
        if option.kind.startswith("q-"):
            return [f"quoted={option.kind}:{level}", *self._passages(option)]
        names = [f"quoted=parse:{level}"]
        if level == "none":
            after = min(option.content[-1][1] + 1, self.tokens.size - 1)
            if inside[after] or inside[max(option.content[0][0] - 1, 0)]:
                names.append("quote-next")
        return names

    def _passages(self, option: Option) -> list[str]:
        """How the passages begin and end, and what follows them."""
        tokens, kind = self.tokens, option.kind
        first, final = option.quoted[0], option.quoted[-1]
        capital = tokens.text[min(first.first + 1, tokens.size - 1)][:1].isupper()
        follows = self._follows(final)
        names = [
            f"qsize={kind}:{bucket(first.size)}",
            f"qend={kind}:{self._ending(first)}",
            f"qbegin={kind}:{'Aa' if capital else 'a'}",
            f"qnext={kind}:{follows}",
            f"speech={kind}:{first.speech}:{final.speech}",
        ]
        if len(option.quoted) > 1:
            names.append(f"q2size={kind}:{bucket(final.size)}")
            names.append(f"q2end={kind}:{self._ending(final)}:{follows}")
        return names

    def _ending(self, quoted: Quoted) -> str:
        before = quoted.last - 1
        return self.tokens.text[before] if self.tokens.pos[before] == "PUNCT" else "w"

    def _follows(self, quoted: Quoted) -> str:
        tokens, following = self.tokens, quoted.last + 1
        paragraph = self.scene.paragraph
        if following >= tokens.size or paragraph[following] != paragraph[quoted.last]:
            return "END"
        pos = tokens.pos[following]
        if pos == "PUNCT":
            return tokens.text[following]
        return tokens.tag[following] if pos == "VERB" else pos

    def _gap(self, option: Option, first: int, base: str) -> list[str]:
        """What stands between the cue and the content."""
        tokens, cue = self.tokens, option.cue
        right = first > cue
        begin, end = (cue + 1, first - 1) if right else (option.content[0][1] + 1, cue - 1)
        place = f"{base}{'r' if right else 'l'}"
        brief = f"{base[:2]}{'r' if right else 'l'}"
        words = [
            token for token in range(begin, end + 1) if tokens.pos[token] not in ("PUNCT", "SPACE")
        ]
        names = [f"gap={place}:{bucket(len(words)) if words else '0'}"]
        if begin > end:
            names.append(f"gap-mark={place}:none")
        else:
            edge = end if right else begin
            if tokens.pos[edge] == "PUNCT":
                sign = tokens.text[edge]
                names.append(f"gap-mark={place}:{sign if sign in ',:.—-' else 'x'}")
            verbs = sum(1 for token in words if tokens.pos[token] == "VERB")
            if verbs:
                names.append(f"gap-verbs={brief}:{min(verbs, 2)}")
            if any(self.likely.get(token, -9) > LIKELY for token in words):
                names.append(f"gap-cue={place}")
            if tokens.sentence[begin] != tokens.sentence[cue] or (
                tokens.sentence[end] != tokens.sentence[cue]
            ):
                names.append(f"gap-sentence={brief}")
        if len(option.content) > 1:
            names += self._between(option, base)
        elif not right and base in ("q-before", "before"):
            following = cue + 1
            names.append(f"then={tokens.tag[following] if following < tokens.size else 'END'}")
        return names

    def _between(self, option: Option, base: str) -> list[str]:
        """What stands between the first two stretches of the content."""
        tokens = self.tokens
        if len(option.content) != 2:
            return []
        begin, end = option.content[0][1] + 1, option.content[1][0] - 1
        mark = tokens.text[end] if begin <= end else ""
        verbs = sum(1 for pos in tokens.pos[begin : end + 1] if pos == "VERB")
        return [
            f"between={base}:{bucket(end - begin + 1)}",
            f"between-mark={base}:{mark if mark in ',.:' else 'x'}",
            f"between-verbs={base[:2]}:{min(verbs, 3)}",
        ]


def _counted(flags: Iterable[bool]) -> list[int]:
    """How many of the flags before each place are true, to count those of a stretch at once."""
    return list(accumulate(flags, initial=0))
