"""Tell what people do in an article: who swims may be “the swimmer”, who is tried “the accused”."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from index.annotate.lexicon.cue_words import stem, stems_of
from index.annotate.lexicon.tables import word_class
from index.annotate.speakers.participants import Participants
from index.annotate.speakers.phrases import role_word
from index.annotate.token_table import SUBJECTS

MIN_DOER = 5  # letters of “diver”
ENDINGS = ("er", "or", "ress")
PASSIVE = "-"  # before the stem of a verb whose subject suffers it


def add_deeds(participants: Participants) -> None:
    """Add to each person the verbs of which the person is the subject, and roles from verbs."""
    for index, person in participants.by_token.items():
        if person.is_person:
            name = participants.doc[index]
            person.deeds.update(verbs_of(name))
            person.roles.update(role_word(noun) for noun in _nouns_by_verb(name))


def _nouns_by_verb(name: Token) -> Iterator[Token]:
    """Yield the nouns in “Lee works as a guide”, “became a guide” and “the guide, named as Lee”."""
    verb = name.head
    verbs = [verb] if name.dep_ == "nsubj" else []
    verbs += [child for child in name.children if child.dep_ == "relcl"]  # “Lee, who became …”
    for verb_of_work in (one for one in verbs if stem(one.lower_) in stems_of("work as")):
        for child in verb_of_work.children:
            nouns = child.children if child.lower_ == "as" else (child,)
            yield from (n for n in nouns if n.tag_ == "NN" and n.dep_ in {"pobj", "attr", "oprd"})
    participle = verb.head if verb.lower_ == "as" else verb
    if name.dep_ in {"pobj", "oprd"} and participle.lower_ in word_class("naming participle"):
        noun = participle.head
        if participle.dep_ == "acl" and noun.tag_ == "NN" and noun.i < participle.i:
            yield noun


def verbs_of(name: Token) -> Iterator[str]:
    """Yield the stems of the verbs of a noun: of its sentence, joined to that, and after “who”."""
    subject = name
    while subject.dep_ == "conj":
        subject = subject.head
    heads = [subject.head] if subject.dep_ in SUBJECTS else []
    heads += [child for child in name.children if child.dep_ in {"relcl", "acl"}]
    for head in heads:
        for verb in (head, *(t for t in head.children if t.dep_ in {"conj", "xcomp"})):
            if verb.pos_ in {"VERB", "AUX"}:
                is_passive = any(t.dep_ == "auxpass" for t in verb.children) or (
                    verb.dep_ == "acl" and verb.tag_ == "VBN"
                )
                yield (PASSIVE if is_passive else "") + stem(verb.lower_)


@cache
def verbs_of_doer(noun: str) -> frozenset[str]:
    """Return the verbs whose subject may be called by a noun: “win” for “winner”."""
    listed = word_class("doer").get(noun, "")
    verbs = {
        PASSIVE + stem(verb[1:]) if verb[0] == PASSIVE else stem(verb)
        for verb in listed.split(",")
        if verb
    }
    ending = next((e for e in ENDINGS if noun.endswith(e) and len(noun) >= MIN_DOER), "")
    if ending and noun not in word_class("no doer"):
        base = noun.removesuffix(ending)
        verbs |= {stem(base), stem(f"{base}e")}
        if base[-1:] == base[-2:-1]:
            verbs.add(stem(base[:-1]))
    return frozenset(verbs)
