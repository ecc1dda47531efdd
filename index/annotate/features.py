"""What speaks for and against an option: its features, as names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.annotate.words import cue_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.annotate.cues import Cue
    from index.annotate.options import Option
    from index.annotate.scene import Scene

FIRST_WORDS = frozenset(
    ("that", "to", "if", "whether", "how", "why", "what", "who", "when", "where", "which", "for",
     "against", "of", "about", "as", "with", "on", "in", "the", "a", "it", "he", "she", "they",
     "there", "his", "her", "their", "not", "by", "like", "because", "i", "we", "you", "him",
     "them", "us", "me", "this", "himself", "herself")
)  # fmt: skip
AFTER = frozenset((".", ",", ";", ":", "and", "but", "as", "in", "after", "to", "that", "for", "of", "with", "on", "while", "who", "which", "when", "by", "at", "--", "—", "?", "!", "(", "from", "because", "or"))
MODALS = frozenset(("will", "would", "can", "could", "may", "might", "should", "must", "'ll", "’ll", "'d", "’d", "ca", "wo"))
LIGHT_SUBJECTS = frozenset(("i", "we", "you", "he", "she", "it", "they", "that", "who", "which", "this", "there", "what", "one", "some", "many"))


LIKELY = -0.5  # the rate from which a word is more often a cue than not, or nearly
CROSSED = ("subj=", "passive", "neg", "headline", "in-quote")


def degree(rate: float | None) -> str:
    """A rate as one of a few names."""
    return "unknown" if rate is None else str(max(-8, min(4, round(rate * 1.5))))


def bucket(number: int) -> str:
    """A length as one of a few names."""
    for limit in (1, 2, 3, 5, 8, 13, 21, 34):
        if number <= limit:
            return f"<={limit}"
    return ">34"


def rough(kind: str) -> str:
    """The first relation of a kind, for what all kinds like it have in common."""
    return kind.split("+")[0].split("&")[0].split(":")[0]


class Features:
    """Names the features of the cues and options of one text."""

    def __init__(self, scene: Scene, cues: Sequence[Cue]) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.likely = {cue.token: cue.rate for cue in cues if cue.rate is not None}
        self.in_sentence: dict[int, list[int]] = {}
        for cue in cues:
            if cue.rate is not None and cue.rate > LIKELY:
                self.in_sentence.setdefault(self.tokens.sentence[cue.token], []).append(cue.token)

    def subject(self, cue: int) -> str:
        """What kind of subject the cue has."""
        tokens = self.tokens
        for kid in tokens.kids[cue]:
            if tokens.dep[kid] in ("nsubj", "nsubjpass", "csubj", "expl"):
                word = tokens.lower[kid]
                if word in LIGHT_SUBJECTS:
                    return word
                name = tokens.entity[kid]
                side = "" if kid < cue else "inv-"
                return side + (name if name in ("PERSON", "ORG", "NORP", "GPE") else tokens.pos[kid])
        return "none"

    def of_cue(self, mark: Cue) -> list[str]:
        """The features that all options of a cue share."""
        tokens, scene = self.tokens, self.scene
        cue = mark.token
        head, dep = tokens.head[cue], tokens.dep[cue]
        letter = mark.key[0]
        names = [
            f"tag={tokens.tag[cue]}",
            f"dep={dep}",
            f"lem={mark.key}",
            f"rate={letter}:{degree(mark.rate)}",
            f"class={letter}:{cue_class(mark.key)}",
        ]
        kids = tokens.kids[cue]
        deps = {tokens.dep[kid] for kid in kids}
        subject = self.subject(cue)
        names.append(f"subj={subject}")
        if tokens.tag[cue] in ("VB", "VBG", "VBN", "VBD"):
            helpers = {tokens.lower[kid] for kid in kids if tokens.dep[kid] in ("aux", "auxpass")}
            if "auxpass" in deps:
                names.append("passive")
            if helpers & MODALS:
                names.append("modal")
            if "to" in helpers:
                names.append(f"to-of={tokens.pos[head]}")
            if not helpers:
                names.append(f"bare={tokens.tag[cue]}:{dep}")
        if "neg" in deps:
            names.append("neg")
        if "mark" in deps:
            names.append("marked")
        if "agent" in deps:
            names.append("agent")
        if dep in ("conj", "xcomp", "advcl", "ccomp", "relcl", "acl", "pcomp"):
            names.append(f"under={dep}:{tokens.pos[head]}")
            names.append(f"under-rate={dep}:{degree(self.likely.get(head))}")
        names.append(f"subj-rate={subject}:{degree(mark.rate)}")
        rivals = [one for one in self.in_sentence.get(tokens.sentence[cue], ()) if one != cue]
        if rivals:
            side = "".join({"<" if one < cue else ">" for one in rivals})
            names.append(f"rival={side if len(side) == 1 else '<>'}:{degree(mark.rate)}")
        inside = scene.inside[cue]
        if inside:
            names.append(f"in-quote={bucket(inside.size)}")
        first, last = scene.bounds[scene.paragraph[cue]]
        if last - first < 22 and not any(tokens.text[p] in ".!?”\"" for p in range(max(first, last - 2), last + 1)):
            names.append(f"headline:{tokens.tag[cue]}")
        if tokens.kids[cue] == []:
            names.append("childless")
        return names

    def of_option(self, mark: Cue, shared: list[str], option: Option) -> list[str]:
        """The features of one option, given those that it shares with the cue's others."""
        tokens, scene = self.tokens, self.scene
        cue, kind = option.cue, option.kind
        first, last = option.content[0][0], option.content[-1][1]
        size = sum(b - a + 1 for a, b in option.content)
        base = rough(kind)
        word = tokens.lower[first]
        tag = tokens.tag[first]
        letter = mark.key[0]
        names = [f"kind={kind}", f"base={base}"]
        group = "q" if base[:2] == "q-" else "around" if base[:6] in ("before", "after") else base
        names.append(f"rate-base={group}:{degree(mark.rate)}")
        names.append(f"pos-base={letter}:{base}")
        names.append(f"class-base={cue_class(mark.key)}:{group}")
        names.append(f"lem={mark.key}:{group}")
        for name in shared:
            if name.startswith(CROSSED):
                names.append(f"{name}:{group}")
        lead = word if word in FIRST_WORDS else tag
        names.append(f"lead={base}:{lead}")
        names.append(f"size={base[:8]}:{bucket(size)}")
        after = tokens.lower[last + 1] if last + 1 < tokens.size else "END"
        if scene.paragraph[min(last + 1, tokens.size - 1)] != scene.paragraph[last]:
            after = "END"
        names.append(f"after={base[0]}:{after if after in AFTER else tokens.tag[last + 1] if after != 'END' else after}")
        if option.cut:
            names.append(f"cut={option.cut}")
            names.append(f"cut:{base}")
        names.append(f"head={base}:{tokens.pos[option.head]}")
        if not base.startswith("q-") and tokens.entity[option.head]:
            names.append(f"head-name={base}:{tokens.entity[option.head]}")
        if option.stretched:
            names.append("stretched")
        names += [f"also={base}:{rough(other)}" for other in dict.fromkeys(option.also)]
        names += self._quoted(option, size)
        names += self._gap(option, first, last)
        if not option.kind.startswith("q-"):
            self._clause(option, first, last, base, names)
        return names

    def _clause(self, option: Option, first: int, last: int, base: str, names: list[str]) -> None:
        tokens = self.tokens
        verbs = sum(
            1 for p in range(first, last + 1)
            if tokens.tag[p] in ("VBD", "VBZ", "VBP", "MD")
        )
        names.append(f"finite={base}:{min(verbs, 2)}")
        sub = next((k for k in tokens.kids[option.head] if tokens.dep[k] in ("nsubj", "nsubjpass")), None)
        if sub is not None and base == "ccomp":
            names.append("ccomp-subj")
        # material hanging on content or the cue that is cut off on the right
        right = tokens.right[option.head]
        if right > last + 1 and not option.cut:
            names.append(f"short:{base}")
        rest = [k for k in tokens.kids[option.cue] if k > last and tokens.dep[k] not in ("punct", "conj", "cc")]
        if rest and not option.cut:
            names.append(f"rest={base}:{tokens.dep[rest[0]]}")
        if tokens.left[option.head] != first:
            names.append("begins-early")

    def _quoted(self, option: Option, size: int) -> list[str]:
        tokens, scene = self.tokens, self.scene
        marked, whole = 0, 0
        for first, last in option.content:
            for place in range(first, last + 1):
                if scene.inside[place] is not None:
                    marked += 1
        base = option.kind if option.kind.startswith("q-") else "parse"
        names = []
        inside_cue = scene.inside[option.cue]
        if inside_cue is not None and marked:
            return ["same-quote"]
        share = marked / size
        level = "none" if share == 0 else "all" if share > 0.95 else "half" if share >= 0.5 else "part"
        names.append(f"quoted={base}:{level}")
        if base == "parse" and level == "none":
            paragraph = scene.bounds[scene.paragraph[option.cue]]
            near = [q for q in (scene.inside[min(option.content[-1][1] + 1, tokens.size - 1)], scene.inside[max(option.content[0][0] - 1, 0)]) if q]
            if near:
                names.append("quote-next")
        if base != "parse":
            left = option.quoted[0]
            names.append(f"qsize={base}:{bucket(left.size)}")
            names.append(f"qend={base}:{tokens.text[left.last - 1] if tokens.pos[left.last - 1] == 'PUNCT' else 'w'}")
            names.append(f"qbegin={base}:{'Aa' if tokens.text[min(left.first + 1, tokens.size - 1)][:1].isupper() else 'a'}")
            final = option.quoted[-1]
            following = final.last + 1
            if following < tokens.size and scene.paragraph[following] == scene.paragraph[final.last]:
                word = tokens.pos[following] if tokens.pos[following] != "PUNCT" else tokens.text[following]
            else:
                word = "END"
            names.append(f"qnext={base}:{word}")
            if len(option.quoted) > 1:
                names.append(f"q2size={base}:{bucket(final.size)}")
                names.append(f"q2end={base}:{tokens.text[final.last - 1] if tokens.pos[final.last - 1] == 'PUNCT' else 'w'}:{word}")
            names.append(f"speech={base}:{left.speech}:{final.speech}")
        return names

    def _gap(self, option: Option, first: int, last: int) -> list[str]:
        """What stands between the cue and the content."""
        tokens = self.tokens
        cue = option.cue
        base = option.kind if option.kind.startswith("q-") else rough(option.kind)
        names = []
        if first > cue:
            begin, end, side = cue + 1, first - 1, "r"
        else:
            stop = option.content[0][1]
            begin, end, side = stop + 1, cue - 1, "l"
        words = [p for p in range(begin, end + 1) if tokens.pos[p] not in ("PUNCT", "SPACE")]
        names.append(f"gap={base}{side}:{bucket(len(words)) if words else '0'}")
        if begin <= end:
            edge = tokens.text[end] if side == "r" else tokens.text[begin]
            if tokens.pos[end if side == "r" else begin] == "PUNCT":
                names.append(f"gap-mark={base}{side}:{edge if edge in ',:.—-' else 'x'}")
            verbs = sum(1 for p in words if tokens.pos[p] == "VERB")
            if verbs:
                names.append(f"gap-verbs={base[:2]}{side}:{min(verbs, 2)}")
            if any(self.likely.get(p, -9) > LIKELY for p in words):
                names.append(f"gap-cue={base}{side}")
            if any(tokens.sentence[p] != tokens.sentence[cue] for p in range(begin, end + 1)):
                names.append(f"gap-sentence={base[:2]}{side}")
        else:
            names.append(f"gap-mark={base}{side}:none")
        if side == "l" and len(option.content) == 1 and base in ("q-before", "before"):
            rest = cue + 1
            names.append(f"then={tokens.tag[rest] if rest < tokens.size else 'END'}")
        if len(option.content) == 2:
            a, b = option.content[0][1] + 1, option.content[1][0] - 1
            names.append(f"between={base}:{bucket(b - a + 1)}")
            mark = tokens.text[b] if a <= b else ""
            names.append(f"between-mark={base}:{mark if mark in ',.:' else 'x'}")
            verbs = sum(1 for p in range(a, b + 1) if tokens.pos[p] == "VERB")
            names.append(f"between-verbs={base[:2]}:{min(verbs, 3)}")
        return names
