"""Articles to edit and delete, a plain model of what is then shown, and random changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from index.archive import Archive
from index.article import Article
from index.engines.local.engine import LocalEngine
from index.errors import OnRecordError
from index.ingest import store_articles
from index.user_data import EDITABLE_FIELDS, Revision
from index.workers.annotating import Annotating
from tests.support.builders import MarkedAnnotator, article

POST, ECHO, TIMES = "Harbour Post", "Valley Echo", "Torp Times"
FOG = article(
    "Fog came over the harbour in the night and stayed until noon. “We saved boats,” [Ana Pell] she"
    " said. “No nets were lost,” [a clerk] said he, and the harbour master closed the pier.",
    title="Fog over Torp", source=POST, byline="Greta Holm", url="https://post.example/fog",
)  # fmt: skip
SNOW = article(
    "Snow fell. “We cleared the pier,” [Olaf Berg] he said. “Cold,” [Ana Pell] she said.",
    "2024-04-06", title="Snow", source=ECHO,
)  # fmt: skip
RAIN = article("Rain is late. “Oh,” [Pell] she said. “So what?”", "", title="Rain", section="News")
SUN = article("Sun at last. “Warm,” [Ida Torp] she said.", "2024-05-01", title="Sun", source=TIMES)
APART = (FOG, SNOW, RAIN, SUN)
"""Articles that are neither copies nor versions of one another."""
FOG_IN_ECHO = FOG._replace(source=ECHO, url="https://echo.example/fog", title="Torp in the fog")
FOG_LATER = FOG._replace(
    text=f"{FOG.text} At noon the sun came. “All is well,” [Ida Torp] she said."
)
ALL = (*APART, FOG_IN_ECHO, FOG_LATER)
VALUES = {
    "title": ["Fog again", "Late snow"],
    "date": ["2024-02-29", "2020-01-01", "none"],
    "source": [POST, ECHO, "The Pier", "none"],
    "byline": ["Olaf Berg", "none"],
    "section": ["Weather", "none"],
}
Step = tuple[str, ...]
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("add"), st.sampled_from("012345")),
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda name: st.tuples(
            st.just("edit"), st.sampled_from("012345"), st.just(name),
            st.sampled_from(VALUES[name]),
        )
    ),
    st.tuples(st.sampled_from(["delete", "restore"]), st.sampled_from("012345")),
    st.tuples(st.just("rename"), st.sampled_from([POST, ECHO, TIMES, "The Pier"]),
              st.sampled_from([POST, ECHO, "The Pier", "New Name"])),
    st.tuples(st.sampled_from(["hide", "show"]), st.sampled_from([POST, ECHO, "The Pier"])),
    st.sampled_from([("undo",), ("rebuild",), ("reopen",)]),
)  # fmt: skip


@contextmanager
def open_archive(folder: Path) -> Iterator[tuple[Archive, LocalEngine]]:
    """Open an archive that annotates with ``MarkedAnnotator``, and its engine."""
    engine = LocalEngine(folder)
    with Archive(engine, MarkedAnnotator()) as archive:
        yield archive, engine


def add(engine: LocalEngine, *articles: Article) -> list[str]:
    """Add articles; return the outcomes."""
    items = ((each, 1.0) for each in articles)
    return [
        outcome.status for outcome in store_articles(engine, Annotating(MarkedAnnotator), items)
    ]


def change(archive: Archive, step: Step, articles: tuple[Article, ...]) -> Revision | None:
    """Make a change of the user; None if the archive refuses it."""
    editing = archive.editing
    try:
        match step:
            case "edit", number, name, value:
                return editing.edit(articles[int(number)].id, {name: value})
            case "delete", number:
                return editing.delete([articles[int(number)].id])
            case "restore", number:
                return editing.restore([articles[int(number)].id])
            case "rename", name, other:
                return editing.rename_outlets([name], other)
            case "hide", name:
                return editing.hide_outlet(name)
            case "show", name:
                return editing.show_outlet(name)
    except OnRecordError:
        return None
    raise AssertionError(step)


def read_fields(each: Article) -> dict[str, str]:
    """Return the fields of an article that can be edited."""
    values = {name: getattr(each, name) for name in EDITABLE_FIELDS}
    return values | {"date": each.date.isoformat() if each.date else ""}


@dataclass
class Model:
    """What the user should see of articles that are neither copies nor versions."""

    shown: dict[str, dict[str, str]] = field(default_factory=dict)
    renames: list[tuple[str, str]] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    def add(self, each: Article) -> None:
        """Add an article, unless it is there."""
        fields = read_fields(each)
        for name, other in self.renames:
            if fields["source"] == name:
                fields["source"] = other
        self.shown.setdefault(each.id, fields)

    def change(self, step: Step, articles: tuple[Article, ...]) -> None:
        """Make a change that the archive has accepted."""
        match step:
            case "edit", number, name, value:
                self.shown[articles[int(number)].id][name] = "" if value == "none" else value
            case "delete", number:
                self.deleted.add(articles[int(number)].id)
            case "restore", number:
                self.deleted.discard(articles[int(number)].id)
            case "rename", name, other:
                self.renames += [(name, other)] if name != other else []
                for fields in self.shown.values():
                    fields["source"] = other if fields["source"] == name else fields["source"]
            case "hide", name:
                self.hidden.add(name)
            case "show", name:
                self.hidden.discard(name)

    def visible(self) -> dict[str, dict[str, str]]:
        """Return the fields of the articles that are listed."""
        return {
            each: fields
            for each, fields in self.shown.items()
            if each not in self.deleted and fields["source"] not in self.hidden
        }


def listed(archive: Archive) -> dict[str, dict[str, str]]:
    """Return the fields of the articles that the archive lists."""
    return {
        entry.id: read_fields(archive.article(entry.id)) for entry in archive.articles(limit=100)
    }


def found_ids(archive: Archive, line: str) -> set[str]:
    """Return the ids of the articles that a search finds."""
    return {hit.entry.id for hit in archive.search(line).hits}


def everything_shown(archive: Archive) -> object:
    """Return what lists, searches, facets, timelines and speakers show."""
    timeline = archive.statistics.timeline()
    lines = ("fog", "copies:apart pier", "source:echo", "is:edited", "date:none", "source:none")
    return (
        archive.articles(limit=100),
        [found_ids(archive, line) for line in lines],
        [(facet.field, sorted(facet.values)) for facet in archive.statistics.facets()],
        (timeline.periods, timeline.total, timeline.undated, sorted(timeline.rows)),
        sorted(archive.speakers.page(limit=100), key=lambda speaker: speaker.name),
        {(hit.entry.id, hit.text) for hit in archive.quotes(limit=100)},
        archive.editing.outlets(),
    )
