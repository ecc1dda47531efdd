"""The words that describe a name: before it, beside it, and after “is”."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from spacy.tokens import Token

from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.cue_words import is_verb_of_speech
from index.annotate.lexicon.nouns import is_held, is_person_noun, role_kind
from index.annotate.lexicon.tables import table, word_class

ABBREVIATIONS = {
    "gov": "governor", "sen": "senator", "rep": "representative", "dr": "doctor",
    "gen": "general", "prof": "professor", "congressman": "representative",
    "congresswoman": "representative", "pres": "president", "ceo": "executive",
    "democratic": "democrat", "gop": "republican", "tory": "conservative",
    "constable": "officer", "pc": "officer", "defense": "defence",
}  # fmt: skip
MAX_PHRASE = 8  # tokens before or after a name
OF_OFFICE = {"of", "for", "to"}
NOMINAL = {"NOUN", "PROPN", "ADJ"}


def role_word(token: Token) -> str:
    """Return a token in lower case, with abbreviated offices written out: “centre-back”."""
    word = normalize_word(token.text).removeprefix("ex-").partition("-of-")[0]
    if follows_hyphen(token):
        compound = f"{token.nbor(-2).lower_}-{word}"
        word = compound if compound in table("roles") else word
    return ABBREVIATIONS.get(word, word)


def follows_hyphen(token: Token) -> bool:
    """Return whether a token is the second part of a compound: “founder” in “co-founder”."""
    before = token.doc[max(0, token.i - 2) : token.i]
    return len(before) == 2 and before[1].text == "-" and not any(t.whitespace_ for t in before)


def precedes_hyphen(token: Token) -> bool:
    """Return whether a token is the first part of a compound: “Min” in “Min-ho”."""
    after = token.doc[token.i + 1 : token.i + 3]
    is_joined = len(after) == 2 and after[0].text == "-" and after[1].is_alpha
    return is_joined and not token.whitespace_ and not after[0].whitespace_


def place_words(tokens: Iterable[Token]) -> set[str]:
    """Return the places, nationalities and names after “of” among tokens, without parties."""
    words, after_of = set(), False
    for token in tokens:
        after_of = token.lower_ in {"of", "from"} if token.pos_ == "ADP" else after_of
        is_name = token.pos_ == "PROPN" and after_of
        if is_name or token.ent_type_ in {"GPE", "NORP", "LOC"}:
            words.add(role_word(token))
    return words - table("roles").keys() - word_class("party").keys()


def is_role_noun(token: Token, first: Token) -> bool:
    """Return whether a noun describes the named one, not something inside the description."""
    follows_preposition = any(before.pos_ == "ADP" for before in token.doc[first.i : token.i])
    return token.pos_ in NOMINAL and not follows_preposition and not owns_next(token)


def owns_next(token: Token) -> bool:
    """Return whether a token has the ending of the possessive: “Falk” in “Falk’s lawyer”."""
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def holds_office(before: list[Token], prepositions: list[int], root: Token) -> bool:
    """Return whether the words before a name are an office and its place, and no other's.

    “Minister of Mines”, “Head of Mission” and “Ambassador of Chile to Peru” before a name are so.
    """
    of, *place = [token for token in before if token.i >= prepositions[-1]]
    role = role_word(root)
    last = role_word(before[-1])
    return (
        of.lower_ in OF_OFFICE
        and is_held(role)
        and (root.text[0].isupper() or role_kind(role) == "office")
        and all(token.text[0].isupper() or token.pos_ != "NOUN" for token in place)
        and (
            len(prepositions) == 1
            or not any(is_held(role_word(token)) for token in before if token.i > root.i)
        )
        and role_kind(last) != "office"
        and last not in word_class("office of a place")
    )


def after_name(tokens: Iterable[Token]) -> Token | None:
    """Return the first token after a name that is no part of it, as “KC” and “III” are."""
    letters, suffixes = word_class("letters after a name"), word_class("name suffix")
    own = (t for t in tokens if t.text not in letters and normalize_word(t.text) not in suffixes)
    return next(own, None)


def words_before(first: Token) -> Iterable[Token]:
    """Yield the nouns, adjectives and titles directly before a name, nearest first."""
    doc, index = first.doc, first.i - 1
    while index >= max(0, first.i - MAX_PHRASE) and (
        doc[index].pos_ in NOMINAL
        or normalize_word(doc[index].text) in table("titles")
        or is_person_noun(doc[index].lower_)
    ):
        yield doc[index]
        index -= 1


def descriptions_beside(first: Token, last: Token) -> Iterable[list[Token]]:
    """Yield the appositions of a name, and the descriptions after “is”."""
    doc = first.doc
    root = doc[first.i : last.i + 1].root
    for child in root.children:
        is_open = precedes_verb(doc[child.right_edge.i])
        if child.dep_ == "appos" and not is_listener(root) and not is_open:
            yield noun_phrase(child)
    if root.dep_ == "appos" and root.head.pos_ in NOMINAL and not root.head.ent_type_:
        yield noun_phrase(root.head)
    if root.dep_ == "nsubj" and root.head.lower_ in word_class("be"):
        yield from (noun_phrase(child) for child in root.head.children if child.dep_ == "attr")
    before = first.i - 1
    if before > 0 and doc[before].text == "," and doc[before - 1].pos_ == "NOUN":
        phrase = _phrase_before(doc[before - 1])
        ends = last.i + 1 < len(doc) and doc[last.i + 1].text in {",", ".", ";", ")"}
        if phrase and ends and root.dep_ != "appos":
            yield phrase
    after = last.i + 1
    if after < len(doc) and doc[after].text in {",", "(", "-", "—"}:
        tokens = list(takewhile(is_inside_phrase, doc[after + 1 : after + 1 + MAX_PHRASE]))
        has_article = bool(tokens) and tokens[0].pos_ == "DET"
        is_role = has_article or any(role_word(t) in table("roles") for t in tokens)
        is_role = is_role and not (tokens and precedes_verb(tokens[-1]))
        if is_role and not is_listener(root):  # “In an interview with Ann Lee, the mayor said”
            yield tokens


def precedes_verb(token: Token) -> bool:
    """Return whether a verb follows: “In court, the mayor said” does not describe the court."""
    after = token.doc[token.i + 1 : token.i + 2]
    return bool(after) and after[0].tag_ in {"VBD", "VBZ", "VBP", "MD"}


def origin_beside(first: Token, last: Token) -> list[Token]:
    """Return the tokens that say where somebody is from: “Denmark’s Ann Lee”, “Lee of Torp”."""
    before = list(last.doc[max(0, first.i - 2) : first.i])
    after = list(last.doc[last.i + 1 : last.i + 3])
    owner = before[:1] if before and before[-1].tag_ == "POS" else []
    return owner + (after if after and after[0].lower_ in {"of", "from"} else [])


def _phrase_before(noun: Token) -> list[Token]:
    """Return a noun with the words before it from its article, or nothing: “a Dutch diver”."""
    phrase = [noun]
    while phrase[0].i and phrase[0].nbor(-1).pos_ in NOMINAL and len(phrase) < MAX_PHRASE:
        phrase.insert(0, phrase[0].nbor(-1))
    article = phrase[0].nbor(-1) if phrase[0].i else None
    has_article = article is not None and article.lower_ in word_class("article")
    return phrase if has_article and role_word(noun) in table("roles") else []


def is_inside_phrase(token: Token) -> bool:
    """Return whether a token is no punctuation, verb, clause opener or conjunction."""
    ends = word_class("clause opener") | word_class("conjunction")
    return not (token.is_punct or token.pos_ in {"VERB", "AUX"} or token.lower_ in ends)


def noun_phrase(head: Token) -> list[Token]:
    """Return a noun with the words before it and the first words after it."""
    doc = head.doc
    start, end = head.left_edge.i, min(head.right_edge.i, head.i + 6)
    if any(child.dep_ == "conj" and child.pos_ == "PROPN" for child in head.children):
        joins = (child.i - 1 for child in head.children if child.dep_ == "cc")
        end = min(end, next(joins, end))  # “a Malaysian singer, and Ann Lee of Malawi”
    return [t for t in doc[max(start, head.i - MAX_PHRASE) : end + 1] if not t.is_punct]


def after_owner(phrase: list[Token]) -> list[Token]:
    """Return the words of a phrase after the owner at its start: “lawyer” of “the mayor’s lawyer”.

    What describes the owner does not describe the lawyer.
    """
    ends = [n for n, token in enumerate(phrase) if token.tag_ == "POS"]
    is_first = ends and not any(token.pos_ == "ADP" for token in phrase[: ends[0]])
    return phrase[ends[0] + 1 :] if is_first else phrase


def is_listener(noun: Token) -> bool:
    """Return whether somebody else speaks in a talk with a noun: “in an interview with Ann Lee”.

    She speaks if “we” are the subject: “We met for an interview with Ann Lee.”
    """
    while noun.dep_ in {"appos", "conj", "compound"} and noun.head.i != noun.i:
        noun = noun.head
    talk = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "with" else noun
    is_talk = talk.lower_ in word_class("talk with") and talk.dep_ == "pobj"
    if not is_talk or talk.head.lower_ not in {"in", "during"}:
        return False
    subjects = [child for child in talk.head.head.children if child.dep_ == "nsubj"]
    return all(one.lower_ not in word_class("first person subject") for one in subjects)


def objects_of(verb: Token) -> list[int]:
    """Return the tokens of the objects of a verb, and the one right after it: told Ann Lee."""
    objects = [child.i for child in verb.children if child.dep_ in {"dobj", "dative"}]
    return [verb.i + 1, *objects]


def opens_paragraph(token: Token) -> bool:
    """Return whether a name begins a paragraph and a verb follows, whatever the parse says."""
    doc, first = token.doc, token.i
    while (
        first
        and (left := doc[first - 1]).ent_iob_ in {"B", "I"}
        and left.ent_type == token.ent_type
    ):
        first -= 1
    starts_paragraph = first == 0 or "\n" in doc[first - 1].text
    after = doc[token.i + 1 : token.i + 2]
    # “Ann Lee laughs when” is often read as if the laughs were hers.
    is_misread = bool(after) and after[0].tag_ == "NNS" and is_verb_of_speech(after[0].lower_)
    return starts_paragraph and bool(after) and (is_misread or after[0].pos_ in {"VERB", "AUX"})
