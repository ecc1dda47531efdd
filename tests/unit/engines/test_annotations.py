"""Articles remember who annotated them, and are annotated again without losing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from index.annotate.models import Models
from index.archive import Archive
from index.archive.annotations import BATCH_SIZE
from index.article import Annotation, Article
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine, QuoteRequest
from index.user_data import Revision
from tests.support.builders import MarkedAnnotator, annotated, article
from tests.support.corrections import quote, speaker_names

OLD, NEW = "en_old 1.0, onrecord 0.0", Models().annotated_by()
FOG = "Fog came. “We saved boats,” [Ana Pell] she said. “No nets were lost,” [a clerk] said he."
SUN = "Sun. “Come in,” [Ana Pell] she said."


class NamedAnnotator(MarkedAnnotator):
    """Says who annotated; today's finds Ana Pell Holm where the older one found Ana Pell."""

    def __init__(self, annotated_by: str) -> None:
        self._annotated_by = annotated_by

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Annotation]]:
        for each, found in super().annotate(articles):
            quotes = found.quotes
            if self._annotated_by == NEW:
                quotes = tuple(
                    q._replace(speakers=("Ana Pell Holm",)) if q.named else q for q in quotes
                )
            yield each, found._replace(quotes=quotes, annotated_by=self._annotated_by)


def add(folder: Path, annotated_by: str, *articles: Article, english: bool = True) -> None:
    """Add articles as an older program would have."""
    engine = LocalEngine(folder)
    found = NamedAnnotator(annotated_by).annotate(articles)
    engine.add([(each, annotation._replace(english=english)) for each, annotation in found])
    engine.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an archive of two articles, annotated by an older model."""
    add(tmp_path / "archive", OLD, article(FOG), article(SUN))
    return tmp_path / "archive"


@pytest.fixture
def opened(folder: Path) -> Iterator[Archive]:
    """Return the archive, to be annotated by today's model."""
    with Archive.open(folder, NamedAnnotator(NEW)) as archive:
        archive.maintenance.catch_up()
        yield archive


def annotate_again(archive: Archive, line: str = "") -> list[int]:
    return list(archive.annotations.again(archive.annotations.outdated(line)))


def test_articles_are_counted_by_model(opened: Archive, folder: Path) -> None:
    """Each model is listed with its articles, and whether it is today's."""
    add(folder, NEW, article("Rain. “Wet,” [Olaf Berg] he said."))
    assert opened.annotations.counts() == ((OLD, 2, False), (NEW, 1, True))
    assert opened.annotations.count_outdated() == 2


def test_articles_without_a_record_are_annotated_again_without_a_notice(
    opened: Archive, folder: Path
) -> None:
    """Nobody knows whether the model of an older archive was another one."""
    add(folder, "", article("Rain. “Wet,” [Olaf Berg] he said."))
    assert opened.annotations.count_outdated() == 2
    assert len(opened.annotations.outdated()) == 3


def test_annotating_again_replaces_quotes_and_speakers(opened: Archive) -> None:
    """Speakers, search and the record are those of today's model."""
    assert annotate_again(opened) == [2]
    assert speaker_names(opened) == ["Ana Pell Holm"]
    assert opened.search("speaker:holm said:boats").total == 1
    assert opened.annotations.counts() == ((NEW, 2, True),)
    assert opened.annotations.outdated() == []


def test_corrections_marks_and_notes_stay(opened: Archive) -> None:
    """What the user did to an article is still there."""
    fog = article(FOG).id
    opened.corrections.correct_quote(fog, quote(opened, fog), "Greta Holm")
    opened.marks.set(fog, "starred")
    opened.marks.write_note(fog, "ask the clerk")
    annotate_again(opened)
    assert quote(opened, fog).speakers == ("Greta Holm",)
    assert opened.entry(fog).starred
    assert [note.text for note in opened.marks.notes(fog)] == ["ask the clerk"]


def test_undone_correction_shows_what_the_new_model_found(opened: Archive) -> None:
    """Removing a correction after annotating again leaves today's speaker."""
    fog = article(FOG).id
    opened.corrections.correct_quote(fog, quote(opened, fog), "Greta Holm")
    annotate_again(opened)
    opened.corrections.apply(Revision(opened.corrections.all()))
    assert quote(opened, fog).speakers == ("Ana Pell Holm",)


def test_query_limits_what_is_annotated_again(opened: Archive) -> None:
    """Only the articles that a search finds are annotated again."""
    assert annotate_again(opened, "boats") == [1]
    assert set(opened.annotations.counts()) == {(OLD, 1, False), (NEW, 1, True)}


def test_stopped_annotation_is_resumed(opened: Archive, folder: Path) -> None:
    """What was done before a stop is not done again."""
    add(folder, OLD, *(article(f"Day {number}. “Wet,” he said.") for number in range(BATCH_SIZE)))
    for _ in opened.annotations.again(opened.annotations.outdated()):
        break
    assert len(opened.annotations.outdated()) == 2
    assert annotate_again(opened) == [2]


def test_articles_in_other_languages_are_left_without_a_pipeline_for_them(
    opened: Archive, folder: Path
) -> None:
    """Names that a pipeline for another language found are not lost."""
    add(folder, "de_news 1.0, onrecord 0.0", article("Nebel. “Ja,” [Olaf Berg]"), english=False)
    assert len(opened.annotations.outdated()) == 2


def test_new_annotation_may_have_fewer_or_more_quotes(engine: Engine) -> None:
    """The quotes of the old one are gone, those of the new one are found."""
    ((fog, found),) = annotated(article(FOG))
    engine.add([(fog, found)])
    for quotes in (found.quotes[:1], found.quotes):
        engine.annotations.replace([(fog, found._replace(quotes=quotes))])
        engine.catch_up(wait=True)
        assert len(engine.annotation(fog.id).quotes) == len(quotes)
        assert engine.quotes(QuoteRequest(limit=9))[0] == len(quotes)


def test_only_listed_articles_are_counted_whoever_annotated_them(
    opened: Archive, folder: Path
) -> None:
    """Copies and deleted articles are left out of the count, for each model and language."""
    add(folder, "", article(SUN, source="Echo"))  # a copy
    add(folder, NEW, article("Pluie. Il pleut.", title="Pluie"), english=False)
    (rain,) = (entry for entry in opened.articles() if entry.title == "Pluie")
    assert opened.count() == len(opened.articles()) == 3
    opened.editing.delete([rain.id])
    assert opened.count() == len(opened.articles()) == 2
