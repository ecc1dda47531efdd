"""Fit the tables of weights: python -m tests.bench.fit_ranker POLNEAR [--cache FILE].

POLNEAR is a folder with ``train/text`` and ``train/attributions`` (brat standoff) as in PolNeAR
1.0.0: Newell, Margolin and Ruths, "An attribution relations corpus for political news", LREC
2018. The articles named in its ``speakers_train.jsonl`` are left out. The tables are written to
``index/annotate/lexicon/en`` and contain numbers for words and features, no text: the log odds
of being a cue (``cue_log_odds.tsv``) and the softmax weights of the features of contents
(``content_weights.tsv``) and source mentions (``source_weights.tsv``). Needs SciPy, which the
extra ``fit`` brings.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from spacy.tokens import Doc, DocBin

import index.annotate
from index.annotate.lexicon.cue_words import cue_class, stem
from index.annotate.pipeline import EnglishAnnotator
from index.annotate.quotes.candidate import ContentCandidate
from index.annotate.quotes.content_candidates import ContentCandidateFinder
from index.annotate.quotes.content_features import ContentFeatures
from index.annotate.quotes.cues import POS_LETTERS, Cue, CueFeatures, CueFinder
from index.annotate.quotes.parsed_text import ParsedText
from index.annotate.quotes.sources.candidates import (
    SourceCandidateFinder,
    SourceFeatures,
    is_outside,
)

TABLES = Path(index.annotate.__file__).parent / "lexicon" / "en"
TOKEN = re.compile(r"\w+|[^\w\s]")
SPANS = re.compile(r"^(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)", re.MULTILINE)
EVENT = re.compile(r"^E\d+\t(.+)$", re.MULTILINE)
MIN_OVERLAP = 0.5  # the Jaccard index at which a candidate counts as right
# Occurrences as a cue, and their share of all occurrences, by part of speech.
MIN_CUES = {"V": 4, "N": 4, "A": 4, "R": 6, "X": 50}
MIN_CUE_SHARE = {"V": 0.012, "N": 0.02, "A": 0.03, "R": 0.03, "X": 0.0}
MIN_ROWS = 12  # with a feature that gets a weight
MAX_CONTENT_WEIGHTS = 1030
MAX_SOURCE_WEIGHTS = 380

Characters = frozenset[int]


@dataclass(frozen=True)
class GoldAttribution:
    """An annotated attribution: the characters of its source mention, cue and content."""

    source: Characters
    cue: Characters
    content: Characters


@dataclass
class GoldText:
    """An article with its annotated attributions."""

    name: str
    parsed: ParsedText
    gold: list[GoldAttribution]

    @cached_property
    def word_of(self) -> dict[int, int]:
        """The number of the word, as the scorer counts them, at each character."""
        words = enumerate(TOKEN.finditer(self.parsed.text))
        return {at: number for number, word in words for at in range(*word.span())}

    def words(self, characters: Iterable[int]) -> frozenset[int]:
        return frozenset(self.word_of[at] for at in characters if at in self.word_of)

    def characters(self, first: int, last: int) -> range:
        return range(*self.parsed.tokens.span(first, last))


@dataclass
class TrainingRows:
    """Candidates in groups with at most one right: their features, and how right each is."""

    features: list[list[str]] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    groups: int = 0

    def add(self, features: list[list[str]], right: list[float]) -> None:
        self.features += [[sys.intern(name) for name in names] for names in features]
        self.right += right
        self.group += [self.groups] * len(features)
        self.groups += 1


def read_texts(folder: Path, cache: Path | None) -> list[GoldText]:
    """Read the articles of ``train`` that have no labelled speakers."""
    labelled = {
        json.loads(line)["file"]
        for line in (folder / "speakers_train.jsonl").read_text(encoding="utf-8").splitlines()
    }
    paths = [
        path for path in sorted((folder / "train/text").glob("*.txt")) if path.stem not in labelled
    ]
    docs = parse_all(paths, cache)
    return [
        GoldText(path.stem, ParsedText(doc), read_gold(folder / "train/attributions", path.stem))
        for path, doc in zip(paths, docs, strict=True)
    ]


def parse_all(paths: list[Path], cache: Path | None) -> list[Doc]:
    annotator = EnglishAnnotator()
    if cache and cache.exists():
        return list(DocBin().from_disk(cache).get_docs(annotator.nlp.vocab))
    docs = [annotator.parse(path.read_bytes().decode()) for path in paths]
    if cache:
        attributes = ["ORTH", "TAG", "POS", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START"]
        DocBin(attrs=[*attributes, "SPACY"], docs=docs).to_disk(cache)
    return docs


def read_gold(folder: Path, name: str) -> list[GoldAttribution]:
    """Read the attributions of the alphabetically first annotator."""
    path = min(path for path in folder.glob("*.ann") if path.stem.rpartition("_")[0] == name)
    data = path.read_bytes().decode()
    spans = {
        key: [tuple(map(int, pair.split())) for pair in pairs.split(";")]
        for key, pairs in SPANS.findall(data)
    }
    gold = []
    for event in EVENT.findall(data):
        roles: defaultdict[str, set[int]] = defaultdict(set)
        for argument in event.split():
            role, _, key = argument.partition(":")
            for start, end in spans.get(key, ()):
                roles[role.rstrip("0123456789")].update(range(start, end))
        if roles["Content"]:
            parts = (frozenset(roles[role]) for role in ("Source", "Cue", "Content"))
            gold.append(GoldAttribution(*parts))
    return gold


def count_words(text: GoldText) -> tuple[Counter[str], Counter[str]]:
    """Count the occurrences of each word of an article, and those as a cue."""
    tokens = text.parsed.tokens
    cue_characters = {at for attribution in text.gold for at in attribution.cue}
    nonverbal = nonverbal_cues(text)
    seen: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for token, pos in enumerate(tokens.pos):
        if pos in POS_LETTERS and pos != "PROPN":
            key = f"{POS_LETTERS[pos]}:{stem(tokens.lower[token])}"
            seen[key] += 1
            is_cue = tokens.start[token] in cue_characters if pos == "VERB" else token in nonverbal
            cues[key] += is_cue
    return seen, cues


def nonverbal_cues(text: GoldText) -> set[int]:
    """Return the cue tokens that are no verbs and govern the content."""
    tokens, found = text.parsed.tokens, set()
    for attribution in text.gold:
        cue = {t for t in range(tokens.size) if tokens.start[t] in attribution.cue}
        content = {t for t in range(tokens.size) if tokens.start[t] in attribution.content}
        if not any(tokens.pos[token] == "VERB" for token in cue):
            found |= {t for t in cue if tokens.pos[t] != "ADV" or len(cue) == 1}
            continue
        for token in content:
            head = tokens.head[token]
            if head not in content:
                head = tokens.head[head] if tokens.pos[head] == "ADP" else head
                if head in cue:
                    found.add(head)
    return found


def log_odds(cues: int, seen: int) -> float:
    return math.log((cues + 0.15) / (seen - cues + 1.5))


class CueLogOdds:
    """The log odds of all words, with and without the counts of one article."""

    def __init__(self, texts: list[GoldText]) -> None:
        self.by_text = {text.name: count_words(text) for text in texts}
        self.seen: Counter[str] = Counter()
        self.cues: Counter[str] = Counter()
        for seen, cues in self.by_text.values():
            self.seen.update(seen)
            self.cues.update(cues)

    def table(self) -> dict[str, float]:
        return {
            key: log_odds(cues, self.seen[key])
            for key, cues in self.cues.items()
            if cues >= MIN_CUES[key[0]] and cues / self.seen[key] >= MIN_CUE_SHARE[key[0]]
        }

    def without(self, name: str) -> dict[str, float]:
        seen, cues = self.by_text[name]
        table = self.table()
        for key in seen.keys() & table.keys():
            table[key] = log_odds(self.cues[key] - cues[key], self.seen[key] - seen[key])
        return table


@dataclass
class CueExample:
    """A possible cue, its candidates, and their overlaps with the attributions of the cue."""

    cue: Cue
    candidates: list[ContentCandidate]
    overlaps: list[dict[int, float]]

    def value(self, number: int) -> float:
        """Rate the cue among the cue words of one attribution."""
        key = self.cue.key[0]
        best = max(overlaps[number] for overlaps in self.overlaps)
        attached = max(
            (
                overlaps[number]
                for overlaps, candidate in zip(self.overlaps, self.candidates, strict=True)
                if candidate.construction[0] not in "qba"
            ),
            default=0,
        )
        bonus = 0.5 * (key == "V") - 0.5 * (key in "RX") + 0.2 * (key in ":-")
        saying = 0.3 * (cue_class(self.cue.key) == "saying")
        return (best >= MIN_OVERLAP) + (attached >= MIN_OVERLAP) + bonus + saying + 0.1 * best


def cue_examples(text: GoldText, cues: list[Cue]) -> Iterator[CueExample]:
    finder = ContentCandidateFinder(text.parsed)
    gold = [text.words(attribution.content) for attribution in text.gold]
    for cue in cues:
        candidates = finder.find(cue.token)
        characters = set(text.characters(cue.token, cue.token))
        own = [number for number, gold in enumerate(text.gold) if characters & gold.cue]
        overlaps = []
        for candidate in candidates if own else ():
            words = text.words(at for part in candidate.content for at in text.characters(*part))
            overlaps.append({n: len(words & gold[n]) / len(words | gold[n]) for n in own})
        if candidates:
            yield CueExample(cue, candidates, overlaps or [{} for _ in candidates])


def training_rows(
    texts: list[GoldText], cue_log_odds: CueLogOdds
) -> tuple[TrainingRows, TrainingRows]:
    """Return the rows for contents and for source mentions."""
    contents, sources = TrainingRows(), TrainingRows()
    for text in texts:
        cues = list(CueFinder(text.parsed, cue_log_odds.without(text.name)).find())
        cue_features = CueFeatures(text.parsed, cues)
        content_features = ContentFeatures(text.parsed, cue_features.log_odds)
        examples = list(cue_examples(text, cues))
        best: dict[int, CueExample] = {}
        for example in examples:
            for number in example.overlaps[0]:
                if number not in best or example.value(number) > best[number].value(number):
                    best[number] = example
        for example in examples:
            cue = example.cue
            own = [number for number in example.overlaps[0] if best[number] is example]
            shared = cue_features.extract(cue)
            crossed = content_features.crossed(cue, shared)
            overlaps = [max((row[n] for n in own), default=0.0) for row in example.overlaps]
            contents.add(
                [
                    shared + content_features.extract(cue, crossed, candidate)
                    for candidate in example.candidates
                ],
                [overlap**2 if overlap >= MIN_OVERLAP else 0.0 for overlap in overlaps],
            )
            if own and max(overlaps) >= MIN_OVERLAP:
                candidate = example.candidates[overlaps.index(max(overlaps))]
                add_sources(sources, text, cue, candidate, [text.gold[n] for n in own])
    return contents, sources


def add_sources(
    rows: TrainingRows,
    text: GoldText,
    cue: Cue,
    content: ContentCandidate,
    gold: list[GoldAttribution],
) -> None:
    finder = SourceCandidateFinder(text.parsed)
    sources = [source for source in finder.find(cue.token) if is_outside(source, content)]
    if sources:
        characters = [set(text.characters(source.first, source.last)) for source in sources]
        right = [float(any(g.source & covered for g in gold)) for covered in characters]
        rows.add(SourceFeatures(text.parsed).extract(cue, content, sources), right)


def fit(rows: TrainingRows, size: int, l1: float, l2: float) -> dict[str, float]:
    """Fit the weights of the most important features, at most ``size``.

    A softmax over the candidates of a group and "none" is fitted with an L1 penalty to select
    features, then again without it.
    """
    counts = Counter(name for names in rows.features for name in set(names))
    names = sorted(name for name, count in counts.items() if count >= MIN_ROWS)
    matrix = to_matrix(rows, names)
    weights = optimise(matrix, rows, l1, l2)
    seen = np.asarray(matrix.sum(0)).ravel()
    order = np.argsort(-np.abs(weights) * np.sqrt(seen))[:size]
    kept = sorted(column for column in order if weights[column])
    names = [names[column] for column in kept]
    weights = optimise(matrix.tocsc()[:, kept].tocsr(), rows, 0.0, l2)
    return {
        name: weight for name, weight in zip(names, weights, strict=True) if abs(weight) > 0.005
    }


def to_matrix(rows: TrainingRows, names: list[str]) -> sparse.csr_matrix:
    column = {name: number for number, name in enumerate(names)}
    columns, ends = [], [0]
    for features in rows.features:
        columns += {column[name] for name in features if name in column}
        ends.append(len(columns))
    ones = np.ones(len(columns), np.float32)
    return sparse.csr_matrix((ones, columns, ends), shape=(len(rows.features), len(names)))


def optimise(matrix: sparse.csr_matrix, rows: TrainingRows, l1: float, l2: float) -> np.ndarray:
    """Return the weights that minimise the penalised negative log likelihood.

    Positive and negative parts are separate variables, which makes the L1 penalty smooth.
    """
    group, right = np.array(rows.group), np.array(rows.right)
    starts = np.searchsorted(group, np.arange(rows.groups))
    has_right = np.maximum.reduceat(right, starts) > 0
    transposed = matrix.T.tocsr()
    width = matrix.shape[1]

    def loss(parts: np.ndarray) -> tuple[float, np.ndarray]:
        weights = parts[:width] - parts[width:]
        scores = matrix @ weights
        peak = np.maximum(np.maximum.reduceat(scores, starts), 0)
        powers = np.exp(scores - peak[group])
        total = np.add.reduceat(powers, starts) + np.exp(-peak)
        right_powers = powers * right
        right_total = np.where(has_right, np.add.reduceat(right_powers, starts), np.exp(-peak))
        target = np.where(
            has_right[group], right_powers / np.maximum(right_total, 1e-300)[group], 0
        )
        gradient = transposed @ (powers / total[group] - target) + l2 * weights
        value = (np.log(total) - np.log(right_total)).sum() + l2 / 2 * weights @ weights
        return value + l1 * parts.sum(), np.concatenate([gradient + l1, l1 - gradient])

    start = np.zeros(2 * width)
    bounds = [(0, None)] * (2 * width)
    settings = {"maxiter": 200, "maxcor": 10}
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=settings).x
    return best[:width] - best[width:]


def write_table(name: str, columns: str, table: dict[str, float]) -> None:
    head = (
        f"# {columns}\n"
        "# Measured on the training part of PolNeAR 1.0.0 (Newell, Margolin and Ruths, LREC 2018)\n"
        "# with: python -m tests.bench.fit_ranker POLNEAR\n"
    )
    body = "".join(f"{key}\t{number:.2f}\n" for key, number in sorted(table.items()))
    (TABLES / name).write_text(head + body, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--cache", type=Path, help="keep the parses here between runs")
    options = parser.parse_args()
    texts = read_texts(options.polnear, options.cache)
    cue_log_odds = CueLogOdds(texts)
    contents, sources = training_rows(texts, cue_log_odds)
    log_odds_table = cue_log_odds.table()
    print(len(texts), "articles;", contents.groups, "cues;", len(contents.features), "candidates")
    content_weights = fit(contents, MAX_CONTENT_WEIGHTS, l1=4.0, l2=0.5)
    source_weights = fit(sources, MAX_SOURCE_WEIGHTS, l1=2.0, l2=1.0)
    write_table("cue_log_odds.tsv", "word\tlog odds that an occurrence is a cue", log_odds_table)
    write_table("content_weights.tsv", "content feature\tweight", content_weights)
    write_table("source_weights.tsv", "source feature\tweight", source_weights)
    print("weights:", len(log_odds_table), "+", len(content_weights), "+", len(source_weights))


if __name__ == "__main__":
    main()
