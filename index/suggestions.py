"""Suggestions for searches: “did you mean”, fields for plain words, notes on ambiguous names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from index.article import Article, Speaker
from index.engines.local.fulltext.analysis import fold, words
from index.engines.protocol import Engine, QuoteRequest
from index.query import And, InQuote, Or, Phrase, Tree, Word, field_condition, format_tree, parse
from index.query.plain_dates import join_dates, without_question
from index.query.plain_words import is_plain, plain_text, without_s
from index.query.refine import capitalize_operators
from index.query.tree import as_typed, children, leaves
from index.user_data import OutletCorrection

MAX_DISTINCTIVE_WORDS = 24
MIN_DISTINCTIVE_LENGTH = 4  # letters
MAX_EDITS = 2  # from a word to one that is suggested
MIN_LIKENESS = 0.6  # of a name to what the user typed
MIN_WORD_LIKENESS = 0.7  # of a word; “ghost” and “most” have 0.67, “boast” and “boats” 0.8
MAX_PLAIN_WORDS = 12  # in a line for which fields are suggested
MAX_CANDIDATES, MAX_CHOICES = 20, 5  # speakers whose names are compared, and offered
MAX_MENTIONS = 6  # articles with a word, for each that quotes the only speaker of this surname
PLACES_OF_WORDS = {
    "text": "in the archive", "said": "in any quote", "title": "in any headline",
    "by": "in any byline", "source": "in the name of any outlet", "section": "in any section",
    "topic": "in any topic", "person": "in the name of any person",
    "org": "in the name of any organisation", "place": "in the name of any place",
    "entity": "in any name",
}  # fmt: skip
"""Where a word of a field does not occur, if nothing is found."""
MAX_MISSING = 1  # letters that a word has more than the one that may be meant
MIN_CORRECTED = 3  # letters; a shorter word gets no “Did you mean”
FIELDS = re.compile(r"(?:\w+:(?:\"[^\"]*\"|[^\s\"()]+)(?: |$))+")
HYPHENATED_FIELDS = ("text", "title", "said")


def search_notes(
    tree: Tree, engine: Engine, as_of: int, grouped: int | None = None, *, total: int = 0
) -> tuple[str, ...]:
    """Return notes on a search, a sentence each: missing words, ambiguous or unknown names, copies.

    ``as_of`` is the state of the index that was searched; ``grouped`` is the number of articles
    found, if each is shown with its copies, and ``total`` the number in any case.
    """
    notes: list[str] = []
    named = _note_name(tree, engine, as_of)
    suggested = [] if named else _suggest_fields(tree, engine, as_of)
    required = set(_required(tree))
    of_dates = {Word("text", word) for each in suggested for word in _words_of_date(each)}
    occurring = of_dates | required if total else of_dates
    whole = tree.part if isinstance(tree, InQuote) else tree
    for leaf in _typed_leaves(tree, engine, as_of):
        hidden = []
        if isinstance(leaf, Word | Phrase) and leaf.field == "source" and leaf in required:
            hidden = _note_hidden_outlets(leaf.text, engine)
        if hidden:
            notes += hidden
        elif (
            isinstance(leaf, Word)
            and leaf.field in PLACES_OF_WORDS
            and not occurring.intersection((leaf, leaf._replace(text=leaf.text.lower())))
        ):
            notes += _note_missing_word(leaf, engine, as_of)
        elif isinstance(leaf, Word | Phrase) and leaf.field == "speaker":
            found = grouped if leaf is whole else None
            notes += _note_speaker(leaf.text, engine, as_of, found)
    notes += named or _note_fields(suggested)
    if not total:
        from index.query.dates import note_no_days  # 2 ms that other searches save

        notes += note_no_days(required)
    if (line := capitalize_operators(whole)) and (
        not total or total != engine.count_hits(parse(line).tree, show_copies=grouped is None)
    ):
        notes.append(f"AND, OR and NOT combine terms in capitals: {line}")
    return tuple(dict.fromkeys(notes))


def _words_of_date(suggested: str) -> list[str]:
    """Return the month and the year of a suggested condition, which need not occur as words."""
    return re.findall(r"\w+", suggested.lower())[1:] if suggested.startswith("date:") else []


def _required(tree: Tree) -> Iterator[Tree]:
    """Yield the leaves that every result has."""
    match tree:
        case And(parts):
            for part in parts:
                yield from _required(part)
        case InQuote(part):
            yield from _required(part)
        case _ if not children(tree):
            yield tree


def _typed_leaves(tree: Tree, engine: Engine, as_of: int) -> Iterator[Tree]:
    """Yield the leaves as typed, without those that occur in another spelling."""
    match tree:
        case Or(parts, typed) if typed:
            words = (tuple(leaves(part)) for part in parts)
            if not any(all(map(partial(_occurs, engine, as_of), each)) for each in words):
                yield from leaves(typed)
        case _ if children(tree):
            for part in children(tree):
                yield from _typed_leaves(part, engine, as_of)
        case _:
            yield tree


def _occurs(engine: Engine, as_of: int, leaf: Tree) -> bool:
    if isinstance(leaf, Phrase):
        each = (Word(leaf.field, word, exact=True) for word in words(leaf.text))
        return all(engine.has_word(word, as_of) for word in each)
    return not isinstance(leaf, Word) or engine.has_word(leaf, as_of)


def _note_name(tree: Tree, engine: Engine, as_of: int) -> list[str]:
    """Return a note if the whole line is the full name or the last name of a speaker."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    name = " ".join(filter(None, map(plain_text, parts)))
    if not (all(map(plain_text, parts)) and 1 <= len(words(name)) <= MAX_PLAIN_WORDS):
        return []
    found = _last_names(name, engine, as_of)
    if len(found) > 1:
        return [f"“{name}” is the name of several speakers: {_choices(found)}."]
    if not (found and found[0].quotes):
        return []
    count = found[0].quotes
    quotes = f"{count:,} quote{'' if count == 1 else 's'}"
    return [f"{quotes} by {found[0].name}: {field_condition('speaker', name)}"]


def _last_names(name: str, engine: Engine, as_of: int) -> list[Speaker]:
    """Return the speakers with a name that ends so."""
    wanted = words(name)
    if not all(engine.frequencies("speaker", wanted, as_of)):
        return []
    return [
        speaker
        for speaker in engine.speakers.page(name, 0, MAX_CANDIDATES)
        if speaker.named and any(words(each)[-len(wanted) :] == wanted for each in speaker.names)
    ]


def _choices(speakers: Sequence[Speaker]) -> str:
    return ", ".join(f'speaker:"{s.name}" ({s.quotes})' for s in speakers[:MAX_CHOICES])


def _suggest_fields(tree: Tree, engine: Engine, as_of: int) -> list[str]:
    """Return plain words with the names of speakers, months and years among them as conditions.

    Return nothing if there is no name or month, or if the line has more than words, phrases and
    fields. Beside fields only dates are suggested.
    """
    parts = tree.parts if isinstance(tree, And) else ()
    line = [text for part in parts for text in _typed_words(part)]
    if not (2 <= len(line) <= MAX_PLAIN_WORDS and all(line)):
        return []
    has_fields = any(map(FIELDS.fullmatch, line))
    of_speakers = set() if has_fields else _words_of_speakers(line, engine, as_of)
    found: list[str] = []
    for text in join_dates(line):
        before = found[-1] if found else ""
        if name := _full_name(before, text, engine, of_speakers):
            found[-1] = field_condition("speaker", name)
        else:
            found.append(text)
    plain = [number for number, each in enumerate(found) if is_plain(each) and not has_fields]
    is_only_word = len(plain) == 1 < len(found)
    for number in plain:
        # No quote is by two people, so that a second name stays a word.
        has_speaker = any(each.startswith("speaker:") for each in found)
        if (is_only_word or not has_speaker) and _is_surname(
            found[number], engine, as_of, of_speakers, is_only_word=is_only_word
        ):
            found[number] = field_condition("speaker", without_s(found[number]))
    return without_question(found) if found != line else []


def _note_fields(suggested: Sequence[str]) -> list[str]:
    return [f"To search by speaker or date, type: {' '.join(suggested)}"] if suggested else []


def _typed_words(part: Tree) -> Iterator[str]:
    """Yield the words and phrases of a part as they were typed; an empty text for anything else."""
    match as_typed(part):
        case And(parts):  # co operative
            for each in parts:
                yield from _typed_words(each)
        case Word("text", text, exact=False):
            yield text
        case Phrase("text", text) if len(words(text)) == 1:  # night-shift
            yield text
        case Phrase("text", text):
            yield f'"{text}"'
        case other:
            text = format_tree(other).removeprefix("quote(")
            text = text.removesuffix(")") if isinstance(other, InQuote) else text
            yield text if FIELDS.fullmatch(text) else ""


def _words_of_speakers(line: Sequence[str], engine: Engine, as_of: int) -> set[str]:
    """Return the words of a line that occur in the names of speakers."""
    every = list(dict.fromkeys(word for text in line if is_plain(text) for word in words(text)))
    counts = engine.frequencies("speaker", every, as_of) if every else ()
    return {word for word, count in zip(every, counts, strict=True) if count}


def _is_surname(
    text: str, engine: Engine, as_of: int, of_speakers: set[str], *, is_only_word: bool
) -> bool:
    """Return whether a word is the last name of one speaker and, beside others, no common word."""
    text = without_s(text)
    found = _last_names(text, engine, as_of) if of_speakers.issuperset(words(text)) else []
    if len(found) != 1 or is_only_word:
        return len(found) == 1
    uses = max(engine.frequencies("text", words(text), as_of))
    return 0 < uses <= MAX_MENTIONS * found[0].articles


def _full_name(first: str, last: str, engine: Engine, of_speakers: set[str]) -> str:
    """Return the speaker with exactly these two names; empty if there is none."""
    wanted = words(f"{first} {last}")
    if not (first and is_plain(first) and is_plain(last) and of_speakers.issuperset(wanted)):
        return ""
    found = engine.speakers.page(f"{first} {last}", 0, 9)
    names = (each.name for each in found if each.named)
    return next((name for name in names if words(name) == wanted), "")


def _note_missing_word(word: Word, engine: Engine, as_of: int) -> list[str]:
    """Return a note if a word does not occur, with a similar word that does."""
    parts = words(word.text)
    if len(parts) != 1 or engine.has_word(word, as_of):
        return []
    missing = "was not found" if engine.count_unindexed() else "does not occur"
    note = f"“{word.text}” {missing} {PLACES_OF_WORDS[word.field]}{_left_out(engine)}."
    if parts[0].isdecimal() or len(parts[0]) < MIN_CORRECTED:
        return [note]  # another number or letter is not meant
    if compounds := _compounds(word, parts[0], engine, as_of):
        return [f"{note} Did you mean “{compounds[0]}”?"]
    similar = _similar_words(word.field, parts[0], engine, as_of)[:20]
    similar = [each for each in similar if len(each) >= len(parts[0]) - MAX_MISSING]
    if not similar:
        return [note]
    frequencies = engine.frequencies(word.field, similar, as_of)
    best = similar[frequencies.index(max(frequencies))]
    meant = f"“{best}”" if word.field in ("text", "said") else f"{word.field}:{best}"
    return [f"{note} Did you mean {meant}?"]


def _compounds(word: Word, typed: str, engine: Engine, as_of: int) -> list[str]:
    """Return the words with a hyphen that become a word without it, the most frequent first."""
    if word.field not in HYPHENATED_FIELDS or not typed.isalnum():
        return []
    parts = [f"{typed[:at]}-{typed[at:]}" for at in range(1, len(typed))]
    counts = engine.frequencies(f"{word.field}_hyphens", parts, as_of)
    found = [(-count, part) for part, count in zip(parts, counts, strict=True) if count]
    return [part for _, part in sorted(found)]


def _note_hidden_outlets(text: str, engine: Engine) -> list[str]:
    """Return a note for each hidden outlet whose name has these words."""
    hidden, wanted = _hidden_outlets(engine), set(words(text))
    named = {name for name in hidden if wanted and wanted <= set(words(name))}
    counts = {name: count for name, _, count in engine.statistics.all_outlets()} if named else {}
    return [
        f"“{name}” is hidden: {count:,} article{' is' if count == 1 else 's are'} left out. To show"
        f" {'it' if count == 1 else 'them'}: onrecord outlets show '{name}', or U in the reader."
        for name in sorted(named)
        if (count := counts.get(name, 0))
    ]


def _left_out(engine: Engine) -> str:
    """Return what to say after “not found” if outlets are hidden; empty if there are none."""
    return " (hidden outlets are left out)" if _hidden_outlets(engine) else ""


def _hidden_outlets(engine: Engine) -> set[str]:
    changes = engine.corrections.all()
    return {each.name for each in changes if isinstance(each, OutletCorrection) and not each.other}


def _similar_words(field: str, word: str, engine: Engine, as_of: int) -> list[str]:
    """Return the words of a field that differ in few of their letters, nearest first."""
    from difflib import SequenceMatcher  # 6 ms that other searches save

    near = engine.near_words(field, word, MAX_EDITS, as_of)
    return [e for e in near if SequenceMatcher(None, word, e).ratio() >= MIN_WORD_LIKENESS]


def _note_speaker(name: str, engine: Engine, as_of: int, found: int | None) -> list[str]:
    """Return a note if a name matches several speakers or none, or one with quotes in copies.

    ``found`` is the number of articles, each with its copies, if only the name was searched for.
    """
    wanted = words(name)
    candidates = engine.speakers.page(name, 0, MAX_CANDIDATES)
    matching = [speaker for speaker in candidates if _matches(wanted, speaker)]
    if not matching and fold(name) not in ("unknown", "unnamed"):
        return _note_no_speaker(name, [s.name for s in candidates if wanted], engine, as_of)
    if len(matching) == 1 and found is not None:
        return _note_copies(matching[0], found, engine)
    if len(matching) < 2:
        return []
    return [f"“{name}” matches several people: {_choices(matching)}."]


def _note_copies(speaker: Speaker, found: int, engine: Engine) -> list[str]:
    """Return a note if more articles quote a speaker than were found, because some are copies."""
    ((_, articles),) = engine.statistics.count_quotes([speaker.names])
    copies = articles - found
    if copies <= 0:
        return []
    what = "are copies with quotes of their" if copies > 1 else "is a copy with quotes of its"
    return [
        f"{speaker.name} is quoted in {articles:,} articles, of which {copies:,} {what} own."
        " copies:apart lists each."
    ]


def _note_no_speaker(name: str, candidates: Sequence[str], engine: Engine, as_of: int) -> list[str]:
    """Return a note if no quote has this speaker, with a candidate or a similar name."""
    if engine.quotes(QuoteRequest(Phrase("speaker", name), limit=0, as_of=as_of))[0]:
        people = ", ".join(people_by_role(name, engine))
        return [f"No speaker is called “{name}”. By role: {people}."] if people else []
    best = next(iter(candidates or similar_names(name, engine, as_of)), "")
    hint = f' Did you mean speaker:"{best}"?' if best else ""
    return [f"No speaker matches “{name}”{_left_out(engine)}.{hint}"]


def people_by_role(name: str, engine: Engine) -> list[str]:
    """Return the people whom articles call so, with their quotes; none if it is in a name."""
    speakers, _ = engine.statistics.speakers(
        Phrase("speaker", name), "", "quotes", 0, MAX_CHOICES, 0
    )
    if any(_matches(words(name), speaker) for speaker in speakers):
        return []
    return [f"{speaker.name} ({speaker.quotes:,})" for speaker in speakers if speaker.named]


def similar_names(name: str, engine: Engine, as_of: int = 0) -> Iterator[str]:
    """Yield the names of speakers with a word similar to the last word of a name."""
    for last in words(name)[-1:]:
        similar = _similar_words("speaker", last, engine, as_of)
        for word in similar[:3]:
            for speaker in engine.speakers.page(word, 0, 9):
                if speaker.named and set(words(speaker.name)).intersection(similar):
                    yield speaker.name


def nearest_names(name: str, engine: Engine, limit: int) -> list[str]:
    """Return the names of speakers that are most like a name, the most similar first."""
    from difflib import SequenceMatcher  # 6 ms, only for errors

    wanted = words(name)
    found = dict.fromkeys(
        similar for word in reversed(wanted) for similar in similar_names(word, engine)
    )

    def likeness(other: str) -> float:
        """Return how alike the words are that are most alike, each word with its best one."""
        ratios = [
            max(SequenceMatcher(None, word, part).ratio() for part in words(other))
            for word in wanted
        ]
        return sum(ratios) / len(ratios)

    scores = {other: likeness(other) for other in found}
    likely = [other for other in found if scores[other] >= MIN_LIKENESS]
    return sorted(likely, key=lambda other: -scores[other])[:limit]


def _matches(wanted: list[str], speaker: Speaker) -> bool:
    return speaker.named and any(set(wanted) <= set(words(name)) for name in speaker.names)


def distinctive_words(article: Article, engine: Engine) -> Tree:
    """Return an OR of the words frequent in an article and rare elsewhere."""
    counts = Counter(
        word
        for word in words(f"{article.title} {article.text}")
        if len(word) >= MIN_DISTINCTIVE_LENGTH
    )
    frequencies = engine.frequencies("text", list(counts))
    weights = {
        word: count / (1 + frequency)
        for (word, count), frequency in zip(counts.items(), frequencies, strict=True)
    }
    best = sorted(weights, key=lambda word: (-weights[word], word))[:MAX_DISTINCTIVE_WORDS]
    return Or(tuple(Word("text", word) for word in best or ["a"]))
