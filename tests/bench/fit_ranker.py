"""Make the tables of weights: python -m tests.bench.fit_ranker POLNEAR [--cache FILE].

POLNEAR is a folder with ``train/text`` and ``train/attributions`` (brat standoff) as in PolNeAR
1.0.0: Newell, Margolin and Ruths, "An attribution relations corpus for political news", LREC
2018. The articles named in ``speakers_train.jsonl`` there are left out. What is written to
``index/annotate/en`` are figures about words and features, no text: how often a word is a cue
(``cues.tsv``), and the weights that a softmax gives the features of the right contents
(``options.tsv``) and sources (``sources.tsv``) of cues. Needs SciPy, which ``dev`` brings.
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
from index.annotate.lexicon.verbs import cue_class, stem
from index.annotate.pipeline import EnglishAnnotator
from index.annotate.quotes.candidate import Option
from index.annotate.quotes.candidate_features import OptionFeatures
from index.annotate.quotes.content_candidates import Options
from index.annotate.quotes.cue_features import CueFeatures
from index.annotate.quotes.cues import LETTER, Cue, Cues
from index.annotate.quotes.parsed_text import Scene
from index.annotate.quotes.source_candidates import SourceFeatures, Sources, is_free

TABLES = Path(index.annotate.__file__).parent / "lexicon" / "en"
TOKEN = re.compile(r"\w+|[^\w\s]")
SPANS = re.compile(r"^(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)", re.MULTILINE)
EVENT = re.compile(r"^E\d+\t(.+)$", re.MULTILINE)
SAME = 0.5  # the Jaccard index from which an option is counted as right
LEAST_SEEN = {"V": (4, 0.012), "N": (4, 0.02), "A": (4, 0.03), "R": (6, 0.03), "X": (50, 0.0)}
RARE = 12  # a feature of fewer options is not weighed
SIZES = {"options": 1030, "sources": 380}  # weights kept

Places = frozenset[int]


@dataclass(frozen=True)
class Gold:
    """An attribution by the annotators: characters of its source, cue and content."""

    source: Places
    cue: Places
    content: Places


@dataclass
class Text:
    """An article with its attributions."""

    name: str
    scene: Scene
    gold: list[Gold]

    @cached_property
    def word_at(self) -> dict[int, int]:
        """Which word, as the scorer counts them, stands at a character."""
        words = enumerate(TOKEN.finditer(self.scene.source))
        return {at: number for number, word in words for at in range(*word.span())}

    def words(self, places: Iterable[int]) -> Places:
        return frozenset(self.word_at[at] for at in places if at in self.word_at)

    def stretch(self, first: int, last: int) -> range:
        return range(*self.scene.tokens.span(first, last))


@dataclass
class Rows:
    """Options in groups of which at most one is right: their features, and how right each is."""

    names: list[list[str]] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    groups: int = 0

    def add(self, names: list[list[str]], right: list[float]) -> None:
        self.names += [[sys.intern(name) for name in one] for one in names]
        self.right += right
        self.group += [self.groups] * len(names)
        self.groups += 1


def read(folder: Path, cache: Path | None) -> list[Text]:
    """The articles of ``train`` that have no labelled speakers."""
    labelled = {
        json.loads(line)["file"]
        for line in (folder / "speakers_train.jsonl").read_text(encoding="utf-8").splitlines()
    }
    paths = [
        path for path in sorted((folder / "train/text").glob("*.txt")) if path.stem not in labelled
    ]
    docs = parsed(paths, cache)
    return [
        Text(path.stem, Scene(doc), read_gold(folder / "train/attributions", path.stem))
        for path, doc in zip(paths, docs, strict=True)
    ]


def parsed(paths: list[Path], cache: Path | None) -> list[Doc]:
    annotator = EnglishAnnotator()
    if cache and cache.exists():
        return list(DocBin().from_disk(cache).get_docs(annotator.nlp.vocab))
    docs = [annotator.parse(path.read_bytes().decode()) for path in paths]
    if cache:
        attributes = ["ORTH", "TAG", "POS", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START"]
        DocBin(attrs=[*attributes, "SPACY"], docs=docs).to_disk(cache)
    return docs


def read_gold(folder: Path, name: str) -> list[Gold]:
    """The attributions of the first annotator by name."""
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
            gold.append(Gold(*parts))
    return gold


def count(text: Text) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in an article, and how often as a cue."""
    tokens = text.scene.tokens
    verbs = {at for one in text.gold for at in one.cue}
    others = governors(text)
    seen: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for token, pos in enumerate(tokens.pos):
        if pos in LETTER and pos != "PROPN":
            key = f"{LETTER[pos]}:{stem(tokens.lower[token])}"
            seen[key] += 1
            cues[key] += tokens.start[token] in verbs if pos == "VERB" else token in others
    return seen, cues


def governors(text: Text) -> set[int]:
    """The tokens of cues that are no verbs and on which the content hangs."""
    tokens, found = text.scene.tokens, set()
    for one in text.gold:
        cue = {t for t in range(tokens.size) if tokens.start[t] in one.cue}
        content = {t for t in range(tokens.size) if tokens.start[t] in one.content}
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


class Rates:
    """The rates of all words, and those without what one article adds to them."""

    def __init__(self, texts: list[Text]) -> None:
        self.by_text = {text.name: count(text) for text in texts}
        self.seen: Counter[str] = Counter()
        self.cues: Counter[str] = Counter()
        for seen, cues in self.by_text.values():
            self.seen.update(seen)
            self.cues.update(cues)

    def table(self) -> dict[str, float]:
        return {
            key: log_odds(cues, self.seen[key])
            for key, cues in self.cues.items()
            if cues >= LEAST_SEEN[key[0]][0] and cues / self.seen[key] >= LEAST_SEEN[key[0]][1]
        }

    def without(self, name: str) -> dict[str, float]:
        seen, cues = self.by_text[name]
        table = self.table()
        for key in seen.keys() & table.keys():
            table[key] = log_odds(self.cues[key] - cues[key], self.seen[key] - seen[key])
        return table


@dataclass
class Candidate:
    """A possible cue with its options, and how alike each is to each attribution of the cue."""

    cue: Cue
    options: list[Option]
    alike: list[dict[int, float]]

    def value(self, number: int) -> float:
        """How well the cue serves as the one cue of an attribution of several words."""
        key = self.cue.key[0]
        best = max(one[number] for one in self.alike)
        attached = max(
            (
                one[number]
                for one, option in zip(self.alike, self.options, strict=True)
                if option.kind[0] not in "qba^"
            ),
            default=0,
        )
        bonus = 0.5 * (key == "V") - 0.5 * (key in "RX") + 0.2 * (key in ":-")
        said = 0.3 * (cue_class(self.cue.key) == "saying")
        return (best >= SAME) + (attached >= SAME) + bonus + said + 0.1 * best


def candidates(text: Text, cues: list[Cue]) -> Iterator[Candidate]:
    options = Options(text.scene)
    gold = [text.words(one.content) for one in text.gold]
    for cue in cues:
        possible = options.of(cue.token)
        at = set(text.stretch(cue.token, cue.token))
        own = [number for number, one in enumerate(text.gold) if at & one.cue]
        alike = []
        for option in possible if own else ():
            places = {at for first, last in option.content for at in text.stretch(first, last)}
            words = text.words(places)
            alike.append({n: len(words & gold[n]) / len(words | gold[n]) for n in own})
        if possible:
            yield Candidate(cue, possible, alike or [{} for _ in possible])


def rows_of(texts: list[Text], rates: Rates) -> tuple[Rows, Rows]:
    """The rows for contents and for sources."""
    contents, sources = Rows(), Rows()
    for text in texts:
        cues = list(Cues(text.scene, rates.without(text.name)))
        of_cue = CueFeatures(text.scene, cues)
        of_option = OptionFeatures(text.scene, of_cue.likely)
        all_candidates = list(candidates(text, cues))
        best: dict[int, Candidate] = {}
        for one in all_candidates:
            for number in one.alike[0]:
                if number not in best or one.value(number) > best[number].value(number):
                    best[number] = one
        for one in all_candidates:
            own = [number for number in one.alike[0] if best[number] is one]
            shared = of_cue.of(one.cue)
            crossed = of_option.crossed(one.cue, shared)
            alike = [max((like[n] for n in own), default=0.0) for like in one.alike]
            contents.add(
                [shared + of_option.of(one.cue, crossed, option) for option in one.options],
                [like**2 if like >= SAME else 0.0 for like in alike],
            )
            if own and max(alike) >= SAME:
                option = one.options[alike.index(max(alike))]
                add_sources(sources, text, one.cue, option, [text.gold[n] for n in own])
    return contents, sources


def add_sources(rows: Rows, text: Text, cue: Cue, option: Option, gold: list[Gold]) -> None:
    possible = [one for one in Sources(text.scene).of(cue.token) if is_free(one, option)]
    if possible:
        right = [
            float(any(one.source & set(text.stretch(each.first, each.last)) for one in gold))
            for each in possible
        ]
        rows.add(SourceFeatures(text.scene).of(cue, option, possible), right)


def fit(rows: Rows, size: int, l1: float, l2: float) -> dict[str, float]:
    """The weights of the features that matter most, at most ``size``.

    A softmax over the options of a group and "none", fitted first with an L1 penalty, which
    says what matters, then without it.
    """
    often = Counter(name for names in rows.names for name in set(names))
    names = sorted(name for name, times in often.items() if times >= RARE)
    matrix = as_matrix(rows, names)
    weights = optimise(matrix, rows, l1, l2)
    seen = np.asarray(matrix.sum(0)).ravel()
    order = np.argsort(-np.abs(weights) * np.sqrt(seen))[:size]
    kept = sorted(place for place in order if weights[place])
    names = [names[place] for place in kept]
    weights = optimise(matrix.tocsc()[:, kept].tocsr(), rows, 0.0, l2)
    return {
        name: weight for name, weight in zip(names, weights, strict=True) if abs(weight) > 0.005
    }


def as_matrix(rows: Rows, names: list[str]) -> sparse.csr_matrix:
    place = {name: number for number, name in enumerate(names)}
    columns, ends = [], [0]
    for one in rows.names:
        columns += {place[name] for name in one if name in place}
        ends.append(len(columns))
    ones = np.ones(len(columns), np.float32)
    return sparse.csr_matrix((ones, columns, ends), shape=(len(rows.names), len(names)))


def optimise(matrix: sparse.csr_matrix, rows: Rows, l1: float, l2: float) -> np.ndarray:
    group, right = np.array(rows.group), np.array(rows.right)
    starts = np.searchsorted(group, np.arange(rows.groups))
    possible = np.maximum.reduceat(right, starts) > 0
    turned = matrix.T.tocsr()
    width = matrix.shape[1]

    def loss(both: np.ndarray) -> tuple[float, np.ndarray]:
        weights = both[:width] - both[width:]
        totals = matrix @ weights
        peak = np.maximum(np.maximum.reduceat(totals, starts), 0)
        powers = np.exp(totals - peak[group])
        whole = np.add.reduceat(powers, starts) + np.exp(-peak)
        good = powers * right
        share = np.where(possible, np.add.reduceat(good, starts), np.exp(-peak))
        target = np.where(possible[group], good / np.maximum(share, 1e-300)[group], 0)
        slope = turned @ (powers / whole[group] - target) + l2 * weights
        value = (np.log(whole) - np.log(share)).sum() + l2 / 2 * weights @ weights
        return value + l1 * both.sum(), np.concatenate([slope + l1, l1 - slope])

    start = np.zeros(2 * width)
    limits = [(0, None)] * (2 * width)
    options = {"maxiter": 200, "maxcor": 10}
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits, options=options).x
    return best[:width] - best[width:]


def write(name: str, what: str, table: dict[str, float]) -> None:
    head = (
        f"# {what}\n"
        "# Measured on the training part of PolNeAR 1.0.0 (Newell, Margolin and Ruths, LREC 2018)\n"
        "# by: python -m tests.bench.fit_ranker POLNEAR\n"
    )
    body = "".join(f"{key}\t{figure:.2f}\n" for key, figure in sorted(table.items()))
    (TABLES / name).write_text(head + body, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--cache", type=Path, help="where to keep the parses between runs")
    options = parser.parse_args()
    texts = read(options.polnear, options.cache)
    rates = Rates(texts)
    contents, sources = rows_of(texts, rates)
    cues = rates.table()
    print(len(texts), "articles;", contents.groups, "cues;", len(contents.names), "options")
    by_content = fit(contents, SIZES["options"], l1=4.0, l2=0.5)
    by_source = fit(sources, SIZES["sources"], l1=2.0, l2=1.0)
    write("cues.tsv", "word\tthe log odds that it is a cue where it stands", cues)
    write("options.tsv", "feature of a content\tweight", by_content)
    write("sources.tsv", "feature of a source\tweight", by_source)
    print("figures:", len(cues), "+", len(by_content), "+", len(by_source))


if __name__ == "__main__":
    main()
