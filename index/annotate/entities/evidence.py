"""Find what the words around a mention say about whether it is a person.

Each kind of evidence has a weight: positive for a person, negative against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from index.annotate.entities.known_names import is_common_word, is_place
from index.annotate.entities.mention import Mention
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.cue_words import is_verb_of_saying, stem, stems_of
from index.annotate.lexicon.nouns import is_person_noun, role_kind, singular
from index.annotate.lexicon.tables import table

WEIGHTS = {
    "title": 4.0,
    "age": 4.0,
    "party": 4.0,
    "who": 3.0,
    "which": -2.0,
    "person noun": 3.0,
    "trade": 2.0,
    "thing noun": -3.0,
    "introduced": 3.0,
    "saying": 1.0,
    "he or she": 1.5,
    "its": -1.5,
    "the": -3.0,
    "inside": -1.5,
    "acronym": -4.0,
    "dateline": -4.0,
    "shares": -2.0,
}
OF_A_PERSON = {"age", "who", "he or she"}
MAX_LEAD = 500  # characters from the start in which a dateline stands
BEFORE, AFTER = 60, 120  # characters around a mention that can say something of it

AGE = re.compile(r"(?:, (?:aged )?| \(| aged )\d{1,3}(?=[,.;)]| and\b|$)|,? an? \d+-year-old")
PARTY = re.compile(r" \([A-Z][\w.]{0,4}[-–—, ]+[A-Z]")
WHO = re.compile(r",? who(?:se|m)?\b")
WHICH = re.compile(r", which\b")
# Of three letters or more: a transcript may shorten people to two.
ACRONYM = re.compile(r" \((?:the )?([A-Z][A-Za-z&]+[A-Z])\)")
# No other name may stand between a name and the pronoun that tells what it names.
PRONOUN = re.compile(r"[^A-Z.?!“”\"]{0,60}\b(?:he|she|his|her|him|himself|herself)\b")
ITS = re.compile(r"[^A-Z.?!“”\"]{0,40}\b(?:its|itself)\b")
NEXT_SENTENCE = re.compile(r"[^A-Z.?!“”\"]*[.?!] (?P<pronoun>He|She|It)\b")
APPOSITION = re.compile(r",(?: then| now| also)? (?P<phrase>[a-z][\w’' -]*)")
DETERMINER_FIRST = re.compile(r"(?:an?|the|its|his|her|their|our) ")
PHRASE_END = re.compile(r"\b(?:of|for|at|from|in|with|who|to|and|on|that|which|by|near|since)\b")
# “the mayor of Torp, ” or one word, directly before a name.
PHRASE_BEFORE = re.compile(
    r"(?P<words>(?:\b(?:an?|the|his|her|their|its|our|my) |['’]s )[\w’' -]*\w(?=, $)"
    r"|\b[A-Za-z][\w-]*(?= $))(?P<comma>,?) $",
    re.IGNORECASE,
)
# “Minister of Mines and Energy ” before a surname.
MINISTER_OF = re.compile(
    r"\b(?:[Mm]inister|[Ss]ecretary|[Cc]hancellor) (?:of|for) (?:the )?"
    r"(?P<portfolio>[A-Z]\w+(?:,? (?:and )?[A-Z]\w+)*) $"
)
DETERMINER = re.compile(r"^(?:\w+|['’]s) ")
# “… into the camp, ”: the words before the comma are no description.
OBJECT = re.compile(
    r"\b(?:across|after|against|along|before|behind|between|by|down|into|off|onto|over|past|through"
    r"|under|until|up|when|while) "
)
# “… to a van. “I have rung twice,” he said”: the sentence before a quote has its speaker.
QUOTE_BY_PRONOUN = re.compile(
    r",? (?:is|was|has|had|will|[a-z]+ed) [^A-Z.?!“”\"\n]{1,100}[.:]"
    r" (?:“[^”\n]{1,300}”|\"[^\"\n]{1,300}\") (?:he|she) (?:sa(?:id|ys)|[a-z]+(?:ed|s))\b"
)
PREPOSITION = re.compile(
    r"\b(?:across|along|at|by|down|from|in|into|near|of|off|on|over|to|up) $", re.IGNORECASE
)
# After “TORP”: a date, a country or an agency, and a dash or colon.
DATELINE_END = re.compile(
    r"(?:, [\w. ]{1,30})?(?: \([\w. ]{2,30}\))?(?: ?[—–]| -|:) ?(?=[A-Z\d“\"‘'])"
)
# “gave her name as ”, “his name was ”, “known simply as ” before a name.
INTRODUCES = re.compile(
    r"\b(?:(?:gave|gives|giving) (?:his|her|their) (?:\w+ )?name (?:\w+ )?as"
    r"|(?:[Hh]is|[Hh]er|[Tt]heir|whose) (?:\w+ )?name (?:is|was)"
    r"|(?:named|known|identified)(?: [a-z]+){0,3} as) (?:[A-Z][a-z]{1,8}\.? )?$"
)
SHARES_BEFORE = re.compile(r"\b(?:[Ss]hares|[Ss]take|[Ss]tock) (?:in|of) $")
SHARES_AFTER = re.compile(r"(?:['’]s?)? (?:shares|stock|shareholders)\b")
TIMES = frozenset(("day", "month", "night", "week", "year"))
THE = re.compile(r"\b[Tt]he $")
INSIDE = re.compile(r"\b(?:in|near|outside|across|throughout|around|off) $")
VERB_AFTER = re.compile(r"(?:,? (?:has|had|also|later|then|\w+ly))? ([a-z]+)\b")
WORD_BEFORE = re.compile(r"\b([a-z]+) $")
VERB_BEFORE = re.compile(r"[,?!”\"’'] ([a-z]+) $")


def find_evidence(mention: Mention, text: str) -> Iterator[str]:
    """Yield the kinds of evidence around a mention."""
    start, end = mention.span
    before = text[max(0, start - BEFORE) : start].rpartition("\n")[2]
    if not before and _is_dateline(mention, text):
        yield "dateline"
    after = text[end : end + AFTER].partition("\n")[0]
    is_in_capitals = mention.text.isupper() and before.isupper() and after.isupper()  # a headline
    if mention.title and not is_in_capitals:
        yield "title"
    if " " in mention.text and " " not in text[start:end]:
        yield "introduced"  # “Declan” in “Declan and Fergal Mulhearn”
    if not is_in_capitals:
        yield from _evidence_before(before)
    if QUOTE_BY_PRONOUN.match(text, end):
        yield "he or she"
    # In “a vet from Torp, 44, who” the words after the place describe the vet.
    is_group = mention.label == "other" and len(mention.name.words) == 1
    last = table("name_words").get(mention.name.surname, ("",))[0]
    is_place = "place" in {mention.label, last}
    describes_another = is_group or (is_place and PREPOSITION.search(before))
    for kind in _evidence_after(after, mention.text):
        if not (describes_another and kind in OF_A_PERSON):
            yield kind


def _is_dateline(mention: Mention, text: str) -> bool:
    """Return whether a name in capitals that opens a line is a town: “TORP — ”, “OSLO: ”.

    Before a colon it may also be the speaker of a turn, unless it is a known place.
    """
    match = DATELINE_END.match(text, mention.span.end)
    is_town = mention.span.start < MAX_LEAD and ":" not in match[0] if match else False
    is_known = match is not None and is_place(" ".join(mention.name.words))
    return mention.text.isupper() and (is_town or is_known)


def _evidence_before(before: str) -> Iterator[str]:
    if THE.search(before):
        yield "the"
    if INSIDE.search(before):
        yield "inside"
    if SHARES_BEFORE.search(before):
        yield "shares"
    if INTRODUCES.search(before):
        yield "introduced"
    minister = MINISTER_OF.search(before)
    portfolio = map(normalize_word, minister["portfolio"].split() if minister else ())
    if minister and all(map(is_common_word, portfolio)):
        yield "person noun"
    phrase = PHRASE_BEFORE.search(before)
    if phrase and phrase["comma"]:
        nouns = PHRASE_END.split(DETERMINER.sub("", phrase["words"]))[0].split()
        evidence = noun_evidence(nouns[-1]) if nouns else ()
        if nouns and not evidence and is_one_person(nouns[-1]):
            evidence = ("trade",)
        is_place_before = PREPOSITION.search(before, 0, phrase.start())
        is_place_before = is_place_before or OBJECT.search(phrase["words"])
        yield from () if is_place_before and "thing noun" in evidence else evidence
    elif phrase:
        yield from noun_evidence(phrase["words"].split()[-1])
    if (word := WORD_BEFORE.search(before)) and stem(word[1]) in stems_of("takes a body"):
        yield "joined"
    verb = VERB_BEFORE.search(before)
    if verb and is_verb_of_saying(verb[1]):
        yield "saying"


def _evidence_after(after: str, name: str) -> Iterator[str]:
    if AGE.match(after):
        yield "age"
    if SHARES_AFTER.match(after):
        yield "shares"
    if PARTY.match(after):
        yield "party"
    if WHO.match(after):
        yield "who"
    elif WHICH.match(after):
        yield "which"
    acronym = ACRONYM.match(after)
    if acronym and acronym[1][0] in name:
        yield "acronym"
    apposition = APPOSITION.match(after)
    if apposition:
        phrase = PHRASE_END.split(apposition["phrase"])[0].split()
        evidence = noun_evidence(phrase[-1]) if phrase else ()
        if phrase and not evidence and not role_kind(phrase[-1]) and is_one_person(phrase[-1]):
            evidence = ("trade",)
        is_described = "thing noun" not in evidence or DETERMINER_FIRST.match(apposition["phrase"])
        yield from evidence if is_described else ()
    verb = VERB_AFTER.match(after)
    if verb and is_verb_of_saying(verb[1]):
        yield "saying"
    if PRONOUN.match(after):
        yield "he or she"
    elif ITS.match(after):
        yield "its"
    pronoun = NEXT_SENTENCE.match(after)
    if pronoun:
        yield "its" if pronoun["pronoun"] == "It" else "he or she"


@cache
def noun_evidence(noun: str) -> tuple[str, ...]:
    """Return the evidence of a noun that describes a name."""
    word = normalize_word(noun)
    role = role_kind(word)
    if role in {"office", "trade"} or (role == "person" and noun.islower()):
        return ("person noun",)
    describes = table("name_words").get(word, ("", "last"))[1:] != ("last",)
    if word in TIMES:  # “Last month Falk said”
        return ()
    if noun.islower() and (role in {"firm", "organisation"} or describes):
        return ("thing noun",)
    return ()


def is_one_person(noun: str) -> bool:
    """Return whether a noun in small letters means one person: “postman”."""
    return noun.islower() and singular(noun) == noun and is_person_noun(noun)
