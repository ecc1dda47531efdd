"""Decide whether an indirect content reports what somebody said.

"She said the road was closed" and "he promised to pay" report something. "He saw the roof fall",
"they announced a plan" and "she did not answer the question" do not: a reader who looks for what
was said does not want them.
"""

from __future__ import annotations

from unicodedata import category

from index.annotate.lexicon.cue_words import cue_class, stem, stems_of
from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.candidate import base_construction
from index.annotate.quotes.decoding import ChosenContent
from index.annotate.quotes.parsed_text import ParsedText, QuotedPassage
from index.annotate.quotes.unspoken import is_unspoken

# Constructions in which a whole sentence or clause is the content.
CLAUSES = frozenset(
    ("ccomp", "<ccomp", "before", "after", "first-after", "before+after", "colon-rest",
     "colon-sentence", "colon-before", "advcl", "acl")
)  # fmt: skip
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
FINITE = ("VBD", "VBZ", "VBP", "MD")


def is_report(parsed: ParsedText, chosen: ChosenContent) -> bool:
    """Return whether a content without quotation marks reports what its source said."""
    tokens, cue = parsed.tokens, chosen.cue
    if cue.key in (":", "-"):
        return True
    word = stem(tokens.lower[cue.token])
    opening = tokens.text[chosen.candidate.content[0][0]][0]
    begins_with_word = opening.isalnum() or category(opening) == "Sc"  # “£3m is missing”
    if not begins_with_word or is_unspoken(parsed, chosen):
        return False
    base = base_construction(chosen.candidate.construction)
    # The parse often takes the clause after a listener for a part of the listener.
    is_clause = base in CLAUSES or (base == "dobj" and word in stems_of("takes a listener"))
    if is_clause and _has_clause(parsed, chosen):
        kind = cue_class(f"V:{word}" if cue.key[0] == "P" else cue.key)
        if kind != "saying" and word not in stems_of("stated opinion"):
            return False
        return word not in stems_of("no report") and tokens.lower[cue.token] != "let"
    return _is_promise_or_request(parsed, chosen, word)


def is_inscription(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    """Return whether a passage is written on a thing: a sticker reading “Fragile”.

    A letter that reads “…” is a report.
    """
    tokens, verb = parsed.tokens, quoted.first - 1
    verb -= tokens.text[verb] in (",", ":")
    if verb < 1 or stem(tokens.lower[verb]) not in stems_of("bears words"):
        return False
    subject = next((c for c in tokens.children[verb] if tokens.dep[c] in SUBJECTS), None)
    if subject is None or tokens.lower[subject] in ("that", "which"):
        is_clause = tokens.dep[verb] in ("acl", "relcl")
        subject = tokens.head[verb] if is_clause else verb - 1
    return tokens.pos[subject] == "NOUN" and tokens.lower[subject] in word_class("carries words")


def _has_clause(parsed: ParsedText, chosen: ChosenContent) -> bool:
    """Return whether the content has a finite verb, or its head a subject."""
    tokens, candidate = parsed.tokens, chosen.candidate
    if any(tokens.dep[child] in SUBJECTS for child in tokens.children[candidate.head]):
        return True
    # The past tense is often misread: “According to Lee, two ships touched.”
    finite = (*FINITE, "VBN") if tokens.lower[chosen.cue.token] == "according" else FINITE
    return any(
        tokens.tag[token] in finite
        for first, last in candidate.content
        for token in range(first, last + 1)
    )


def _is_promise_or_request(parsed: ParsedText, chosen: ChosenContent, word: str) -> bool:
    """Return whether the content is what somebody promised, or asked of somebody else."""
    tokens, candidate = parsed.tokens, chosen.candidate
    construction = candidate.construction
    if "xcomp" in construction or "ccomp" in construction:
        if word in stems_of("promise"):
            return True
        first = candidate.content[0][0]
        listeners = ("on", "upon", "to") if word in stems_of("demand") else ()
        asks_other = construction.startswith(("dobj", "ccomp", "dative")) or any(
            tokens.dep[child] in ("dobj", "dative")
            or (
                tokens.lower[child] in listeners
                and chosen.cue.token < child < first
                and not any(tokens.ent_type[noun] == "DATE" for noun in tokens.children[child])
            )
            for child in tokens.children[chosen.cue.token]
        )  # “called on the council to mend it”
        return asks_other and word in stems_of("request")
    if word in stems_of("demand") and construction.startswith("prep:for"):
        return True
    return word in stems_of("accusation") and "prep:of" in construction
