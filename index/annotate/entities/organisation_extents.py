"""Find whole names of organisations: to the legal form, across a possessive, around “and”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.annotate.entities.capital_runs import CapitalWord
from index.annotate.entities.known_names import (
    is_common_word,
    is_country,
    is_given_name,
    is_place,
    is_surname,
)
from index.annotate.entities.mention import Mention, merge_mentions, organisation_at, strip_end
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.tables import table, word_class
from index.article import Span

# After “Moody's”, where nothing is owned.
VERB_AFTER = re.compile(r" (?:also )?(?:said|says|added|told|has|had)\b")
INITIALS = re.compile(
    rf"\b[A-Z] ?(?:and|&) ?[A-Z]\b(?! ?[a-z]*[A-Z])|\b[A-Z]/[A-Z](?={VERB_AFTER.pattern})"
)
BEFORE_AND = re.compile(
    r"(?:^|[\n.?!;,:(“\"<] ?|(?<![\w-])[a-z]+ )"
    r"((?:[A-Z][\w.-]*, ){1,3}[A-Z][\w.-]* |(?:[A-Z][\w.-]* ){1,4})(?:and|&) $"
)
AND_PARTNERS = {"co", "company", "sons", "bros", "brothers", "partners", "associates"}
# “Torp Securities Co (Europe) ” or “Falk Engineering group ” before “Ltd”.
BEFORE_FORM = re.compile(r"((?:[A-Z][\w&.-]* )+)(?:\([A-Z][\w. ]{1,20}\)|(?P<word>[a-z]+)) $")
# “of Torp” after a legal form.
OF_PLACE = re.compile(r" of ([A-Z]\w+(?: [A-Z]\w+)?)")
AROUND = 80  # characters before a name that may belong to it


def organisations(text: str, runs: list[list[CapitalWord]]) -> Iterator[Mention]:
    """Yield the organisations whose names show where they begin and end."""
    previous: list[CapitalWord] = []
    found: list[Mention] = []
    joined: set[str] = set()
    for run in runs:
        words = [word.norm for word in run]
        form = next((i for i, w in enumerate(words) if w in word_class("legal form")), None)
        start, first = run[0].start, run[0].start
        if form == 0:
            first = min(start_before_form(text, run, previous), start_of_name(text, run, previous))
        elif form or (len(run) > 1 and names_organisation(words[-1])):
            first = start_of_name(text, run, previous)
            if first < start:
                joined.add(text[first : run[0].end])
        elif is_possessive_name(text, run, start_of_pair(text, run)):
            found.append(organisation_at(text, start_of_pair(text, run), run[0].end))
        if form or first < start:
            end = run[-1].end if form is None else end_of_name(text, last_form(run, form))
            found.append(organisation_at(text, *strip_end(Span(first, end), text)))
        previous = run
    found += [organisation_at(text, *match.span()) for match in INITIALS.finditer(text)]
    for name in joined:
        pattern = re.compile(rf"\b{re.escape(name)}(?![\w'’])")
        found += [organisation_at(text, *match.span()) for match in pattern.finditer(text)]
    yield from merge_mentions(found, short_forms(text, runs, found))


def short_forms(
    text: str, runs: list[list[CapitalWord]], names: list[Mention]
) -> Iterator[Mention]:
    """Yield the runs that are the first words of a company's name: “Torp” for “Torp Milk Co”."""
    starts = first_words(names)
    for run in runs:
        words = tuple(word.norm for word in run)
        speaks = len(words) > 1 or (
            VERB_AFTER.match(text, run[-1].end)
            and not re.search(rf"\b(?:in|near|from) {re.escape(run[0].raw)}\b(?! [A-Z])", text)
        )
        if words in starts and speaks:
            yield organisation_at(text, *strip_end(Span(run[0].start, run[-1].end), text))


def first_words(names: list[Mention]) -> set[tuple[str, ...]]:
    """Return the parts with which names that have a legal form begin, if they mean nothing else."""
    companies = (m.name.words for m in names if m.label == "organisation")
    return {
        words[:size]
        for words in companies
        if words and words[-1] in word_class("legal form")
        for size in range(1, len(words) - 1)
        if not (
            is_country(" ".join(words[:size])) or (size > 1 and is_place(" ".join(words[:size])))
        )
        and not (size == 2 and is_given_name(words[0]) and is_surname(words[1]))
        and not (size == 1 and is_given_name(words[0]))
    }


def is_possessive_name(text: str, run: list[CapitalWord], start: int) -> bool:
    """Return whether a run is a name that ends in “'s”, as in “Moody's said”."""
    word = normalize_word(run[0].raw)
    is_other_word = is_common_word(word) or word in table("pronouns") or is_place(word)
    if is_other_word and start == run[0].start:
        return False
    has_ending = len(run) == 1 and run[0].raw.endswith(("'s", "’s"))
    return has_ending and VERB_AFTER.match(text, run[0].end) is not None


def start_of_pair(text: str, run: list[CapitalWord]) -> int:
    """Return where “Standard and Poor's” begins; the start of the run if nothing is joined."""
    start = run[0].start
    match = BEFORE_AND.search(text, max(0, start - AROUND), start)
    is_name = match and len(match[1].split()) == 1 and is_common_word(normalize_word(match[1]))
    return match.start(1) if match and is_name else start


def start_before_form(text: str, run: list[CapitalWord], previous: list[CapitalWord]) -> int:
    """Return where a name begins whose legal form stands apart: after “'s” or a bracket."""
    start = run[0].start
    if previous and text[previous[-1].end : start] == " " and is_possessive(previous[-1]):
        return start_of_pair(text, previous)
    match = BEFORE_FORM.search(text, max(0, start - AROUND), start)
    if match and (not match["word"] or names_organisation(match["word"])):
        return match.start(1)
    return start


def start_of_name(text: str, run: list[CapitalWord], previous: list[CapitalWord]) -> int:
    """Return where an organisation's name begins: before the run if “'s” or “and” joins it."""
    first = run[0]
    if first.starts_sentence and len(run) > 2 and is_common_word(first.norm):
        after = run[1]
        if first.norm in word_class("not in a name") or first.norm in table("pronouns"):
            return after.start
    if previous and is_possessive(previous[-1]):
        owner = previous[-1]
        joined = text[owner.end : first.start] == " " and len(previous) <= 2
        bare = re.search(rf"\b{re.escape(owner.raw[:-2])}\b(?!['’])", text)
        is_owner = bare or is_place(owner.norm) or owner.norm in word_class("legal form")
        if joined and not is_owner:
            return previous[0].start
    match = BEFORE_AND.search(text, max(0, first.start - AROUND), first.start)
    if not match or not is_joined_by_and(match[1].split(), run):
        return first.start
    return match.start(1) + 4 * match[1].startswith("The ")


def is_joined_by_and(left: list[str], run: list[CapitalWord]) -> bool:
    """Return whether “and” stands inside a name: “Berg and Sons”, “Torp Tire and Rubber Co”."""
    first, last = run[0], run[-1]
    sides = word_class("region").keys() | table("demonyms").keys()
    if first.norm in sides and normalize_word(left[-1]) in sides:
        return True  # “Northern and West Torp Coalition”
    if first.norm in AND_PARTNERS or (len(left) == 1 and len(run) == 2):
        return True
    if len(first.norm) == 1 and len(left) == 1:
        return left[0].isupper()  # “LT and E Royalty Trust”
    has_form = any(normalize_word(word) in word_class("legal form") for word in left)
    is_trade = len(run) == 2 and is_common_word(first.norm)
    return is_trade and last.norm in word_class("legal form") and not has_form


def is_possessive(word: CapitalWord) -> bool:
    """Return whether a word ends in “'s”."""
    return word.raw.endswith(("'s", "’s"))


def last_form(run: list[CapitalWord], index: int) -> CapitalWord:
    """Return the last of the legal forms that follow one another."""
    while index + 1 < len(run) and run[index + 1].norm in word_class("legal form"):
        index += 1
    return run[index]


def end_of_name(text: str, form: CapitalWord) -> int:
    """Return where a name ends: after “of” and a country or state if that follows “Co”."""
    match = OF_PLACE.match(text, form.end)
    if not match or form.norm not in {"co", "company", "corp", "corporation"}:
        return form.end
    words = match[1].split()
    for size in range(len(words), 0, -1):
        if is_country(" ".join(map(normalize_word, words[:size]))):
            return match.start(1) + len(" ".join(words[:size]))
    return form.end


def names_organisation(word: str) -> bool:
    """Return whether a word ends the names of organisations."""
    return word in word_class("legal form") or table("name_words").get(word) == ("organisation",)
