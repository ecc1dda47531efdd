"""The statement of an export: query, time, program and models, counts, and a digest.

Every export has it in the same words, at its head and its end. The trail, a record for programs,
names each row, so that ``onrecord verify`` can find later what has changed. The trail is in a
comment of Markdown, HTML and SVG, under “trail” in JSON, and for CSV in the file beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from index.archive import Archive, cluster_address
from index.article import CORRECTED_BY, DOUBTFUL, Entry, Hit, Quote, QuoteHit, Speaker
from index.record.results import Utterance
from index.user_data import Outlet, QuoteCorrection, SavedSearch
from tui.render.phrases import NO_OUTLET, plural, with_cue
from tui.render.sanitize import one_line, shorten
from tui.sharing.export_rows import ExportKind

QUOTE_KINDS = ("articles", "quotes", "dossier", "heard", "compare")  # that list quotes or articles
ABOUT = ("headline", "date", "outlet", "byline")  # of an article, in the trail
MAX_LABEL = 60  # characters of the words of a quote in the trail
TRAIL_VERSION = 1
SEPARATOR = " · "  # between the facts about an utterance in a row of the trail
COMMENT = "<!-- onrecord "  # begins the trail in Markdown, HTML and SVG
JSON_TRAIL = ',\n"trail": '
_JSON_STRING, _MARKUP = re.compile(r'"(?:[^"\\]|\\.)*"'), re.compile(r"[-<>&()!*_`#|~\[\]]")


@dataclass(frozen=True, slots=True)
class ExportHeader:
    """The head of an export."""

    kind: ExportKind
    archive: str
    state: str
    """The digest of the archive, which changes with its articles."""
    written: datetime
    version: str
    query: str = ""
    understood: str = ""
    subject: str = ""
    with_query: bool = False
    """Whether each row of CSV has the query, the time and the state of the archive."""
    models: str = ""
    """What annotated the articles of the archive."""
    recipe: Mapping[str, Any] = field(default_factory=dict)
    """What ``verify`` needs to list the same rows again."""
    selection: str = ""
    """Which rows of a list are exported: “3 of 218”; empty for all."""
    doubts: str = ""
    """How many speakers are corrected or uncertain, for a table that lists no quotes."""

    def lines(self) -> list[tuple[str, str]]:
        """Return the names and values; empty values are left out."""
        values = {
            "written by": f"onrecord {self.version}",
            "written": self.written.isoformat(timespec="seconds"),
            "archive": self.archive,
            "state of the archive": self.state,
            "annotated by": self.models,
            "about": self.subject,
            "query": self.query,
            "understood as": self.understood,
            "selected": f"{self.selection} rows" if self.selection else "",
        }
        return [(name, one_line(value)) for name, value in values.items() if value]


def export_header(
    archive: Archive, folder: Path, kind: ExportKind, query: str, understood: str,
    subject: str = "", *, with_query: bool = False, recipe: Mapping[str, Any] | None = None,
    selection: str = "",
) -> ExportHeader:  # fmt: skip
    """Return the header of an export that is made now."""
    from importlib.metadata import version  # 15 ms, only needed for exports

    now, state = datetime.now().astimezone(), archive.digest()
    models = "; ".join(
        f"{one_line(name) or 'an unknown model'} ({plural(count, 'article')})"
        for name, count in archive.annotations.models()
    )
    return ExportHeader(
        kind, archive_place(folder), state, now, version("onrecord"), query, understood, subject,
        with_query, models, recipe or {}, selection,
        "" if kind in QUOTE_KINDS else _doubts(archive),
    )  # fmt: skip


def archive_place(folder: Path) -> str:
    """Return where an archive is: the path of its folder, or its address on a cluster."""
    return cluster_address(folder) or str(folder.absolute())


def _doubts(archive: Archive) -> str:
    corrections = archive.corrections.all()
    corrected = sum(isinstance(each, QuoteCorrection) for each in corrections)
    uncertain = archive.count_quotes(query=f"conf:<{DOUBTFUL}")
    return f"in the whole archive, {_by_hand(corrected)}, {_uncertain(uncertain)}"


def _by_hand(number: int) -> str:
    return f"{number:,} corrected or confirmed by hand"


def _uncertain(number: int) -> str:
    return f"{number:,} with a confidence below {DOUBTFUL}"


def is_corrected(quote: Quote) -> bool:
    """Return whether the user set or confirmed the speaker of a quote."""
    return bool(quote.steps) and quote.steps[0].subject == CORRECTED_BY


class Item(NamedTuple):
    """A row of an export, as the trail records it."""

    key: str
    """What identifies the row, also after a change."""
    value: str
    """What may change: the speaker of a quote, or a number."""
    label: str = ""
    """What to show of the row."""


def item_of(row: object, group: str = "") -> Item | None:
    """Return how the trail records a row; ``group`` tells apart parts of an export."""
    match row:
        case QuoteHit():
            place = quote_place(row)
            words = shorten(one_line(with_cue(row.cue, row.text)), MAX_LABEL)
            return Item(f"{group}:{place}" if group else place, row.quote.person or "", words)
        case Hit(entry=entry) | (Entry() as entry):
            return Item(entry.id, "", one_line(entry.title))
        case Utterance():
            hit = row.versions[0].hit
            words = shorten(one_line(with_cue(hit.cue, hit.text)), MAX_LABEL)
            return Item(
                quote_place(hit), SEPARATOR.join(filter(None, _about_utterance(row))), words
            )
        case Outlet():
            return Item(row.name or NO_OUTLET, f"{row.articles}{', hidden' * row.hidden}")
        case SavedSearch():
            return Item(row.line, row.name or "without a name")
        case Speaker():
            return Item(row.name if row.named else f"{row.name} (unnamed)", str(row.quotes))
        case {"name": name, "hits": hits, "quotes": quotes}:
            return Item(str(name), f"{hits} and {quotes}")
        case (str(speaker), str(period), int(number)):
            return Item(f"{speaker}, {period}", str(number))
    return None


def quote_place(hit: QuoteHit) -> str:
    """Return what identifies a quote in the trail."""
    return f"{hit.entry.id}:{hit.quote.start}"


def _about_utterance(utterance: Utterance) -> Iterator[str]:
    """Yield the facts about an utterance that may change, the number of quotes first."""
    yield plural(len(utterance.versions), "quote")
    days = sorted({str(day) for each in utterance.versions if (day := each.hit.entry.date)})
    yield " to ".join(dict.fromkeys(days[:1] + days[-1:]))
    yield ", ".join(utterance.speakers)
    yield ", ".join(utterance.outlets)
    yield f"differ in {', '.join(utterance.drift)}" if utterance.drift else ""


def entry_of(row: object) -> Entry | None:
    """Return the article of a row; None if it is a count."""
    match row:
        case QuoteHit(entry=entry) | Hit(entry=entry) | (Entry() as entry):
            return entry
    return None


def about_article(entry: Entry) -> list[str]:
    """Return what an export shows of an article, in the order of ``ABOUT``."""
    day = entry.date.isoformat() if entry.date else ""
    return [entry.title, day, entry.source, entry.byline]


class Tally:
    """Counts the rows of an export as they pass, and records them for the trail."""

    def __init__(self, header: ExportHeader, rows: Iterable[Any] = ()) -> None:
        self.header, self._rows = header, rows
        self.count = 0
        """The number of rows that passed."""
        self.items: list[Item] = []
        self.whole = ""
        """The larger set that the export compares its rows with; empty if there is none."""
        self._quotes, self._corrected, self._uncertain = 0, 0, 0
        self._articles: dict[str, list[str]] = {}

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.count += 1
            self.add(row)
            yield row

    def add(self, row: object, group: str = "") -> None:
        """Record a row."""
        if item := item_of(row, group):
            self.items.append(item)
        if entry := entry_of(row):
            self._articles[entry.id] = about_article(entry)
        match row:
            case QuoteHit():
                self._add_quotes([row])
            case Hit():
                self._add_quotes(row.quotes)

    def _add_quotes(self, hits: Iterable[QuoteHit]) -> None:
        for hit in hits:
            self._quotes += 1
            self._corrected += is_corrected(hit.quote)
            self._uncertain += hit.quote.confidence < DOUBTFUL

    def lines(self) -> list[tuple[str, str]]:
        """Return the names and values at the end of an export."""
        if self.header.doubts:
            counts, doubts = plural(self.count, "row"), self.header.doubts
        else:
            quotes, articles = plural(self._quotes, "quote"), plural(len(self._articles), "article")
            counts = f"{quotes} in {articles}" if self._quotes else articles
            doubts = f"{_by_hand(self._corrected)}, {_uncertain(self._uncertain)}"
        return [("counts", counts), ("speakers", doubts)]

    def trail(self, digest: str) -> dict[str, Any]:
        """Return the record for programs."""
        return {
            "version": TRAIL_VERSION, "kind": self.header.kind, "archive": self.header.archive,
            "state": self.header.state,
            "written": self.header.written.isoformat(timespec="seconds"),
            "recipe": dict(self.header.recipe), "digest": digest, "items": self.items,
            "articles": self._articles, "whole": self.whole,
        }  # fmt: skip


def with_trail(
    pieces: Iterable[str], tally: Tally, end: Callable[[str, dict[str, Any]], str]
) -> Iterator[str]:
    """Yield the pieces of a file, and then its digest and trail as ``end`` writes them."""
    digest = text_digest()
    for piece in pieces:
        digest.update(piece.encode())
        yield piece
    found = digest.hexdigest()
    yield end(found, tally.trail(found))


def text_digest() -> blake2b:
    """Return an empty digest."""
    return blake2b(digest_size=8)


def end_json(_: str, trail: Mapping[str, Any]) -> str:
    """Return the end of a JSON file."""
    return f"{JSON_TRAIL}{json.dumps(trail, ensure_ascii=False)}}}\n"


def end_markdown(digest: str, trail: Mapping[str, Any]) -> str:
    """Return the end of a Markdown file."""
    return f"- digest: {digest}\n\n{_comment(trail)}"


def end_html(digest: str, trail: Mapping[str, Any]) -> str:
    """Return the end of an HTML page."""
    return f"<p>digest: {digest}</p>\n{_comment(trail)}</body>\n</html>\n"


def end_svg(_: str, trail: Mapping[str, Any]) -> str:
    """Return the end of a picture."""
    return f"{_comment(trail)}</svg>\n"


def _comment(trail: Mapping[str, Any]) -> str:
    """Return the trail as a comment, in which nothing is markup or can end it."""

    def escape(string: re.Match[str]) -> str:
        return _MARKUP.sub(lambda sign: f"\\u{ord(sign[0]):04x}", string[0])

    text = json.dumps(trail, ensure_ascii=False, separators=(",", ":"))
    return f"{COMMENT}{_JSON_STRING.sub(escape, text)} -->\n"
