"""Tell whether a cue says that nothing was said: “she never said”, “if she says”, “did she say?”.

Judged by the cue and its clause alone; used for contents without quotation marks, and for a passage
right after a verb of saying: he never said “the tunnel is safe”.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.annotate.lexicon.cue_words import cue_class, stem, stems_of
from index.annotate.lexicon.tables import word_class
from index.annotate.quotes.decoding import ChosenContent
from index.annotate.quotes.parsed_text import ParsedText
from index.annotate.token_table import SUBJECTS

QUESTIONS = frozenset(("whether", "if", "what", "when", "where", "why", "how", "who", "which"))
CONDITIONS = frozenset(("if", "unless", "lest", "whether"))
NOBODY = frozenset(("nobody", "no-one", "none", "neither"))
ONLY = frozenset(("only", "just", "merely", "simply"))
TENTATIVE = frozenset(("will", "wo", "'ll", "’ll", "shall", "may", "might", "should", "must"))
SPEAKERS_THEMSELVES = frozenset(("i", "we"))
NOT_NOBODY = frozenset(("less", "fewer", "doubt", "wonder", "matter", "longer"))  # after “no”
BEFORE_SAYING = (("short", "of"), ("instead", "of"), ("far", "from"), ("rather", "than"))
WORDING = frozenset(map(stem, ("say", "call", "describe")))  # before the words themselves
JOINS = ("and", "but", "or", "so", "yet", "nor", "neither")


def is_unspoken(parsed: ParsedText, chosen: ChosenContent) -> bool:
    """Return whether the clause of a cue says that its content was not said, or leaves it open."""
    cue, tokens = chosen.cue.token, parsed.tokens
    verbs = list(_verbs(parsed, cue))
    outer = [stem(tokens.lower[verb]) for verb in verbs[1:]]
    if _is_refused(outer) or _follows_refusal(parsed, cue):
        return True
    if any(outer_stem == stem("expect") for outer_stem in outer) and any(
        _is_passive(parsed, verb) for verb in verbs[1:]
    ):
        return True  # “she is expected to say”
    is_saying = cue_class(chosen.cue.key) == "saying"
    first = tokens.lower[chosen.candidate.content[0][0]]
    if (is_saying or first in QUESTIONS) and _is_negated(parsed, chosen, verbs):
        return True
    return is_saying and any(
        _is_conditional(parsed, verb)
        or _is_inverted(parsed, verb)
        or _is_in_future(parsed, verb)
        or _would_have(parsed, verb)
        or _would_if(parsed, verb)
        for verb in verbs
    )


def is_denied_passage(parsed: ParsedText, chosen: ChosenContent) -> bool:
    """Return whether the first passage of a content was not said, as its verb of saying tells.

    So it is right after “never said”, “could have said”, “might say” and “if she says”, and after
    “denied calling it” and “refused to call it”.
    """
    tokens, cue = parsed.tokens, chosen.cue.token
    quoted = next(iter(chosen.candidate.passages), None)
    if quoted is None or quoted.first < cue or len(chosen.candidate.content) > 1:
        return False
    between = range(cue + 1, quoted.first)
    if any(tokens.text[token] == ":" for token in between):
        return False
    verbs = list(_verbs(parsed, cue))
    if _is_refused([stem(tokens.lower[cue])]):
        return any(stem(tokens.lower[token]) in WORDING for token in between)
    if _is_refused([stem(tokens.lower[verb]) for verb in verbs[1:]]):
        return True
    if stem(tokens.lower[cue]) in WORDING and chosen.cue.key != "V:say":
        return _is_negated(parsed, chosen, verbs)
    if chosen.cue.key != "V:say" or set(tokens.lower[cue + 1 : quoted.first]) - {"that", ","}:
        return False
    if _is_conditional(parsed, cue) or _would_have(parsed, cue) or _is_in_future(parsed, cue):
        return True
    return _is_negated(parsed, chosen, [cue])


def _is_refused(outer: list[str]) -> bool:
    """Return whether a verb says that another did not happen: “refused to”, “denied”."""
    return any(verb in stems_of("refusal") or verb == stem("deny") for verb in outer)


def _verbs(parsed: ParsedText, cue: int) -> Iterator[int]:
    """Yield the cue and the verbs before it that govern it: “refrained from saying”."""
    tokens, verb = parsed.tokens, cue
    yield verb
    while tokens.dep[verb] in ("xcomp", "ccomp", "pcomp") and tokens.head[verb] < verb:
        is_clause = tokens.dep[verb] == "ccomp"
        verb = tokens.head[verb]
        if tokens.pos[verb] in ("VERB", "AUX", "ADJ"):
            yield verb
        elif tokens.dep[verb] == "prep" and tokens.head[verb] < verb:
            verb = tokens.head[verb]
            if tokens.pos[verb] not in ("VERB", "AUX"):
                return
            yield verb
        else:
            return
        if is_clause:
            return


def _is_passive(parsed: ParsedText, verb: int) -> bool:
    return any(parsed.tokens.dep[child] == "auxpass" for child in parsed.tokens.children[verb])


def _follows_refusal(parsed: ParsedText, cue: int) -> bool:
    """Return whether “short of”, “without”, “yet to” or “going to” stand before the cue."""
    lower = parsed.tokens.lower
    before = tuple(lower[max(0, cue - 2) : cue])
    return (
        before in BEFORE_SAYING
        or before in (("yet", "to"), ("going", "to"))
        or (before[-1:] == ("without",))
    )


def _is_negated(parsed: ParsedText, chosen: ChosenContent, verbs: list[int]) -> bool:
    """Return whether a verb is negated: “no longer says”, “neither confirmed nor denied”."""
    tokens = parsed.tokens
    for verb in verbs:
        for child in tokens.children[verb]:
            if chosen.candidate.contains(child):
                continue
            after = tokens.lower[min(child + 1, tokens.size - 1)]
            if tokens.dep[child] == "neg" and after not in ONLY:
                return True
            if tokens.lower[child] in NOBODY:
                return True
            if tokens.dep[child] in SUBJECTS and child < verb:
                opening = tokens.left_edge[child]
                after = tokens.lower[opening + 1]
                is_body = after in NOT_NOBODY or after[0].isdigit()  # “No 10 said”
                if tokens.lower[opening] in NOBODY | {"no"} and not is_body:
                    return True
        if _follows_negation(parsed, verb):
            return True
    return False


def _follows_negation(parsed: ParsedText, verb: int) -> bool:
    """Return whether a negation is among the adverbs and auxiliaries right before a verb."""
    tokens, token = parsed.tokens, verb - 1
    while token >= 0 and (
        tokens.pos[token] in ("ADV", "AUX", "PART") or tokens.lower[token] in JOINS
    ):
        if tokens.lower[token] in word_class("negation") and tokens.lower[token + 1] not in ONLY:
            return True
        if tokens.pos[token] == "CCONJ":
            return False
        token -= 1
    return False


def _is_conditional(parsed: ParsedText, verb: int) -> bool:
    """Return whether a verb follows “if”, “unless” or “whether”, or “until” in the present."""
    tokens = parsed.tokens
    marks = {
        tokens.lower[child]
        for child in tokens.children[verb]
        if child < verb and tokens.dep[child] in ("mark", "advmod")
    }
    is_present = tokens.tag[verb] in ("VBZ", "VBP")
    return bool(marks & CONDITIONS) or (is_present and bool(marks & {"until", "till"}))


def _is_inverted(parsed: ParsedText, verb: int) -> bool:
    """Return whether a clause opens with an auxiliary: “Did she say …?”, “Had she said …, …”.

    “Why did she say …?” asks about something said.
    """
    tokens = parsed.tokens
    subject = next((c for c in tokens.children[verb] if tokens.dep[c] in SUBJECTS), verb)
    helper = next(
        (c for c in tokens.children[verb] if tokens.dep[c] == "aux" and c < subject), None
    )
    if helper is None or subject >= verb:
        return False
    first, last = tokens.sentences[tokens.sentence_of[verb]]
    if helper > first and tokens.lower[helper - 1] in ("nor", "neither"):
        return True
    is_question = "?" in tokens.text[verb : last + 1]
    if is_question and tokens.lower[helper] in TENTATIVE | {"would", "could"}:
        return True  # “What would she say if …?”
    opens = (
        helper == first
        or tokens.lower[helper - 1] in JOINS
        or not (tokens.text[helper - 1][-1].isalnum())
    )
    return opens and (is_question or tokens.lower[helper] in ("had", "should"))


def _is_in_future(parsed: ParsedText, verb: int) -> bool:
    """Return whether a verb of saying is in the future, or something that somebody should do.

    “Will say only that …” tells what somebody said, “I must say that …” says it.
    """
    tokens = parsed.tokens
    before = {tokens.lower[child] for child in tokens.children[verb] if child < verb}
    after = tokens.lower[min(verb + 1, tokens.size - 1)]
    is_said = before & (ONLY | SPEAKERS_THEMSELVES) or after in ONLY or after == "you"
    return bool(before & TENTATIVE) and not is_said


def _would_have(parsed: ParsedText, verb: int) -> bool:
    """Return whether a verb has a modal of the past: “could have said”."""
    tokens = parsed.tokens
    helpers = [c for c in tokens.children[verb] if c < verb and tokens.dep[c] == "aux"]
    has_modal = any(tokens.tag[helper] == "MD" for helper in helpers)
    return has_modal and any(tokens.lower[h] in ("have", "'ve", "’ve") for h in helpers)


def _would_if(parsed: ParsedText, verb: int) -> bool:
    """Return whether a verb depends on a condition: “if asked, she would say”."""
    tokens = parsed.tokens
    first, last = tokens.sentences[tokens.sentence_of[verb]]
    has_would = any(tokens.lower[c] in ("would", "'d", "’d") for c in tokens.children[verb])
    opens = tokens.lower[first] == "if" or tokens.lower[max(first, verb - 2)] == "if"
    closes = any(
        tokens.lower[t] == "if" and tokens.lower[t + 2] in ("were", "had", "asked", "could")
        for t in range(verb, last - 2)
    )
    return has_would and (opens or closes)
