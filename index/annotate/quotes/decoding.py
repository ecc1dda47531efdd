"""Choose the likeliest content of each cue so that contents do not overlap."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.annotate.lexicon.cue_words import cue_class, stem
from index.annotate.lexicon.tables import rows, weights
from index.annotate.quotes.candidate import ContentCandidate
from index.annotate.quotes.content_candidates import ContentCandidateFinder
from index.annotate.quotes.content_features import ContentFeatures
from index.annotate.quotes.cueless.speaker_labels import LabelledSpeech
from index.annotate.quotes.cues import Cue, CueFeatures, CueFinder
from index.annotate.quotes.parsed_text import LONG_PASSAGE, STOPS, ParsedText, QuotedPassage
from index.annotate.quotes.ranker import Ranker

MIN_PROBABILITY = 0.38  # of a chosen content; between 0.34 and 0.42 F1 hardly changes
MIN_PASSAGE_PROBABILITY = 0.1  # of a long passage that no other cue claims
MIN_PHRASE_PROBABILITY = 0.02  # of a phrase that ends in such a passage
OWNED_SCORE = 0.8  # at least, of a passage owned by the verb of saying beside it
PHRASE_SCORE = 0.7  # at least, of a phrase that ends in a passage, after a verb of saying
NO_CUE_SHARE = 0.15  # the probability mass of a long passage reserved for having no cue
MIN_CUE_SCORE = -3.2  # known cues with a lower score of their own features never win
MIN_OVERLAP = 0.5  # the Jaccard index at which two contents count as the same
SUBJECT_MARGIN = 0.12  # extra probability required of a passive's subject, seldom a content
MAX_ALTERNATIVES = 4  # candidates of one cue that compete with those of other cues
MAX_NO_CONTENT = 0.4  # the probability that a cue has no content, to choose again for it
MIN_TITLE_WORD = 5  # letters of words that a title always writes with a capital
MAX_SPANS = 40  # of one quote, which keeps the time for a long paragraph linear


@dataclass(frozen=True, slots=True)
class CueCandidates:
    """A cue with its content candidates and their probabilities."""

    cue: Cue
    candidates: list[ContentCandidate]
    probabilities: list[float]


@dataclass(slots=True)
class ChosenContent:
    """A cue with the content chosen for it."""

    cue: Cue
    candidate: ContentCandidate
    score: float


def rank_candidates(parsed: ParsedText) -> Iterator[CueCandidates]:
    """Yield every possible cue that has candidates, with their probabilities."""
    cues = list(CueFinder(parsed).find())
    finder, cue_features = ContentCandidateFinder(parsed), CueFeatures(parsed, cues)
    content_features = ContentFeatures(parsed, cue_features.log_odds)
    ranker = Ranker(weights("content_weights"))
    for cue in cues:
        features = cue_features.extract(cue)
        cue_score = ranker.score(features)
        can_win = cue_score > MIN_CUE_SCORE or cue.log_odds is None
        candidates = finder.find(cue.token) if can_win else []
        if candidates:
            crossed = content_features.crossed(cue, features)
            scores = [
                cue_score + ranker.score(content_features.extract(cue, crossed, candidate))
                for candidate in candidates
            ]
            yield CueCandidates(cue, candidates, ranker.probabilities(scores))


def decode(
    parsed: ParsedText, ranked_cues: list[CueCandidates], labelled: Sequence[LabelledSpeech]
) -> list[ChosenContent]:
    """Choose at most one content per cue, none overlapping, likeliest first.

    Unclaimed passages of speech go to the best cue that can have them, or to the chosen content
    that they follow or precede in their paragraph.
    """
    decoder = _Decoder(labelled)
    expected = [
        (overlap, score, group.cue, candidate)
        for group in ranked_cues
        for overlap, score, candidate in _likely_candidates(group)
    ]
    expected.sort(key=lambda row: -row[0])
    for _, score, cue, candidate in expected:
        decoder.choose(cue, candidate, score)
    for group in ranked_cues:
        decoder.choose_again(group)
    for score, cue, candidate, quoted in _passage_candidates(parsed, ranked_cues):
        if quoted.first not in decoder.owner:
            decoder.choose(cue, candidate, score)
    _attach_unclaimed(parsed, decoder)
    return [chosen for chosen in decoder.chosen.values() if not _is_no_quote(parsed, chosen)]


class _Decoder:
    """The contents chosen so far, by the token of their cue, and the tokens they occupy.

    ``owner`` maps a content token to its cue, or to -1 for labelled speech. Tokens of cues and
    labels are ``blocked``: they cannot be content.
    """

    def __init__(self, labelled: Sequence[LabelledSpeech]) -> None:
        self.chosen: dict[int, ChosenContent] = {}
        self.owner: dict[int, int] = {}
        self.blocked: set[int] = set()
        for speech in labelled:
            for first, last in speech.content:
                self.owner.update(dict.fromkeys(range(first, last + 1), -1))
            self.blocked.update((speech.cue, *range(speech.mention[0], speech.mention[1] + 1)))

    def choose(self, cue: Cue, candidate: ContentCandidate, score: float) -> None:
        """Choose a candidate unless its tokens or its cue are occupied."""
        if cue.token not in self.chosen and not self.conflicts(cue, candidate):
            score = max(score, OWNED_SCORE) if candidate.owned else score
            self.chosen[cue.token] = ChosenContent(cue, candidate, score)
            self.owner.update(dict.fromkeys(candidate.tokens(), cue.token))

    def conflicts(self, cue: Cue, candidate: ContentCandidate) -> set[int]:
        """Return the cues whose contents conflict with a candidate; -1 for labelled speech."""
        tokens = candidate.tokens()
        cues = {self.owner[token] for token in tokens | {cue.token} if token in self.owner}
        cues |= tokens & self.chosen.keys()
        is_blocked = cue.token in self.blocked or tokens & self.blocked
        return cues | ({-1} if is_blocked else set())

    def choose_again(self, group: CueCandidates) -> None:
        """Choose the best of the candidates of a cue that overlap no content chosen so far.

        In “He said it rained and added that it froze” the first content ends before “and”, because
        the second verb has a content too.
        """
        cue, taken = group.cue, 1 - sum(group.probabilities)
        if cue.token in self.chosen or cue.token in self.owner or taken > MAX_NO_CONTENT:
            return
        free = [
            (candidate, probability)
            for candidate, probability in zip(group.candidates, group.probabilities, strict=True)
            if not self.conflicts(cue, candidate)
        ]
        total = taken + sum(probability for _, probability in free)
        shares = [probability / total for _, probability in free]
        left = CueCandidates(cue, [candidate for candidate, _ in free], shares)
        for _, score, candidate in _likely_candidates(left)[:1]:
            self.choose(cue, candidate, score)


def _likely_candidates(group: CueCandidates) -> list[tuple[float, float, ContentCandidate]]:
    """Return expected overlap, score and candidate for the likely candidates, best first.

    The score is the probability that a content with a Jaccard index of at least 0.5 is right.
    The expected overlap puts the safest of several similar candidates first.
    """
    probabilities = group.probabilities
    if sum(probabilities) < MIN_PROBABILITY:
        return []
    sets = [candidate.tokens() for candidate in group.candidates]
    likely = []
    for tokens, candidate in zip(sets, group.candidates, strict=True):
        shared = [len(tokens & other) for other in sets]
        size = len(tokens)
        overlaps = [
            common / (size + len(other) - common)
            for common, other in zip(shared, sets, strict=True)
        ]
        pairs = list(zip(probabilities, overlaps, strict=True))
        score = sum(probability for probability, overlap in pairs if overlap >= MIN_OVERLAP)
        margin = SUBJECT_MARGIN if candidate.construction.startswith("<nsubj") else 0
        if score >= MIN_PROBABILITY + margin:
            expected_overlap = sum(probability * overlap for probability, overlap in pairs)
            likely.append((expected_overlap, score, candidate))
    return sorted(likely, key=lambda row: -row[0])[:MAX_ALTERNATIVES]


def _passage_candidates(
    parsed: ParsedText, ranked_cues: list[CueCandidates]
) -> list[tuple[float, Cue, ContentCandidate, QuotedPassage]]:
    """Return candidates that are, or end in, a passage of speech, likeliest first.

    Nearly every such passage is a quote, so the probabilities of its candidates are normalized
    over all cues.
    """
    found = [
        (probability, group.cue, candidate, quoted)
        for group in ranked_cues
        for probability, candidate in zip(group.probabilities, group.candidates, strict=True)
        if (quoted := _final_passage(parsed, group.cue, candidate))
        and (probability >= MIN_PHRASE_PROBABILITY or candidate.owned)
    ]
    totals: dict[int, float] = {}
    for probability, _, _, quoted in found:
        totals[quoted.number] = totals.get(quoted.number, NO_CUE_SHARE) + probability
    normalized = []
    for probability, cue, candidate, quoted in found:
        is_phrase = not candidate.is_passage
        if probability >= MIN_PASSAGE_PROBABILITY or candidate.owned or is_phrase:
            min_score = PHRASE_SCORE if is_phrase else OWNED_SCORE if candidate.owned else 0.0
            score = max(probability / totals[quoted.number], min_score)
            normalized.append((score, cue, candidate, quoted))
    return sorted(normalized, key=lambda row: -row[0])


def _final_passage(
    parsed: ParsedText, cue: Cue, candidate: ContentCandidate
) -> QuotedPassage | None:
    """Return the passage that is the content, or ends it after a cue of saying."""
    if candidate.is_passage:
        first = candidate.passages[0]
        is_clear = first.size > LONG_PASSAGE or candidate.owned or _leads_on(parsed, first)
        return first if is_clear else None
    last = candidate.content[-1][1]
    quoted = parsed.passage_at[last]
    ends_content = quoted and quoted.is_speech and quoted.last == last
    return quoted if ends_content and cue_class(cue.key) == "saying" else None


def _leads_on(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    """Return whether a short passage is speech that goes on with its cue: “Not me,” she grinned."""
    first, _ = parsed.paragraphs[parsed.paragraph_of[quoted.first]]
    opens = quoted.first == first and parsed.tokens.text[quoted.first + 1][0].isupper()
    return opens and parsed.leads_on(quoted)


def _is_no_quote(parsed: ParsedText, chosen: ChosenContent) -> bool:
    """Return whether the cue only gives a name, or the content is only a listener.

    “The heron is called ‘Gustav’” and “People were told on Friday” are no quotes.
    """
    tokens, cue, candidate = parsed.tokens, chosen.cue.token, chosen.candidate
    deps = {tokens.dep[child] for child in tokens.children[cue]}
    subject = _passive_subjects().get(chosen.cue.key)
    if subject == "listener":
        construction = candidate.construction
        return construction.startswith("<nsubjpass") and "xcomp" not in construction
    if chosen.cue.key == f"V:{stem('wrote')}" and _is_title(parsed, candidate):
        return True
    has_quotation = any(parsed.passage_at[token] for token in candidate.tokens())
    is_passive = "auxpass" in deps or tokens.dep[cue] in ("acl", "amod")
    return subject == "name" and has_quotation and is_passive and "agent" not in deps


def _is_title(parsed: ParsedText, candidate: ContentCandidate) -> bool:
    """Return whether the content is a title right after its verb: who wrote “The Glass Ferry”."""
    (first, last), *others = candidate.content
    if others or not candidate.is_passage or first != candidate.cue + 1:
        return False
    words = [parsed.tokens.text[token] for token in range(first + 1, last)]
    is_capitalized = words and words[0][:1].isupper() and words[-1][:1].isupper()
    return bool(is_capitalized) and all(
        word[0].isupper() or len(word) < MIN_TITLE_WORD for word in words
    )


@cache
def _passive_subjects() -> dict[str, str]:
    return {f"V:{stem(verb)}": subject for verb, subject in rows("passive_subjects")}


def _attach_unclaimed(parsed: ParsedText, decoder: _Decoder) -> None:
    """Attach long unclaimed passages to the content beside them in their paragraph."""
    in_order = sorted(decoder.chosen.values(), key=lambda chosen: chosen.candidate.content[0])
    for quoted in parsed.passages:
        tokens = range(quoted.first, quoted.last + 1)
        is_claimed = any(token in decoder.owner or token in decoder.chosen for token in tokens)
        if is_claimed or not _is_sentence(parsed, quoted):
            continue
        chosen = _adjacent_content(parsed, in_order, quoted)
        if chosen and len(chosen.candidate.content) < MAX_SPANS:
            content = sorted((*chosen.candidate.content, (quoted.first, quoted.last)))
            chosen.candidate = replace(chosen.candidate, content=tuple(content))
            decoder.owner.update(dict.fromkeys(tokens, chosen.cue.token))


def _is_sentence(parsed: ParsedText, quoted: QuotedPassage) -> bool:
    """Return whether a passage has a verb, stands alone between full stops, or is part of a chain.

    The paragraphs of one quote, each opened but not closed, are a chain.
    """
    tokens = parsed.tokens
    before = parsed.passages[quoted.number - 1] if quoted.number else None
    if quoted.passage.continued or (before and before.passage.continued):
        return quoted.is_speech
    pos = tokens.pos[quoted.first : quoted.last]
    alone = tokens.text[quoted.first - 1] in STOPS and tokens.text[quoted.last - 1] in STOPS
    return quoted.is_speech and quoted.size > 3 and ("VERB" in pos or "AUX" in pos or alone)


def _has_own_clause(parsed: ParsedText, before: ChosenContent, quoted: QuotedPassage) -> bool:
    """Return whether a passage has a verb of its own, before it or after: “Why?” a boy cried.

    The cue of the content before it is no such verb.
    """
    tokens = parsed.tokens
    if any(tokens.pos[token] == "VERB" for token in parsed.clause_after(quoted)):
        return True
    if tokens.text[quoted.first - 1] in STOPS:
        return False
    first, _ = tokens.sentences[tokens.sentence_of[quoted.first]]
    begin = max(first, before.candidate.content[-1][1], before.cue.token) + 1
    return any(tokens.tag[t] in ("VBD", "VBZ", "VBP") for t in range(begin, quoted.first))


def _adjacent_content(
    parsed: ParsedText, in_order: list[ChosenContent], quoted: QuotedPassage
) -> ChosenContent | None:
    """Return the content that a passage continues, or else the one that it leads to."""
    paragraph_of = parsed.paragraph_of
    index = bisect_left(in_order, quoted.first, key=lambda chosen: chosen.candidate.content[0][0])
    before = in_order[index - 1] if index else None
    after = in_order[index] if index < len(in_order) else None
    if before and paragraph_of[before.candidate.content[-1][1]] == paragraph_of[quoted.first]:
        if _has_own_clause(parsed, before, quoted):
            return None
        if before.candidate.passages or cue_class(before.cue.key) == "saying":
            return before
    elif before and quoted.number:
        previous = parsed.passages[quoted.number - 1]
        if previous.passage.continued and before.candidate.content[-1][1] >= previous.last:
            return before
    if after and paragraph_of[after.candidate.content[0][0]] == paragraph_of[quoted.first]:
        return after
    return None
