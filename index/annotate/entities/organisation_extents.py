"""Find whole names of organisations: to the legal form, across a possessive, around “and”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.annotate.entities.known_names import is_common_word, is_place
from index.annotate.entities.mention import Mention, strip_end
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.tables import table, word_class
from index.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.annotate.entities.capital_runs import CapitalWord

INITIALS = re.compile(r"\b[A-Z] ?(?:and|&) ?[A-Z]\b(?! ?[a-z]*[A-Z])")
# After “Moody's”, where nothing is owned.
VERB_AFTER = re.compile(r" (?:also )?(?:said|says|added|told|has|had) ")
BEFORE_AND = re.compile(r"(?:^|[\n.?!;,:(“\"] ?|[a-z] )((?:[A-Z][\w.-]+ ){1,4})(?:and|&) $")
AND_PARTNERS = {"co", "company", "sons", "bros", "brothers", "partners", "associates"}


def organisations(text: str, runs: list[list[CapitalWord]]) -> Iterator[Mention]:
    """Yield the organisations whose names show where they begin and end."""
    previous: list[CapitalWord] = []
    for run in runs:
        words = [word.norm for word in run]
        has_form = next((i for i, w in enumerate(words) if w in word_class("legal form")), 0)
        start = run[0].start
        if has_form or (len(run) > 1 and names_organisation(words[-1])):
            first = start_of_name(text, run, previous)
            if has_form or first < start:
                end = last_form(run, has_form).end if has_form else run[-1].end
                yield mention_of(text, *strip_end(Span(first, end), text))
        elif is_possessive_name(text, run):
            yield mention_of(text, start, run[0].end)
        previous = run
    for match in INITIALS.finditer(text):
        yield mention_of(text, *match.span())


def is_possessive_name(text: str, run: list[CapitalWord]) -> bool:
    """Return whether a run is a name that ends in “'s”, as in “Moody's said”."""
    word = normalize_word(run[0].raw)
    is_other_word = is_common_word(word) or word in table("pronouns") or is_place(word)
    has_ending = len(run) == 1 and run[0].raw.endswith(("'s", "’s"))
    return has_ending and not is_other_word and VERB_AFTER.match(text, run[0].end) is not None


def start_of_name(text: str, run: list[CapitalWord], previous: list[CapitalWord]) -> int:
    """Return where an organisation's name begins: before the run if “'s” or “and” joins it."""
    first = run[0]
    if first.starts_sentence and len(run) > 2 and is_common_word(first.norm):
        after = run[1]
        if first.norm in word_class("not in a name") or first.norm in table("pronouns"):
            return after.start
    if previous and previous[-1].raw.endswith(("'s", "’s")):
        owner = previous[-1]
        joined = text[owner.end : first.start] == " " and len(previous) <= 2
        bare = re.search(rf"\b{re.escape(owner.raw[:-2])}\b(?!['’])", text)
        if joined and not bare and not is_place(owner.norm):
            return previous[0].start
    match = BEFORE_AND.search(text, max(0, first.start - 60), first.start)
    if match and (first.norm in AND_PARTNERS or (len(match[1].split()) == 1 and len(run) == 2)):
        return match.start(1)
    return first.start


def last_form(run: list[CapitalWord], index: int) -> CapitalWord:
    """Return the last of the legal forms that follow one another."""
    while index + 1 < len(run) and run[index + 1].norm in word_class("legal form"):
        index += 1
    return run[index]


def names_organisation(word: str) -> bool:
    """Return whether a word ends the names of organisations."""
    return word in word_class("legal form") or table("name_words").get(word) == ("organisation",)


def mention_of(text: str, start: int, end: int) -> Mention:
    """Return the mention of an organisation."""
    name = " ".join(text[start:end].split())
    return Mention(Span(start, end), name, "organisation", recognised=True)
