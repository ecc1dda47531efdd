"""Decide once for an article what each name names, from all its mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from index.annotate.entities.evidence import WEIGHTS, find_evidence
from index.annotate.entities.grouping.misspelt_names import is_similar
from index.annotate.entities.grouping.organisation_names import acronyms_of
from index.annotate.entities.known_names import (
    is_common_word,
    is_contraction,
    is_country,
    is_function_word,
    is_given_name,
    is_opaque,
    is_place,
    is_surname,
)
from index.annotate.entities.mention import Mention
from index.annotate.entities.person_names import SURNAME_PREFIXES, normalize_word
from index.annotate.lexicon.nouns import is_person_noun
from index.annotate.lexicon.tables import rows, table, word_class
from index.article import EntityLabel

Name = tuple[str, ...]

# An inner capital, but not that of “McCabe” or “DuVernay”.
CAMEL_CASE = re.compile(r"(?<!\b[A-Z][ac])(?<!\b[DL][aeiu])(?<!\bFitz)(?<!\bV[ao]n)(?<=[a-z])[A-Z]")
PARTICLE = re.compile(
    r" (?:van|von|der|den|ter|ten|bin|bint|ibn|al|de|da|di|del|della|dos) ?-?[A-Z]|[Aa]l-[A-Z]"
)
NICKNAME = re.compile(r" ['‘“\"(]\w+['’”\")] ")
SMALL_WORD = re.compile(r"(?<![\w'-])[a-z][a-z'-]+")
BEFORE_DEGREE = re.compile(r"\.?,? ")
FORM_OF_A_FULL_NAME = 4.0
MISSPELT_SURNAME = 3.0
WEAK = {"thing noun", "its", "the", "inside", "which", "he or she"}
FREQUENT = 3  # mentions
MIN_ABBREVIATION = 3  # letters of one that is never initials


@dataclass(slots=True)
class NameRecord:
    """All mentions of one name, and what speaks for and against a person."""

    words: Name
    mentions: list[Mention] = field(default_factory=list)
    votes: Counter[EntityLabel] = field(default_factory=Counter)
    evidence: Counter[str] = field(default_factory=Counter)

    def votes_score(self) -> float:
        """Return how much the recogniser's labels speak for a person."""
        total = sum(self.votes.values())
        share = self.votes["person"] / total if total else 0.2
        if len(self.words) > 1:
            return 3 * share - 1.5
        return 2.5 * share - 2 + (self.votes["person"] >= FREQUENT)

    def evidence_score(self) -> float:
        """Return how much the words around the mentions speak for a person.

        Weak evidence counts fully if a third of the mentions have it.
        """
        return sum(
            weight * min(1.0, 3 * self.evidence[kind] / len(self.mentions))
            if kind in WEAK
            else weight
            for kind, weight in WEIGHTS.items()
            if self.evidence[kind]
        )


def decide_labels(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give all mentions of a name one label, and drop those that are no names."""
    records: dict[Name, NameRecord] = {}
    for mention in mentions:
        words = mention.name.words
        record = records.setdefault(words, NameRecord(words))
        record.mentions.append(mention)
        if mention.recognised:
            record.votes[mention.label] += 1
        record.evidence.update(find_evidence(mention, text))
    labels = label_names(list(records.values()), set(SMALL_WORD.findall(text)))
    labelled = [
        m if m.label == label else replace(m, label=label)
        for m in mentions
        if (label := labels[m.name.words])
    ]
    return list(_without_degrees(labelled, text))


def _without_degrees(mentions: Iterable[Mention], text: str) -> Iterator[Mention]:
    """Yield mentions in text order without the degrees behind names: “Ann Lee, M.D., Ph.D.”."""
    degrees, end = word_class("letters after a name") | word_class("degree"), None
    for mention in mentions:
        is_behind = end is not None and BEFORE_DEGREE.fullmatch(text, end, mention.span.start)
        if is_behind and mention.text.replace(".", "") in degrees:
            end = mention.span.end
            continue
        end = mention.span.end if mention.label == "person" else None
        yield mention


def name_score(record: NameRecord, small_words: set[str]) -> float:
    """Return how much the name itself speaks for a person."""
    text = record.mentions[0].text
    score = -3.0 if CAMEL_CASE.search(text) else 0.0
    if len(record.words) > 1:
        last = record.words[-1]
        is_thing = is_common_word(last) and last in table("name_words")
        # “Greta Bridge” only in a headline is a bridge.
        score -= 4 if is_thing and all(m.headline for m in record.mentions) else 0
        return score + full_name_score(record.words, text)
    if not record.words:
        return -9.0
    score -= 2 if text.isupper() and len(text) > 1 else 0
    is_noun = is_person_noun(record.words[0]) and is_common_word(record.words[0])
    score -= (5 if is_noun else 2.5) if record.words[0] in small_words else 0
    return score + single_word_score(record.words[0])


def full_name_score(words: Name, text: str) -> float:
    """Return what the words of a name speak for: first name and surname, or something else."""
    first, last = words[0], words[-1]
    score = 0.0
    if is_given_name(first):
        score += 1 if is_common_word(first) or is_place(first) else 2
    elif first in SURNAME_PREFIXES or (len(first) == 1 and words[1] not in table("name_words")):
        score += 1.5
    elif is_common_word(first) and not is_surname(first):
        score -= 1.5
    if last in table("name_words") or last in word_class("legal form"):
        score -= 1.5 if is_surname(last) and is_given_name(first) else 4
        score += 1.5 if is_surname(last) and is_opaque(first) and len(words) == 2 else 0
    elif is_surname(last):
        score += 1
    elif is_common_word(last):
        score -= 1.5
    known = [word for word in words if is_given_name(word) or is_surname(word)]
    if len(known) == 1 and all(map(is_opaque, words)):
        score += 1
    if any(is_common_word(word) and not is_given_name(word) for word in words[1:-1]):
        score -= 1.5
    if re.search(r"\w-[a-z]", text):
        score += 1
    score += 1 if PARTICLE.search(text) else 0
    score += 3 if NICKNAME.search(text) and last not in word_class("legal form") else 0
    if is_place(" ".join(words)) or first in word_class("region"):
        score -= 2
    if first in word_class("thing opener") or "&" in text or is_body_of_nation(words, text):
        score -= 4
    return score - (3 if re.search(r"\d", text) else 0)


def is_body_of_nation(words: Name, text: str) -> bool:
    """Return whether a name is that of a body and its nation: “NHS England”, “Skills England”.

    “JD Holland” is a person: an abbreviation of two letters may be initials.
    """
    first, last = words[0], words[-1]
    if is_given_name(first) or not (is_country(last) or last in word_class("nation")):
        return False
    abbreviation = text.split()[0]
    if abbreviation.isupper() and not text.isupper():
        return len(abbreviation.replace(".", "")) >= MIN_ABBREVIATION
    return is_common_word(first) and not is_surname(first) and first not in word_class("region")


def single_word_score(word: str) -> float:
    """Return what a single word speaks for: a first name or surname, or something else."""
    score = -0.6
    if is_given_name(word) or is_surname(word):
        score = 0.0 if is_common_word(word) else 1.5 if word in table("first_names") else 1.0
    elif is_common_word(word):
        score = -2.0
    if is_place(word):
        score -= 3.0 if is_country(word) else 1.0 if score > 0 else 2.0
    score -= 3 if word in table("demonyms") else 0  # “Welsh”
    return score - (1.5 if word in table("name_words") else 0)


def label_names(records: list[NameRecord], small_words: set[str]) -> dict[Name, EntityLabel | None]:
    """Return the label of each name; None for what is no name."""
    scores = {r.words: name_score(r, small_words) for r in records}
    sums = {r.words: r.votes_score() + r.evidence_score() for r in records}
    by_words = {record.words: record for record in records}
    for words in sums:
        last = by_words.get(words[-1:]) if len(words) > 1 else None
        if last and is_taken_up(last, words, scores[last.words] + sums[last.words]):
            sums[words] += 2  # “Holm” is a person, so “Greta Holm” may be
    full = [w for w, score in scores.items() if len(w) > 1 and score + sums[w] > 0]
    surnames = {words[-1] for words in full}
    short_forms = {words[at:] for words in full for at in range(1, len(words))}
    first_names = _first_names(full, by_words)
    labels: dict[Name, EntityLabel | None] = {}
    for record in records:
        words, score = record.words, scores[record.words]
        if words in short_forms:
            score = FORM_OF_A_FULL_NAME
        elif words in first_names:
            score += FORM_OF_A_FULL_NAME
        elif len(words) > 1 and words[0] in surnames:
            score -= 2.5  # “Hallam Foundation” beside “Astrid Hallam”
        elif len(words) == 1 and any(is_similar(words[0], surname) for surname in surnames):
            score += MISSPELT_SURNAME - record.votes["place"]
        labels[words] = "person" if score + sums[words] > 0 else thing_label(record)
        if record.mentions[0].name.office and not record.votes:
            labels[words] = "person"  # “Bishop of Torp”
        if is_no_name(words) or (labels[words] != "person" and is_headline_phrase(record)):
            labels[words] = None
    bodies = {r.words: r for r in records if labels[r.words] == "organisation" and len(r.words) > 1}
    initials = {form for record in bodies.values() for form in acronyms_of(record.mentions[0].text)}
    for record in records:
        text = record.mentions[0].text.replace(".", "")
        if text.isupper() and len(text) > 1 and text in initials:
            labels[record.words] = "organisation"
    companies = {w[:1] for w, label in labels.items() if len(w) > 1 and label == "organisation"}
    for words in companies & labels.keys() - {w[-1:] for w in full}:
        record, is_titled = by_words[words], any(m.title for m in by_words[words].mentions)
        speaks = record.evidence["saying"] and not record.evidence["inside"]
        is_town = labels[words] == "place" and speaks and not is_country(words[0])
        if is_town or (labels[words] == "person" and not is_titled):
            labels[words] = "organisation"
    return labels


def _first_names(full: Sequence[Name], records: Mapping[Name, NameRecord]) -> set[Name]:
    """Return the words of full names, but the last, that mean a person where they stand alone.

    “Vera said” is Vera Lund, though Vera is a town; “Sánchez said” is Ana Sánchez Ruiz.
    """
    aliases = {normalize_word(row[0]) for row in rows("place_aliases")}
    found = {words[:1] for words in full if words[0] not in aliases and not is_place(words[0])}
    parts = {words[at : at + 1] for words in full for at in range(len(words) - 1)}
    return found | {words for words in parts & records.keys() if _speaks(records[words])}


def _speaks(record: NameRecord) -> bool:
    """Return whether a name of one word says something, and is no country or place to be in."""
    evidence = record.evidence
    return bool(evidence["saying"] and not evidence["inside"] and not is_country(record.words[0]))


def is_no_name(words: Name) -> bool:
    """Return whether a name is only a legal form (cut off its company), a letter or “I’d”."""
    is_letter = len(words) == 1 and (len(words[0]) == 1 or is_contraction(words[0]))
    return is_letter or all(word in word_class("legal form") for word in words)


def is_headline_phrase(record: NameRecord) -> bool:
    """Return whether a name only stands in headlines, where other words have capitals too.

    “New Owner” in “New Owner Pays Twice” is only common words, and a name ends in no “As”. One
    word in four may be uncommon: “Brandt Power Plant Rules”.
    """
    words = record.words
    if len(words) < 2 or not all(mention.headline for mention in record.mentions):
        return False
    uncommon = [word for word in words if not is_common_word(word)]
    ends_name = words[-1] in uncommon or words[-1] in table("name_words")
    is_phrase = 4 * len(uncommon) <= len(words) and not ends_name
    return is_phrase or is_function_word(words[-1])


def is_taken_up(last: NameRecord, words: Name, score: float) -> bool:
    """Return whether the last word of a name stands alone as a person."""
    if last.votes["person"]:
        return score > 0
    return bool(last.evidence["saying"]) and all(map(is_opaque, words))


def thing_label(record: NameRecord) -> EntityLabel | None:
    """Return the label of a name that is no person's; None if it is no name."""
    votes = Counter({label: n for label, n in record.votes.items() if label != "person"})
    if record.evidence["dateline"]:
        return "place"
    if record.evidence["shares"] and not is_country(record.words[0]):
        return "organisation"
    if votes and votes.most_common(1)[0][0] == "organisation" and is_town(record):
        return "place"
    if votes:
        label = votes.most_common(1)[0][0]
        return "organisation" if label == "other" and record.evidence["joined"] else label
    if not record.words:
        return None
    if is_place(" ".join(record.words)):
        return "place"
    if record.votes["person"] >= FREQUENT:
        return "organisation"
    if record.words[-1] in table("name_words"):
        return cast("EntityLabel", table("name_words")[record.words[-1]][0])
    if len(record.words) == 1 and is_common_word(record.words[0]):
        return None
    if len(record.words) > 1 and is_body_of_nation(record.words, record.mentions[0].text):
        return "organisation"
    return (
        "organisation"
        if record.evidence.keys() & {"saying", "acronym", "its", "which", "joined"}
        else "other"
    )


def is_town(record: NameRecord) -> bool:
    """Return whether an unknown word is a place, because something is “in” or “near” it."""
    acts = record.evidence.keys() & {"saying", "acronym", "its", "which", "the"}
    is_word = len(record.words) == 1 and not record.mentions[0].text.isupper()
    return is_word and bool(record.evidence["inside"]) and not acts and is_opaque(record.words[0])
