"""Find the mentions of a text: repair those of the recogniser and add those it missed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from index.annotate.entities.capital_runs import COMPOUND, capital_runs, is_title_case
from index.annotate.entities.described_organisations import add_described_organisations
from index.annotate.entities.evidence import VERB_AFTER
from index.annotate.entities.known_names import (
    is_common_word,
    is_contraction,
    is_function_word,
    is_given_name,
    is_only_given_name,
    is_opaque,
    is_place,
    is_surname,
    looks_like_a_name,
)
from index.annotate.entities.labels import LABELS
from index.annotate.entities.mention import (
    WORD,
    Mention,
    begins_as_name,
    has_common_first_name,
    is_full_name,
    merge_mentions,
    strip_end,
    titles_before,
    with_hyphenated,
)
from index.annotate.entities.missed_names import (
    first_name_pairs,
    names_after_titles,
    names_of_couples,
    names_of_spouses,
    nicknames,
    repeated_names,
    surname_first_names,
    transcript_labels,
)
from index.annotate.entities.name_extents import complete_names
from index.annotate.entities.offices_of_places import (
    add_offices_of_places,
    split_after_offices,
)
from index.annotate.entities.organisation_extents import names_organisation, organisations
from index.annotate.entities.person_names import normalize_word, title_gender
from index.annotate.lexicon.cue_words import is_verb_of_saying
from index.annotate.lexicon.nouns import is_person_noun, role_kind
from index.annotate.lexicon.tables import table, word_class
from index.article import EntityLabel, Span

NAME_LABELS = LABELS.keys() - {"NORP"}

QUOTATION_MARK = re.compile(r"[“”\"«»„]|''")
# What the members of a body are called in its name: “Seafarers’ Union”.
OF_MEMBERS = (
    r"(?:Union|Association|Federation|Society|Club|League|Guild|Alliance|Council|Institute)\b"
)
BOUNDARY = re.compile(
    r"(?<!\s)\s*\n\s*|[\[\](){}<>|]|/(?!S\b)|(?<=[A-Z]{3})\s+[-–—]\s+(?=[A-Z][a-z])"
    rf"|(?<=\w)['’]s?\s+(?=[A-Z])(?!(?<=s['’] ){OF_MEMBERS})"
    r"|(?:(?<=Inc)|(?<=Corp)|(?<=Ltd)|(?<=\bCo))\.\s+(?=[A-Z])(?!Inc|Ltd|Pty)"
)
COUPLE = re.compile(
    r"(?:(?P<noun>[A-Z][a-z]+) )?(?P<one>[A-Z][\w’'-]+)(?P<and> and )"
    r"(?P<other>[A-Z][\w’'-]+) [A-Z][\w’'-]+"
)
# A question and an answer of a hearing, whose letters are no initials of names.
EXAMINATION = re.compile(r"^Q\. .*?^A\. .*?^Q\. ", re.MULTILINE | re.DOTALL)
MIN_PARTS = 2  # words of a trade and a name
MAX_NAME_WORDS = 20  # a longer "name" is a list with too many parts to try
MAX_HEADLINE_REST = 160  # characters of a headline after a name
GLUED = re.compile(r"[a-z][A-Z][a-z]+[A-Z][a-z]|_\d")  # “SPEAKER_01”
CAPITALIZED = r"[A-Z][\w’'-]+"
# Two names separated by a comma, the second a person's.
APPOSITION = re.compile(
    rf"(?P<before>{CAPITALIZED}(?: {CAPITALIZED}){{0,2}})(?P<comma>, )"
    rf"(?P<given>{CAPITALIZED}) (?:[A-Z]\. |{CAPITALIZED} )?(?P<last>{CAPITALIZED})"
)
LONGEST_OPENING = 40  # characters
# “Speaking to ” at the start of a sentence: what follows is its object, then comes the subject.
LISTENER = re.compile(r"(?:\A|\n|[.?!:]['’”\"]? )[A-Z][a-z]+ing (?:[a-z]+ )?(?:to|with) (?:the )?$")
BORN = re.compile(r"(?:\bBorn|\bn[ée]e) $")
THE = ("the ", "The ")
NAME_AFTER = re.compile(r" [A-Z]\w+")  # after “Det Sgt”, which is no name
NOUN_BEFORE_PLACE = re.compile(r"(?P<noun>[\w-]+) (?:of|in|for|from|at|near) (?:the )?$")
NOT_IN_PERSON_NAMES = {"VERB", "AUX", "ADP", "DET", "PRON", "CCONJ", "SCONJ", "NUM", "PUNCT"}


def find_mentions(doc: Doc, text: str) -> list[Mention]:
    """Return all mentions in text order, without overlaps; ``text`` is that of the doc."""
    mentions = [m for ent in doc.ents if ent.label_ in LABELS for m in split_entity(ent, text)]
    mentions = merge_mentions(surname_first_names(text, mentions), mentions)
    mentions = merge_mentions(names_of_couples(text, mentions), mentions)
    mentions = merge_mentions(mentions, names_after_titles(text, mentions))
    mentions = merge_mentions(mentions, first_name_pairs(doc, text))
    mentions = merge_mentions(nicknames(text), mentions)
    mentions = merge_mentions(mentions, transcript_labels(text))
    no_names = [ent for ent in doc.ents if ent.label_ not in NAME_LABELS]
    spans = [Span(ent.start_char, ent.end_char) for ent in no_names]
    runs, mentions = split_after_offices(text, list(capital_runs(text)), mentions)
    mentions = merge_mentions(mentions, organisations(text, runs))
    mentions = add_described_organisations(text, runs, mentions, spans)
    mentions = complete_names(text, runs, mentions, spans)
    mentions = merge_mentions(names_of_couples(text, mentions, of_kin=True), mentions)
    mentions = merge_mentions(names_of_spouses(text, mentions), mentions)
    mentions = add_offices_of_places(text, runs, mentions)
    plain = (m for m in mentions if m.label == "person" and not m.headline)
    counts = Counter(mention.name.words for mention in plain)
    full = [name for name in counts if len(name) > 1]
    surnames = {name[-1] for name in full if counts[name] > 1 or is_given_name(name[0])}
    mentions = [
        part for mention in mentions for part in split_off_name(text, mention, counts, surnames)
    ]
    mentions = [mention for mention in mentions if not is_former_name(text, mention)]
    return flag_quoted(text, merge_mentions(mentions, repeated_names(text, mentions)))


def is_former_name(text: str, mention: Mention) -> bool:
    """Return whether a name is only that of somebody's birth: “Born Ann Mary Lee in 1933, she”."""
    is_born = BORN.search(text, max(0, mention.span.start - LONGEST_OPENING), mention.span.start)
    return (
        bool(is_born) and len(re.findall(rf"\b{mention.name.surname}\b", text, re.IGNORECASE)) == 1
    )


def flag_quoted(text: str, mentions: list[Mention]) -> list[Mention]:
    """Flag the mentions that follow an odd number of quotation marks in their paragraph."""
    flagged, offset, marks = [], 0, 0
    for mention in mentions:
        between = text[offset : mention.span.start]
        _, newline, tail = between.rpartition("\n")
        marks = 0 if newline else marks
        marks += len(QUOTATION_MARK.findall(tail if newline else between))
        offset = mention.span.start
        flagged.append(replace(mention, quoted=True) if marks % 2 == 1 else mention)
    return flagged


def split_entity(ent: SpacySpan, text: str) -> Iterator[Mention]:
    """Split a recognised entity at boundaries inside it and trim each part to the name."""
    label = LABELS[ent.label_]
    headline = is_in_headline(text, ent.end_char)
    commas, label_before = find_apposition(ent, text)
    stops = [Span(ent.start_char, ent.start_char), *commas]
    stops += [Span(*m.span()) for m in BOUNDARY.finditer(text, ent.start_char, ent.end_char)]
    stops += [Span(t.idx, t.idx + len(t)) for t in ent if t.pos_ == "VERB" and t.text.islower()]
    couple = COUPLE.match(text, ent.start_char, ent.end_char)
    before = text[max(0, ent.start_char - LONGEST_OPENING) : ent.start_char]
    if couple and is_couple(couple, before.split()[-1:]):
        stops.append(Span(*couple.span("and")))
    if text.startswith(("Q. ", "A. "), ent.start_char) and EXAMINATION.search(text):
        stops.append(Span(ent.start_char, ent.start_char + 3))
    stops.append(Span(ent.end_char, ent.end_char))
    stops.sort()
    for left, right in pairwise(stops):
        part = Span(left.end, right.start)
        follows_possessive = left.end > left.start and text[left.start] in "'’"
        is_person = is_full_name if follows_possessive else has_common_first_name
        part_label: EntityLabel = "person" if is_person(part.cut(text)) or left in commas else label
        if label_before and right in commas:
            part_label = label_before
        mention = trim_mention(ent, text, part, part_label)
        if mention:
            yield replace(mention, headline=True) if headline else mention


def is_couple(names: re.Match[str], before: list[str]) -> bool:
    """Return whether two first names share a surname, as known or after “Brothers”."""
    noun = names["noun"] or "".join(before)
    are_given = all(is_given_name(normalize_word(names[n])) for n in ("one", "other"))
    return noun.casefold() in word_class("kin") or (are_given and not names["noun"])


def find_apposition(ent: SpacySpan, text: str) -> tuple[list[Span], EntityLabel | None]:
    """Return the comma between two names recognised as one, and the label of the first if known.

    In “the mayor of Ostley, Wendy Marchbank” the name after “of” is a place. The person has a
    common first name, or any after a known place, or stands between commas after a role.
    """
    match = APPOSITION.match(text, ent.start_char, ent.end_char)
    if not match or match.end() < ent.end_char:
        return [], None
    given, last = normalize_word(match["given"]), normalize_word(match["last"])
    noun = NOUN_BEFORE_PLACE.search(text[max(0, ent.start_char - 40) : ent.start_char])
    role = role_kind(normalize_word(noun["noun"])) if noun else ""
    follows_role = (
        role in {"office", "trade", "person"}
        and ent.label_ in {"ORG", "PERSON"}
        and text[ent.end_char : ent.end_char + 1] == ","
        and given not in word_class("region")
    )
    follows_place = is_place(normalize_word(match["before"])) and is_only_given_name(given)
    follows_place = follows_place and looks_like_a_name(last)
    is_person = follows_role or follows_place or given in table("first_names")
    if not is_person or last in word_class("generic name"):
        return [], None
    return [Span(*match.span("comma"))], "place" if noun or follows_place else None


def is_in_headline(text: str, end: int) -> bool:
    """Return whether the line around an offset is in title case or has no full stop at its end."""
    if is_title_case(text, end):
        return True
    line, newline, _ = text[end : end + MAX_HEADLINE_REST].partition("\n")
    line = line.rstrip()
    return bool(line and newline) and line[-1] not in ".?!:;,\"”’'"


def trim_mention(ent: SpacySpan, text: str, part: Span, label: EntityLabel) -> Mention | None:
    """Return a part without articles, titles, times and possessives; None if nothing is left."""
    words = [Span(*m.span()) for m in WORD.finditer(text, part.start, part.end)]
    whole = len(words)
    words = drop_kin(text, words)
    label = "person" if len(words) < whole else label
    if label == "person":
        words = person_name_words(ent, text, words)
    while words and words[0].cut(text).casefold() in word_class("not in a name"):
        words.pop(0)
    while len(words) > 1 and COMPOUND.fullmatch(text, *words[0]):
        words.pop(0)
    letters = word_class("letters after a name")
    while label == "person" and len(words) > 2 and words[-1].cut(text) in letters:
        words.pop()
    titles: list[str] = []
    while label == "person" and len(words) > 1:
        word = normalize_word(words[0].cut(text))
        if word not in table("titles"):
            break
        titles.append(word)
        words.pop(0)
    if not words:
        return None
    end = words[-1].end if label == "person" else max(words[-1].end, part.end)
    span = Span(words[0].start, end)
    extended = with_hyphenated(span, text) if label == "person" else span
    span = strip_end(extended if len(words) > 1 else Span(span.start, extended.end), text)
    cut = span.cut(text)
    if not titles:
        before = titles_before(text, span.start)
        # “Mr Falk” is a person, whatever the tagger says; “Deputy Energy” need not be.
        is_addressed = len(cut.split()) == 1 and any(map(title_gender, before))
        titles = before if label == "person" or is_addressed else []
    is_pronoun = cut.casefold() in table("pronouns") and not (len(cut) > 1 and cut.isupper())
    is_rank = titles and normalize_word(cut) in table("titles") and NAME_AFTER.match(text, span.end)
    is_office = (
        role_kind(normalize_word(cut)) == "office"
        and text[max(0, span.start - 4) : span.start] in THE
    )
    if not cut or cut.islower() or is_pronoun or is_rank or is_office or GLUED.search(cut):
        return None
    return Mention(span, " ".join(cut.split()), label, " ".join(titles), recognised=True)


def person_name_words(ent: SpacySpan, text: str, words: list[Span]) -> list[Span]:
    """Return the first run of words that can belong to a person's name."""
    kept: list[Span] = []
    tags = {token.idx: token.pos_ for token in ent}
    for word in words:
        cut = word.cut(text)
        is_particle = kept and cut.split("-")[0] in word_class("surname particle")
        is_name = begins_as_name(cut) and not (is_function_word(cut) or is_contraction(cut))
        if (is_name or is_particle) and tags.get(word.start) not in NOT_IN_PERSON_NAMES:
            kept.append(word)
        elif kept:
            break
    return kept


def drop_kin(text: str, words: list[Span]) -> list[Span]:
    """Return the words of a name without “Brothers” before a given name."""
    is_kin = len(words) > 1 and words[0].cut(text).casefold() in word_class("kin")
    return words[1:] if is_kin and is_given_name(normalize_word(words[1].cut(text))) else words


def split_off_name(
    text: str, mention: Mention, counts: Counter[tuple[str, ...]], surnames: set[str]
) -> list[Mention]:
    """Split words from a person's name that were recognised as part of it.

    ``counts`` says how often each name occurs outside headlines. An organisation before a
    surname (“Harbour Weekly Falk”) is kept as another name, and so is the listener in “Speaking to
    Herald Falk said”; other words are dropped.
    """
    words = mention.name.words
    if not 1 < len(words) <= MAX_NAME_WORDS:
        return [mention]
    if words[-1] in word_class("legal form"):
        return [mention]
    is_surname_of = words[-1] in surnames or counts[words[-1:]]
    ends_in_surname = is_surname_of and not (counts[words] or is_given_name(words[-2]))
    is_known = any(name[-1] == words[-1] for name in counts if name != words)
    is_after_outlet = is_known and len(words) > 2 and names_organisation(words[-2])
    if is_after_outlet or (
        is_after_listener(text, mention) and (is_known or is_surname(words[-1]))
    ):
        rest = replace(keep_words(mention, 0, len(words) - 1), label="organisation")
        return [rest, replace(keep_words(mention, len(words) - 1, 1), label="person")]
    if ends_in_surname and mention.headline:
        return [replace(keep_words(mention, len(words) - 1, 1), label="person")]
    if mention.headline and (size := size_before_verb(words, counts, surnames)):
        return [replace(keep_words(mention, 0, size), label="person")]
    if mention.label != "person":
        return [mention]
    sizes = range(len(words) - 1, 1, -1)
    parts = [(at, size) for size in sizes for at in range(len(words) - size + 1)]
    best = next((p for p in parts if counts[words[p[0] : sum(p)]] > counts[words]), None)
    if best and best[0] and (is_given_name(words[0]) or is_opaque(words[0])):
        best = None
    if not best and is_trade_before(words, counts):  # “Striker Dedeko”
        best = (1, 1)
    if not best and words[0] in surnames and words[0] not in table("first_names"):
        best = (0, 1)
    return [keep_words(mention, *best) if best else mention]


def is_trade_before(words: tuple[str, ...], counts: Counter[tuple[str, ...]]) -> bool:
    """Return whether a trade stands before a name of one word that is used alone too."""
    is_noun = is_person_noun(words[0]) and not is_given_name(words[0])
    is_common = is_common_word(words[0]) or not is_surname(words[0])
    return is_noun and is_common and len(words) == MIN_PARTS and counts[words[1:]] > 0


def size_before_verb(
    words: tuple[str, ...], counts: Counter[tuple[str, ...]], surnames: set[str]
) -> int:
    """Return how many words before a verb name a person: two of “Ann Lee Blasts Falk”; or 0."""
    ends = [at for at in range(1, len(words)) if is_verb_of_saying(words[at])]
    known = (at for at in ends if words[:at] in counts or (at == 1 and words[0] in surnames))
    return next(known, 0)


def is_after_listener(text: str, mention: Mention) -> bool:
    """Return whether a surname that speaks is glued to the listener: “Speaking to Herald Falk”."""
    before = text[max(0, mention.span.start - LONGEST_OPENING) : mention.span.start]
    verb = VERB_AFTER.match(text, mention.span.end)
    speaks = verb is not None and is_verb_of_saying(verb[1]) and LISTENER.search(before)
    return bool(speaks) and not is_given_name(mention.name.words[-2])


def keep_words(mention: Mention, at: int, size: int) -> Mention:
    """Return the mention with only ``size`` words of its name, from number ``at``."""
    offset = len(mention.text.split()) - len(mention.name.words)
    words = [m.span() for m in re.finditer(r"\S+", mention.text)][offset:][at : at + size]
    if not words or len(mention.text) != mention.span.end - mention.span.start:
        return mention
    start, end = words[0][0], words[-1][1]
    span = Span(mention.span.start + start, mention.span.start + end)
    return replace(mention, span=span, text=mention.text[start:end])
