"""Articles as the cluster has them: what is stored, and the fields by which it is searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple

from index.article import Annotation, Article, Entry
from index.engines.local.database.near_duplicates import bands, fingerprint, quote_fingerprints
from index.engines.local.database.serialization import (
    OUTDATED,
    dump_entities,
    dump_quote,
    load_entities,
    load_quote,
    read_date,
)
from index.engines.local.database.versions import canonical_url
from index.engines.local.fulltext.also_written import other_words, with_joined
from index.engines.local.fulltext.analysis import (
    OTHER_FORM,
    Analysed,
    analyse,
    hyphenated,
    plain_words,
    stem,
    words,
)
from index.engines.local.fulltext.documents import (
    GOLDEN_RATIO,
    MASK_64,
    facet_names,
    names_by_field,
    speaker_mentions,
)
from index.engines.local.fulltext.field_names import (
    UNKNOWN,
    UNNAMED,
    whole_name,
)
from index.engines.opensearch.storing.schema import (
    ALONE,
    ENDS,
    HYPHENS,
    INSIDE,
    MAX_WORD,
    PARAGRAPHS,
    SENTENCES,
    STARTS,
    STEMS,
)
from index.record.utterances import compared_words
from index.record.wording import marks
from index.user_data import EDITABLE_FIELDS

MAX_HEADLINE = 200  # letters by which headlines are sorted
NAME_LISTS = {"speaker": "speakers", "person": "persons", "org": "orgs", "place": "places"}


class VersionGroup(NamedTuple):
    """The quotes that report one utterance, as each of them has it."""

    key: str
    """The id of one of the quotes."""
    versions: int
    """How many quotes there are."""
    drift: str
    """How they differ: kinds of ``index.record.drift``, separated by spaces."""
    first: int | None
    """The first and the last day on which it was reported, as ordinals."""
    last: int | None


class SharedArticle(NamedTuple):
    """An article with its place among its copies and versions."""

    added: int
    """A number that is higher the later the article was added; its key in ``placement``."""
    story: int
    line: int
    state: int
    copies: int
    versions: int
    related: bool
    """Whether other articles of its story can be found too."""
    repeated: tuple[bool, ...]
    """For each quote, whether it is counted in another article of the story."""
    article: Article
    annotation: Annotation
    groups: tuple[VersionGroup | None, ...] = ()
    """For each quote, the versions of the same utterance; empty if no quote has any."""

    @property
    def day(self) -> int | None:
        """The date of the article as an ordinal."""
        return self.article.date.toordinal() if self.article.date else None

    @property
    def has_story(self) -> bool:
        """Whether there are copies or versions of it."""
        return bool(self.copies or self.versions or self.related)

    def group(self, number: int) -> VersionGroup | None:
        """Return the versions of a quote, if there are others."""
        return self.groups[number] if self.groups else None


def dump(stored: SharedArticle) -> dict[str, Any]:
    """Return what is stored of an article, as JSON."""
    article, annotation = stored.article, stored.annotation
    row = article._asdict() | {
        "date": article.date.isoformat() if article.date else None,
        "entities": dump_entities(annotation.entities),
        "quotes": [dump_quote(quote) for quote in annotation.quotes],
        "repeated": list(stored.repeated),
        "english": annotation.english, "annotated_by": annotation.annotated_by,
        "related": stored.related, "groups": stored.groups if any(stored.groups) else [],
    }  # fmt: skip
    return {
        "row": row, "added": stored.added, "story": stored.story, "line": stored.line,
        "state": stored.state, "copies": stored.copies, "versions": stored.versions,
    }  # fmt: skip


def load(source: Mapping[str, Any]) -> SharedArticle:
    """Return the article that ``dump`` stored."""
    row = dict(source["row"])
    annotation = Annotation(
        load_entities(row.pop("entities")), tuple(map(load_quote, row.pop("quotes"))),
        row.pop("english"), row.pop("annotated_by"),
    )  # fmt: skip
    repeated, related = tuple(row.pop("repeated")), row.pop("related")
    groups = tuple(VersionGroup(*each) if each else None for each in row.pop("groups"))
    edited = dict(row.pop("edited"))
    article = Article(**row | {
        "date": read_date(row["date"]), "topics": tuple(row["topics"]),
        "headings": tuple(row["headings"]),
        "edited": tuple((name, edited[name]) for name in EDITABLE_FIELDS if name in edited),
    })  # fmt: skip
    return SharedArticle(
        source["added"], source["story"], source["line"], source["state"], source["copies"],
        source["versions"], related, repeated, article, annotation, groups,
    )  # fmt: skip


def entry(stored: SharedArticle) -> Entry:
    """Return the list entry of an article, without the marks of anybody."""
    article, annotation = stored.article, stored.annotation
    return Entry(
        id=article.id, title=article.title, date=article.date, source=article.source,
        byline=article.byline, url=article.url, location=article.location,
        quotes=len(annotation.quotes), words=len(article.text.split()),
        copies=stored.copies, versions=stored.versions, outdated=stored.state == OUTDATED,
        edited=article.edited,
    )  # fmt: skip


def article_document(stored: SharedArticle) -> dict[str, Any]:
    """Return the document of an article: what is stored, and the fields that are searched."""
    article, annotation = stored.article, stored.annotation
    found = fingerprint(article)
    title = [] if article.title_from_text else words(article.title)
    names: dict[str, list[str]] = {field: [] for field in NAME_LISTS.values()}
    for field, name in sorted(facet_names(annotation)):
        names[NAME_LISTS[field]].append(name)
    return {
        **dump(stored), **_common(stored), **names,
        **_text("text", analyse(article.text), title, hyphenated(article.title) if title else (),
                other_words(*([article.title] if title else []), article.text)),
        "quote_count": len(annotation.quotes),
        "spoken": sorted(voices_of(annotation)),
        "headline": article.title[:MAX_HEADLINE].lower(),
        "annotated_by": annotation.annotated_by, "english": annotation.english,
        "address": canonical_url(article.url), "location": article.location,
        "bands": bands(found),
        "quotes": list(_quote_fields(stored)),
    }  # fmt: skip


def quote_documents(stored: SharedArticle) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the documents of the quotes of an article, each with its id."""
    article, annotation = stored.article, stored.annotation
    common = _common(stored)
    fingerprints = quote_fingerprints(annotation.quotes, article.text)
    heard: set[str] = set()
    for number, fields in enumerate(_quote_fields(stored)):
        quote = annotation.quotes[number]
        spoken = [spoken_as(name, named=quote.named) for name in dict.fromkeys(quote.speakers)]
        voices = [] if stored.repeated[number] else spoken
        said, group = fields["said"][1].split(), stored.group(number)
        uttered = plain_words(quote.cut(article.text))
        story = (fingerprints[number] ^ stored.story * GOLDEN_RATIO) & MASK_64
        yield quote_id(article.id, number), {
            **common, **fields, "start": quote.start,
            "story": story - (1 << 63),
            "spoken": spoken, "voices": voices, "repeated": stored.repeated[number],
            "debuts": [voice for voice in voices if voice not in heard],
            "words": len(said),
            "times": [term for word, times in Counter(said).items()
                      for term in times_said(word, times)],
            **({"utterance": group.key, "first_said": group.first, "last_said": group.last}
               if group else {}),
            "marks": sorted(marks(compared_words(uttered))),
            "uttered": {
                "words": uttered, "names": quote.speakers if quote.named else (),
                "day": stored.day, "outlet": article.source, "story": stored.story,
                "line": stored.line, "direct": quote.kind == "direct", "group": group,
            },
        }  # fmt: skip
        heard.update(voices)


def voices_of(annotation: Annotation) -> set[str]:
    """Return all speakers of an article, as ``spoken_as`` has them."""
    return {
        spoken_as(name, named=quote.named) for quote in annotation.quotes for name in quote.speakers
    }


def times_said(word: str, times: int) -> list[str]:
    """Return terms that tell together how often a word is said in a quote: 5 times is 1 and 4.

    So the cluster, which counts the quotes with a term, counts what is said in them.
    """
    bits = (1 << place for place in range(times.bit_length()) if times >> place & 1)
    return [word if bit == 1 else f"{word} {bit}" for bit in bits]


def quote_id(article: str, number: int) -> str:
    """Return the id of the document of a quote."""
    return f"{article}-{number}"


def spoken_as(name: str, *, named: bool) -> str:
    """Return a speaker as one term, which tells names from descriptions."""
    return f"{int(named)}{name}"[:MAX_WORD]


def name_id(name: str) -> str:
    """Return a document id made from a name."""
    return blake2b(name.encode(), digest_size=16).hexdigest()


def encode(found: Iterable[str]) -> str:
    """Return words as the cluster takes them: with a space between two, and none inside one."""
    return " ".join(encode_word(word) for word in found)


def encode_word(word: str) -> str:
    """Return a word as it is indexed; folding may have put spaces into it."""
    return "_".join(word.split())[:MAX_WORD] if word.split() else "_"


def field_words(stored: SharedArticle, field: str) -> set[str]:
    """Return the words that an article, or its quotes, has in a field, without other forms."""
    document = article_document(stored)
    values = [document.get(field, [])]
    values += [quote.get(field, []) for quote in document["quotes"]]
    found = {word for each in values for value in each for word in value.split()}
    return {word for word in found if not word.endswith(OTHER_FORM)}


def _common(stored: SharedArticle) -> dict[str, Any]:
    """Return the fields of articles that quotes have too."""
    article = stored.article
    title, others = words(article.title), other_words(article.title)
    return {
        "id": article.id, "added": stored.added, "story": stored.story, "state": stored.state,
        "related": stored.related, **day_fields(article.date),
        **({"outlet": article.source} if article.source else {}),
        "title": [encode(title), *others],
        "title" + STEMS: [encode(map(stem, title)), *map(stem, others)],
        "title" + HYPHENS: [_hyphens(len(title), hyphenated(article.title))],
        "by": _names([article.byline]), "source": _names([article.source]),
        "section": _names([article.section]), "topic": _names(article.topics),
        **{field: _names(names) for field, names in names_by_field(stored.annotation).items()},
    }  # fmt: skip


def day_fields(day: date | None) -> dict[str, Any]:
    """Return the fields of a date."""
    return {"day": day.toordinal(), "month": day.isoformat()[:7]} if day else {}


def day_of(number: int | None) -> date | None:
    """Return the date of the field ``day``, if there is one."""
    return date.fromordinal(number) if number else None


def _quote_fields(stored: SharedArticle) -> Iterator[dict[str, Any]]:
    article, annotation = stored.article, stored.annotation
    mentions = speaker_mentions(article, annotation)
    for number, quote in enumerate(annotation.quotes):
        described = [run for name in quote.speakers for run in mentions[name]]
        unnamed = [] if quote.named else [UNNAMED if quote.speakers else UNKNOWN]
        group = stored.group(number)
        yield {
            **_text("said", analyse(text := quote.cut(article.text)), others=other_words(text)),
            "speaker": _names(quote.speakers),
            "who": [whole_name(name) for name in dict.fromkeys(quote.speakers)],
            "described": [*map(encode, described), encode(words(quote.represents or ""))],
            "cue": _names(span.cut(article.text) for span in quote.cue),
            "type": [quote.kind, *unnamed], "confidence": quote.confidence,
            "number": number, "key": quote_id(article.id, number),
            "versions": group.versions if group else 1,
            "drift": group.drift.split() if group else [],
        }  # fmt: skip


def _names(names: Iterable[str]) -> list[str]:
    return [encode(words(name)) for name in with_joined(names)]


def _text(
    name: str,
    body: Analysed,
    before: Sequence[str] = (),
    hyphenated_before: Sequence[tuple[str, int]] = (),
    others: Sequence[str] = (),
) -> dict[str, list[str]]:
    """Return a text with its stems, and where sentences and paragraphs start and end.

    ``before`` is a headline, with its words with hyphens; it is in no sentence of the text, and
    neither are ``others``, other forms of words.
    """
    runs = [before, body.words, *([word] for word in others)]
    size = len(body.words)
    title, alone = _marks(len(before), [0]), [INSIDE] * len(others)
    hyphens = [_hyphens(len(before), hyphenated_before), _hyphens(size, body.hyphenated)]
    return {
        name: [encode(run) for run in runs],
        name + STEMS: [encode(map(stem, run)) for run in runs],
        name + SENTENCES: [title, _marks(size, body.sentences), *alone],
        name + PARAGRAPHS: [title, _marks(size, body.paragraphs), *alone],
        name + HYPHENS: [*hyphens, *alone],
    }


def _hyphens(size: int, found: Iterable[tuple[str, int]]) -> str:
    """Return the words with hyphens, each at the position where it starts."""
    placed = [INSIDE] * size
    for word, position in found:
        placed[position] = encode_word(word)
    return " ".join(placed)


def _marks(size: int, starts: Iterable[int]) -> str:
    """Return a letter for each word: whether it starts or ends a sentence, or both."""
    marks = [INSIDE] * size
    first = {start for start in starts if start < size}
    last = {start - 1 for start in first if start} | ({size - 1} if size else set())
    for position in first:
        marks[position] = STARTS
    for position in last:
        marks[position] = ALONE if position in first else ENDS
    return " ".join(marks)
