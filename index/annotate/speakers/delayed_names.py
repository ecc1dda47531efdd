"""Find whom the first paragraph describes and the next one names.

News often begins so: “A surgeon has been cleared of … Ann Lee, 44, said …”. The person has the
role from then on, although the role never stands beside the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile

from spacy.tokens import Doc, Token

from index.annotate.entities.evidence import INTRODUCES
from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.tables import table
from index.annotate.quotes.parsed_text import DASHES, PARAGRAPH_END
from index.annotate.speakers.descriptions.deeds import verbs_of
from index.annotate.speakers.descriptions.description import Description, role_type
from index.annotate.speakers.descriptions.role_matching import has_other_role, has_role, may_have
from index.annotate.speakers.genders import word_gender
from index.annotate.speakers.participants import Participant, Participants
from index.annotate.speakers.phrases import role_word
from index.annotate.token_table import SUBJECTS
from index.article import Span

MAX_PARAGRAPHS = 3  # lead and name; a headline may come before them
PEOPLE = {"office", "trade", "person"}
ACTED_ON = {"dobj", "agent", *SUBJECTS}
OPENING = {"DET", "ADJ", "NOUN", "PROPN", "PART"}  # tags of words up to the first noun
MAX_BACK = 25  # tokens from a name back to the noun for the same person
MAX_INTRODUCTION = 60  # characters before a name that introduce it
AGE = re.compile(r"The \d{1,3}-year-old,")
MAX_OPENING = 12  # tokens of a paragraph up to the name
MAX_DATELINE = 10  # tokens


def add_delayed_roles(participants: Participants) -> None:
    """Give the roles that open headline and lead to the person whom the next paragraph names."""
    nouns: list[Token] = []
    for lead, following in pairwise(islice(_paragraphs(participants.doc), MAX_PARAGRAPHS)):
        if any((p := participants.by_token.get(i)) and p.is_person for i in range(*lead)):
            return
        noun = _described_subject(participants, lead)
        if noun is not None:
            nouns.append(noun)
        person = _first_named(participants, following[0])
        if person is not None:
            for noun in nouns:
                _give_role(participants, person, noun)
        if person is not None or (nouns and _ends_sentence(participants.doc, lead)):
            return


def link_introduced(participants: Participants) -> None:
    """Let “a woman” be whom the article names right after: “Her name is Ann Lee”."""
    doc, text = participants.doc, participants.text
    for person in participants.people():
        start = person.entity.mentions[0].start
        introduced = INTRODUCES.search(text, max(0, start - MAX_INTRODUCTION), start)
        name = doc.char_span(start, start + 1, alignment_mode="expand") if introduced else None
        before = doc[max(0, name.start - MAX_BACK) : name.start] if name else ()
        nouns = (token for token in reversed(before) if token.tag_ == "NN" and _means_person(token))
        noun = next(nouns, None)
        if noun is not None and noun.i not in participants.by_token:
            participants.by_token[noun.i] = person
            person.roles[role_word(noun)] += 1
            person.vote(word_gender(role_word(noun)), 1)


def _ends_sentence(doc: Doc, paragraph: tuple[int, int]) -> bool:
    """Return whether a paragraph ends with a full stop or similar, as no headline does."""
    words = [token for token in doc[slice(*paragraph)] if not token.is_space]
    return bool(words) and words[-1].text in {".", "?", "!", "”", '"'}


def _paragraphs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the first token of each paragraph, and the one after its last."""
    start, text = 0, doc.text
    ends = (match.end() for match in PARAGRAPH_END.finditer(text))
    for offset in (*islice(ends, MAX_PARAGRAPHS), len(text)):
        paragraph = doc.char_span(start, offset, alignment_mode="contract")
        if paragraph is not None and len(paragraph) > 1:
            yield paragraph.start, paragraph.end
        start = offset


def _described_subject(participants: Participants, lead: tuple[int, int]) -> Token | None:
    """Return the noun that opens a paragraph if it means one person, and no other is acted on."""
    doc = participants.doc
    start = _after_dateline(doc, lead)
    phrase = takewhile(_opens, doc[start : lead[1]])
    noun = next((t for t in reversed(list(phrase)) if t.tag_ in {"NN", "NNP"}), None)
    if noun is None or not _means_person(noun):
        return None
    rest = doc[noun.i + 1 : lead[1]]
    if any(token.text == ":" for token in rest[:2]):
        return None  # “WITNESS 3:” is the label of a turn
    others = (
        t
        for t in rest
        if t.tag_ == "NN"
        and t.dep_ in ACTED_ON
        and _means_person(t)
        and not any(child.tag_ == "PRP$" for child in t.children)  # “her brother”
    )
    return None if any(not noun.is_ancestor(other) for other in others) else noun


def _opens(token: Token) -> bool:
    """Return whether a token may stand before the first noun, or be it."""
    return (token.pos_ in OPENING and not token.tag_.startswith("W")) or token.tag_ == "VBN"


def _means_person(noun: Token) -> bool:
    return role_type(role_word(noun)) in PEOPLE


def _after_dateline(doc: Doc, paragraph: tuple[int, int]) -> int:
    """Return the first token after “TORP, 22 June –”, or the first of the paragraph."""
    start, end = paragraph
    opening = doc[start : min(end, start + MAX_DATELINE)]
    return next((token.i + 1 for token in opening if token.text in DASHES), start)


def _first_named(participants: Participants, start: int) -> Participant | None:
    """Return the person with whose name, not given before, a paragraph begins.

    “The 52-year-old, ” or “The 52-year-old, named in court as ” may come first.
    """
    doc = participants.doc
    if AGE.match(participants.text, doc[start].idx):
        named = (i for i in range(start, start + MAX_OPENING) if i in participants.by_token)
        start = next(named, start)
    while start + 1 < len(doc) and normalize_word(doc[start].text) in table("titles"):
        start += 1
    person = participants.by_token.get(start)
    is_first = person and person.entity.mentions[0].start == doc[start].idx
    return person if person and person.is_person and is_first else None


def _give_role(participants: Participants, person: Participant, noun: Token) -> None:
    """Add the words of the description to the person, unless somebody else has that role."""
    tokens = [t for t in noun.doc[noun.left_edge.i : noun.right_edge.i + 1] if not t.is_punct]
    role = Description(tokens, noun, noun.text, Span(0, 0))
    others = (p for p in participants.people() if p is not person)
    if any(has_role(p, role.noun) for p in others) or not may_have(person, role):
        return
    if not has_other_role(person, role):
        participants.by_token[noun.i] = person
    person.roles[role.noun] += 1
    person.deeds.update(verbs_of(noun))
    person.words.update(role_word(t) for t in tokens if t.i <= noun.i and not t.is_stop)
    person.places |= role.places
    person.vote(word_gender(role.noun), 1)
