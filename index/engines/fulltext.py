"""The full-text index of the local engine: two Whoosh indexes, of articles and of quotes.

Every document has the key of its article in a column, so that an answer from one index can be
carried over to the other. Fields are indexed by ``WordsField``: words come in already analysed,
and an empty string keeps a distance that no phrase crosses.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats, scoring
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, LockError
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from index.article import Annotation, Article
from index.engines.analysis import stem, words
from index.errors import ArchiveError

LOCK_SECONDS = 60.0
NO_DATE = 0
BREAK = [""] * 50  # between the title and the body, and between the names of one field
UNKNOWN = "unknown"  # stands in the type field of quotes whose speaker nobody can tell
UNNAMED = "unnamed"


class WordsField(fields.FieldType):  # type: ignore[misc]
    """Words that were analysed before: with their positions for phrases, or only counted."""

    def __init__(self, *, positions: bool) -> None:
        super().__init__(
            formats.Positions() if positions else formats.Frequency(), None, scorable=not positions
        )

    def index(self, value: list[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings of one document, as Whoosh wants them."""
        places = defaultdict(list)
        for place, word in enumerate(value):
            places[word].append(place)
        places.pop("", None)
        encode = self.format.encode if isinstance(self.format, formats.Positions) else None
        for word, at in places.items():
            value_bytes = encode(at) if encode else formats.pack_uint(len(at))
            yield word.encode(), len(at), float(len(at)), value_bytes

    def process_text(self, text: str, **_: Any) -> list[str]:
        """The words of a text as this field has them."""
        return words(text)


def _key() -> fields.NUMERIC:
    return fields.NUMERIC(int, bits=32, signed=False, shift_step=0, sortable=True, default=0)


def _number() -> fields.COLUMN:
    return fields.COLUMN(columns.NumericColumn("i", default=NO_DATE))


def _positions() -> WordsField:
    return WordsField(positions=True)


def _counts() -> WordsField:
    return WordsField(positions=False)


ARTICLES = fields.Schema(
    key=_key(), date=_number(), text=_positions(), text_stem=_counts(), title=_positions(),
    title_stem=_counts(), by=_positions(), source=_positions(), person=_positions(),
    org=_positions(), place=_positions(),
)  # fmt: skip
QUOTES = fields.Schema(
    key=_key(), date=_number(), number=_number(), said=_positions(), said_stem=_counts(),
    speaker=_positions(), type=_counts(),
)  # fmt: skip

# Title words count this often, so that what an article is about comes first.
TITLE_WEIGHT = 3
ENTITY_FIELDS = {"person": "person", "organisation": "org", "place": "place"}


def _stems(of: Iterable[str]) -> list[str]:
    return [stem(word) for word in of]


def _names(of: Iterable[str]) -> list[str]:
    return [word for name in of for word in [*words(name), *BREAK]]


def article_document(key: int, article: Article, annotation: Annotation) -> dict[str, Any]:
    """What the index of articles keeps of one."""
    title = [] if article.title_from_text else words(article.title)
    body = words(article.text)
    named = defaultdict(list)
    for entity in annotation.entities:
        if field := ENTITY_FIELDS.get(entity.label):
            named[field].append(entity.name)
    return {
        "key": key,
        "date": article.date.toordinal() if article.date else NO_DATE,
        "text": [*title, *BREAK, *body],
        "text_stem": _stems(title * TITLE_WEIGHT + body),
        "title": words(article.title),
        "title_stem": _stems(words(article.title)),
        "by": words(article.byline),
        "source": words(article.source),
        **{field: _names(names) for field, names in named.items()},
    }


def quote_documents(key: int, article: Article, annotation: Annotation) -> Iterator[dict[str, Any]]:
    """What the index of quotes keeps of those of one article."""
    for number, quote in enumerate(annotation.quotes):
        said = words(quote.cut(article.text))
        about = [] if quote.named else [UNNAMED if quote.speakers else UNKNOWN]
        yield {
            "key": key,
            "number": number,
            "date": article.date.toordinal() if article.date else NO_DATE,
            "said": said,
            "said_stem": _stems(said),
            "speaker": _names(quote.speakers),
            "type": [quote.kind, *about],
        }


class FullText:
    """Both indexes in one folder; made where there are none."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._storage = FileStorage(str(folder))
        self.articles = self._open("articles", ARTICLES)
        self.quotes = self._open("quotes", QUOTES)

    def _open(self, name: str, schema: fields.Schema) -> FileIndex:
        if self._storage.index_exists(name):
            return self._storage.open_index(name, schema)
        return self._storage.create_index(schema, name)

    def clear(self) -> None:
        """Throw away what is indexed."""
        self.articles = self._storage.create_index(ARTICLES, "articles")
        self.quotes = self._storage.create_index(QUOTES, "quotes")
        for index in (self.articles, self.quotes):
            with index.writer(timeout=LOCK_SECONDS) as writer:
                writer.mergetype = _drop_segments

    def add(self, batch: Iterable[tuple[int, Article, Annotation]], again: bool = False) -> None:
        """Index articles and their quotes; ``again``: they may be there already.

        Raises ArchiveError when another program keeps writing for too long.
        """
        batch = list(batch)
        for index, documents in (
            (self.articles, (article_document(*item) for item in batch)),
            (self.quotes, (document for item in batch for document in quote_documents(*item))),
        ):
            writer = _writer(index)
            try:
                if again:
                    for key, _, _ in batch:
                        writer.delete_by_term("key", key)
                for document in documents:
                    writer.add_document(**document)
            except BaseException:
                writer.cancel()
                raise
            writer.commit()


def _writer(index: FileIndex) -> SegmentWriter:
    try:
        # Not compound: a reader then maps the postings instead of copying them into memory.
        return index.writer(timeout=LOCK_SECONDS, compound=False, limitmb=256)
    except LockError:
        raise ArchiveError(
            "Another program is adding to this archive; try again when it is done."
        ) from None


def _drop_segments(*_: Any) -> list[Any]:
    return []


def searcher(index: FileIndex) -> Searcher:
    """A new searcher over what the index now has (``refresh`` gives wrong answers)."""
    return index.searcher(weighting=scoring.BM25F())


def column(searcher: Searcher, field: str) -> array[int]:
    """The values of a column, one a document, over all segments of a searcher."""
    values = array("i" if field != "key" else "I")
    for leaf, _ in searcher.leaf_searchers():
        values.extend(leaf_column(leaf, field))
    return values


def leaf_column(leaf: Searcher, field: str) -> array[int]:
    """The values of a column in one segment, read in one piece (Whoosh reads one by one)."""
    reader = leaf.reader()
    typecode = "i" if field != "key" else "I"
    count = reader.doc_count_all()
    values = array(typecode)
    if reader.has_column(field):
        raw = reader.column_reader(field, translate=False)
        values.frombytes(raw._dbfile.get(raw._basepos, raw._count * raw._fixedlen))
        values.byteswap()
    values.extend([NO_DATE] * (count - len(values)))
    return values
